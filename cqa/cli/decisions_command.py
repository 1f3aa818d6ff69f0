"""``cqa decisions``: what was decided, and what reports propose."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import opened, out, paper_options
from cqa.model import Outcome


@click.command("decisions")
@click.option("--words", metavar="WORDS", help="Only decisions with these words in their item or text.")
@click.option("--verb", metavar="VERB", help="What the decision does: approve, note, defer, delegate, call in.")
@click.option("--outcome", type=click.Choice(get_args(Outcome)), help="Result; proposed means not decided yet.")
@paper_options("json", "jsonl", "csv")
def command(
    ctx: click.Context,
    /,
    index: Path | None,
    words: str | None,
    verb: str | None,
    outcome: str | None,
    output: str | None,
    **filters: Any,
) -> None:
    """List decisions of minutes and decision records by council and date, and what reports propose.

    \b
    cqa decisions --authority kent --words budget
    cqa decisions --outcome proposed --csv
    """
    from cqa.catalogue.decisions import decisions
    from cqa.show import as_json
    from cqa.show import decisions as shown

    engine, _, keep = opened(index, filters)
    indexed = engine.papers()
    open_ones = indexed if filters.get("include_exempt") else [p for p in indexed if not p.exempt]
    rows = decisions([p for p in indexed if keep(p)], open_ones, verb=verb, outcome=outcome, words=words)
    if output in ("json", "jsonl"):
        out(as_json.dump([shown.as_json(row) for row in rows], lines=output == "jsonl"))
    elif output == "csv":
        out(shown.as_csv(rows))
    else:
        out(shown.as_text(rows) if rows else "No decision in the index matches.")
    ctx.exit(FOUND if rows else NOTHING_FOUND)
