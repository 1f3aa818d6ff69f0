"""``cqa grades``: judgements over time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import opened, out, paper_options


@click.command("grades")
@click.option("--theme", metavar="WORDS", help="Only themes with these words, such as overall or care leavers.")
@click.option(
    "--kind",
    type=click.Choice(["inspected", "self-assessed", "historic", "other", "all"]),
    default="inspected",
    show_default=True,
)
@paper_options("json", "jsonl", "csv")
def command(
    ctx: click.Context, /, index: Path | None, theme: str | None, kind: str, output: str | None, **filters: Any
) -> None:
    """List inspection grades by council and date.

    Use --kind for a council's own assessments, earlier grades that papers recall, or grades of other councils.

    \b
    cqa grades --authority kent
    cqa grades --grade inadequate --csv
    """
    from cqa.catalogue.lookup import judgements
    from cqa.show import as_json, records_csv, text

    engine, _, keep = opened(index, filters)
    rows = judgements([p for p in engine.papers() if keep(p)], kind, theme, filters.get("grade", ()))
    if output in ("json", "jsonl"):
        out(as_json.dump([as_json.judged(p, j) for p, j in rows], lines=output == "jsonl"))
    elif output == "csv":
        out(records_csv.judgements(rows))
    else:
        out(text.judgements(rows) if rows else "No judgement in the index matches.")
    ctx.exit(FOUND if rows else NOTHING_FOUND)
