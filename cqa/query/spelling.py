"""Did you mean: the nearest word that the index holds to one that it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cqa.text.analyzer import fold

Terms = Callable[[str, Callable[[str], bool]], Sequence[tuple[str, int]]]
"""Words of the index that begin with a prefix and pass a test, with how many passages hold each."""

SHORTEST = 4
"""Letters of a word that is worth guessing at."""


def suggestion(word: str, terms: Terms) -> str | None:
    """Return the most used word of the index within one edit (two from eight letters on) of ``word``; None without one.

    Edits are insertions, deletions, substitutions and swaps of neighbours (Damerau 1964). The first letter is taken to
    be right, else the second.
    """
    wanted = fold(word)
    if len(wanted) < SHORTEST or any(c.isdigit() for c in wanted):
        return None
    most = 2 if len(wanted) >= 8 else 1
    letters = set(wanted)
    best: tuple[int, int, str] | None = None

    def near(term: str) -> bool:
        """Return each edit changes at most two of the letters that occur: a test that most words fail cheaply."""
        return (
            abs(len(term) - len(wanted)) <= most
            and len(letters.symmetric_difference(term)) <= 2 * most
            and distance(wanted, term, most) <= most
        )

    for prefix in dict.fromkeys((wanted[:2], wanted[0] + wanted[2:3], wanted[1::-1])):
        for term, passages in terms(prefix, near):
            far = distance(wanted, term, most)
            if far == 0:
                return None
            best = min(best or (far, -passages, term), (far, -passages, term))
    return best[2] if best else None


def distance(a: str, b: str, most: int) -> int:
    """Return optimal string alignment distance of two words, or ``most + 1`` where it is greater than ``most``.

    >>> distance("casloads", "caseloads", 2), distance("from", "form", 2), distance("abc", "xyz", 2)
    (1, 1, 3)
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        two, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, two[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
