"""A new index made from what another has stored, without the files that it was read from."""

from __future__ import annotations

from pathlib import Path

from cqa.engine import Engine, open_engine
from cqa.engine.manifest import NAME
from cqa.engine.open_part import writing
from cqa.errors import UsageError
from cqa.ingest.indexed_state import all_files
from cqa.ingest.report import Progress


def rebuild(old: Engine, new: Path, engine: str | None = None, progress: Progress | None = None) -> int:
    """Write everything that an index has to a new one, perhaps of another engine; return the number of files.

    The old index is only read: it is one commit of it that is copied, also while somebody writes to it. Raises
    :class:`~cqa.errors.UsageError` where there is an index already.
    """
    if (new / NAME).exists():
        raise UsageError(f"{new} has an index already; give a folder that has none")
    seen = old.pinned()
    total = sum(1 for _ in seen.files())
    made = open_engine(new, engine=engine or old.name, create=True)
    done = 0
    try:
        with writing(made, lambda: all_files(made)) as writer:
            for ingested in all_files(seen):
                writer.put(ingested)
                done += 1
                if progress:
                    progress(done, total, Path(ingested.state.path).name)
            writer.commit()
    finally:
        made.close()
    return done
