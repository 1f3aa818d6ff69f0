"""``cqa serve``: the local web page."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import stop
from cqa.cli.common import index_option, index_path, note, out


@click.command("serve")
@index_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port; 0 takes any free one."
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Address to listen on; any other lets other machines read every paper.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME[:PORT]",
    help="Another host name that browsers may use; repeatable.",
)
@click.option("--include-exempt", is_flag=True, help="Show papers marked exempt or confidential.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in your browser.")
def command(
    port: int, host: str, names: tuple[str, ...], include_exempt: bool, open_it: bool, index: Path | None
) -> None:
    """Start the local web page: search, questions, papers, grades, downloads.

    Only this machine can reach it unless you give --host. It changes nothing. Press Ctrl-C to stop it.

    \b
    cqa serve
    cqa serve --port 8080
    """
    from cqa.web.server import BoundAddress, Server

    address = BoundAddress(host, port, names)
    server = Server(index_path(index), address, include_exempt=include_exempt)
    stop.is_done = True
    try:
        if not address.is_local:
            note(
                f"WARNING: other machines can reach {host}. Anyone who can reach it can read every paper and original, "
                "without a password and without encryption. Browsers must use that address or a name given with --name."
            )
        if include_exempt:
            note("Papers marked exempt or confidential are shown.")
        out(f"cqa is at {server.url}")
        note("Press Ctrl-C to stop it.")
        if open_it:
            import webbrowser

            webbrowser.open(server.url)
        server.run()
    except (KeyboardInterrupt, SystemExit):  # it listened, and was stopped: all that it was asked to do
        return
