"""Reciprocal rank of the first answer.

Voorhees, *The TREC-8 Question Answering Track Report*, 1999; its mean over questions is the MRR.
"""

from __future__ import annotations

from collections.abc import Sequence


def reciprocal_rank(gains: Sequence[float], at_least: float = 1.0) -> float:
    """Return 1 / rank of the first of ``gains`` (in order of rank) that is ``at_least`` so large; 0 when there is
    none."""
    for rank, gain in enumerate(gains, 1):
        if gain >= at_least:
            return 1 / rank
    return 0.0
