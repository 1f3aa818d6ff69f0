"""What speaks for a sentence as evidence: named features of the sentence and of its passage, in a fixed order.

A feature is about 0 to 1, so that the weights of ``data/weights.json`` can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable

from cqa.evidence.candidate import Candidate, FoundPassage
from cqa.evidence.passage_features import OF_PASSAGE
from cqa.evidence.sentence_features import OF_SENTENCE

NAMES: tuple[str, ...] = tuple(f.__name__ for f in (*OF_SENTENCE, *OF_PASSAGE))
"""The features, those of a sentence before those of its passage."""

DIGITS = 6
"""Decimals to which values are rounded, so that they are the same on every machine."""


def values_of(found: FoundPassage, places: Iterable[int]) -> list[tuple[float, ...]]:
    """Return all features of the passage's sentences at ``places``, in the order of :data:`NAMES`."""
    shared = tuple(round(feature(found), DIGITS) for feature in OF_PASSAGE)
    candidates = (Candidate(found, found.passage.sentences[at], at) for at in places)
    return [(*[round(feature(one), DIGITS) for feature in OF_SENTENCE], *shared) for one in candidates]
