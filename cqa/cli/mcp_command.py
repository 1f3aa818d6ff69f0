"""``cqa mcp``: the index for assistants."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import stop
from cqa.cli.common import index_option, index_path, note


@click.command("mcp")
@index_option
@click.option("--http", "port", type=click.IntRange(1, 65535), metavar="PORT", help="Serve HTTP on 127.0.0.1.")
def command(port: int | None, index: Path | None) -> None:
    """Serve the index to an assistant over MCP, the Model Context Protocol.

    Without --http it speaks over its standard input and output, to the program that started it. It changes nothing, and
    papers marked exempt are left out.

    \b
    cqa mcp --index index
    cqa mcp --http 8765
    """
    from cqa.engine.open_part import open_part
    from cqa.errors import UsageError

    folder = index_path(index).resolve()
    open_part(folder).close()  # no index: say so now, not at the first question
    try:
        from cqa.mcp_server import protocol
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("cqa"):
            raise
        raise UsageError("cqa mcp needs the MCP library: pip install 'cqa[mcp]'") from error
    stop.is_done = True
    try:
        if port is None:
            protocol.serve_stdio(folder)
        else:
            note(f"cqa speaks MCP at http://{protocol.HOST}:{port}/mcp. Press Ctrl-C to stop it.")
            protocol.serve_http(folder, port)
    except (KeyboardInterrupt, SystemExit):
        return
