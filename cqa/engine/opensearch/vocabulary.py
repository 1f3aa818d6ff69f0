"""The words of the texts: which there are, and an upper bound for the passages that hold each.

A cluster does not list the words of a field, so writers keep a document for each. Its bound only grows: a run adds to
it what it will have written at most, doubling, so that a frequent word is written a dozen times in a run and a rare one
once. Exact counts are taken on request, from the highest bound down, until no word can be better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from cqa.engine.opensearch.bulk import Bulk
from cqa.engine.opensearch.documents import digest
from cqa.engine.opensearch.snapshot import OpenSearchSnapshot
from cqa.engine.words import EXACT

ADD = "ctx._source.bound += params.more"

LOOKED_UP = 500
"""Words that are counted in one request."""

FIELD = "text" + EXACT


class Promises:
    """What one writer has added to the bounds, and what it has written."""

    def __init__(self) -> None:
        self.written: Counter[str] = Counter()
        self._promised: Counter[str] = Counter()

    def keep(self, bulk: Bulk) -> None:
        """Raise the bounds that are below what was written; before the commit that makes it seen."""
        for word, count in self.written.items():
            before = self._promised[word]
            if count <= before:
                continue
            more = (2 * count if before else count) - before
            self._promised[word] = before + more
            where = digest(word)
            script = {"source": ADD, "params": {"more": more}}
            upsert = {"kind": "word", "word": word, "bound": more}
            bulk.add("update", f"w.{where}", where[:16], {"script": script, "upsert": upsert})


def terms(
    snapshot: OpenSearchSnapshot, prefix: str, limit: int, like: Callable[[str], bool] | None
) -> tuple[tuple[str, int], ...]:
    """Return the words that begin so and are ``like``, with how many passages hold them, most first, then by word."""
    begins = [{"prefix": {"word": prefix}}] if prefix else []
    query = {"bool": {"filter": [{"term": {"kind": "word"}}, *begins]}}
    best: list[tuple[str, int]] = []
    step = min(max(limit, 50), LOOKED_UP)
    words: list[tuple[str, int]] = []
    for hit in snapshot.walk(query, [{"bound": "desc"}, {"word": "asc"}], size=step):
        if like is not None and not like(hit["_source"]["word"]):
            continue
        words.append((hit["_source"]["word"], int(hit["_source"]["bound"])))
        if len(words) == step:
            best = _counted(snapshot, words, best, limit)
            if len(best) == limit and words[-1][1] < best[-1][1]:
                return tuple(best)
            words = []
    return tuple(_counted(snapshot, words, best, limit))


def _counted(
    snapshot: OpenSearchSnapshot, words: list[tuple[str, int]], best: list[tuple[str, int]], limit: int
) -> list[tuple[str, int]]:
    names = [word for word, _ in words]
    snapshot.learn((FIELD, word) for word in names)
    recorded = ((word, count) for word in names if (count := snapshot.holding(FIELD, word)))
    return sorted([*best, *recorded], key=lambda x: (-x[1], x[0]))[:limit]
