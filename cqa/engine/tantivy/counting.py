"""Exact counts, of one commit: passages, papers, authorities, and the values of facets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tantivy import FieldType, Query

from cqa.engine.port import Facet, Totals
from cqa.engine.tantivy.aggregation import buckets, counts_of, each
from cqa.engine.tantivy.schema import MOST_BUCKETS, PAPER_BITS, both
from cqa.engine.tantivy.snapshot import TantivySnapshot

PAPER_MASK = (1 << PAPER_BITS) - 1


def tally(snapshot: TantivySnapshot, query: Query) -> list[tuple[int, int]]:
    """Return ``where`` of every paper that matches, with its number of matching passages."""
    return [
        (int(bucket["key"]), int(bucket["doc_count"]))
        for part in in_parts(snapshot, query)
        for bucket in buckets(snapshot.searcher, part, "where")
    ]


def totals(snapshot: TantivySnapshot, query: Query) -> Totals:
    return counted(snapshot, query, ())[0]


def counted(
    snapshot: TantivySnapshot, query: Query, facets: Sequence[Facet]
) -> tuple[Totals, dict[Facet, dict[str, int]]]:
    """Return the totals and the values of the facets, in one pass over what matches."""
    if snapshot.next_paper > MOST_BUCKETS:
        return _totals(tally(snapshot, query)), values_of(snapshot, query, facets)
    asked: dict[str, Any] = {f"by {facet}": each(f"f_{facet}") for facet in facets}
    asked |= {"papers": each("paper_no"), "authorities": each("authority_no")}
    found = snapshot.aggregate(query, asked)
    authorities = {int(bucket["key"]): bucket["doc_count"] for bucket in found["authorities"]["buckets"]}
    totals = Totals(sum(authorities.values()), len(found["papers"]["buckets"]), len(authorities.keys() - {0}))
    return totals, {facet: counts_of(found[f"by {facet}"]) for facet in facets}


def values(snapshot: TantivySnapshot, query: Query, facet: Facet) -> dict[str, int]:
    """Return every value of the facet with its number of passages."""
    parts = in_parts(snapshot, query) if facet == "paper" else iter((query,))
    counts: dict[str, int] = defaultdict(int)
    for part in parts:
        for bucket in buckets(snapshot.searcher, part, f"f_{facet}"):
            counts[bucket["key"]] += bucket["doc_count"]
    return counts


def values_of(snapshot: TantivySnapshot, query: Query, facets: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
    """Return :meth:`values` of several facets, in one pass over what matches; ``paper`` alone has many values."""
    few = [facet for facet in facets if facet != "paper"]
    terms: dict[str, Any] = {facet: each(f"f_{facet}") for facet in few}
    found = snapshot.aggregate(query, terms) if few else {}
    counts: dict[Facet, dict[str, int]] = {}
    for facet in facets:
        if facet in found:
            counts[facet] = counts_of(found[facet])
        else:
            counts[facet] = values(snapshot, query, facet)
    return counts


def papers_by_value(snapshot: TantivySnapshot, query: Query, facet: Facet) -> dict[str, int]:
    """Return every value of the facet with its number of papers."""
    counts: dict[str, int] = defaultdict(int)
    inner = {"papers": each("paper_no")}
    # a paper may count under several values (committees, grades), so there is room for ten
    for part in in_parts(snapshot, query, MOST_BUCKETS // 10):
        for bucket in buckets(snapshot.searcher, part, f"f_{facet}", inner):
            counts[bucket["key"]] += len(bucket["papers"]["buckets"])
    return counts


def indexed_values(snapshot: TantivySnapshot, facets: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
    """Return :meth:`values_of` for all passages, found once a snapshot."""
    new = [facet for facet in facets if facet not in snapshot.indexed]
    if new:
        snapshot.indexed.update(values_of(snapshot, snapshot.term("kind", "passage"), new))
    return {facet: snapshot.indexed[facet] for facet in facets}


def in_parts(snapshot: TantivySnapshot, query: Query, step: int | None = None) -> Iterator[Query]:
    """Yield the query, cut by paper number so that no part holds more papers than one aggregation may return."""
    step = step or MOST_BUCKETS
    if snapshot.next_paper <= step:
        yield query
        return
    for low in range(0, snapshot.next_paper, step):
        yield both(query, Query.range_query(snapshot.schema, "paper_no", FieldType.Unsigned, low, low + step - 1))


def _totals(tally: Sequence[tuple[int, int]]) -> Totals:
    return Totals(
        sum(n for _, n in tally),
        len({where & PAPER_MASK for where, _ in tally}),
        len({where >> PAPER_BITS for where, _ in tally} - {0}),
    )
