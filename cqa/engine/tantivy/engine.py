"""The tantivy adapter of the port."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path

import tantivy

from cqa.engine import codec, lock, manifest
from cqa.engine import plan as p
from cqa.engine.background import run_in_background
from cqa.engine.collector import most_first
from cqa.engine.explain import explanation
from cqa.engine.keys import clean
from cqa.engine.port import Coverage, Engine, Facet, Group, Hit, Request, Results, Totals, Writer
from cqa.engine.records import joined_pages, joined_sections, joined_text
from cqa.engine.tantivy import compact, counting, deletions, vocabulary
from cqa.engine.tantivy.groups import counts, groups
from cqa.engine.tantivy.read_only import is_read_only, linked
from cqa.engine.tantivy.schema import any_term, opened, translated
from cqa.engine.tantivy.snapshot import TantivySnapshot, in_chunks
from cqa.engine.tantivy.writer import TantivyWriter
from cqa.errors import UnknownPaper
from cqa.model import FileState, Page, Paper, Passage, Section
from cqa.query.nodes import Node

FOLDER = "tantivy"


def create(path: Path) -> TantivyEngine:
    """Make an empty index in the folder's sub-folder, or open what is there."""
    return TantivyEngine(path, opened(path / FOLDER, create=True))


def open_index(path: Path) -> TantivyEngine:
    """Open the index of a folder. Raises :class:`~cqa.errors.NoIndex` where its data are gone."""
    data = manifest.data_folder(path, FOLDER)
    return TantivyEngine(path, None if is_read_only(data) else opened(data, create=False))


