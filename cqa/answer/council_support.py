"""Whether a council's papers say what a which-question asks, in two fitted steps.

First every sentence gets points for saying of its council what is asked: its features as evidence, and its stance, that
is whether it asserts the topic as the question wants it said. Then each council is judged by its best sentence: the
points, how far they are behind the best of all councils, and how much of the question is found at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from cqa.answer.context import AnswerContext
from cqa.answer.speaker import speaker
from cqa.answer.stance import Nouns, Stance, nouns_of, stance, whole
from cqa.evidence.features import NAMES as SENTENCE_NAMES
from cqa.evidence.model import linear, probability
from cqa.evidence.polarity import Polarity
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.views import QuestionView
from cqa.question.patterns import says
from cqa.record import dataclass

AS_GOOD = 1.5
"""Points behind a council's best sentence within which another supports it."""

LEAST = 0.25
"""Share of the topic's concepts that a passage must hold with its headings and title: *close* alone says nothing of
closing libraries. Cross-validated it costs nothing; 0.4 costs seven hundredths of recall."""

NO_SECOND = 6.0
"""Points by which a sentence leads where no other passage of its council was found."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what it says of the topic."""

    context: AnswerContext
    sentence: Sentence
    stance: Stance | None
    """None where it holds none of the topic's concepts."""
    nouns: Nouns
    mention_asked: bool = False
    """It is asked who mentions the topic."""

    @property
    def asserts(self) -> bool:
        """Return whether it says of the topic what the question wants said."""
        q = self.context.question
        if self.stance is None:
            return q.want == "any" and q.claim == "any" and not self.mention_asked
        return self.stance.claimed if self.stance.claim_asked else self.stance.polarity.asserts(Polarity(q.want))

    @property
    def whole_asked(self) -> bool:
        """Return whether nothing but the head phrase itself answers: it is a name, or it is asked who mentions it."""
        return self.mention_asked or any(name for _, name in self.nouns)

    @property
    def is_whole(self) -> bool:
        """Return whether it speaks of the head phrase itself."""
        return self.stance is not None and whole(self.sentence, self.nouns, self.context.concepts)

    @property
    def missing(self) -> list[int]:
        """Return the concepts that neither the passage nor what is above it holds."""
        found = self.sentence.around | self.sentence.above
        return [i for i in range(len(self.context.concepts)) if i not in found]


def _missing_weight(said: Said) -> float:
    """Return the weight of the most informative concept missing, as a share of that of all."""
    concepts = said.context.concepts
    lacking = max((concepts[i].weight for i in said.missing if concepts[i].required), default=0.0)
    return lacking / max((c.weight for c in concepts), default=1.0)


STANCE: Mapping[str, Callable[[Said], float]] = {
    "topic": lambda x: x.sentence.own,
    "head": lambda x: x.sentence.core,
    "surroundings": lambda x: x.sentence.coverage,
    "whole_noun": lambda x: float(x.is_whole),
    "not_whole": lambda x: float(x.whole_asked and not x.is_whole),
    "asserted": lambda x: float(x.asserts),
    "asserted_as_wanted": lambda x: float(x.asserts and x.context.question.want != "any"),
    "denied": lambda x: float(x.stance is not None and x.stance.polarity.denied and not x.stance.claim_asked),
    "elsewhere": lambda x: float(x.stance is not None and x.stance.polarity.elsewhere),
    "then": lambda x: float(x.stance is not None and x.stance.polarity.then),
    "claimed": lambda x: float(x.stance is not None and x.stance.claim_asked and x.stance.claimed),
    "unclaimed": lambda x: float(x.stance is not None and x.stance.claim_asked and not x.stance.claimed),
    "any_concept": lambda x: float(bool(x.sentence.matches)),
    "missing_concept": _missing_weight,
    "name_missing": lambda x: float(any(x.context.concepts[i].named for i in x.missing)),
    "of_the_public": lambda x: float(speaker(x.sentence) == "public"),
}
"""What the stance of a sentence is, by name; its features as evidence come before these."""

SUPPORT_NAMES = (*SENTENCE_NAMES, *STANCE)
_HELD, _ASSERTED, _NOT_WHOLE = map(SUPPORT_NAMES.index, ("concept_whole", "asserted", "not_whole"))


@dataclass(frozen=True, slots=True)
class Supporting:
    """A sentence with its values, in the order of :data:`SUPPORT_NAMES`, and its points."""

    sentence: Sentence
    values: tuple[float, ...]
    points: float


