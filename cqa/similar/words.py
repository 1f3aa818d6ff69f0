"""The words that a text is compared by: weighted by frequency and rarity (log tf · idf).

The similarity of two texts is the cosine of their weights (Manning, Raghavan & Schütze 2008, *Introduction to
Information Retrieval*, 6.4.3), so it runs from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from cqa.record import dataclass
from cqa.signatures.signature import counted
from cqa.signatures.store import Signatures

INFORMATIVE = 60
"""Stems that represent a text: more change no first three of the judged set."""

SHARED = 8
"""Shared words that are shown."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Stems with their weights, heaviest first, of length 1 together, and how each is written."""

    weights: Mapping[str, float]
    written: Mapping[str, str]

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.written[stem] for stem in self.weights)

    def shared(self, other: Mapping[str, float]) -> tuple[str, ...]:
        """Return the words that both have, the most informative first."""
        best = sorted((s for s in other if s in self.weights), key=lambda s: (-self.weights[s] * other[s], s))
        return tuple(self.written[s] for s in best[:SHARED])


def compared(
    known: Signatures, counts: Mapping[str, int], written: Mapping[str, str], most: int = INFORMATIVE
) -> Compared:
    """Return the most informative of the counted stems, by their rarity in the papers of the index."""
    idf = known.idf(counts)
    weights = {s: (1 + math.log(counts[s])) * rarity for s, rarity in idf.items() if rarity > 0}
    best = sorted(weights, key=lambda s: (-weights[s], s))[:most]
    length = math.sqrt(sum(weights[s] ** 2 for s in best)) or 1.0
    return Compared({s: weights[s] / length for s in best}, written)


def likeness(asked: Compared, text: str) -> tuple[float, dict[str, float]]:
    """Return the cosine of a text with the compared words, and the weight of each of them in it."""
    counts, _ = counted([text])
    length = math.sqrt(sum((1 + math.log(n)) ** 2 for n in counts.values())) or 1.0
    own = {s: (1 + math.log(n)) / length for s, n in counts.items() if s in asked.weights}
    return sum(asked.weights[s] * weight for s, weight in own.items()), own
