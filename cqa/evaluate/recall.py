"""Recall at a rank: the share of all relevant statements that the first passages hold.

Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, section 8.3, cut off at a rank. A
statement that is repeated in several places counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence


def recall(found: Sequence[Collection[object]], relevant: Collection[object], k: int | None = None) -> float | None:
    """Return share of ``relevant`` statements among those ``found`` at each rank, over the first ``k`` ranks (all by
    default).

    None when there is nothing relevant.
    """
    if not relevant:
        return None
    seen = {statement for at_rank in found[:k] for statement in at_rank}
    return len(seen & set(relevant)) / len(set(relevant))
