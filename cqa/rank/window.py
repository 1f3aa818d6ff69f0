"""What the hits that are ranked again show about words: how rare among them, how long a passage is among them.

Rarity among the hits is what distinguishes them, needs no question to the engine, and is the same with every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log

K1 = 1.2
B = 0.75
"""As the engine's BM25 (:mod:`cqa.engine.bm25`)."""


class Window:
    """Some passages by their lengths in words."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.size = len(lengths)
        self._average = sum(lengths) / self.size if self.size else 0.0

    def idf(self, holding: int) -> float:
        """Return how informative it is to have what ``holding`` of the passages have."""
        return log(1.0 + (self.size - holding + 0.5) / (holding + 0.5))

    def saturated(self, times: float, length: int) -> float:
        """Return BM25's count of what occurs ``times`` times in a passage of ``length`` words: 0 to ``K1 + 1``."""
        norm = K1 * (1.0 - B + B * length / self._average) if self._average else K1
        return (K1 + 1.0) * times / (times + norm)
