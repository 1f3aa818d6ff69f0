"""BM25 as tantivy and Lucene compute it, for the engines that are written in Python.

Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009, with Lucene's idf, which is
never negative. N and the average length are over all documents of the index (records as well as passages), because that
is what a search library counts; see :mod:`cqa.engine.records`.

The length of a field is known to one byte, as in Lucene (``SmallFloat.intToByte4``): exact to 40 words, then
to about 1 part in 16, rounded down.
"""

from __future__ import annotations

from functools import lru_cache
from math import log

K1 = 1.2
B = 0.75
"""The usual parameters (Robertson and Zaragoza 2009): saturation of a word's count, and weight of a text's length."""

_FREE = 24
"""Lengths below this are kept as they are, by Lucene's choice (255 less the longest int in 4 significant bits)."""


def idf(documents: int, holding: int) -> float:
    return log(1.0 + (documents - holding + 0.5) / (holding + 0.5))


def bm25(idf_: float, times: float, length: int, average: float) -> float:
    """Return the score of a word that occurs ``times`` times in a field of ``length`` words."""
    norm = K1 * (1.0 - B + B * length / average) if average else K1
    return idf_ * (K1 + 1.0) * times / (times + norm)


@lru_cache(maxsize=20_000)
def kept_length(words: int) -> int:
    """Return the length that is left of a field's length when it is kept in one byte.

    >>> [kept_length(n) for n in (7, 40, 41, 42, 57, 1000)]
    [7, 40, 40, 42, 56, 984]
    """
    if words < _FREE:
        return words
    rest = words - _FREE
    bits = rest.bit_length()
    if bits <= 4:
        return words
    shift = bits - 4
    return _FREE + (rest >> shift << shift)
