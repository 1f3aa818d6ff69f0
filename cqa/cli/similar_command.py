"""``cqa similar``: past papers and recommendations like this one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import opened, out, paper_options


@click.command("similar")
@click.argument("paper", metavar="PAPER[#SECTION]|FILE|-")
@click.option("-n", "--limit", type=click.IntRange(1), default=5, show_default=True, help="Number of papers.")
@paper_options("json")
def command(
    ctx: click.Context, /, paper: str, index: Path | None, limit: int, output: str | None, **filters: Any
) -> None:
    """Find past papers like this one, and sections of the same role on the same matters.

    PAPER is a paper in the index (as for `cqa show`). FILE is any file on disk, such as a draft; - reads a draft from
    standard input. Papers with the same wording are listed first, as near copies. Similarity compares the most
    informative words, from 0 to 1. For PAPER#SECTION, passages like it are listed.

    \b
    cqa similar leeds-2013 --to 2012
    cqa similar draft.docx --authority kent
    cqa similar leeds-2010#3.4
    """
    from cqa.show import similar_text
    from cqa.similar import named_passage, similar_passages, similar_to, similar_to_text

    exempt = bool(filters["include_exempt"])
    engine, node, keep = opened(index, filters)
    if (passage := named_passage(engine, paper, include_exempt=exempt)) is not None:
        like = similar_passages(engine, passage, node, limit)
        out(similar_text.passages_json(like) if output == "json" else similar_text.passages_text(like))
        ctx.exit(FOUND if like.passages else NOTHING_FOUND)
    if paper == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
        found = similar_to_text(engine, text, node, limit, keep)
    else:
        found = similar_to(engine, paper, node, limit, keep, include_exempt=exempt)
    out(similar_text.as_json(found) if output == "json" else similar_text.text(found))
    ctx.exit(FOUND if found.papers or found.near_copies else NOTHING_FOUND)
