"""An index of papers that a test writes, or of a folder of papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest


def index_of(folder: Path, papers: Mapping[str, str]) -> Engine:
    """Write papers, by the names of their files, to the folder; return an index of them in it."""
    for name, text in papers.items():
        (folder / name).write_text(text, "utf-8")
    return indexed(folder / "index", *(folder / name for name in papers))


def indexed(where: Path, *papers: Path) -> Engine:
    """Return a new index of files or folders."""
    engine = open_engine(where, create=True)
    ingest(engine, papers, IngestOptions(jobs=1))
    return engine
