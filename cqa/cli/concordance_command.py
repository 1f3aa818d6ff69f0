"""``cqa concordance``: a term in its context."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import opened, out, paper_options

if TYPE_CHECKING:
    from cqa.concordance import Order


@click.command("concordance")
@click.argument("term", nargs=-1, required=True)
@click.option(
    "--sort",
    type=click.Choice(["paper", "left", "right", "date"]),
    default="paper",
    show_default=True,
    help="left: by the words before the term; right: by those after it.",
)
@click.option("--exact", is_flag=True, help="These forms of the words only.")
@click.option("--width", type=click.IntRange(10, 200), default=40, show_default=True, help="Characters on each side.")
@click.option("-n", "--limit", type=click.IntRange(1), default=50, show_default=True, help="Number of lines to print.")
@paper_options("json", "csv")
def command(
    ctx: click.Context,
    /,
    term: tuple[str, ...],
    index: Path | None,
    sort: Order,
    exact: bool,
    width: int,
    limit: int,
    output: str | None,
    **filters: Any,
) -> None:
    """Show every occurrence of a word or phrase in its context, with counts by council and year.

    JSON and CSV have all lines.

    \b
    cqa concordance caseloads --sort right
    cqa concordance "agency staff" --authority norfolk --csv
    """
    from cqa.concordance import concordance
    from cqa.show import as_json
    from cqa.show import concordance as shown

    engine, node, _ = opened(index, filters)
    found = concordance(engine, " ".join(term), node, exact=exact, order=sort)
    if output == "json":
        out(as_json.dump(shown.as_json(found)))
    elif output == "csv":
        out(shown.as_csv(found))
    elif found.lines:
        out(shown.text(found, width, limit))
    else:
        out(f"{found.term} occurs in no paper that was searched.")
    ctx.exit(FOUND if found.lines else NOTHING_FOUND)
