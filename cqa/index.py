"""An index as Python programs use it: open, ingest, search, ask.

``cqa.search``, ``cqa.ask.pipeline`` and ``cqa.ingest.run`` are the same use cases for callers with an engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqa.engine import open_engine
from cqa.engine.port import Coverage, Engine
from cqa.model import Paper
from cqa.record import dataclass

if TYPE_CHECKING:
    from cqa.ask.pipeline import Asked
    from cqa.ingest.report import IngestOptions, IngestReport
    from cqa.search import SearchOptions, SearchResult


@dataclass(frozen=True, slots=True)
class Index:
    """An open index. Use it as a context manager, or call :meth:`close`."""

    engine: Engine

    def ingest(self, paths: Iterable[str | Path], options: IngestOptions | None = None) -> IngestReport:
        """Read what changed below ``paths`` and commit it; see :func:`cqa.ingest.run.ingest`."""
        from cqa.ingest.report import IngestOptions
        from cqa.ingest.run import ingest

        return ingest(self.engine, map(Path, paths), options or IngestOptions())

    def search(self, query: str, options: SearchOptions | None = None) -> SearchResult:
        """Return the passages that match, best first, with exact counts; see :func:`cqa.search.search`."""
        from cqa.catalogue.visibility import leaves_out_exempt
        from cqa.search import search

        engine = self._open_part() if options and leaves_out_exempt(options.filters) else self.engine
        return search(engine, query, options)

    def ask(self, question: str, **filters: Any) -> Asked:
        """Return a cited answer, or an honest "not found". ``filters`` are those of :func:`cqa.query.filters.build`."""
        from cqa.ask.pipeline import ask
        from cqa.catalogue.filter_options import select

        engine = self.engine if filters.get("include_exempt") else self._open_part()
        return ask(engine, question, *select(engine, **filters))

    def paper(self, name: str) -> Paper:
        """Return the paper of an id, a file name or a unique part of one (:func:`~cqa.catalogue.lookup.find_paper`)."""
        from cqa.catalogue.lookup import find_paper

        return find_paper(self.engine, name)

    def papers(self) -> Sequence[Paper]:
        """Return every paper in the index."""
        return self.engine.papers()

    def coverage(self) -> Coverage:
        """Return the coverage of the index: the denominator of every answer."""
        return self.engine.coverage()

    def _open_part(self) -> Engine:
        """Return the engine without exempt papers: its counts of words do not include them."""
        from cqa.engine.open_part import NAME, open_part

        folder = self.engine.folder
        return open_part(folder) if folder is not None and (folder / NAME).exists() else self.engine

    def close(self) -> None:
        self.engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_index(path: str | Path = "index", *, engine: str | None = None, create: bool = False) -> Index:
    """Return the index in a folder. Raises NoIndex, IndexTooOld, IndexDamaged or EngineMissing, each saying what to
    do."""
    return Index(open_engine(Path(path), engine=engine, create=create))
