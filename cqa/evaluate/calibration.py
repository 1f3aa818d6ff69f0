"""Calibration: whether answers given a probability of 0.8 are right in 8 of 10 cases.

Brier, *Verification of forecasts expressed in terms of probability*, Monthly Weather Review 78(1), 1950; the table is
the reliability diagram of Murphy and Winkler, *Applied Statistics* 26(1), 1977, as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BINS = 5
"""Rows of the table: a set of judged questions rarely has enough for tenths."""


class Reliability(NamedTuple):
    """The answers whose probability is from ``low`` up to ``high``: how many, their mean probability and the share
    that is right."""

    low: float
    high: float
    answers: int
    expected: float
    right: float


def brier_score(probabilities: Sequence[float], right: Sequence[bool]) -> float | None:
    """Return the mean squared difference between probability and outcome: 0 is best, 0.25 is a coin's. None for no
    answers."""
    if not right:
        return None
    return sum((p - good) ** 2 for p, good in zip(probabilities, right, strict=True)) / len(right)


def reliability(probabilities: Sequence[float], right: Sequence[bool], bins: int = BINS) -> list[Reliability]:
    """Return the rows of the reliability table that hold answers.

    >>> reliability([0.9, 0.7, 0.1], [True, False, False], bins=2)[1]
    Reliability(low=0.5, high=1.0, answers=2, expected=0.8, right=0.5)
    """
    rows = []
    for number in range(bins):
        inside = [
            (p, good) for p, good in zip(probabilities, right, strict=True) if min(int(p * bins), bins - 1) == number
        ]
        if inside:
            mean = sum(p for p, _ in inside) / len(inside)
            share = sum(good for _, good in inside) / len(inside)
            rows.append(Reliability(number / bins, (number + 1) / bins, len(inside), mean, share))
    return rows
