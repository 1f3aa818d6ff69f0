"""``cqa export``: a bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import chosen_filters, filter_options, index_option, open_index, out


@click.command("export")
@click.option("--format", "form", type=click.Choice(["bibtex", "ris", "csl"]), default="bibtex", show_default=True)
@index_option
@filter_options
@click.pass_context
def command(ctx: click.Context, /, form: str, index: Path | None, **filters: Any) -> None:
    """Export all papers, or those that pass the filters, as BibTeX, RIS or CSL-JSON.

    \b
    cqa export --format ris --authority leeds > leeds.ris
    """
    from cqa.show.bibliography import bibliography

    engine = open_index(index, bool(filters["include_exempt"]))
    _, keep = chosen_filters(engine, **filters)
    papers = [p for p in engine.papers() if keep(p)]
    out(bibliography(papers, form))
    ctx.exit(FOUND if papers else NOTHING_FOUND)
