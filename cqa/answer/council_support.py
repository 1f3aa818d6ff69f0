"""Whether a council's papers say what a which-question asks: what speaks for it, and the fitted probability.

Decided for each pair of question and council on the council's best sentence: how much of the question it holds itself
and with its headings, whether it asserts the topic as the question wants it said, and how it compares with the best
sentence of all councils.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from cqa.answer.context import AnswerContext
from cqa.answer.speaker import speaker
from cqa.answer.stance import Stance, nouns_of, stance, whole
from cqa.evidence.features import NAMES as SENTENCE_NAMES
from cqa.evidence.model import linear, probability
from cqa.evidence.polarity import Polarity
from cqa.evidence.sentence_scorer import Sentence
from cqa.record import dataclass

OWN, HEAD, ASSERTED, WHOLE = 3.0, 2.0, 2.0, 1.0
"""Points for the share of the topic and of its head phrase that a sentence holds, for asserting it as it is wanted,
and for naming the thing whole."""

CLEAR = 0.6
"""Share of the topic that a sentence holds itself from which, asserted as wanted, it is a clear case."""

LEAST = 0.4
"""Share of the topic that some sentence must hold with what stands over it: of 28 councils below it that the fitted
weights let in, in cross-validation, 11 belonged."""

AS_GOOD = 1.5
"""Points behind a council's best sentence within which another supports it."""


@dataclass(frozen=True, slots=True)
class CouncilSupport:
    """A council's sentences, the best first, with the values that its probability rests on."""

    name: str
    sentences: tuple[Sentence, ...]
    values: tuple[float, ...]
    barred: bool = False
    """It does not make the claim asked for, says the opposite, or holds little of the topic or of a name in it."""

    @property
    def probability(self) -> float:
        """The fitted probability that the council belongs in the answer."""
        return 0.0 if self.barred else probability(linear("council").score(self.values))


def councils_of(context: AnswerContext, *, by_paper: bool = False) -> list[CouncilSupport]:
    """Return every council (with ``by_paper`` every paper) of which a sentence was found, in order of name."""
    whose = context.question.whose
    by_name: dict[str, list[tuple[Sentence, Stance]]] = {}
    for s in context.scored:
        name = s.passage.paper if by_paper else s.passage.authority
        if name and s.matches and s.passage.kind != "heading" and (whose is None or speaker(s) == whose):
            by_name.setdefault(name, []).append((s, stance(s, context)))
    wanted = Polarity(context.question.want)
    nouns = nouns_of(context)
    best: dict[str, list[tuple[Sentence, Stance]]] = {}
    for name, held in by_name.items():
        rated = [(_points(s, said, wanted, whole(s, nouns, context.concepts)), s, said) for s, said in held]
        rated.sort(key=lambda one: (-round(one[0], 6), one[1].passage.id, one[1].span))
        best[name] = [(s, said) for _, s, said in rated]
    top = max((held[0][0].score for held in best.values()), default=0.0)
    found = []
    for name, held in sorted(best.items()):
        pair = Pair(context, held[0][0], held[0][1], [s for s, _ in held], top, wanted, nouns)
        values = tuple(round(value(pair), 6) for value in SUPPORT.values())
        unclaimed = held[0][1].claim_asked and not held[0][1].claimed
        little = max(s.features[_WHOLE] for s, _ in held) < LEAST
        opposed = wanted is not Polarity.ANY and not held[0][1].polarity.asserts(wanted)
        broken = any(name for _, name in nouns) and not whole(held[0][0], nouns, context.concepts)
        found.append(CouncilSupport(name, tuple(s for s, _ in held), values, unclaimed or broken or little or opposed))
    return found


def _points(s: Sentence, said: Stance, wanted: Polarity, is_whole: bool) -> float:
    """Return the points by which a council's best sentence is chosen: what it holds itself, and that it asserts it."""
    good = said.claimed if said.claim_asked else said.polarity.asserts(wanted)
    return OWN * s.own + HEAD * s.core + (ASSERTED if good else 0.0) + (WHOLE if is_whole else 0.0) + s.score / 10.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a council: its best sentence, what that says, and the best score of any council."""

    context: AnswerContext
    sentence: Sentence
    stance: Stance
    sentences: Sequence[Sentence]
    top: float
    wanted: Polarity
    nouns: Sequence[tuple[set[int], bool]]


def _said(pair: Pair) -> bool:
    """Return whether the sentence says of the topic what the question wants said."""
    return pair.stance.claimed if pair.stance.claim_asked else pair.stance.polarity.asserts(pair.wanted)


def _feature(name: str) -> Callable[[Pair], float]:
    at = SENTENCE_NAMES.index(name)
    return lambda pair: pair.sentence.features[at]


_WHOLE = SENTENCE_NAMES.index("concept_whole")

SUPPORT: Mapping[str, Callable[[Pair], float]] = {
    **{
        name: _feature(name)
        for name in (
            "concept_coverage", "concept_window", "concept_passage", "concept_whole", "sentence_coverage",
            "window_coverage", "whole_coverage", "governed_coverage", "context_bm25", "context_best", "pairs_near",
            "is_table", "is_recommendation", "boilerplate",
        )
    },
    "head": lambda p: p.sentence.core,
    "topic": lambda p: p.sentence.own,
    "surroundings": lambda p: p.sentence.coverage,
    "whole_noun": lambda p: float(whole(p.sentence, p.nouns, p.context.concepts)),
    "asserted": lambda p: float(_said(p)),
    "asserted_as_wanted": lambda p: float(p.wanted is not Polarity.ANY and p.stance.polarity.asserts(p.wanted)),
    "denied": lambda p: float(p.stance.polarity.denied and not p.stance.claim_asked),
    "elsewhere": lambda p: float(p.stance.polarity.elsewhere),
    "claimed": lambda p: float(p.stance.claim_asked and p.stance.claimed),
    "unclaimed": lambda p: float(p.stance.claim_asked and not p.stance.claimed),
    "behind_the_best": lambda p: min(p.top - p.sentence.score, 6.0) / 6.0,
    "score": lambda p: p.sentence.score / 10.0,
    "fullest": lambda p: max(s.features[_WHOLE] for s in p.sentences),
    "sentences": lambda p: log(sum(s.score >= p.sentence.score - AS_GOOD for s in p.sentences)) / 3.0,
    "clear": lambda p: float(
        p.sentence.own >= CLEAR
        and _said(p)
        and whole(p.sentence, p.nouns, p.context.concepts)
    ),
    "named_missing": lambda p: float(
        any(c.named and i not in p.sentence.around | p.sentence.above for i, c in enumerate(p.context.concepts))
    ),
}  # fmt: skip
"""What speaks for a council, by name."""

NAMES = tuple(SUPPORT)
