"""The OpenSearch adapter of the port."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from cqa.engine import codec, lock
from cqa.engine import plan as p
from cqa.engine.collector import SCORE_DIGITS, most_first
from cqa.engine.explain import explanation
from cqa.engine.keys import clean
from cqa.engine.opensearch import control, counting, location, vocabulary
from cqa.engine.opensearch.client import Cluster, Json
from cqa.engine.opensearch.compile import shards_of
from cqa.engine.opensearch.rebuild import rebuilt
from cqa.engine.opensearch.snapshot import DIGITS, Moved, OpenSearchSnapshot, body_of
from cqa.engine.opensearch.writer import OpenSearchWriter
from cqa.engine.port import Coverage, Engine, Facet, Group, Hit, Request, Results, Sort, Totals, Weights, Writer
from cqa.engine.records import joined_pages, joined_sections, joined_text
from cqa.errors import EngineRefused, UnknownPaper
from cqa.model import FileState, Page, Paper, Passage, Section
from cqa.query.nodes import Node

T = TypeVar("T")

MOVES_ON = control.KEPT - 60
"""Seconds after which a view that nobody refreshed moves to the newest: soon after, its dead may be deleted."""

BY_ID: list[Json] = [{"id": "asc"}, {"gen": "asc"}]
BY_PATH: list[Json] = [{"of": "asc"}, {"gen": "asc"}]
IN_ORDER: list[Json] = [{"f_paper": "asc"}, {"place": "asc"}, *BY_ID]


def create(path: Path, url: str) -> OpenSearchEngine:
    """Make an empty index in the cluster, or join what is there."""
    cluster = location.connected(url)
    recorded = location.made(cluster)
    location.remember(path, recorded.state.uid)
    return OpenSearchEngine(path, cluster, OpenSearchSnapshot(cluster, recorded))


def open_index(path: Path, url: str | None) -> OpenSearchEngine:
    """Return an open index. Raises NoIndex or IndexDamaged where the cluster does not have this folder's index."""
    uid = location.remembered(path)
    cluster = location.connected(url)
    recorded = control.read(cluster, cluster.address.name)
    location.recognise(cluster, path, uid, recorded.state)
    return OpenSearchEngine(path, cluster, OpenSearchSnapshot(cluster, recorded))


