"""Normalised discounted cumulative gain at a rank.

Järvelin and Kekäläinen, *Cumulated gain-based evaluation of IR techniques*, ACM TOIS 20(4), 2002, with gain = grade
and the discount log2(rank + 1) for ranks from 1 (the form of Burges et al. 2005 without the exponential gain).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

RANKED = 10
"""The rank at which nDCG is taken when none is given: one page of results."""


def dcg(gains: Sequence[float], k: int = RANKED) -> float:
    """Return discounted cumulative gain of the first ``k`` of ``gains``, which are in order of rank."""
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains[:k]))


def ndcg(gains: Sequence[float], ideal: Sequence[float], k: int = RANKED) -> float | None:
    """Return ``dcg`` of ``gains`` over that of the best order of ``ideal`` (every possible gain), 0 to 1.

    None when no gain is possible: the measure does not apply to such a question.
    """
    best = dcg(sorted(ideal, reverse=True), k)
    return dcg(gains, k) / best if best > 0 else None
