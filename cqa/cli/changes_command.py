"""``cqa changes``: what came, changed and went since a time, for programs."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import index_option, open_index, out


@click.command("changes")
@index_option
@click.option("--since", required=True, metavar="TIME", help="A day or a time in UTC: 2025-03-01, 2025-03-01T09:30.")
@click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential.")
@click.pass_context
def command(ctx: click.Context, /, index: Path | None, since: str, include_exempt: bool) -> None:
    """Print papers that were added, changed or withdrawn, and new decisions and grades: one JSON object a line.

    What is recorded begins with the first `cqa ingest` of this version.

    \b
    cqa changes --since 2025-03-01
    """
    from datetime import UTC, datetime

    from cqa.changes import changes
    from cqa.errors import UsageError
    from cqa.show.as_json import dump

    try:
        when = datetime.fromisoformat(since)
    except ValueError as error:
        raise UsageError(f"‘{since}’ is no day or time; write 2025-03-01 or 2025-03-01T09:30") from error
    at = (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).isoformat(timespec="seconds")
    rows = list(changes(open_index(index, include_exempt), at, include_exempt=include_exempt))
    if rows:
        out(dump(rows, lines=True))
    ctx.exit(FOUND if rows else NOTHING_FOUND)