class OpenSearchEngine(Engine):
    name = "opensearch"

    def __init__(self, path: Path, cluster: Cluster, snapshot: OpenSearchSnapshot, *, moves: bool = True) -> None:
        self._path, self._cluster, self._snapshot, self._moves = path, cluster, snapshot, moves

    @contextlib.contextmanager
    def writer(self) -> Iterator[Writer]:
        """Return a writer, one a folder; other folders, on other machines, may write to the same cluster at the same
        time."""
        with lock.writing(self._path):
            writer = OpenSearchWriter(self._cluster, self._newest().index)
            try:
                yield writer
            finally:
                writer.close()
                self.refresh()

    def rebuild(self) -> None:
        """Rebuild the whole index next to the old one, by the rules, fields and shards of today, and change over at
        once; searching works meanwhile. Raises IndexBusy while anybody writes."""
        with lock.writing(self._path):
            rebuilt(self._cluster)
        self.refresh()

    def refresh(self) -> None:
        newest = self._newest()
        if newest == self._snapshot.control:
            self._snapshot.opened = time.monotonic()
        else:
            self._snapshot = OpenSearchSnapshot(self._cluster, newest)

    @property
    def home(self) -> Path:
        return self._path

    def pinned(self) -> OpenSearchEngine:
        """Return a reader that stays valid for :data:`MOVES_ON` seconds; later, what died meanwhile may be deleted."""
        return OpenSearchEngine(self._path, self._cluster, self._current(), moves=False)

    def close(self) -> None:
        self._cluster.close()

    def _newest(self) -> control.Control:
        return control.read(self._cluster, self._cluster.address.name)

    def _current(self) -> OpenSearchSnapshot:
        if self._moves and time.monotonic() - self._snapshot.opened > MOVES_ON:
            self.refresh()
        snapshot = self._snapshot
        control.check(self._cluster, snapshot.control.state)
        return snapshot

    def _read(self, work: Callable[[OpenSearchSnapshot], T]) -> T:
        """Return the same of the new index, should it have been rebuilt."""
        try:
            return work(self._current())
        except Moved:
            self.refresh()
        try:
            return work(self._current())
        except Moved:
            raise self._cluster.missing() from None

    # ---- contents

    def files(self) -> Iterator[FileState]:
        recorded = self._read(lambda s: [body_of(hit) for hit in s.walk(s.only("file"), BY_PATH)])
        return (codec.decode(FileState, body) for body in recorded)

    def papers(self) -> Sequence[Paper]:
        return self._read(lambda s: s.papers)

    def paper(self, paper_id: str) -> Paper | None:
        found = [codec.decode(Paper, b) for b in self._read(lambda s: s.bodies("paper", clean(paper_id)))]
        return min(found, key=lambda x: x.file, default=None)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        return joined_sections(list(enumerate(self._read(lambda s: s.bodies("sections", clean(paper_id))))))

    def text(self, paper_id: str) -> tuple[str, tuple[Page, ...]]:
        paper = self.paper(paper_id)
        if paper is None:
            raise UnknownPaper(f"no paper {paper_id!r} is in the index; cqa papers lists them")
        file = clean(paper.file)
        return self._read(lambda s: (joined_text(s.bodies("text", file)), joined_pages(s.bodies("pages", file))))

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        found = self._read(lambda s: s.bodies("passage", clean(paper_id)))
        return tuple(sorted((codec.decode(Passage, b) for b in found), key=lambda x: (x.order, x.id)))

    def get(self, passage_ids: Iterable[str]) -> Mapping[str, Passage]:
        ids = list(dict.fromkeys(map(clean, passage_ids)))

        def found(s: OpenSearchSnapshot) -> list[Passage]:
            chunks = (ids[start : start + 10_000] for start in range(0, len(ids), 10_000))
            hits = (hit for chunk in chunks for hit in s.walk(s.only("passage", {"terms": {"id": chunk}}), BY_ID))
            return [codec.decode(Passage, body_of(hit)) for hit in hits]

        return {passage.id: passage for passage in self._read(found)}

    def coverage(self) -> Coverage:
        return self._read(counting.coverage)

    # ---- searching

    def search(self, request: Request) -> Results:
        plan, kept = p.plan(request.query), p.plan(request.filters)
        ranked, routing, sort = p.scores(plan), shards_of(plan, kept), _sort(request.sort, p.scores(plan))

        def found(s: OpenSearchSnapshot) -> Results:
            query = _query(s, plan, kept, request.weights)
            every = isinstance(plan, p.MatchAll) and isinstance(kept, p.MatchAll)
            asked = {"aggs": {**({} if every else counting.TOTALS), **counting.by_value(request.facets)}}
            response = s.slice(query, sort, request.limit, request.offset, routing, **asked)
            totals = counting.totals_of_all(s) if every else counting.totals(s, query, routing, response)
            facets = counting.values_of(s, query, routing, request.facets, response)
            return Results(_hits(response["hits"]["hits"], ranked), totals, _ordered(facets))

        return self._read(found)

    def count(self, query: Node, filters: Node) -> Totals:
        plan, kept = p.plan(query), p.plan(filters)
        routing = shards_of(plan, kept)
        if isinstance(plan, p.MatchAll) and isinstance(kept, p.MatchAll):
            return self._read(counting.totals_of_all)

        def found(s: OpenSearchSnapshot) -> Totals:
            asked = s.passages(plan, kept)
            body = {"size": 0, "query": asked, "track_total_hits": True, "aggs": counting.TOTALS}
            return counting.totals(s, asked, routing, s.search(body, routing))

        return self._read(found)

    def matching(self, query: Node, filters: Node) -> int:
        plan, kept = p.plan(query), p.plan(filters)
        return self._read(lambda s: s.count(s.passages(plan, kept), shards_of(plan, kept)))

    def group(self, request: Request, by: Facet, top: int = 3) -> tuple[Group, ...]:
        plan, kept = p.plan(request.query), p.plan(request.filters)
        ranked, routing, sort = p.scores(plan), shards_of(plan, kept), _sort(request.sort, p.scores(plan))

        def found(s: OpenSearchSnapshot) -> list[Group]:
            query = _query(s, plan, kept, request.weights)
            every = counting.groups(s, query, routing, by, top, sort)
            return [Group(value, passages, papers, _hits(hits, ranked)) for value, passages, papers, hits in every]

        return tuple(sorted(self._read(found), key=lambda g: (-g.passages, g.value)))

    def scan(self, query: Node, filters: Node) -> Iterator[Passage]:
        plan, kept = p.plan(query), p.plan(filters)
        snapshot = self._current()
        try:
            for hit in snapshot.walk(snapshot.passages(plan, kept), IN_ORDER, shards_of(plan, kept)):
                yield codec.decode(Passage, body_of(hit))
        except Moved:
            raise EngineRefused(
                f"the index {self._cluster.address} was rebuilt while it was being read; ask again"
            ) from None

    def facets(self, query: Node, filters: Node, by: Sequence[Facet]) -> Mapping[Facet, tuple[tuple[str, int], ...]]:
        plan, kept = p.plan(query), p.plan(filters)
        return _ordered(self._read(lambda s: counting.values(s, s.passages(plan, kept), shards_of(plan, kept), by)))

    def _terms(self, start: str, limit: int, like: Callable[[str], bool] | None) -> tuple[tuple[str, int], ...]:
        return self._read(lambda s: vocabulary.terms(s, start, limit, like))

    def explain(self, request: Request, passage_id: str) -> str:
        plan, kept = p.plan(request.query), p.plan(request.filters)
        passage = self.get([passage_id]).get(passage_id)
        if passage is None:
            return f"no passage {passage_id} is in the index"

        def own(part: p.Plan, filters: p.Plan) -> float | None:
            def found(s: OpenSearchSnapshot) -> list[Json]:
                one = {"term": {"id": clean(passage_id)}}
                query = {"bool": {"must": [_query(s, part, filters, request.weights)], "filter": [one]}}
                return s.search({"size": 1, "query": query})["hits"]["hits"]  # type: ignore[no-any-return]

            return next((_score(hit, p.scores(part)) for hit in self._read(found)), None)

        return explanation(
            plan,
            passage,
            own(plan, kept),
            lambda part: own(part, p.MatchAll()),
            lambda field, word: self._read(lambda s: s.holding(field, word)),
        )


def _query(snapshot: OpenSearchSnapshot, plan: p.Plan, kept: p.Plan, weights: Weights) -> Json:
    return snapshot.ranked(plan, kept, weights) if p.scores(plan) else snapshot.passages(plan, kept)


def _sort(sort: Sort, ranked: bool) -> list[Json]:
    """Return the sort order: score or date, then newest first, then paper by paper and place by place, then id."""
    best: list[Json] = [{"_score": "desc"}] if sort == "relevance" and ranked else []
    return [*best, {"oldest" if sort == "date" else "newest": "asc"}, *BY_ID]


def _hits(hits: Iterable[Json], ranked: bool) -> tuple[Hit, ...]:
    return tuple(Hit(codec.decode(Passage, body_of(hit)), _score(hit, ranked)) for hit in hits)


def _ordered(counted: Mapping[Facet, Mapping[str, int]]) -> dict[Facet, tuple[tuple[str, int], ...]]:
    return {facet: most_first(counts) for facet, counts in counted.items()}


def _score(hit: Json, ranked: bool) -> float:
    return round(hit["_score"] / DIGITS, SCORE_DIGITS) if ranked else 0.0
