"""Whether a list of words holds a phrase or a pair: the definition that every engine's own query must agree with."""

from __future__ import annotations

from collections.abc import Sequence


def holds_sequence(held: Sequence[str], words: Sequence[str], slop: int) -> bool:
    """Return whether ``words`` occur in ``held`` in this order with at most ``slop`` other places between them in all.

    From each place of the first word, taking the nearest next word each time gives the shortest stretch.
    """
    for start, word in enumerate(held):
        if word == words[0]:
            end = _reach(held, words[1:], start)
            if end is not None and end - start + 1 - len(words) <= slop:
                return True
    return False


def holds_pair(held: Sequence[str], left: str, right: str, distance: int) -> bool:
    """Return whether both words occur in ``held`` at two places that differ by at most ``distance``."""
    lefts = [i for i, word in enumerate(held) if word == left]
    rights = [i for i, word in enumerate(held) if word == right]
    return any(0 < abs(i - j) <= distance for i in lefts for j in rights)


def holds_start(held: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether ``words`` occur in ``held`` next to each other, the last of them perhaps as the beginning of a
    longer one."""
    whole, last = list(words[:-1]), words[-1]
    size = len(words)
    return any(
        held[i + size - 1].startswith(last) and list(held[i : i + size - 1]) == whole
        for i in range(len(held) - size + 1)
    )


def _reach(held: Sequence[str], words: Sequence[str], start: int) -> int | None:
    """Return place of the last of ``words`` when each is taken at its nearest place after the one before."""
    place = start
    for word in words:
        try:
            place = held.index(word, place + 1)
        except ValueError:
            return None
    return place
