"""Average precision: the mean of the precision at the rank of each relevant result, those not found counting 0.

Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, section 8.4; its mean over queries is the
MAP. Relevance is yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence


def average_precision(relevant: Sequence[bool], total: int) -> float | None:
    """Return the average precision. ``relevant`` says of each rank whether its passage is relevant; ``total`` is how
    many relevant ones exist.

    None when there is nothing relevant.
    """
    if not total:
        return None
    found, sum_ = 0, 0.0
    for rank, is_relevant in enumerate(relevant, 1):
        if is_relevant:
            found += 1
            sum_ += found / rank
    return sum_ / total
