"""``cqa show``: one paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cqa.cli.common import index_option, open_index, out, output_options

if TYPE_CHECKING:
    from cqa.catalogue.outcomes import OutcomeStrip
    from cqa.engine.port import Engine
    from cqa.model import Paper


@click.command("show")
@click.argument("paper", metavar="PAPER[#SECTION]")
@index_option
@click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential.")
@click.option("--table", "table", type=click.IntRange(min=1), metavar="N", help="CSV of table N, as --outline counts.")
@output_options("json", "outline")
def command(paper: str, index: Path | None, include_exempt: bool, table: int | None, output: str | None) -> None:
    """Show one paper as text, outline or JSON, or one of its tables as CSV.

    PAPER is an id, a file name or title, or a unique part of one. SECTION is an id, a printed number or a heading.
    An agenda pack is shown with all its papers except those marked exempt.

    \b
    cqa show leeds-2010 --outline
    cqa show leeds-2010#3.4
    cqa show leeds-2010#"Main issues"
    """
    from cqa.catalogue.lookup import find_place, find_table, hidden
    from cqa.show import text
    from cqa.show.safe import terminal
    from cqa.show.terminal import bold, dim

    engine = open_index(index, include_exempt)
    place = find_place(engine, paper, include_exempt=include_exempt)
    found, sections, children = place.paper, place.sections, place.inside
    canonical, pages = engine.text(found.id)
    strips = _strips(engine, (found, *children))
    if table is not None:
        sections = (find_table(sections, table, found),)
    if output == "json":
        from cqa.show import as_json
        from cqa.show.outcome_strip import strip_json

        record = as_json.paper(found, sections=len(sections), inside=children)
        shown = [as_json.section(s, canonical, pages) for s in sections]
        out(as_json.dump({**record, "outcomes": [strip_json(strip) for strip in strips], "sections": shown}))
    elif table is not None and output is None:
        from cqa.show import tables

        out(tables.csv(sections[0], canonical))
    elif output == "outline":
        out(text.outline(found, sections, canonical, pages))
    elif place.section:
        out("\n\n".join(terminal(canonical[slice(*s.span)]) for s in sections))
    else:
        start, end = found.span[0], max([found.span[1], *(c.span[1] for c in children)])
        lines = [text.paper_facts(found)]
        if strips:
            from cqa.show.outcome_strip import strip_text

            lines += map(strip_text, strips)
        head = "\n".join([bold(terminal(found.title)), *(dim(terminal(line)) for line in lines)])
        body = []
        for a, b in (*hidden(engine, place), (end, end)):
            body.append(canonical[start : min(a, end)])
            start = max(start, b)
        out(f"{head}\n\n{terminal(''.join(body).strip(chr(10)))}")


def _strips(engine: Engine, papers: Sequence[Paper]) -> list[OutcomeStrip]:
    """Return what became of the recommendations in some papers; most papers have none and need no search for them."""
    if not any(p.decisions for p in papers):
        return []
    from cqa.catalogue.outcomes import DecisionIndex, outcome_strips

    indexed = DecisionIndex(engine.papers())
    return [strip for p in papers for strip in outcome_strips(p, indexed) if strip.recommended]
