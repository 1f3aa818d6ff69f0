"""Passages that say the same: the summary repeated in the body, a paper that is in two packs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cqa.model import Passage

SHINGLE = 4
"""Words of a shingle: long enough that common phrases make no likeness."""


Shingle = tuple[str, ...]


class Seen:
    """The passages kept so far, for telling whether the next one says the same as one of them.

    Two passages are the same when their words are equal and they are of one authority, or when they are of one paper
    and their resemblance, the share of shingles in common (Broder 1997), is at least ``same``.
    """

    def __init__(self, same: float) -> None:
        self._same = same
        self._whole: dict[tuple[str, Shingle], str] = {}
        self._holding: dict[tuple[str, Shingle], list[int]] = {}
        self._kept: list[tuple[str, int]] = []

    def find_or_add(self, passage: Passage, words: Sequence[str]) -> str | None:
        """Id of the kept passage that says the same as ``passage``, whose words are given; None for a new one, which is
        then kept."""
        plain = tuple(_without_number(words))
        whole = (passage.authority or passage.paper, plain)
        if whole in self._whole:
            return self._whole[whole]
        shingles = {(passage.paper, shingle) for shingle in _shingles(plain)}
        common = Counter(number for key in shingles for number in self._holding.get(key, ()))
        for number, shared in sorted(common.items()):
            its_id, its_size = self._kept[number]
            if shared >= self._same * (len(shingles) + its_size - shared):
                return its_id
        for key in shingles:
            self._holding.setdefault(key, []).append(len(self._kept))
        self._kept.append((passage.id, len(shingles)))
        self._whole[whole] = passage.id
        return None


def _without_number(tokens: Sequence[str]) -> Sequence[str]:
    """The words without a paragraph number before them."""
    at = 0
    while at < min(3, len(tokens) - 1) and (tokens[at].isdigit() or len(tokens[at]) == 1):
        at += 1
    return tokens[at:]


def _shingles(tokens: Shingle) -> set[Shingle]:
    if len(tokens) < SHINGLE:
        return {tokens}
    return {tokens[i : i + SHINGLE] for i in range(len(tokens) - SHINGLE + 1)}
