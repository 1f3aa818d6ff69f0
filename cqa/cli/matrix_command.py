"""``cqa matrix``: authority by topic."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import note, opened, out, paper_options, with_progress

if TYPE_CHECKING:
    from cqa.model import HolderVerdict


@click.command("matrix")
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
@click.option(
    "--xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a spreadsheet with a sheet of evidence.",
)
@paper_options("json", "csv")
def command(
    ctx: click.Context,
    /,
    topics: tuple[str, ...],
    index: Path | None,
    xlsx: Path | None,
    output: str | None,
    **filters: Any,
) -> None:
    """Compare councils by topic: who cites it, mentions it or is silent, with the number of passages.

    The spreadsheet has a sheet with a row a passage for a coder to fill in; `cqa review` reads it back.

    \b
    cqa matrix "high caseloads" "agency staff" "staff turnover"
    cqa matrix caseloads --xlsx caseloads.xlsx
    """
    from cqa.catalogue.corrections import corrections
    from cqa.errors import UsageError
    from cqa.matrix import matrix
    from cqa.show import as_json
    from cqa.show.review import correction
    from cqa.show.terminal import dim, table, wrapped
    from cqa.show.text import coverage_line

    if xlsx and xlsx.suffix.lower() != ".xlsx":
        raise UsageError(f"{xlsx}: spreadsheet programs open only names that end in .xlsx; give --xlsx NAME.xlsx")
    engine, node, keep = opened(index, filters)
    found = matrix(engine, topics, node, keep, with_progress)
    rows = list(zip(found.authorities, found.cells, strict=True))
    corrected = corrections(engine)
    changed = {c.passage for c in corrected if c.verdict not in ("", c.was)}
    shown = [(name, *(_cell(h, changed) for h in row)) for name, row in rows]
    if xlsx:
        from cqa.matrix import evidence_rows
        from cqa.show.as_xlsx import write_matrix
        from cqa.show.text import name_of

        evidence = evidence_rows(found, engine.get({i for row in found.cells for h in row for i in h.passages}))
        sources = {p.id: p.source for p in engine.papers() if p.source}
        unread = [(f.status, name_of(f.path), f.error or "") for f in engine.files() if f.status != "indexed"]
        coded = {(c.topic, c.passage): c.verdict for c in corrected if c.verdict}
        write_matrix(xlsx, found, evidence, sources, unread, coded)
        note(f"wrote {xlsx}")
    if output == "json":
        cells = [{"name": name, "cells": [as_json.holder(h) for h in row]} for name, row in rows]
        record = {"topics": list(found.topics), "authorities": cells, "coverage": as_json.coverage(found.coverage)}
        shown_ids = {i for _, row in rows for h in row for i in h.passages}
        out(as_json.dump({**record, "corrections": [correction(c) for c in corrected if c.passage in shown_ids]}))
    elif output == "csv":
        from cqa.show.as_csv import table as csv_table

        out(csv_table(("authority", *found.topics), shown))
    else:
        out(
            table(("authority", *found.topics), shown)
            + "\n\n"
            + dim(wrapped(f"Searched: {coverage_line(found.coverage)}."))
        )
    ctx.exit(FOUND if any(h.verdict in ("cites", "mentions") for row in found.cells for h in row) else NOTHING_FOUND)


def _cell(holder: HolderVerdict, changed: Collection[str]) -> str:
    """Return a verdict with its number of passages, and how many of them people corrected."""
    corrected = sum(i in changed for i in holder.passages)
    counted = f"{len(holder.passages)}" + (f", {corrected} corrected" if corrected else "")
    return holder.verdict + (f" ({counted})" if holder.passages else "")
