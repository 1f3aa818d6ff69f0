"""``cqa engines``: what can search."""

from __future__ import annotations

import click

from cqa.cli.common import out, output_options


@click.command("engines")
@output_options("json")
def command(output: str | None) -> None:
    """List the search engines: which are ready, and how to install the others.

    \b
    cqa engines
    """
    from cqa.engine import engines
    from cqa.show import as_json
    from cqa.show.terminal import table

    rows = [
        (e.name, "ready" if e.ready else "not installed", e.purpose, "" if e.ready else e.install) for e in engines()
    ]
    if output == "json":
        out(as_json.dump([dict(zip(("name", "state", "purpose", "install"), r, strict=True)) for r in rows]))
    else:
        out(table(("engine", "state", "for", "install with"), rows))
