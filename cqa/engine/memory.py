"""The reference engine: everything in memory, every passage compared with every query.

It is the definition that the others are tested against, so it is written to be read, not to be fast.
An index lives as long as the process, under the path that it was made for.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path

from cqa.engine import collector, lock
from cqa.engine import plan as p
from cqa.engine.bm25 import bm25, idf, kept_length
from cqa.engine.explain import explanation
from cqa.engine.keys import clean, date_number, last_day, newest_key, oldest_key
from cqa.engine.passage_values import passage_facets, passage_values
from cqa.engine.phrase_match import has_pair, has_sequence, has_start
from cqa.engine.port import Request, Weights, Writer
from cqa.engine.records import records
from cqa.engine.words import EXACT, FIELDS, passage_words
from cqa.errors import NoIndex, UnknownPaper
from cqa.model import FileState, Ingested, Page, Paper, Passage, Section
from cqa.query.nodes import Node

StoredFiles = Mapping[str, Ingested]

_committed: dict[Path, StoredFiles] = {}


def create(path: Path) -> MemoryEngine:
    _committed.setdefault(path.resolve(), {})
    return MemoryEngine(path)


def open_index(path: Path) -> MemoryEngine:
    if path.resolve() not in _committed:
        raise NoIndex(f"the index in {path} was in the memory of another process; build it again")
    return MemoryEngine(path)


class _Entry:
    """A passage with its words and values, as engines see it."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.words = {f: joined.split() for f, joined in zip(FIELDS, passage_words(passage), strict=True)}
        self.values = passage_values(passage)
        self.facets = passage_facets(passage)
        self.date = date_number(passage.date)


class _Snapshot:
    def __init__(self, stored: StoredFiles) -> None:
        self.stored = stored
        self.files = [stored[path] for path in sorted(stored)]

    @cached_property
    def entries(self) -> list[_Entry]:
        return [_Entry(passage) for file in self.files for passage in file.passages]

    @cached_property
    def documents(self) -> int:
        """Return what a library counts as documents: records and passages."""
        return len(self.entries) + sum(1 for file in self.files for _ in records(file))

    @cached_property
    def averages(self) -> dict[str, float]:
        return {f: sum(len(e.words[f]) for e in self.entries) / max(self.documents, 1) for f in FIELDS}

    def holding(self, field: str, word: str) -> int:
        return sum(word in entry.words[field] for entry in self.entries)


def matches(part: p.Plan, entry: _Entry) -> bool:
    match part:
        case p.Term(field, word):
            return word in entry.words[field]
        case p.Sequence(field, words, slop):
            return has_sequence(entry.words[field], words, slop)
        case p.TermPair(field, left, right, distance):
            return has_pair(entry.words[field], left, right, distance)
        case p.TermPrefix(field, words):
            return has_start(entry.words[field], words)
        case p.Exactly(field, value):
            return value in entry.values[field]
        case p.TermRange(field, low, high):
            return any((low or "") <= v and (high is None or v <= high) for v in entry.values[field])
        case p.Dated(first, last):
            return bool(entry.date) and last_day(entry.date) >= first and entry.date <= last
        case p.Conjunction(parts):
            return all(matches(x, entry) for x in parts)
        case p.Disjunction(parts) | p.DisMax(parts):
            return any(matches(x, entry) for x in parts)
        case p.Exclusion(inner):
            return not matches(inner, entry)
        case p.MatchAll():
            return True


def score(part: p.Plan, entry: _Entry, snapshot: _Snapshot, weights: Weights) -> float:
    """Return the score of a passage that matches ``part``."""
    match part:
        case p.Term(field, word):
            stored = entry.words[field]
            weight: float = getattr(weights, field.removesuffix(EXACT))
            rarity = idf(snapshot.documents, snapshot.holding(field, word))
            return weight * bm25(rarity, stored.count(word), kept_length(len(stored)), snapshot.averages[field])
        case p.Conjunction(parts) | p.Disjunction(parts):
            return sum(score(x, entry, snapshot, weights) for x in parts if matches(x, entry))
        case p.DisMax(parts):
            return max((score(x, entry, snapshot, weights) for x in parts if matches(x, entry)), default=0.0)
        case _:
            return 0.0


