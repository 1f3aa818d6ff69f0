"""Passages that say the same: the summary repeated in the body, a paper that is in two packs."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.model import Passage
from cqa.rank.matching import TEXT, PassageWords

SHINGLE = 4
"""Words of a shingle: long enough that common phrases make no likeness."""


class Seen:
    """The passages kept so far, for telling whether the next one says the same as one of them.

    Two passages are the same when their words are equal and they are of one authority, or when they are of one paper and
    the share of shingles in common (Broder 1997) is at least ``same``.
    """

    def __init__(self, same: float) -> None:
        self._same = same
        self._whole: dict[tuple[str, tuple[str, ...]], str] = {}
        self._shingles: dict[str, list[tuple[str, frozenset[tuple[str, ...]]]]] = {}

    def find_or_add(self, passage: Passage, passage_words: PassageWords) -> str | None:
        """Id of the kept passage that says the same; None for a new one, which is then kept."""
        tokens = passage_words.fields[TEXT].tokens
        whole = (passage.authority or passage.paper, tuple(_without_number(tokens)))
        if whole in self._whole:
            return self._whole[whole]
        shingles = _shingles(whole[1])
        kept = self._shingles.setdefault(passage.paper, [])
        for other, its in kept:
            if _resemblance(shingles, its) >= self._same:
                return other
        self._whole[whole] = passage.id
        kept.append((passage.id, shingles))
        return None


def _without_number(tokens: Sequence[str]) -> Sequence[str]:
    """The words without a paragraph number before them."""
    at = 0
    while at < min(3, len(tokens) - 1) and (tokens[at].isdigit() or len(tokens[at]) == 1):
        at += 1
    return tokens[at:]


def _shingles(tokens: Sequence[str]) -> frozenset[tuple[str, ...]]:
    if len(tokens) < SHINGLE:
        return frozenset([tuple(tokens)])
    return frozenset(tuple(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1))


def _resemblance(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> float:
    if min(len(a), len(b)) < 0.5 * max(len(a), len(b)):
        return 0.0
    common = len(a & b)
    return common / (len(a) + len(b) - common)
