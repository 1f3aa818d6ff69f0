"""Exact counts over everything that matches, by value.

Values are read with ``composite`` aggregations, page after page to the end: a ``terms`` aggregation over several shards
is sure of its counts only if it returns every value, ``cardinality`` never is. A paper is wholly on one shard
(:func:`~cqa.engine.opensearch.documents.routing`), so papers are counted on their shards and the sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cqa.engine.keys import date_text
from cqa.engine.opensearch.client import Json
from cqa.engine.opensearch.schema import MOST_HITS
from cqa.engine.opensearch.snapshot import OpenSearchSnapshot
from cqa.engine.port import Coverage, Facet, Totals

PAGE = 10_000
"""Values that one answer holds; the cluster's limit is 65,535."""

GROUPS = 1_000
"""Groups with their best passages that one answer holds."""

PAPERS: Json = {
    "scripted_metric": {
        "init_script": "state.papers = new HashSet()",
        "map_script": "state.papers.add(doc['paper_no'].value)",
        "combine_script": "return (long) state.papers.size()",
        "reduce_script": "long sum = 0; for (count in states) { sum += count } return sum",
    }
}
"""How many papers match, in one pass; each shard sends one number."""


def composite(field: str, inner: Json | None = None, size: int = PAGE, after: Any = None) -> Json:
    """Return an aggregation by the values of a field, the first ``size`` of them or those after a key."""
    asked: Json = {"size": size, "sources": [{"value": {"terms": {"field": field}}}]}
    if after is not None:
        asked["after"] = after
    return {"composite": asked} | ({"aggs": inner} if inner else {})


def rest(
    snapshot: OpenSearchSnapshot,
    query: Json,
    routing: str | None,
    field: str,
    first: Json,
    inner: Json | None = None,
    size: int = PAGE,
) -> Iterator[Json]:
    """Yield all buckets, of the first answer and of those after it."""
    while True:
        yield from first["buckets"]
        if len(first["buckets"]) < size:
            return
        again = {"x": composite(field, inner, size, first["after_key"])}
        first = snapshot.search({"size": 0, "query": query, "aggs": again}, routing)["aggregations"]["x"]


def by_value(facets: Sequence[Facet]) -> Json:
    """Return the aggregations that :func:`values_of` reads."""
    return {f"by_{facet}": composite(f"f_{facet}") for facet in facets}


def values_of(
    snapshot: OpenSearchSnapshot, query: Json, routing: str | None, facets: Sequence[Facet], response: Json
) -> dict[Facet, dict[str, int]]:
    """Return for each facet every value with its number of matching passages, of a response to :func:`by_value`."""
    counted: dict[Facet, dict[str, int]] = {}
    for facet in facets:
        buckets = rest(snapshot, query, routing, f"f_{facet}", response["aggregations"][f"by_{facet}"])
        counted[facet] = {bucket["key"]["value"]: int(bucket["doc_count"]) for bucket in buckets}
    return counted


def values(
    snapshot: OpenSearchSnapshot, query: Json, routing: str | None, facets: Sequence[Facet]
) -> dict[Facet, dict[str, int]]:
    if not facets:
        return {}
    response = snapshot.search({"size": 0, "query": query, "aggs": by_value(facets)}, routing)
    return values_of(snapshot, query, routing, facets, response)


TOTALS: Json = {"papers": PAPERS, "authorities": composite("f_authority")}
"""The aggregations that :func:`totals` reads."""


def totals(snapshot: OpenSearchSnapshot, query: Json, routing: str | None, response: Json) -> Totals:
    """Return the totals of a response that counted its hits, with :data:`TOTALS`."""
    found = response["aggregations"]
    authorities = rest(snapshot, query, routing, "f_authority", found["authorities"])
    return Totals(
        int(response["hits"]["total"]["value"]), int(found["papers"]["value"] or 0), sum(1 for _ in authorities)
    )


def totals_of_all(snapshot: OpenSearchSnapshot) -> Totals:
    """Return the totals of all passages, added up from the records of the files, a hundredth of the documents."""
    query = snapshot.only("file")
    body = {"size": 0, "query": query, "aggs": {"x": composite("f_authority")}}
    first = snapshot.search(body)["aggregations"]["x"]
    authorities = sum(1 for _ in rest(snapshot, query, None, "f_authority", first))
    return Totals(snapshot.recorded["passages"], snapshot.recorded["papers"], authorities)


def groups(
    snapshot: OpenSearchSnapshot, query: Json, routing: str | None, by: Facet, top: int, sort: list[Json]
) -> Iterator[tuple[str, int, int, list[Json]]]:
    """Yield every value of the facet, with its passages, its papers and its best hits; in no order."""
    inner: Json = {} if by == "paper" else {"papers": PAPERS}
    if top > 0:
        inner["best"] = {"top_hits": {"size": min(top, MOST_HITS), "sort": sort, "track_scores": True}}
    asked = composite(f"f_{by}", inner, GROUPS)
    first = snapshot.search({"size": 0, "query": query, "aggs": {"x": asked}}, routing)["aggregations"]["x"]
    for bucket in rest(snapshot, query, routing, f"f_{by}", first, inner, GROUPS):
        papers = 1 if by == "paper" else int(bucket["papers"]["value"])
        hits = bucket["best"]["hits"]["hits"] if top > 0 else []
        yield bucket["key"]["value"], int(bucket["doc_count"]), papers, hits


def coverage(snapshot: OpenSearchSnapshot) -> Coverage:
    """Return the coverage from the records of files and papers."""
    kind = {"term": {"kind": "paper"}}
    aggs: Json = {
        "papers": {"filter": kind},
        "indexed": {"filter": {"term": {"status": "indexed"}}},
        "authorities": composite("paper_authority"),
        "first": {"min": {"field": "paper_date"}},
        "last": {"max": {"field": "paper_date"}},
    }
    query = snapshot.only(["file", "paper"])
    response = snapshot.search({"size": 0, "track_total_hits": True, "query": query, "aggs": aggs})
    found = response["aggregations"]
    papers = int(found["papers"]["doc_count"])
    files = int(response["hits"]["total"]["value"]) - papers
    authorities = rest(snapshot, query, None, "paper_authority", found["authorities"])
    return Coverage(
        files=files,
        papers=papers,
        authorities=sum(1 for _ in authorities),
        passages=snapshot.recorded["passages"],
        unreadable=files - int(found["indexed"]["doc_count"]),
        first=date_text(int(found["first"]["value"] or 0)),
        last=date_text(int(found["last"]["value"] or 0)),
    )
