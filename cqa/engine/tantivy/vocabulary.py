"""The words of the texts, for autocomplete and spelling."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from typing import TYPE_CHECKING

from cqa.engine.words import EXACT

if TYPE_CHECKING:
    from cqa.engine.tantivy.snapshot import TantivySnapshot


def terms(
    snapshot: TantivySnapshot, prefix: str, limit: int, like: Callable[[str], bool] | None
) -> list[tuple[str, int]]:
    """Return words of the texts that begin so and are ``like``, with exact counts, most first.

    The dictionary counts passages that were replaced, too. Where there are such, its counts are upper bounds: from
    the highest bound down, words are counted exactly until no word left can be among the best.
    """
    field = "text" + EXACT
    if snapshot.whole and like is None:
        return snapshot.searcher.terms_with_prefix(field, prefix, limit=limit)
    indexed = snapshot.searcher.terms_with_prefix(field, prefix)
    if like is not None:
        indexed = [(word, bound) for word, bound in indexed if like(word)]
    if snapshot.whole:
        return indexed[:limit]
    best: list[tuple[int, str]] = []
    for word, bound in indexed:
        if len(best) == limit and bound < -best[-1][0]:
            break
        count = snapshot.holding(field, word)
        if count:
            insort(best, (-count, word))
            del best[limit:]
    return [(word, -n) for n, word in best]
