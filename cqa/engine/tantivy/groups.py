"""Grouping: every value of a facet with exact counts, and the best passages of each.

The best come from few searches, not from one a value: the first hits of all are dealt out to their values; values that
these do not fill are searched together, without the others, until every one has its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from tantivy import Query

from cqa.engine.passage_values import passage_facets
from cqa.engine.port import Facet, Group, Hit, Sort
from cqa.engine.tantivy import counting
from cqa.engine.tantivy.schema import PAPER_BITS, any_term, both
from cqa.engine.tantivy.snapshot import FoundDocuments, Keyed, TantivySnapshot

FIRST = 4_000
"""Hits dealt out at a time: ten for each council of the country."""

FEW, FEW_READ = 3, 60
"""Most values whose best passages are fetched value by value; the second where passages must be read to know it."""

Counts = tuple[dict[str, int], dict[str, int]]
"""Passages and papers of each value."""

Fetched = tuple[list[Keyed], float | None]
"""What :meth:`Snapshot.unsettled` gives."""

_NUMBERED = ("authority", "paper")
"""Facets that are known of a hit without reading it."""


def groups(
    snapshot: TantivySnapshot,
    query: Query,
    ranked: bool,
    sort: Sort,
    by: Facet,
    top: int,
    counted: Callable[[], Counts],
) -> tuple[Group, ...]:
    """Return every value with its best passages; ``counted`` waits for its :func:`counts`, which are found
    meanwhile."""
    first = snapshot.unsettled(query, ranked, sort, FIRST) if top > 0 else None
    passages, papers = counted()
    best = _best(snapshot, query, ranked, sort, by, top, passages, first) if first else {}
    ordered = sorted(passages.items(), key=lambda x: (-x[1], x[0]))
    return tuple(Group(value, n, papers[value], _hits(snapshot, best.get(value, []))) for value, n in ordered)


def counts(snapshot: TantivySnapshot, query: Query, by: Facet) -> Counts:
    """Return every value with its number of passages, and of papers."""
    if by == "authority":
        passages: dict[str, int] = defaultdict(int)
        papers: dict[str, int] = defaultdict(int)
        for where, n in counting.tally(snapshot, query):
            if where >> PAPER_BITS:
                name = snapshot.authority_names[where >> PAPER_BITS]
                passages[name] += n
                papers[name] += 1
        return passages, papers
    counts = counting.values(snapshot, query, by)
    return counts, dict.fromkeys(counts, 1) if by == "paper" else counting.papers_by_value(snapshot, query, by)


def _hits(snapshot: TantivySnapshot, found: list[FoundDocuments]) -> tuple[Hit, ...]:
    return tuple(Hit(snapshot.passage(x.address), x.score) for x in found)


def _best(
    snapshot: TantivySnapshot,
    query: Query,
    ranked: bool,
    sort: Sort,
    by: Facet,
    top: int,
    counts: Mapping[str, int],
    first: Fetched | None,
) -> dict[str, list[FoundDocuments]]:
    """Return the best hits of each value, at most ``top``; ``first`` are the first :data:`FIRST` of all."""
    best: dict[str, list[FoundDocuments]] = {}
    left, fetch = dict(counts), FIRST
    few = FEW if by in _NUMBERED else FEW_READ
    while len(left) > few:
        only = both(query, _any_of(snapshot, by, left)) if best else query
        # the query alone also finds passages without a value: those are more than the counts add up to
        most = min(fetch, sum(left.values()) + 1) if best else fetch
        found, last = first or snapshot.unsettled(only, ranked, sort, most)
        first = None
        dealt, before = _dealt(snapshot, found, by), len(left)
        for value, n in list(left.items()):
            own, needed = dealt.get(value, []), min(top, n)
            if last is None or (len(own) >= needed and own[needed - 1][0] < last):
                best[value] = snapshot.settled(own, ranked, sort, needed)
                del left[value]
        if len(left) == before:
            fetch *= 4
    for value, n in left.items():
        only = both(query, snapshot.term(f"f_{by}", value))
        best[value] = snapshot.hits(only, ranked, sort, min(top, n))
    return best


def _any_of(snapshot: TantivySnapshot, by: Facet, values: Mapping[str, int]) -> Query:
    return any_term(snapshot.schema, f"f_{by}", list(values))


def _dealt(snapshot: TantivySnapshot, found: Sequence[Keyed], by: Facet) -> dict[str, list[Keyed]]:
    """Return hits by value, in their order."""
    dealt: dict[str, list[Keyed]] = defaultdict(list)
    if by in _NUMBERED:
        by_number: dict[int, list[Keyed]] = defaultdict(list)
        wheres = snapshot.searcher.fast_field_values("where", [address for _, address in found])
        for where, hit in zip(wheres, found, strict=True):
            by_number[int(where or 0)].append(hit)
        for where, hits in by_number.items():
            if by == "paper":
                dealt[snapshot.passage(hits[0][1]).paper] += hits
            elif where >> PAPER_BITS:
                dealt[snapshot.authority_names[where >> PAPER_BITS]] += hits
        for hits in dealt.values():
            hits.sort(key=lambda hit: hit[0])
        return dealt
    for hit in found:
        for value in passage_facets(snapshot.passage(hit[1]))[by]:
            dealt[value].append(hit)
    return dealt
