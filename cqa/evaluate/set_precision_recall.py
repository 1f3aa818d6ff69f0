"""Precision, recall and F1 of an answer that is a set (*which councils …*).

van Rijsbergen, *Information Retrieval*, 2nd ed. 1979, chapter 7. Members that carry no label are neutral: they count
neither for nor against the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple


class SetCounts(NamedTuple):
    """Members rightly given, wrongly given, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Return right over given; 1 when nothing labelled was given."""
        given = self.right + self.wrong
        return self.right / given if given else 1.0

    @property
    def recall(self) -> float:
        """Return right over expected; 1 when nothing was expected."""
        expected = self.right + self.missed
        return self.right / expected if expected else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


def count_set(
    given: Collection[str], expected: Collection[str], not_expected: Collection[str], same: Callable[[str, str], bool]
) -> SetCounts:
    """Compare the names ``given`` with those ``expected`` and ``not_expected``; ``same`` says whether two names
    are one body."""
    right = sum(any(same(name, said) for said in given) for name in expected)
    wrong = sum(any(same(name, said) for said in given) for name in not_expected)
    return SetCounts(right, wrong, len(expected) - right)


def pooled(counts: Iterable[SetCounts]) -> SetCounts:
    """Count of several questions added up (micro-average)."""
    right = wrong = missed = 0
    for count in counts:
        right, wrong, missed = right + count.right, wrong + count.wrong, missed + count.missed
    return SetCounts(right, wrong, missed)
