"""``cqa papers``: the papers in the index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import opened, out, paper_options


@click.command("papers")
@paper_options("json", "jsonl", "csv")
def command(ctx: click.Context, /, index: Path | None, output: str | None, **filters: Any) -> None:
    """List every paper with its council, date, type and title; and count the files that could not be read.

    \b
    cqa papers --authority leeds --from 2010 --to 2013
    cqa papers --json
    """
    from cqa.show import as_json, records_csv, text

    engine, _, keep = opened(index, filters)
    listed = sorted((p for p in engine.papers() if keep(p)), key=lambda p: (p.file, p.span, p.pack is not None))
    unfiltered = not any(v for k, v in filters.items() if k != "include_exempt")
    unread = [f for f in engine.files() if f.status != "indexed" and not f.papers] if unfiltered else []
    if output in ("json", "jsonl"):
        children = {p.id: tuple(c for c in listed if c.pack == p.id) for p in listed}
        rows = [as_json.paper(p, sections=len(engine.sections(p.id)), inside=children[p.id]) for p in listed]
        out(as_json.dump([*rows, *map(as_json.unread, unread)], lines=output == "jsonl"))
    elif output == "csv":
        out(records_csv.papers(listed, unread))
    else:
        out(text.papers(listed, unread))
    ctx.exit(FOUND if listed else NOTHING_FOUND)
