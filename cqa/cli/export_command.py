"""``cqa export``: a bibliography, or all that is indexed as an SQLite database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import chosen_filters, filter_options, index_option, note, open_index, out


@click.command("export")
@click.option("--format", "form", type=click.Choice(["bibtex", "ris", "csl"]), default="bibtex", show_default=True)
@click.option(
    "--sqlite",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write papers, sections, passages, judgements and decisions to an SQLite database instead.",
)
@index_option
@filter_options
@click.pass_context
def command(ctx: click.Context, /, form: str, sqlite: Path | None, index: Path | None, **filters: Any) -> None:
    """Export all papers, or those that pass the filters, as BibTeX, RIS or CSL-JSON, or with their text as SQLite.

    \b
    cqa export --format ris --authority leeds > leeds.ris
    cqa export --sqlite papers.db
    """
    from cqa.show.bibliography import bibliography

    engine = open_index(index, bool(filters["include_exempt"]))
    _, keep = chosen_filters(engine, **filters)
    papers = [p for p in engine.papers() if keep(p)]
    if sqlite is not None:
        from cqa.catalogue.decisions import decisions
        from cqa.show.as_sqlite import write

        write(engine, papers, decisions(papers, engine.papers()), sqlite)
        note(f"{sqlite}: {len(papers):,} paper{'' if len(papers) == 1 else 's'}")
        ctx.exit(FOUND if papers else NOTHING_FOUND)
    out(bibliography(papers, form))
    ctx.exit(FOUND if papers else NOTHING_FOUND)
