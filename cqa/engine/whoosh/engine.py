"""The Whoosh adapter of the port."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from cqa.engine import codec, collector, lock, manifest
from cqa.engine import plan as p
from cqa.engine.explain import explanation
from cqa.engine.keys import clean, order_of
from cqa.engine.port import Request, Weights, Writer
from cqa.engine.records import joined_pages, joined_sections, joined_text
from cqa.engine.whoosh import checksums
from cqa.engine.whoosh.evaluate import Evaluation, Segment
from cqa.engine.whoosh.schema import opened, translated
from cqa.engine.whoosh.writer import WhooshWriter
from cqa.engine.words import EXACT
from cqa.errors import UnknownPaper
from cqa.fields import FACETS
from cqa.model import FileState, Page, Paper, Passage, Section
from cqa.query.nodes import Node

FOLDER = "whoosh"

Place = tuple[Segment, int]
"""A document: its segment and its number there."""


def create(path: Path) -> WhooshEngine:
    """Make an empty index in the folder's sub-folder, or open what is there."""
    return WhooshEngine(path, opened(path / FOLDER, create=True))


def open_index(path: Path) -> WhooshEngine:
    """Open the index of a folder. Raises :class:`~cqa.errors.NoIndex` where its data are gone."""
    return WhooshEngine(path, opened(manifest.data_folder(path, FOLDER), create=False))


