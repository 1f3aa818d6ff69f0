"""Whether what was found answers the question: a probability by the fitted model, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import exp, log

from cqa.answer.context import AnswerContext, not_found, unique
from cqa.evidence.features import NAMES as SENTENCE_NAMES
from cqa.evidence.model import linear, probability
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer

ENOUGH = 0.55
"""Probability from which an answer is given; below it only the closest passages are shown. Cross-validated by paper,
about .83 of the answers from here on are right and 3 of 242 questions of other fields are answered."""

DEED_ENOUGH = 0.6
"""Share of the topic's concepts that a sentence must hold to settle whether a deed was done."""

OVERVIEWS = frozenset({"compare", "filtered"})
"""Kinds of questions that ask what is said on a topic, by each council or in papers of a time."""

NEAREST = 10
"""Passages shown where nothing is claimed."""

UNKNOWN = 0.01
"""Share of the question's weight in words that no passage holds from which they are named."""


def judged(context: AnswerContext, answer: Answer, best: Sentence) -> Answer:
    """Return a composed answer with its probability; the closest passages alone where that is too small."""
    support = support_of(context, best)
    confidence = round(probability(linear("answer").score(support)), 4)
    if confidence < ENOUGH and not _shows_all(context, best):
        topic = f"\u2018{context.topic()}\u2019"
        if {i for i, c in enumerate(context.concepts) if c.required} & (best.around | best.above):
            refused = not_found(context, f"No passage surely answers {topic}.", called="")
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
    """Return whether a sentence holds enough of the topic to say that a deed was done, and to what."""
    return s.features[SENTENCE_NAMES.index("concept_coverage")] >= DEED_ENOUGH


def by_score(s: Sentence) -> tuple[float, str, tuple[int, int]]:
    """Sorts sentences by their score, the best first, then by place."""
    return -s.score, s.passage.id, s.span


def support_of(context: AnswerContext, best: Sentence) -> tuple[float, ...]:
    """Return the values that say whether a sentence answers, in the order of :data:`NAMES`."""
    held = dict(zip(SENTENCE_NAMES, best.features, strict=True))
    return tuple(round(value(context, best, held), 6) for value in SUPPORT.values())


def _unknown(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return the share of the question's words, by weight, that hardly any passage holds."""
    view = context.view
    rare = {stem: weight for stem, weight in view.idf.items() if stem in view.absent} if view else {}
    return sum(rare.values()) / view.total if view and rare else 0.0


def _missing_most(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return the weight of the most informative concept that neither the passage nor its context holds."""
    lacking = [c.weight for i, c in enumerate(context.concepts) if c.required and i not in best.around | best.above]
    most = max((c.weight for c in context.concepts), default=0.0)
    return max(lacking, default=0.0) / most if most else 0.0


def _margin(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return by how much the sentence leads the fifth best of another passage; 1 is e times as likely."""
    others = sorted((s.score for s in context.scored if s.passage.id != best.passage.id), reverse=True)[:5]
    return max(-2.0, min(4.0, best.score - others[-1])) / 4.0 if others else 0.5


def _share(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return the share of all that was found that the best passage has, by the fitted model's softmax."""
    return _shares(context)[0]


def _share_of_three(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return the share of the three best passages together."""
    return sum(_shares(context)[:3])


def _shares(context: AnswerContext) -> list[float]:
    """Return each passage's share of the softmax over all sentences found, the largest first."""
    top = max(s.score for s in context.scored)
    raised: dict[str, float] = {}
    for s in context.scored:
        raised[s.passage.id] = raised.get(s.passage.id, 0.0) + exp(s.score - top)
    total = sum(raised.values())
    return sorted((value / total for value in raised.values()), reverse=True)


def _lead(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return by how much the best passage leads the second, a fifth for each e times as likely; 1 at most."""
    second = max((s.score for s in context.scored if s.passage.id != best.passage.id), default=best.score - 5.0)
    return max(0.0, min(1.0, (best.score - second) / 5.0))


def _together(context: AnswerContext, best: Sentence, held: Mapping[str, float]) -> float:
    """Return the share of the topic's concepts that the three best passages hold, with what stands above them."""
    firsts: dict[str, Sentence] = {}
    for s in sorted(context.scored, key=by_score):
        firsts.setdefault(s.passage.id, s)
        if len(firsts) == 3:
            break
    found = {i for s in firsts.values() for i in s.around | s.above}
    total = sum(c.weight for c in context.concepts)
    return sum(context.concepts[i].weight for i in found) / total if total else 0.0


Support = Callable[[AnswerContext, Sentence, Mapping[str, float]], float]


def _of(name: str) -> Support:
    return lambda context, best, held: held[name]


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
    "found": lambda context, best, held: log(1 + len(context.scored)) / 8.0,
    "year_missing": lambda context, best, held: float(
        context.view is not None and bool(context.view.years) and not held["year_asked"]
    ),
    "one_paper": lambda context, best, held: float(len(context.papers) == 1),
    "score": lambda context, best, held: best.score / 10.0,
    "everywhere": lambda context, best, held: float(context.everywhere),
    "council_named": lambda context, best, held: float(bool(context.question.authorities)),
    "words_asked": lambda context, best, held: log(1 + len(context.view.idf)) / 3.0 if context.view else 0.0,
    "yes_or_no": lambda context, best, held: float(context.question.polar),
    "settled": lambda context, best, held: float(context.settles(best)),
    "names_missing": lambda context, best, held: float(
        any(c.named and i not in best.around | best.above for i, c in enumerate(context.concepts))
    ),
}  # fmt: skip
"""What speaks for an answer, by name."""

NAMES = tuple(SUPPORT)
