"""One commit as a reader sees it: every request to the cluster that reads, kept to living versions."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from cqa.engine import codec
from cqa.engine import plan as p
from cqa.engine.opensearch import compile as c
from cqa.engine.opensearch.client import Absent, Cluster, Json
from cqa.engine.opensearch.control import Control
from cqa.engine.opensearch.schema import MOST_HITS, length_of
from cqa.engine.port import Weights
from cqa.engine.words import FIELDS
from cqa.model import Paper

AT_ONCE = 1_000
"""Hits with their bodies in one answer (about 1 MB)."""

DIGITS = 10_000
"""Scores are rounded to four decimals in the cluster, before they are compared; they come back as whole numbers."""

ROUNDED = f"Math.rint(_score * {DIGITS})"

MOST_REMEMBERED = 100
"""Queries of which it is remembered where their hits are."""

UNREAD: Json = {"stored_fields": "_none_"}
"""For hits of which only the place in the order is wanted: nothing stored is unpacked."""

WHOLE = {"allow_partial_search_results": "false"}
"""An answer from some of the shards is no answer."""


class Moved(Exception):
    """The index that the snapshot is of is gone: it was rebuilt."""


class OpenSearchSnapshot:
    """Reads what lived when ``control`` was read."""

    def __init__(self, cluster: Cluster, control: Control) -> None:
        self.cluster, self.control, self.index = cluster, control, control.index
        self.view = control.state.view()
        self.opened = time.monotonic()
        self._holding: dict[tuple[str, str], int] = {}
        self._reached: dict[str, dict[int, list[Any]]] = {}

    # ---- queries

    def only(self, kinds: str | list[str], *filters: Json, must: Sequence[Json] = ()) -> Json:
        """Return living documents of a kind that pass all filters; scored by ``must``."""
        kind = {"term": {"kind": kinds}} if isinstance(kinds, str) else {"terms": {"kind": kinds}}
        return {"bool": {"must": list(must), "filter": [kind, *filters], "must_not": self.view.excluded()}}

    def passages(self, plan: p.Plan, kept: p.Plan) -> Json:
        """Return the passages that match both."""
        return self.only("passage", *(c.matching(x) for x in (plan, kept) if not isinstance(x, p.MatchAll)))

    def ranked(self, plan: p.Plan, kept: p.Plan, weights: Weights) -> Json:
        """Return the same, scored by the first."""
        self.learn(dict.fromkeys((t.field, t.word) for t in p.scored_terms(plan)))
        statistics = c.Statistics(self.documents, self.averages, self.holding)
        filters = () if isinstance(kept, p.MatchAll) else (c.matching(kept),)
        query = self.only("passage", *filters, must=[c.scored(plan, weights, statistics)])
        return {"script_score": {"query": query, "script": {"source": ROUNDED}}}

    # ---- requests

    def search(self, body: Json, routing: str | None = None) -> Json:
        """Search and return the response. Raises :class:`Moved`, and :class:`~cqa.errors.EngineRefused` for an answer
        that is not of all shards."""
        params = WHOLE if routing is None else {**WHOLE, "routing": routing}
        try:
            response: Json = self.cluster.request("POST", f"/{self.index}/_search", body, params)
        except Absent as error:
            raise Moved from error
        return self._whole(response)

    def searches(self, bodies: Iterable[Json]) -> Iterator[Json]:
        """Yield several searches, a few hundred to a request."""
        head = json.dumps({"allow_partial_search_results": False})
        asked = list(bodies)
        for start in range(0, len(asked), 500):
            some = asked[start : start + 500]
            lines = "".join(f"{head}\n{json.dumps(body)}\n" for body in some)
            try:
                response = self.cluster.request("POST", f"/{self.index}/_msearch", lines)
            except Absent as error:
                raise Moved from error
            for body, answer in zip(some, response["responses"], strict=True):
                # one that failed while a node went is asked again on its own, as patiently as any
                yield self.search(body) if "error" in answer else self._whole(answer)

    def _whole(self, response: Json) -> Json:
        shards = response["_shards"]
        if shards["failed"] or response.get("timed_out"):
            failures = shards.get("failures") or [{}]
            raise self.cluster.red(str(failures[0].get("reason", {}).get("reason", "a shard did not answer")))
        return response

    def counts(self, queries: Iterable[Json]) -> Iterator[int]:
        bodies = ({"size": 0, "track_total_hits": True, "query": query} for query in queries)
        return (int(response["hits"]["total"]["value"]) for response in self.searches(bodies))

    def count(self, query: Json, routing: str | None) -> int:
        response = self.search({"size": 0, "track_total_hits": True, "query": query}, routing)
        return int(response["hits"]["total"]["value"])

    def walk(
        self, query: Json, sort: list[Json], routing: str | None = None, size: int = AT_ONCE, **more: Any
    ) -> Iterator[Json]:
        """Yield every hit in order, from hit to hit; ``sort`` must distinguish all hits."""
        after: list[Any] = []
        while True:
            body = {"query": query, "sort": sort, "size": size, "track_total_hits": False, **more}
            hits = self.search(body | ({"search_after": after} if after else {}), routing)["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            after = hits[-1]["sort"]

    def slice(self, query: Json, sort: list[Json], limit: int, offset: int, routing: str | None, **more: Any) -> Json:
        """Return the hits ``offset`` to ``offset + limit``, however deep, with the totals and aggregations of ``more``.

        Where a slice began and ended is recorded, so that the next one continues from there.
        """
        key = json.dumps((query, sort))
        whole = {"query": query, "sort": sort, "track_total_hits": True, "track_scores": True, **more}
        if limit <= 0 or offset + limit <= MOST_HITS:
            response = self.search({**whole, "size": max(limit, 0), "from": offset if limit > 0 else 0}, routing)
            hits = response["hits"]["hits"]
        else:
            response = self.search({**whole, "size": 0}, routing)
            at, after = max((known for known in self._known(key).items() if known[0] <= offset), default=(0, []))
            if at < offset:
                after = self._skipped(query, sort, offset - at, after, routing)
                if after:
                    self._known(key)[offset] = after
            hits = self._next(query, sort, limit, after, routing) if after or not offset else []
        if hits:
            self._known(key)[offset + len(hits)] = hits[-1]["sort"]
        response["hits"]["hits"] = hits
        return response

    def _known(self, key: str) -> dict[int, list[Any]]:
        """Return where hits of the query are, by how many come before them and with them."""
        if key not in self._reached and len(self._reached) > MOST_REMEMBERED:
            self._reached.clear()
        return self._reached.setdefault(key, {})

    def _skipped(self, query: Json, sort: list[Json], count: int, after: list[Any], routing: str | None) -> list[Any]:
        """Return where the hit is that is ``count`` further on; nothing where there are not so many."""
        hits = self._next(query, sort, count, after, routing, **UNREAD)
        return hits[-1]["sort"] if len(hits) == count else []

    def _next(
        self, query: Json, sort: list[Json], count: int, after: list[Any], routing: str | None, **more: Any
    ) -> list[Json]:
        size = MOST_HITS if more else AT_ONCE
        hits: list[Json] = []
        while len(hits) < count:
            asked = min(size, count - len(hits))
            body = {
                "query": query,
                "sort": sort,
                "size": asked,
                "track_total_hits": False,
                "track_scores": True,
                **more,
            }
            got = self.search(body | ({"search_after": after} if after else {}), routing)["hits"]["hits"]
            hits += got
            if len(got) < asked:
                break
            after = got[-1]["sort"]
        return hits

    def bodies(self, kind: str, of: str) -> list[bytes]:
        """Return the stored bodies of the records of a kind and owner, by place."""
        hits = self.walk(self.only(kind, {"term": {"of": of}}), [{"place": "asc"}, {"gen": "asc"}])
        return [body_of(hit) for hit in hits]

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """Return every paper, in the port's order."""
        hits = self.walk(self.only("paper"), [{"gen": "asc"}, {"place": "asc"}])
        recorded = [codec.decode(Paper, body_of(hit)) for hit in hits]
        # a stable sort: papers of one file come in order of their place
        return tuple(sorted(recorded, key=lambda x: (x.authority.name if x.authority else "", x.date or "", x.file)))

    # ---- statistics

    @cached_property
    def recorded(self) -> Mapping[str, int]:
        """Return sums over the living files: documents, passages, papers with passages, lengths of fields."""
        names = ("documents", "passages", "papers", *map(length_of, FIELDS))
        body = {"size": 0, "query": self.only("file"), "aggs": {n: {"sum": {"field": n}} for n in names}}
        sums = self.search(body)["aggregations"]
        return {name: int(sums[name]["value"]) for name in names}

    @property
    def documents(self) -> int:
        return self.recorded["documents"]

    @property
    def averages(self) -> dict[str, float]:
        return {field: self.recorded[length_of(field)] / max(self.documents, 1) for field in FIELDS}

    def learn(self, terms: Iterable[tuple[str, str]]) -> None:
        """Find out how many passages hold each (field, word), in one request."""
        new = [term for term in terms if term not in self._holding]
        queries = (self.only("passage", {"term": {field: word}}) for field, word in new)
        self._holding.update(zip(new, self.counts(queries), strict=True))

    def holding(self, field: str, word: str) -> int:
        """Return how many passages hold the word in the field."""
        self.learn([(field, word)])
        return self._holding[field, word]


def body_of(hit: Json) -> bytes:
    return bytes(hit["_source"]["body"].encode("ascii"))
