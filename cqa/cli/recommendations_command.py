"""``cqa recommendations``: what is recommended on a topic, by wording."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import QueryCommand, opened, out, paper_options
from cqa.model import Outcome


@click.command("recommendations", cls=QueryCommand)
@click.argument("topic", nargs=-1)
@click.option("--verb", metavar="VERB", help="What it does: approve, note, defer, delegate, recommend.")
@click.option("--outcome", type=click.Choice(get_args(Outcome)), help="Result; proposed means not decided yet.")
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=10, show_default=True, help="Number of wordings to print."
)
@paper_options("json", "csv")
def command(
    ctx: click.Context,
    /,
    topic: tuple[str, ...],
    index: Path | None,
    verb: str | None,
    outcome: str | None,
    limit: int,
    output: str | None,
    **filters: Any,
) -> None:
    """Show what reports recommend and meetings resolve on a topic, the same wording once.

    Each wording has the councils, bodies and dates that used it, and what came of it. Without a TOPIC, all are listed.

    \b
    cqa recommendations budget --verb approve
    cqa recommendations "terms of reference" --authority kent --csv
    """
    from cqa.recommendations import recommendations, verbs
    from cqa.show import as_json
    from cqa.show import recommendations as shown

    engine, node, keep = opened(index, filters)
    found = recommendations(engine, " ".join(topic), node, keep, verb=verb, outcome=outcome)
    if output == "json":
        out(as_json.dump(shown.as_json(found, verbs(found))))
    elif output == "csv":
        out(shown.as_csv(found))
    else:
        out(shown.text(found, verbs(found), limit))
    ctx.exit(FOUND if found.wordings else NOTHING_FOUND)
