"""One commit of a tantivy index: its records, and its hits in their one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tantivy import DocAddress, Index, Order, Query

from cqa.engine import codec
from cqa.engine import plan as p
from cqa.engine.collector import SCORE_DIGITS
from cqa.engine.keys import date_text
from cqa.engine.port import Coverage, Facet, Sort, Weights
from cqa.engine.records import Kind
from cqa.engine.tantivy.aggregation import buckets, counts_of, each
from cqa.engine.tantivy.compile import Check, Compiler
from cqa.engine.tantivy.schema import any_term, as_indexed, both, term
from cqa.engine.words import FIELDS, passage_words
from cqa.model import Paper, Passage

T = TypeVar("T")

SPARE = 8
"""Hits fetched beyond those requested, to see where the last run of equal ones ends."""

Keyed = tuple[float, DocAddress]
"""A hit with what it is sorted by: its negated score, or its date's key."""


class FoundDocuments(NamedTuple):
    score: float
    address: DocAddress


class TantivySnapshot:
    """Everything here raises what tantivy raises; the engine translates it."""

    def __init__(self, index: Index, folder: Path) -> None:
        self.schema, self.folder, self.searcher = index.schema, folder, index.searcher()

    # ---- queries

    def scored(self, plan: p.Plan, filters: p.Plan, weights: Weights) -> Query:
        return self._compiler(weights).within(plan, p.simplest(filters))

    def unscored(self, plan: p.Plan, filters: p.Plan) -> Query:
        return self._compiler(Weights()).filter(p.simplest(p.Conjunction((*p.parts_of(plan), *p.parts_of(filters)))))

    def term(self, field: str, value: str) -> Query:
        return term(self.schema, field, value)

    def _compiler(self, weights: Weights) -> Compiler:
        return Compiler(self.schema, self.searcher, weights, self._verify)

    def _verify(self, query: Query, field: str, check: Check) -> list[str]:
        place = FIELDS.index(field)
        passages = map(self.passage, self.addresses(query))
        return [x.id for x in passages if check(passage_words(x)[place].split())]

    # ---- records

    def addresses(self, query: Query) -> list[DocAddress]:
        """Return every document that matches, in no order."""
        found = self.searcher.search(Query.const_score_query(query, 0.0), self._most, count=False)
        return [address for _, address in found.hits]

    def bodies(
        self, kind: Kind | str, field: str | None = None, value: str = "", among: Query | None = None
    ) -> Iterator[str]:
        """Yield the stored bodies of the records of a kind, perhaps only those with a value in a field, and only those
        that ``among`` finds; by place."""
        query = self.term("kind", kind)
        if among is not None:
            query = both(query, among)
        addresses = self.addresses(query if field is None else both(query, self.term(field, value)))
        places = self.searcher.fast_field_values("place", addresses)
        for i in sorted(range(len(addresses)), key=lambda i: (places[i], addresses[i].segment_ord, addresses[i].doc)):
            yield self.body(addresses[i])

    def body(self, address: DocAddress) -> str:
        return str(self.searcher.doc(address).get_first("body"))

    def passage(self, address: DocAddress) -> Passage:
        return codec.decode(Passage, self.body(address))

    @cached_property
    def _most(self) -> int:
        return self.searcher.num_docs + 1

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        indexed = [codec.decode(Paper, body) for body in self.bodies("paper")]
        # a stable sort: papers of one file come in order of their place
        return tuple(sorted(indexed, key=lambda x: (x.authority.name if x.authority else "", x.date or "", x.file)))

    @cached_property
    def coverage(self) -> Coverage:
        status = self.aggregate(self.term("kind", "file"), {"status": each("status")})["status"]
        files = counts_of(status)
        of_papers = {
            "authorities": each("paper_authority"),
            "first": {"min": {"field": "paper_date"}},
            "last": {"max": {"field": "paper_date"}},
        }
        papers = self.aggregate(self.term("kind", "paper"), of_papers)
        return Coverage(
            files=sum(files.values()),
            papers=self.holding("kind", "paper"),
            authorities=len(papers["authorities"]["buckets"]),
            passages=self.holding("kind", "passage"),
            unreadable=sum(n for status, n in files.items() if status != "indexed"),
            first=date_text(int(papers["first"]["value"] or 0)),
            last=date_text(int(papers["last"]["value"] or 0)),
        )

    # ---- counts

    def matching(self, query: Query) -> int:
        return int(self.searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]

    @cached_property
    def indexed(self) -> dict[Facet, dict[str, int]]:
        """Return the values of all passages, of each facet that was requested before."""
        return {}

    @cached_property
    def authorities(self) -> dict[str, int]:
        """Return the number of each authority that has passages."""
        inner = {"number": {"min": {"field": "authority_no"}}}
        found = buckets(self.searcher, self.term("kind", "passage"), "f_authority", inner)
        return {bucket["key"]: int(bucket["number"]["value"]) for bucket in found}

    @cached_property
    def authority_names(self) -> dict[int, str]:
        return {number: name for name, number in self.authorities.items()}

    @cached_property
    def next_paper(self) -> int:
        """Return the next free paper number."""
        highest = {"x": {"max": {"field": "paper_no"}}}
        return int(self.aggregate(self.term("kind", "passage"), highest)["x"]["value"] or 0) + 1

    def aggregate(self, query: Query, what: dict[str, Any]) -> dict[str, Any]:
        return self.searcher.aggregate(query, what)

    # ---- hits

    def hits(self, query: Query, ranked: bool, sort: Sort, limit: int, offset: int = 0) -> list[FoundDocuments]:
        """Return the hits ``offset`` to ``offset + limit`` in order: by score or date, then newest first, then by paper
        and place, then by id."""
        if limit <= 0:
            return []
        needed = offset + limit
        fetch = needed + SPARE
        while True:
            found, last = self.unsettled(query, ranked, sort, fetch)
            if last is None or found[needed - 1][0] < last:
                return self.settled(found, ranked, sort, needed)[offset:]
            fetch *= 4

    def unsettled(self, query: Query, ranked: bool, sort: Sort, limit: int) -> tuple[list[Keyed], float | None]:
        """Return the first hits with what they are sorted by, equal ones in no order; and what the last is sorted by,
        as there may be more equal to it. None if these are all."""
        found: list[Keyed]
        limit = min(limit, self._most)
        if sort == "relevance" and ranked:
            hits = self.searcher.search(query, limit, count=False).hits
            found = [(-round(score, SCORE_DIGITS), address) for score, address in hits]
        else:
            field = "oldest" if sort == "date" else "newest"
            found = self.searcher.search(query, limit, count=False, order_by_field=field, order=Order.Asc).hits
        return found, found[-1][0] if len(found) == limit else None

    def settled(self, found: Sequence[Keyed], ranked: bool, sort: Sort, needed: int) -> list[FoundDocuments]:
        """Return the first of these hits in their one order: by score or date, then newest first, then by passage
        id."""
        if not found:
            return []
        worst = found[min(needed, len(found)) - 1][0]
        near = [hit for hit in found if hit[0] <= worst]
        scored = sort == "relevance" and ranked
        if len({key for key, _ in near}) == len(near):
            return [FoundDocuments(-key if scored else 0.0, address) for key, address in near]
        if scored:
            newest = self.searcher.fast_field_values("newest", [address for _, address in near])
            keyed = [((key, new), address) for (key, address), new in zip(near, newest, strict=True)]
        else:
            keyed = [((key, 0), address) for key, address in near]
        ordered: list[FoundDocuments] = []
        for key, run in groupby(sorted(keyed, key=itemgetter(0)), key=itemgetter(0)):
            equals = [FoundDocuments(-key[0] if scored else 0.0, address) for _, address in run]
            if len(equals) > 1:
                equals.sort(key=lambda hit: self.passage(hit.address).id)
            ordered += equals
            if len(ordered) >= needed:
                break
        return ordered[:needed]

    def score(self, query: Query, ids: Sequence[str]) -> dict[str, float]:
        """Return the scores of these passages, by id; those that do not match are not in it."""
        if not ids:
            return {}
        only = both(query, any_term(self.schema, "id", ids))
        hits = self.searcher.search(only, len(ids), count=False).hits
        return {self.passage(address).id: round(score, SCORE_DIGITS) for score, address in hits}

    def holding(self, field: str, word: str) -> int:
        """Return how many passages hold the word in the field."""
        return self.matching(self.term(field, word))

    @cached_property
    def whole(self) -> bool:
        """Return whether no passage that was replaced or removed is still in the files."""
        return bool(self.searcher.doc_freq(*as_indexed("kind", "passage")) == self.holding("kind", "passage"))


def in_chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
