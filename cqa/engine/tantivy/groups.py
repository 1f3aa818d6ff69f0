"""Grouping: every value of a facet with exact counts, and the best passages of each."""

from __future__ import annotations

from collections import defaultdict

from tantivy import Query

from cqa.engine.port import Facet, Group, Hit, Sort
from cqa.engine.tantivy.schema import PAPER_BITS
from cqa.engine.tantivy.snapshot import Found, Snapshot, both
from cqa.engine.values import passage_facets

FEW = 60
"""Up to so many groups, each is asked for its best on its own."""

FIRST = 4_000
"""With more groups, so many of the best hits are dealt out first; only groups that these do not fill are asked for."""


def groups(snapshot: Snapshot, query: Query, ranked: bool, sort: Sort, by: Facet, top: int) -> tuple[Group, ...]:
    counts = snapshot.values(query, by)
    papers = dict.fromkeys(counts, 1) if by == "paper" else snapshot.papers_by_value(query, by)
    best = _best(snapshot, query, ranked, sort, by, top, counts) if top > 0 else {}
    ordered = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    return tuple(Group(value, n, papers[value], _hits(snapshot, best.get(value, []))) for value, n in ordered)


def _hits(snapshot: Snapshot, found: list[Found]) -> tuple[Hit, ...]:
    return tuple(Hit(snapshot.passage(x.address), x.score) for x in found)


def _best(
    snapshot: Snapshot, query: Query, ranked: bool, sort: Sort, by: Facet, top: int, counts: dict[str, int]
) -> dict[str, list[Found]]:
    """The best hits of each value, at most ``top``."""
    best: dict[str, list[Found]] = {}
    if len(counts) > FEW:
        for value, found in _dealt(snapshot, snapshot.hits(query, ranked, sort, FIRST), by).items():
            if len(found) >= min(top, counts[value]):
                best[value] = found[:top]
    for value in counts:
        if value not in best:
            only = both(query, snapshot.term(f"f_{by}", value))
            best[value] = snapshot.hits(only, ranked, sort, min(top, counts[value]))
    return best


def _dealt(snapshot: Snapshot, found: list[Found], by: Facet) -> dict[str, list[Found]]:
    """Hits by value, in their order."""
    dealt: dict[str, list[Found]] = defaultdict(list)
    if by == "authority":
        names = {number: name for name, number in snapshot.authorities.items()}
        wheres = snapshot.searcher.fast_field_values("where", [x.address for x in found])
        for where, hit in zip(wheres, found, strict=True):
            number = int(where or 0) >> PAPER_BITS
            if number:
                dealt[names[number]].append(hit)
        return dealt
    for hit in found:
        for value in passage_facets(snapshot.passage(hit.address))[by]:
            dealt[value].append(hit)
    return dealt
