"""Passages that say the same: the summary repeated in the body, a paper that is in two packs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from cqa.model import Passage

SHINGLE = 4
"""Words of a shingle: long enough that common phrases count for nothing. :meth:`_Kept.shingles` cuts so many."""


Words = tuple[str, ...]


class NearDuplicates:
    """The passages kept so far, to detect whether the next one says the same as one of them.

    Two passages are the same when their words are equal and they are of one authority, or when they are of one paper
    and their resemblance, the share of shingles in common (Broder 1997), is at least ``same``.
    """

    def __init__(self, same: float) -> None:
        self._same = same
        self._whole: dict[tuple[str, Words], str] = {}
        self._kept: dict[str, list[_Kept]] = {}

    def find_or_add(self, passage: Passage, words: Sequence[str]) -> str | None:
        """Return id of the kept passage that says the same as ``passage``, whose words are given; None for a new one,
        which is then kept."""
        new = _Kept(passage.id, tuple(_without_number(words)))
        whole = (passage.authority or passage.paper, new.words)
        if whole in self._whole:
            return self._whole[whole]
        others = self._kept.setdefault(passage.paper, [])
        most, least = new.most / self._same, new.least * self._same
        for kept in others:
            # it cannot be where one is much larger
            if kept.least <= most and kept.most >= least and new.resembles(kept, self._same):
                return kept.id
        others.append(new)
        self._whole[whole] = passage.id
        return None


class _Kept:
    """A passage's words; its shingles are cut when there is another of its paper and size to compare with."""

    def __init__(self, id_: str, words: Words) -> None:
        self.id, self.words = id_, words
        self.most = max(len(words) - SHINGLE + 1, 1)
        self.least = len(set(words)) - SHINGLE + 1
        """As many shingles as begin with different words there are at least."""

    @cached_property
    def shingles(self) -> set[Words]:
        w = self.words
        return {w} if len(w) < SHINGLE else set(zip(w, w[1:], w[2:], w[3:], strict=False))

    def resembles(self, other: _Kept, same: float) -> bool:
        """Return whether |A and B| / |A or B| is at least ``same``."""
        mine, theirs = self.shingles, other.shingles
        shared = len(mine & theirs)
        return shared > 0 and shared >= same * (len(mine) + len(theirs) - shared)


def _without_number(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words without a paragraph number before them."""
    at = 0
    while at < min(3, len(tokens) - 1) and (tokens[at].isdigit() or len(tokens[at]) == 1):
        at += 1
    return tokens[at:]
