"""``cqa remove``: papers out of the index."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, index_path, out


@click.command("remove")
@click.argument("papers", nargs=-1, required=True, metavar="PAPER...")
@index_option
@click.option("--dry-run", is_flag=True, help="Name the files; remove nothing.")
def command(papers: tuple[str, ...], index: Path | None, dry_run: bool) -> None:
    """Remove papers from the index, each with the file that it is in.

    PAPER is an id, a file name or title, or a unique part of one. The file itself is not touched: the next
    `cqa ingest` of its folder reads it again, unless it has been moved away. `cqa ingest --prune` removes the papers of
    all files that are gone.

    \b
    cqa remove leeds-2010
    cqa remove --dry-run draft-budget.docx
    """
    from cqa.catalogue.lookup import find_paper
    from cqa.engine import open_engine
    from cqa.ingest.remove import remove
    from cqa.show.safe import terminal
    from cqa.show.text import name_of

    engine = open_engine(index_path(index))
    found = [find_paper(engine, name, include_exempt=True) for name in papers]
    paths = list(dict.fromkeys(p.file for p in found)) if dry_run else remove(engine, found)
    for path in paths:
        out(terminal(f"{'would remove' if dry_run else 'removed'} {name_of(path)}"))
