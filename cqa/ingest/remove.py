"""Papers taken out of the index, with their files' text; the files themselves stay where they are."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.engine.open_part import writing
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.ingest.indexed_state import all_files
from cqa.ingest.journal import record
from cqa.ingest.sign import sign
from cqa.model import Paper


def remove(engine: Engine, papers: Sequence[Paper]) -> list[str]:
    """Remove the files of papers from the index and commit; return their paths.

    Raises :class:`~cqa.errors.UsageError` for a paper inside a pack: a file is indexed as a whole.
    """
    for paper in papers:
        if paper.pack is not None:
            said = f"{paper.title or paper.id} is part of the pack {paper.pack}, and a file is indexed as a whole"
            raise UsageError(f"{said}; remove the pack: cqa remove {paper.pack}")
    paths = list(dict.fromkeys(paper.file for paper in papers))
    before = {path: [paper for paper in engine.papers() if paper.file == path] for path in paths}
    with writing(engine, lambda: all_files(engine)) as writer:
        for path in paths:
            writer.remove(path)
        writer.commit()
    engine.refresh()
    sign(engine)
    record(engine, before, set(paths))
    return paths