@dataclass(frozen=True, slots=True)
class CouncilSupport:
    """A council's sentences, the best first, with the values that its probability is based on."""

    name: str
    sentences: tuple[Sentence, ...]
    values: tuple[float, ...]
    asserted: bool
    """Its best sentence says of the topic what the question wants said: *manageable caseloads* is no pressure."""

    @property
    def probability(self) -> float:
        """Return the fitted probability that the council belongs in the answer; 0 where nothing says what is asked."""
        return probability(linear("council").score(self.values)) if self.asserted else 0.0


def councils_of(context: AnswerContext, *, by_paper: bool = False) -> list[CouncilSupport]:
    """Return every council (with ``by_paper`` every paper) of which a sentence was found, in order of name."""
    return judged(context.view, supporting(context, by_paper=by_paper)) if context.view else []


def judged(view: QuestionView, groups: Mapping[str, Sequence[Supporting]]) -> list[CouncilSupport]:
    """Return what supports each council, by its sentences, in order of name."""
    ordered = {name: in_order(held) for name, held in groups.items()}
    top = max((held[0].points for held in ordered.values() if may_speak(held[0])), default=0.0)
    found = []
    for name, held in sorted(ordered.items()):
        values = tuple(round(value(Pair(view, held, top)), 6) for value in COUNCIL.values())
        good = may_speak(held[0])
        alike = tuple(x.sentence for x in held if _is_as_good(x, held[0]) and may_speak(x) == good)
        found.append(CouncilSupport(name, alike, values, good))
    return found


def may_speak(one: Supporting) -> bool:
    """Return whether a sentence may support a council: it asserts what is asked, what must be whole is, and its
    passage with what is above it holds :data:`LEAST` of the topic."""
    return one.values[_HELD] >= LEAST and one.values[_ASSERTED] == 1.0 and one.values[_NOT_WHOLE] == 0.0


def _is_as_good(one: Supporting, best: Supporting) -> bool:
    return one.points >= best.points - AS_GOOD


def supporting(context: AnswerContext, *, by_paper: bool = False) -> dict[str, list[Supporting]]:
    """Return the sentences of each council (with ``by_paper`` of each paper) with their points."""
    whose = context.question.whose
    nouns, mention_asked = nouns_of(context), says("mention_asked", context.question.text.lower())
    model = linear("support")
    groups: dict[str, list[Supporting]] = {}
    for s in context.scored:
        name = s.passage.paper if by_paper else s.passage.authority
        if name and s.passage.kind != "heading" and (whose is None or speaker(s) == whose):
            said = Said(context, s, stance(s, context) if s.matches else None, nouns, mention_asked)
            values = (*s.features, *(round(value(said), 6) for value in STANCE.values()))
            groups.setdefault(name, []).append(Supporting(s, values, round(model.score(values), 6)))
    return groups


def in_order(held: Sequence[Supporting]) -> list[Supporting]:
    """Return a council's sentences: those that may support it first, then the one with the most points."""
    return sorted(held, key=lambda x: (not may_speak(x), -x.points, x.sentence.passage.id, x.sentence.span))


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a council: its sentences, the best first, and the most points of any council's."""

    view: QuestionView
    sentences: Sequence[Supporting]
    top: float


def _most(pair: Pair, feature: str) -> float:
    at = SENTENCE_NAMES.index(feature)
    return max(x.values[at] for x in pair.sentences)


def _lead(pair: Pair) -> float:
    """Return by how many points the best sentence leads the next one of another passage."""
    best = pair.sentences[0]
    for x in pair.sentences:
        if x.sentence.passage.id != best.sentence.passage.id:
            return best.points - x.points
    return NO_SECOND


def _unknown(pair: Pair) -> float:
    """Return the share of the question's words, by weight, that no passage holds."""
    return sum(weight for stem, weight in pair.view.idf.items() if stem in pair.view.absent) / pair.view.total


COUNCIL: Mapping[str, Callable[[Pair], float]] = {
    "points": lambda p: p.sentences[0].points,
    "behind_the_best": lambda p: p.top - p.sentences[0].points,
    "fullest": lambda p: _most(p, "concept_whole"),
    "fullest_words": lambda p: _most(p, "whole_coverage"),
    "lead": _lead,
    "as_good": lambda p: log(1 + sum(_is_as_good(x, p.sentences[0]) for x in p.sentences)),
    "words_asked": lambda p: float(len(p.view.idf)),
    "unknown_words": _unknown,
}
"""What supports a council, by name."""

NAMES = tuple(COUNCIL)