class TantivyEngine(Engine):
    name = "tantivy"

    def __init__(self, path: Path, index: tantivy.Index | None) -> None:
        """``index`` is None where the folder can only be read."""
        self._path, self.folder, self._index = path, path, index
        self._commit: object = None
        self.refresh()

    @contextlib.contextmanager
    def writer(self) -> Iterator[Writer]:
        with lock.writing(self._path):
            if self._index is None:
                self._index = opened(self._path / FOLDER, create=False)
            deletions.remove_left_over(self._path / FOLDER)
            self.refresh()
            with self._errors():
                indexed = self._snapshot.authorities, self._snapshot.next_paper
            writer = TantivyWriter(self._index, self._path / FOLDER, *indexed)
            try:
                yield writer
                if writer.committed:
                    self._give_back_room(writer)
            finally:
                writer.close()
                self.refresh()

    def _give_back_room(self, writer: TantivyWriter) -> None:
        with self._errors():
            if compact.dead_share(self._path / FOLDER) <= compact.STALE:
                return
            self.refresh()
            for ingested in compact.in_stale_segments(self._snapshot):
                writer.put(ingested)
            writer.commit()

    def refresh(self) -> None:
        with self._errors():
            newest = _commit(self._path / FOLDER)
            if newest == self._commit:
                return
            if self._index is None:
                with linked(self._path / FOLDER) as links:
                    self._snapshot = TantivySnapshot(opened(links, create=False), self._path)
            else:
                self._index.reload()
                self._snapshot = TantivySnapshot(self._index, self._path)
            self._commit = newest

    def damaged(self) -> Iterator[str]:
        from cqa.engine.tantivy import checksums  # for verify alone

        return checksums.damaged(self._path / FOLDER)

    def pinned(self) -> TantivyEngine:
        return copy(self)

    def close(self) -> None:
        """Do nothing: memory maps go with the object."""

    def _errors(self) -> contextlib.AbstractContextManager[None]:
        return translated(self._path / FOLDER)

    # ---- contents

    def files(self) -> Iterator[FileState]:
        with self._errors():
            states = [codec.decode(FileState, body) for body in self._snapshot.bodies("file")]
        return iter(sorted(states, key=lambda s: s.path))

    def papers(self) -> Sequence[Paper]:
        with self._errors():
            return self._snapshot.papers

    def paper(self, paper_id: str) -> Paper | None:
        with self._errors():
            found = [codec.decode(Paper, b) for b in self._snapshot.bodies("paper", "of", clean(paper_id))]
        return min(found, key=lambda x: x.file, default=None)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        with self._errors():
            return joined_sections(list(enumerate(self._snapshot.bodies("sections", "of", clean(paper_id)))))

    def text(self, paper_id: str) -> tuple[str, tuple[Page, ...]]:
        paper = self.paper(paper_id)
        if paper is None:
            raise UnknownPaper(f"no paper {paper_id!r} is in the index; cqa papers lists them")
        file = clean(paper.file)
        with self._errors():
            text = joined_text(list(self._snapshot.bodies("text", "owner", file)))
            return text, joined_pages(list(self._snapshot.bodies("pages", "owner", file)))

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        with self._errors():
            bodies = self._snapshot.bodies("passage", "of", clean(paper_id))
            return tuple(sorted((codec.decode(Passage, b) for b in bodies), key=lambda x: (x.order, x.id)))

    def get(self, passage_ids: Iterable[str]) -> Mapping[str, Passage]:
        found: dict[str, Passage] = {}
        with self._errors():
            snapshot = self._snapshot
            for chunk in in_chunks(dict.fromkeys(map(clean, passage_ids)), 1_000):
                for address in snapshot.addresses(any_term(snapshot.schema, "id", chunk)):
                    passage = snapshot.passage(address)
                    found[passage.id] = passage
        return found

    def coverage(self) -> Coverage:
        with self._errors():
            return self._snapshot.coverage

    # ---- searching

    def search(self, request: Request) -> Results:
        plan, filters = p.plan(request.query), p.plan(request.filters)
        with self._errors():
            snapshot = self._snapshot
            query = snapshot.scored(plan, filters, request.weights)
            ranked = p.scores(plan)
            counted = run_in_background(
                lambda: counting.counted(snapshot, snapshot.unscored(plan, filters), request.facets)
            )
            found = snapshot.hits(query, ranked, request.sort, request.limit, request.offset)
            hits = [Hit(snapshot.passage(x.address), x.score) for x in found]
            if ranked and request.sort != "relevance":
                scores = snapshot.score(query, [clean(hit.passage.id) for hit in hits])
                hits = [Hit(hit.passage, scores.get(hit.passage.id, 0.0)) for hit in hits]
            totals, counts = counted()
            return Results(tuple(hits), totals, {facet: most_first(counts[facet]) for facet in request.facets})

    def count(self, query: Node, filters: Node) -> Totals:
        plan, kept = p.plan(query), p.plan(filters)
        with self._errors():
            return counting.totals(self._snapshot, self._snapshot.unscored(plan, kept))

    def matching(self, query: Node, filters: Node) -> int:
        plan, kept = p.plan(query), p.plan(filters)
        with self._errors():
            return self._snapshot.matching(self._snapshot.unscored(plan, kept))

    def group(self, request: Request, by: Facet, top: int = 3) -> tuple[Group, ...]:
        plan, filters = p.plan(request.query), p.plan(request.filters)
        with self._errors():
            snapshot = self._snapshot
            counted = run_in_background(lambda: counts(snapshot, snapshot.unscored(plan, filters), by))
            query = snapshot.scored(plan, filters, request.weights)
            return groups(snapshot, query, p.scores(plan), request.sort, by, top, counted)

    def scan(self, query: Node, filters: Node) -> Iterator[Passage]:
        plan, kept = p.plan(query), p.plan(filters)
        snapshot = self._snapshot
        with self._errors():
            addresses = snapshot.addresses(snapshot.unscored(plan, kept))
            papers = snapshot.searcher.fast_field_values("paper_no", addresses)
            places = snapshot.searcher.fast_field_values("place", addresses)
            first = dict(zip(papers, addresses, strict=True))
            names = {number: snapshot.passage(address).paper for number, address in first.items()}
        order = sorted(range(len(addresses)), key=lambda i: (names[papers[i]], papers[i], places[i]))
        for i in order:
            with self._errors():
                passage = snapshot.passage(addresses[i])
            yield passage

    def facets(self, query: Node, filters: Node, by: Sequence[Facet]) -> Mapping[Facet, tuple[tuple[str, int], ...]]:
        plan, kept = p.plan(query), p.plan(filters)
        with self._errors():
            snapshot = self._snapshot
            if plan == kept == p.MatchAll():
                counts = counting.indexed_values(snapshot, by)
            else:
                counts = counting.values_of(snapshot, snapshot.unscored(plan, kept), by)
        return {facet: most_first(c) for facet, c in counts.items()}

    def _terms(self, start: str, limit: int, like: Callable[[str], bool] | None) -> tuple[tuple[str, int], ...]:
        with self._errors():
            return tuple(vocabulary.terms(self._snapshot, start, limit, like))

    def explain(self, request: Request, passage_id: str) -> str:
        plan, filters = p.plan(request.query), p.plan(request.filters)
        snapshot = self._snapshot
        passage = self.get([passage_id]).get(passage_id)
        if passage is None:
            return f"no passage {passage_id} is in the index"
        with self._errors():
            matched = snapshot.score(snapshot.scored(plan, filters, request.weights), [clean(passage_id)])

            def score(part: p.Plan) -> float | None:
                query = snapshot.scored(part, p.MatchAll(), request.weights)
                return snapshot.score(query, [clean(passage_id)]).get(passage_id)

            return explanation(plan, passage, matched.get(passage_id), score, snapshot.holding)


def _commit(folder: Path) -> object:
    """Return what distinguishes a commit from the one before: tantivy writes a new ``meta.json`` and moves it into
    place."""
    seen = (folder / "meta.json").stat()
    return seen.st_ino, seen.st_mtime_ns, seen.st_size
