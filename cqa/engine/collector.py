"""Ordering, counting and grouping of all matches at once, for engines that have them as Python objects.

The tantivy adapter computes the same from its columns; the contract test compares the two.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cqa.engine.keys import date_number, date_text
from cqa.engine.port import Coverage, Engine, Facet, Group, Hit, Request, Results, Sort, Totals, Weights
from cqa.model import Passage
from cqa.query.nodes import Node

SCORE_DIGITS = 4
"""Scores are compared to so many decimals: engines add them in different orders and precisions."""


class CollectedRow(NamedTuple):
    """A match: its score, its sort keys (:mod:`cqa.engine.keys`), its facet values, and what loads its passage."""

    score: float
    newest: int
    oldest: int
    id: str
    facets: Mapping[Facet, tuple[str, ...]]
    handle: Any


Load = Callable[[Any], Passage]


def ordered(rows: Iterable[CollectedRow], sort: Sort) -> list[CollectedRow]:
    """Return the rows by score or date, then newest first, then paper by paper and place by place, then by id."""
    if sort == "relevance":
        return sorted(rows, key=lambda r: (-r.score, r.newest, r.id))
    if sort == "date":
        return sorted(rows, key=lambda r: (r.oldest, r.id))
    return sorted(rows, key=lambda r: (r.newest, r.id))


def page(rows: Sequence[CollectedRow], offset: int, limit: int, load: Load) -> tuple[Hit, ...]:
    return tuple(Hit(load(row.handle), row.score) for row in rows[offset : offset + max(limit, 0)])


def totals(rows: Sequence[CollectedRow]) -> Totals:
    papers = {value for row in rows for value in row.facets["paper"]}
    authorities = {value for row in rows for value in row.facets["authority"]}
    return Totals(len(rows), len(papers), len(authorities))


def facets(rows: Sequence[CollectedRow], by: Sequence[Facet]) -> dict[Facet, tuple[tuple[str, int], ...]]:
    """Return for each facet its values with the number of rows, most first, then by value."""
    counted = {facet: Counter(value for row in rows for value in row.facets[facet]) for facet in by}
    return {facet: most_first(c) for facet, c in counted.items()}


def most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def groups(rows: Sequence[CollectedRow], by: Facet, top: int, load: Load) -> tuple[Group, ...]:
    """Return rows must be in order; groups come largest first, then by value."""
    members: dict[str, list[CollectedRow]] = defaultdict(list)
    for row in rows:
        for value in row.facets[by]:
            members[value].append(row)
    return tuple(
        Group(value, len(own), len({p for row in own for p in row.facets["paper"]}), page(own, 0, top, load))
        for value, own in sorted(members.items(), key=lambda x: (-len(x[1]), x[0]))
    )


class CollectingEngine(Engine):
    """An engine that finds every match of a query first, and answers all else from these."""

    @abstractmethod
    def _rows(self, query: Node, filters: Node, weights: Weights | None = None) -> list[CollectedRow]:
        """Return every match, in no order; scored if weights are given."""

    @abstractmethod
    def _passage(self, handle: Any) -> Passage:
        """Return the passage of a row."""

    @abstractmethod
    def _size(self) -> int:
        """Return the number of passages in the index."""

    def search(self, request: Request) -> Results:
        rows = self._ordered(request)
        hits = page(rows, request.offset, request.limit, self._passage)
        return Results(hits, totals(rows), facets(rows, request.facets))

    def count(self, query: Node, filters: Node) -> Totals:
        return totals(self._rows(query, filters))

    def matching(self, query: Node, filters: Node) -> int:
        return len(self._rows(query, filters))

    def group(self, request: Request, by: Facet, top: int = 3) -> tuple[Group, ...]:
        return groups(self._ordered(request), by, top, self._passage)

    def facets(self, query: Node, filters: Node, by: Sequence[Facet]) -> Mapping[Facet, tuple[tuple[str, int], ...]]:
        return facets(self._rows(query, filters), by)

    def coverage(self) -> Coverage:
        states, papers = list(self.files()), self.papers()
        dates = sorted(number for x in papers if (number := date_number(x.date)))
        return Coverage(
            files=len(states),
            papers=len(papers),
            authorities=len({x.authority.name for x in papers if x.authority}),
            passages=self._size(),
            unreadable=sum(s.status != "indexed" for s in states),
            first=date_text(dates[0]) if dates else None,
            last=date_text(dates[-1]) if dates else None,
        )

    def _ordered(self, request: Request) -> list[CollectedRow]:
        return ordered(self._rows(request.query, request.filters, request.weights), request.sort)
