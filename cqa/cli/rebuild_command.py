"""``cqa rebuild``: a new index from what this one has stored."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cqa.cli.common import index_option, open_index, out


@click.command("rebuild")
@click.argument("new", type=click.Path(path_type=Path, file_okay=False))
@index_option
@click.option("--engine", metavar="NAME", help="Search engine of the new index [that of this one].")
def command(new: Path, index: Path | None, engine: str | None) -> None:
    """Write the index again into the folder NEW, without reading the papers again.

    Use it to change the engine, to repair an index whose search data are damaged, or as a backup: it copies one commit,
    also while `cqa ingest` runs.

    \b
    cqa rebuild backup/
    cqa rebuild elsewhere/ --engine whoosh
    """
    from cqa.ingest.rebuild import rebuild
    from cqa.show.terminal import Progress

    old = open_index(index, include_exempt=True)
    progress = Progress("writing") if sys.stderr.isatty() else None
    try:
        files = rebuild(old, new, engine, progress.show if progress else None)
    finally:
        if progress:
            progress.end()
    out(f"{files:,} file{'' if files == 1 else 's'} written to {new}")
