"""``cqa similar``: past papers and recommendations like this one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import chosen_filters, filter_options, index_option, open_index, out, output_options


@click.command("similar")
@click.argument("paper", metavar="PAPER|FILE")
@index_option
@filter_options
@click.option(
    "--limit", type=click.IntRange(1), default=5, show_default=True, help="Number of papers, and of recommendations."
)
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context, /, paper: str, index: Path | None, limit: int, output: str | None, **filters: Any
) -> None:
    """Find past papers and recommendations like this one.

    PAPER is a paper in the index (as for `cqa show`). FILE is any file on disk, such as a draft.
    Similarity compares their most informative words, from 0 to 1.
    """
    from cqa.catalogue.lookup import find_paper
    from cqa.errors import UnknownPaper
    from cqa.show import similar_text
    from cqa.similar import similar_to_file, similar_to_paper

    engine = open_index(index, bool(filters["include_exempt"]))
    node, _ = chosen_filters(engine, **filters)
    try:
        found = similar_to_paper(
            engine, find_paper(engine, paper, include_exempt=filters["include_exempt"]), node, limit
        )
    except UnknownPaper:
        if not Path(paper).is_file():
            raise
        found = similar_to_file(engine, Path(paper), node, limit)
    out(similar_text.as_json(found) if output == "json" else similar_text.text(found))
    ctx.exit(FOUND if found.papers else NOTHING_FOUND)
