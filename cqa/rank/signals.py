"""The parts of a passage's score, each between 0 and 1 or a factor, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from cqa.model import Passage
from cqa.rank.boilerplate import says_nothing
from cqa.rank.matching import TEXT, FoundTerms, PassageFields, QueryConcept
from cqa.rank.weights import RankWeights


class ScorePart(NamedTuple):
    """One part of a score: what it multiplies by, for ``--explain``."""

    name: str
    factor: float


def parts(
    passage: Passage,
    passage_words: PassageFields,
    found: Sequence[FoundTerms],
    wanted: Sequence[QueryConcept],
    idf: Mapping[str, float],
    weights: RankWeights,
    free: bool = False,
) -> tuple[ScorePart, ...]:
    """Return every factor that is not one. Their product times the engine's score is the passage's score.

    For a ``free`` query, any of whose words may match, BM25 over all its words says how much of it a passage has,
    and :mod:`cqa.rank.term_proximity` how closely: both are left out here.
    """
    bonus = 1.0
    if not free:
        bonus += weights.phrase * phrase(found, wanted)
        bonus += weights.proximity * proximity(found)
    bonus += weights.written * as_written(found, wanted)
    made = []
    if not free and (share := coverage(found, wanted, idf) ** weights.coverage) != 1.0:
        made.append(ScorePart("coverage", share))
    if bonus != 1.0:
        made.append(ScorePart("nearness", bonus))
    if weights.boilerplate != 1.0 and says_nothing(passage.text):
        made.append(ScorePart("boilerplate", weights.boilerplate))
    if weights.stub != 1.0 and len(passage_words.fields[TEXT].tokens) < weights.stub_words:
        made.append(ScorePart("stub", weights.stub))
    for name, its, factors in (("role", passage.role, weights.roles), ("type", passage.type, weights.types)):
        if (factor := _factors(factors).get(its, 1.0)) != 1.0:
            made.append(ScorePart(f"{name} {its}", factor))
    return tuple(made)


@lru_cache(maxsize=8)
def _factors(named: tuple[tuple[str, float], ...]) -> dict[str, float]:
    return dict(named)


def coverage(found: Sequence[FoundTerms], wanted: Sequence[QueryConcept], idf: Mapping[str, float]) -> float:
    """Return the share of the query's concepts that the passage has, each counted by its idf (1 where that is not
    known)."""
    weight = [idf.get(concept.written, 1.0) if concept.needed else 0.0 for concept in wanted]
    total = sum(weight)
    if not total:
        return 1.0
    return sum(weight[number] for number in {f.concept for f in found}) / total


def phrase(found: Sequence[FoundTerms], wanted: Sequence[QueryConcept]) -> float:
    """Return the share of neighbours in the query that are adjacent in the passage's text in the same order."""
    if len(wanted) < 2:
        return 0.0
    ends = {(f.concept, f.last) for f in found if f.field == TEXT}
    side_by_side = {f.concept for f in found if f.field == TEXT and (f.concept - 1, f.first - 1) in ends}
    return len(side_by_side) / (len(wanted) - 1)


def proximity(found: Sequence[FoundTerms]) -> float:
    """Return how close together the concepts are in the text: their number over the words of the smallest window with
    all of them, times the share of them that the text has; 0 for fewer than two."""
    here = sorted((f for f in found if f.field == TEXT), key=lambda f: (f.first, f.last))
    names = {f.concept for f in here}
    if len(names) < 2:
        return 0.0
    width = sum(min(f.last - f.first + 1 for f in here if f.concept == name) for name in names)
    return min(1.0, width / _window(here, len(names)))


def as_written(found: Sequence[FoundTerms], wanted: Sequence[QueryConcept]) -> float:
    """Return the share of the concepts found that were found by the words as written, side by side if they are
    several."""
    names = {f.concept for f in found}
    if not names:
        return 0.0
    own = {f.concept for f in found if f.form == 0}
    return len(own) / len(names)


def _window(here: Sequence[FoundTerms], names: int) -> int:
    """Return words of the smallest stretch that holds one match of each concept. ``here`` is sorted by place."""
    best = here[-1].last - here[0].first + 1
    counts: dict[int, int] = {}
    left = 0
    for right in here:
        counts[right.concept] = counts.get(right.concept, 0) + 1
        while len(counts) == names:
            best = min(best, max(right.last, here[left].last) - here[left].first + 1)
            counts[here[left].concept] -= 1
            if not counts[here[left].concept]:
                del counts[here[left].concept]
            left += 1
    return max(best, 1)