class MemoryEngine(collector.CollectingEngine):
    name = "memory"

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        self.refresh()

    @contextlib.contextmanager
    def writer(self) -> Iterator[Writer]:
        with lock.writing(self._path):
            try:
                yield _MemoryWriter(self._path)
            finally:
                self.refresh()

    def refresh(self) -> None:
        self._snapshot = _Snapshot(_committed[self._path])

    @property
    def home(self) -> Path:
        return self._path

    def pinned(self) -> MemoryEngine:
        return copy(self)

    def close(self) -> None:
        pass

    # ---- contents

    def files(self) -> Iterator[FileState]:
        return iter([file.state for file in self._snapshot.files])

    def papers(self) -> Sequence[Paper]:
        stored = [paper for file in self._snapshot.files for paper in file.papers]
        return sorted(stored, key=lambda x: (x.authority.name if x.authority else "", x.date or "", x.file))

    def paper(self, paper_id: str) -> Paper | None:
        return next((x for x in self.papers() if x.id == paper_id), None)

    def sections(self, paper_id: str) -> tuple[Section, ...]:
        for file in self._snapshot.files:
            for paper, sections in zip(file.papers, file.sections, strict=False):
                if paper.id == paper_id:
                    return sections
        return ()

    def text(self, paper_id: str) -> tuple[str, tuple[Page, ...]]:
        for file in self._snapshot.files:
            if any(paper.id == paper_id for paper in file.papers):
                return file.text, file.pages
        raise UnknownPaper(f"no paper {paper_id!r} is in the index; cqa papers lists them")

    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        stored = [e.passage for e in self._snapshot.entries if e.passage.paper == paper_id]
        return tuple(sorted(stored, key=lambda x: (x.order, x.id)))

    def get(self, passage_ids: Iterable[str]) -> Mapping[str, Passage]:
        wanted = set(passage_ids)
        return {e.passage.id: e.passage for e in self._snapshot.entries if e.passage.id in wanted}

    # ---- searching

    def _rows(self, query: Node, filters: Node, weights: Weights | None = None) -> list[collector.CollectedRow]:
        wanted, kept = p.plan(query), p.plan(filters)
        rows = []
        for entry in self._snapshot.entries:
            if matches(wanted, entry) and matches(kept, entry):
                value = score(wanted, entry, self._snapshot, weights) if weights else 0.0
                passage = entry.passage
                keys = newest_key(passage), oldest_key(passage)
                rows.append(
                    collector.CollectedRow(
                        round(value, collector.SCORE_DIGITS), *keys, clean(passage.id), entry.facets, passage
                    )
                )
        return rows

    def _passage(self, handle: Passage) -> Passage:
        return handle

    def _size(self) -> int:
        return len(self._snapshot.entries)

    def scan(self, query: Node, filters: Node) -> Iterator[Passage]:
        found = [row.handle for row in self._rows(query, filters)]
        return iter(sorted(found, key=lambda x: (x.paper, x.order, x.id)))

    def _terms(self, start: str, limit: int, like: Callable[[str], bool] | None) -> tuple[tuple[str, int], ...]:
        stored = {w for e in self._snapshot.entries for w in e.words["text" + EXACT] if w.startswith(start)}
        counted = [(w, self._snapshot.holding("text" + EXACT, w)) for w in stored if like is None or like(w)]
        return tuple(sorted(counted, key=lambda x: (-x[1], x[0]))[:limit])

    def explain(self, request: Request, passage_id: str) -> str:
        wanted, kept = p.plan(request.query), p.plan(request.filters)
        entry = next((e for e in self._snapshot.entries if e.passage.id == passage_id), None)
        if entry is None:
            return f"no passage {passage_id} is in the index"

        def own(part: p.Plan) -> float | None:
            return score(part, entry, self._snapshot, request.weights) if matches(part, entry) else None

        total = own(wanted) if matches(kept, entry) else None
        return explanation(wanted, entry.passage, total, own, self._snapshot.holding)


class _MemoryWriter(Writer):
    def __init__(self, path: Path) -> None:
        self._path, self._values = path, dict(_committed[path])

    def put(self, ingested: Ingested) -> None:
        self._values[ingested.state.path] = ingested

    def remove(self, path: str) -> None:
        self._values.pop(path, None)

    def commit(self) -> None:
        _committed[self._path] = dict(self._values)
