"""Whether what was found answers the question: a probability by the fitted model, and what it is based on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import exp, log

from cqa.answer.context import AnswerContext, not_found, unique
from cqa.answer.value import sorts_of
from cqa.evidence.candidate import TYPED
from cqa.evidence.features import NAMES as SENTENCE_NAMES
from cqa.evidence.model import linear, probability
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.views import coverage
from cqa.model import Answer
from cqa.record import dataclass
from cqa.text.analyzer import stems

ENOUGH = 0.6
"""Probability from which an answer is given; below it only the closest passages are shown. Cross-validated by paper
over 523 answers, .75 of those from here on are right, .49 of the right ones are given, and so are 5 of 25 to questions
that the papers do not answer; on sets that were never seen .69 of 49 were right."""

DEED_ENOUGH = 0.6
"""Share of the topic's concepts that a sentence must hold to settle whether something was done."""

OVERVIEWS = frozenset({"compare", "filtered"})
"""Kinds of questions that ask what is said on a topic, by each council or in papers of a time."""

NEAREST = 10
"""Passages shown where nothing is claimed."""

UNKNOWN = 0.01
"""Share of the question's weight in words that no passage holds from which they are named."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed answer with what it was composed from."""

    context: AnswerContext
    answer: Answer
    best: Sentence
    """Its best sentence."""
    features: Mapping[str, float]
    """The features of its best sentence, by name."""


def judged(context: AnswerContext, answer: Answer, best: Sentence) -> Answer:
    """Return a composed answer with its probability; the closest passages alone where that is too small."""
    features = dict(zip(SENTENCE_NAMES, best.features, strict=True))
    support = support_of(Composed(context, answer, best, features))
    confidence = round(probability(linear("answer").score(support)), 4)
    if confidence < ENOUGH and not _shows_all(context, best):
        topic = f"\u2018{context.topic()}\u2019"
        if {i for i, c in enumerate(context.concepts) if c.required} & (best.around | best.above):
            refused = not_found(context, f"None of the passages clearly answers {topic}.", called="")
        else:
            refused = not_found(context, f"no passage answers {topic}.")
        return replace(refused, evidence=answer.evidence[:NEAREST], confidence=confidence, support=support, value=None)
    return replace(answer, confidence=confidence, support=support)


def _shows_all(context: AnswerContext, best: Sentence) -> bool:
    """Return whether a question asks for no single fact, and the best passage holds all of its topic: what it says is
    what is asked for (*what is said about caseloads?*)."""
    needed = {i for i, c in enumerate(context.concepts) if c.required}
    unknown = context.view is not None and bool(context.view.absent)
    return context.question.kind in OVERVIEWS and bool(needed) and not unknown and needed <= best.around | best.above


def nothing(context: AnswerContext, why: str) -> Answer:
    """Return a refusal with the closest passages by score."""
    near = unique(sorted(context.scored, key=by_score), NEAREST)
    return not_found(context, why, near)


def tells_enough(s: Sentence) -> bool:
    """Return whether a sentence holds enough of the topic to say that something was done, and to what."""
    return s.features[SENTENCE_NAMES.index("concept_coverage")] >= DEED_ENOUGH


def by_score(s: Sentence) -> tuple[float, str, tuple[int, int]]:
    """Sorts sentences by their score, the best first, then by place."""
    return -s.score, s.passage.id, s.span


def support_of(c: Composed) -> tuple[float, ...]:
    """Return the values that say whether a composed answer is right, in the order of :data:`NAMES`."""
    return tuple(round(value(c), 6) for value in SUPPORT.values())


def _unknown(c: Composed) -> float:
    """Return the share of the question's words, by weight, that hardly any passage holds."""
    view = c.context.view
    rare = {stem: weight for stem, weight in view.idf.items() if stem in view.absent} if view else {}
    return sum(rare.values()) / view.total if view and rare else 0.0


def _missing_most(c: Composed) -> float:
    """Return the weight of the most informative concept that neither the passage nor its context holds."""
    found, concepts = c.best.around | c.best.above, c.context.concepts
    lacking = [one.weight for i, one in enumerate(concepts) if one.required and i not in found]
    most = max((one.weight for one in concepts), default=0.0)
    return max(lacking, default=0.0) / most if most else 0.0


