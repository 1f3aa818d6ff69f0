"""Neighbours of a query that occur together in a passage, as scores added to BM25.

The sequential dependence of Metzler and Croft, *A Markov Random Field Model for Term Dependencies*, SIGIR 2005: two
neighbours of the query count side by side and in order, and within a window of eight words in any order. Each pair
is weighed as BM25 weighs a word, by its rarity among the passages that are ranked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cqa.rank.matching import TEXT, FoundTerms
from cqa.rank.window import Window

SPAN = 8
"""Words of the window that two neighbours must share (Metzler and Croft's)."""


class Together(NamedTuple):
    """How often two neighbours are adjacent in order, and within :data:`SPAN` words."""

    ordered: int
    near: int


def together(found: Sequence[FoundTerms]) -> dict[int, Together]:
    """Return, for each concept that occurs with the one before it in the text."""
    places: dict[int, list[FoundTerms]] = {}
    for f in found:
        if f.field == TEXT:
            places.setdefault(f.concept, []).append(f)
    counts: dict[int, Together] = {}
    for number, here in places.items():
        before = places.get(number - 1, ())
        firsts = {f.first for f in here}
        ordered = sum(f.last + 1 in firsts for f in before)
        near = sum(any(0 < abs(f.first - first) < SPAN for first in firsts) for f in before)
        if ordered or near:
            counts[number] = Together(ordered, near)
    return counts


def pair_scores(
    counts: Sequence[Mapping[int, Together]], lengths: Sequence[int], window: Window, ordered: float, near: float
) -> list[float]:
    """Return the score of each passage for its pairs; ``ordered`` and ``near`` are their weights."""
    holding = Counter(pair for its in counts for pair in its)
    return [
        sum(
            window.idf(holding[pair])
            * (ordered * window.saturated(n.ordered, length) + near * window.saturated(n.near, length))
            for pair, n in its.items()
        )
        for its, length in zip(counts, lengths, strict=True)
    ]