class WhooshEngine(collector.CollectingEngine):
    name = "whoosh"

    def __init__(self, path: Path, index: Any) -> None:
        self._path, self.folder, self._index = path, path, index
        self._reader: Any = None
        self._generation = -1
        self.refresh()

    def damaged(self) -> Iterator[str]:
        with translated(self._path / FOLDER):
            yield from checksums.damaged(self._index, self._path / FOLDER)

    @contextlib.contextmanager
    def writer(self) -> Iterator[Writer]:
        with lock.writing(self._path):
            try:
                yield WhooshWriter(self._index, self._path / FOLDER)
            finally:
                self.refresh()

    def refresh(self) -> None:
        """Open the newest commit. The reader before is left to whoever still reads from it; its files close with its
        last reference."""
        with self._errors():
            newest = self._index.latest_generation()
            if self._reader is not None and newest == self._generation:
                return
            self._generation, self._reader = newest, self._index.reader()
            self._segments = [Segment(leaf) for leaf, _ in self._reader.leaf_readers() if leaf.doc_count_all()]

    def pinned(self) -> WhooshEngine:
        return copy(self)

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _errors(self) -> contextlib.AbstractContextManager[None]:
        return translated(self._path / FOLDER)

    # ---- records

    def _places(self, field: str, value: str, kind: str) -> list[Place]:
        return [
            (segment, n)
            for segment in self._segments
            for n in sorted(segment.postings(field, value).keys() & segment.postings("kind", kind).keys())
        ]

    def _bodies(self, kind: str, field: str, value: str) -> list[bytes]:
        """Return stored bodies, by place."""
        with self._errors():
            stored = [segment.reader.stored_fields(n) for segment, n in self._places(field, value, kind)]
        return [bytes(x["body"]) for x in sorted(stored, key=lambda x: x["place"])]

    def _passage(self, handle: Place) -> Passage:
        segment, n = handle
        with self._errors():
            return codec.decode(Passage, bytes(segment.reader.stored_fields(n)["body"]))

    # ---- contents

    def files(self) -> Iterator[FileState]:
        states = [codec.decode(FileState, body) for body in self._bodies("file", "kind", "file")]
        return iter(sorted(states, key=lambda s: s.path))

    def papers(self) -> Sequence[Paper]:
        recorded = [codec.decode(Paper, body) for body in self._bodies("paper", "kind", "paper")]
        # a stable sort: papers of one file come in order of their place
        return sorted(recorded, key=lambda x: (x.authority.name if x.authority else "", x.date or "", x.file))

    def paper(self, paper_id: str) -> Paper | None:
        found = [codec.decode(Paper, body) for body in self._bodies("paper", "of", clean(paper_id))]
        return min(found, key=lambda x: x.file, default=None)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        return joined_sections(list(enumerate(self._bodies("sections", "of", clean(paper_id)))))

    def text(self, paper_id: str) -> tuple[str, tuple[Page, ...]]:
        paper = self.paper(paper_id)
        if paper is None:
            raise UnknownPaper(f"no paper {paper_id!r} is in the index; cqa papers lists them")
        file = clean(paper.file)
        return joined_text(self._bodies("text", "of", file)), joined_pages(self._bodies("pages", "of", file))

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        recorded = [codec.decode(Passage, body) for body in self._bodies("passage", "of", clean(paper_id))]
        return tuple(sorted(recorded, key=lambda x: (x.order, x.id)))

    def get(self, passage_ids: Iterable[str]) -> Mapping[str, Passage]:
        found: dict[str, Passage] = {}
        for passage_id in dict.fromkeys(passage_ids):
            for place in self._places("id", clean(passage_id), "passage"):
                passage = self._passage(place)
                found[passage.id] = passage
        return found

    # ---- searching

    def _rows(self, query: Node, filters: Node, weights: Weights | None = None) -> list[collector.CollectedRow]:
        plan, kept = p.plan(query), p.plan(filters)
        evaluation = Evaluation(self._segments, weights or Weights())
        rows: list[collector.CollectedRow] = []
        with self._errors():
            for segment in self._segments:
                found = evaluation.which(plan, segment)
                if not isinstance(kept, p.MatchAll):
                    found &= evaluation.which(kept, segment)
                scores = evaluation.scores(plan, segment, found) if weights and p.scores(plan) else {}
                if found:
                    column = segment.reader.column_reader("row", translate=False)
                    rows += (
                        _row(column[n], round(scores.get(n, 0.0), collector.SCORE_DIGITS), (segment, n)) for n in found
                    )
        return rows

    def _size(self) -> int:
        with self._errors():
            return sum(len(segment.passages) for segment in self._segments)

    def scan(self, query: Node, filters: Node) -> Iterator[Passage]:
        rows = sorted(self._rows(query, filters), key=lambda r: (r.facets["paper"], order_of(r.newest), r.id))
        return (self._passage(row.handle) for row in rows)

    def _terms(self, start: str, limit: int, like: Callable[[str], bool] | None) -> tuple[tuple[str, int], ...]:
        field, counts = "text" + EXACT, dict[str, int]()
        with self._errors():
            for segment in self._segments:
                for word in segment.expanded(field, start):
                    if like is None or like(word):
                        counts[word] = counts.get(word, 0) + len(segment.postings(field, word))
        recorded = sorted(((w, n) for w, n in counts.items() if n), key=lambda x: (-x[1], x[0]))
        return tuple(recorded[:limit])

    def explain(self, request: Request, passage_id: str) -> str:
        plan, kept = p.plan(request.query), p.plan(request.filters)
        evaluation = Evaluation(self._segments, request.weights)
        with self._errors():
            place = next(iter(self._places("id", clean(passage_id), "passage")), None)
        if place is None:
            return f"no passage {passage_id} is in the index"
        segment, n = place

        def score(part: p.Plan) -> float | None:
            with self._errors():
                return evaluation.scores(part, segment, {n}).get(n)

        with self._errors():
            total = score(plan) if n in evaluation.which(kept, segment) else None
            return explanation(plan, self._passage(place), total, score, evaluation.holding)


def _row(stored: bytes, score: float, place: Place) -> collector.CollectedRow:
    newest, oldest, passage_id, values = json.loads(stored)
    facets = dict(zip(FACETS, map(tuple, values), strict=True))
    return collector.CollectedRow(score, newest, oldest, passage_id, facets, place)
