"""``cqa similar``: past papers and recommendations like this one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import chosen_filters, filter_options, index_option, open_index, out, output_options

if TYPE_CHECKING:
    from cqa.engine.port import Engine
    from cqa.model import Paper, Passage
    from cqa.query.nodes import Node
    from cqa.similar import Similar


@click.command("similar")
@click.argument("paper", metavar="PAPER[#SECTION]|FILE|-")
@index_option
@filter_options
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Number of papers.")
@output_options("json")
@click.pass_context
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
    from cqa.similar import similar_passages

    engine = open_index(index, bool(filters["include_exempt"]))
    node, keep = chosen_filters(engine, **filters)
    if (passage := _section(engine, paper, bool(filters["include_exempt"]))) is not None:
        like = similar_passages(engine, passage, node, limit)
        out(similar_text.passages_json(like) if output == "json" else similar_text.passages_text(like))
        ctx.exit(FOUND if like.passages else NOTHING_FOUND)
    found = _compare(engine, paper, node, limit, keep, bool(filters["include_exempt"]))
    out(similar_text.as_json(found) if output == "json" else similar_text.text(found))
    ctx.exit(FOUND if found.papers or found.near_copies else NOTHING_FOUND)


def _section(engine: Engine, named: str, include_exempt: bool) -> Passage | None:
    """Return the first passage of a section that is named as ``PAPER#SECTION``; None for a paper or a file."""
    from cqa.catalogue.lookup import find_place

    if "#" not in named or Path(named).is_file():
        return None
    place = find_place(engine, named, include_exempt=include_exempt)
    wanted = {s.id for s in place.sections} if place.section else set()
    passages = (p for paper in (place.paper, *place.inside) for p in engine.passages(paper.id))
    return next((p for p in passages if p.id.partition("#")[2].partition(".")[0] in wanted), None)


def _compare(
    engine: Engine, named: str, node: Node, limit: int, keep: Callable[[Paper], bool], include_exempt: bool
) -> Similar:
    from cqa.catalogue.lookup import find_paper
    from cqa.errors import UnknownPaper, UsageError
    from cqa.similar import similar_to_file, similar_to_paper, similar_to_text

    if named == "-":
        return similar_to_text(engine, sys.stdin.buffer.read().decode("utf-8", "replace"), node, limit, keep)
    try:
        return similar_to_paper(engine, find_paper(engine, named, include_exempt=include_exempt), node, limit, keep)
    except UnknownPaper as unknown:
        if Path(named).is_file():
            return similar_to_file(engine, Path(named), node, limit, keep)
        if Path(named).is_dir():
            raise UsageError(f"{named} is a folder; give one file, or a paper in the index") from unknown
        if str(unknown).startswith("no paper") and Path(named).suffix:
            said = f"there is no file {named}, and no paper in the index has that name; `cqa papers` lists them all"
            raise UnknownPaper(said) from unknown
        raise
