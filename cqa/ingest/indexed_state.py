"""What the index has of a file: whether the file on disk is unchanged, and the record to write again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cqa.engine.port import Engine
from cqa.ingest.discover import changed_at, is_gone
from cqa.ingest.report import IngestOptions
from cqa.model import FileState, Ingested

SAME_BYTES, COUNTED_ONCE = "same bytes as ", "; counted once"
"""Words before and after the path of the first file with the same bytes, in the note of its copy."""


def is_unchanged(path: Path, before: FileState, options: IngestOptions) -> bool:
    """Return whether a file need not be read again: same size, same time stamp, and no option that reads it again."""
    if wants_ocr(before, options) or _was_duplicate_of_gone(before):
        return False
    try:
        seen = path.stat()
    except OSError:
        return False
    return not options.again and (seen.st_size, changed_at(seen)) == (before.size, before.mtime_ns)


def wants_ocr(before: FileState, options: IngestOptions) -> bool:
    """Return whether the file has pages for character recognition, which is switched on."""
    return options.ocr and (before.status == "needs-ocr" or "--ocr" in " ".join(before.notes))


def _was_duplicate_of_gone(before: FileState) -> bool:
    """Return whether the file was not counted because another had the same bytes, and that other is gone."""
    if before.status != "indexed" or before.papers:
        return False
    same = [n.removeprefix(SAME_BYTES).removesuffix(COUNTED_ONCE) for n in before.notes if n.startswith(SAME_BYTES)]
    return any(map(is_gone, same))


def as_indexed(engine: Engine, before: FileState, state: FileState) -> Ingested:
    """Return what the index has of a file, to be written again with another state."""
    papers = tuple(p for p in map(engine.paper, before.papers) if p is not None)
    text, pages = engine.text(papers[0].id)
    sections = tuple(engine.sections(p.id) for p in papers)
    return Ingested(state, text, pages, papers, sections, tuple(q for p in papers for q in engine.passages(p.id)))


def earlier_version(engine: Engine, before: FileState, now: FileState) -> Ingested:
    """Return the indexed version of a file with its new state: damage to the file must not lose what was indexed."""
    note = "the file can no longer be read; the earlier version stays in the index"
    return as_indexed(
        engine, before, replace(now, papers=before.papers, media=before.media, pages=before.pages, notes=(note,))
    )


def all_files(engine: Engine) -> Iterator[Ingested]:
    """Yield everything that is committed, file by file."""
    for state in engine.files():
        yield as_indexed(engine, state, state) if state.papers else Ingested(state)
