"""Whether a list of words holds a phrase or a pair: the definition that every engine's own query must agree with."""

from __future__ import annotations

from collections.abc import Sequence


def has_sequence(tokens: Sequence[str], words: Sequence[str], slop: int) -> bool:
    """Return whether ``words`` occur in ``tokens`` in this order with at most ``slop`` other places between them in
    all.

    From each place of the first word, taking the nearest next word each time gives the shortest stretch.
    """
    for start, word in enumerate(tokens):
        if word == words[0]:
            end = _reach(tokens, words[1:], start)
            if end is not None and end - start + 1 - len(words) <= slop:
                return True
    return False


def has_pair(tokens: Sequence[str], left: str, right: str, distance: int) -> bool:
    """Return whether both words occur in ``tokens`` at two places that differ by at most ``distance``."""
    lefts = [i for i, word in enumerate(tokens) if word == left]
    rights = [i for i, word in enumerate(tokens) if word == right]
    return any(0 < abs(i - j) <= distance for i in lefts for j in rights)


def has_start(tokens: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether ``words`` occur in ``tokens`` next to each other, the last of them perhaps as the beginning of a
    longer one."""
    whole, last = list(words[:-1]), words[-1]
    size = len(words)
    return any(
        tokens[i + size - 1].startswith(last) and list(tokens[i : i + size - 1]) == whole
        for i in range(len(tokens) - size + 1)
    )


def _reach(tokens: Sequence[str], words: Sequence[str], start: int) -> int | None:
    """Return place of the last of ``words`` when each is taken at its nearest place after the one before."""
    place = start
    for word in words:
        try:
            place = tokens.index(word, place + 1)
        except ValueError:
            return None
    return place