def _margin(c: Composed) -> float:
    """Return by how much the sentence leads the fifth best of another passage; 1 is e times as likely."""
    others = sorted((s.score for s in c.context.scored if s.passage.id != c.best.passage.id), reverse=True)[:5]
    return max(-2.0, min(4.0, c.best.score - others[-1])) / 4.0 if others else 0.5


def _share(c: Composed) -> float:
    """Return the share of all that was found that the best passage has, by the fitted model's softmax."""
    return _shares(c.context)[0]


def _share_of_three(c: Composed) -> float:
    """Return the share of the three best passages together."""
    return sum(_shares(c.context)[:3])


def _shares(context: AnswerContext) -> list[float]:
    """Return each passage's share of the softmax over all sentences found, the largest first."""
    top = max(s.score for s in context.scored)
    raised: dict[str, float] = {}
    for s in context.scored:
        raised[s.passage.id] = raised.get(s.passage.id, 0.0) + exp(s.score - top)
    total = sum(raised.values())
    return sorted((value / total for value in raised.values()), reverse=True)


def _lead(c: Composed) -> float:
    """Return by how much the best passage leads the second, a fifth for each e times as likely; 1 at most."""
    others = (s.score for s in c.context.scored if s.passage.id != c.best.passage.id)
    return max(0.0, min(1.0, (c.best.score - max(others, default=c.best.score - 5.0)) / 5.0))


def _together(c: Composed) -> float:
    """Return the share of the topic's concepts that the three best passages hold, with what is above them."""
    firsts: dict[str, Sentence] = {}
    for s in sorted(c.context.scored, key=by_score):
        firsts.setdefault(s.passage.id, s)
        if len(firsts) == 3:
            break
    found = {i for s in firsts.values() for i in s.around | s.above}
    total = sum(one.weight for one in c.context.concepts)
    return sum(c.context.concepts[i].weight for i in found) / total if total else 0.0


def _asks_value(c: Composed) -> bool:
    """Return whether a value (a date, a sum, a name) is asked for that a text can be seen to hold."""
    return bool(sorts_of(c.context) & TYPED)


def _quoted_coverage(c: Composed) -> float:
    """Return the share of the question, by the weight of its words, that the whole answer holds."""
    return coverage(c.context.view, set(stems(c.answer.text))) if c.context.view else 0.0


Support = Callable[[Composed], float]


def _of(name: str) -> Support:
    return lambda c: c.features[name]


SUPPORT: Mapping[str, Support] = {
    **{
        name: _of(name)
        for name in (
            "concept_whole", "concept_coverage", "whole_coverage", "governed_coverage", "sentence_coverage",
            "context_bm25", "pairs_near", "holds_value", "lacks_value", "role_asked", "year_asked", "wrong_year",
            "boilerplate", "too_short", "value_close", "value_counts", "other_value",
        )
    },
    "unknown_words": _unknown,
    "missing_concept": _missing_most,
    "margin": _margin,
    "share": _share,
    "share_of_three": _share_of_three,
    "lead": _lead,
    "together": _together,
    "found": lambda c: log(1 + len(c.context.scored)) / 8.0,
    "year_missing": lambda c: float(bool(c.context.view and c.context.view.years) and not c.features["year_asked"]),
    "one_paper": lambda c: float(len(c.context.papers) == 1),
    "score": lambda c: c.best.score / 10.0,
    "everywhere": lambda c: float(c.context.everywhere),
    "council_named": lambda c: float(bool(c.context.question.authorities)),
    "words_asked": lambda c: log(1 + len(c.context.view.idf)) / 3.0 if c.context.view else 0.0,
    "yes_or_no": lambda c: float(c.context.question.polar),
    "settled": lambda c: float(c.context.settles(c.best)),
    "names_missing": lambda c: float(
        any(one.named and i not in c.best.around | c.best.above for i, one in enumerate(c.context.concepts))
    ),
    "value_stated": lambda c: float(_asks_value(c) and c.answer.value is not None),
    "value_unstated": lambda c: float(_asks_value(c) and c.answer.value is None),
    "quoted_coverage": _quoted_coverage,
    "verdict_given": lambda c: float(c.answer.verdict is not None),
}  # fmt: skip
"""What supports an answer, by name."""

NAMES = tuple(SUPPORT)
