"""``cqa serve``: the local web page."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli.common import index_option, index_path, note, out


@click.command("serve")
@index_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any that is free."
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Another address lets other machines read everything that is held.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="NAME[:PORT]",
    help="A further name that browsers may call it by; repeatable.",
)
@click.option("--include-exempt", is_flag=True, help="List and serve papers marked exempt or confidential, too.")
@click.option("--open", "open_it", is_flag=True, help="Open the page in the browser.")
def command(
    port: int, host: str, names: tuple[str, ...], include_exempt: bool, open_it: bool, index: Path | None
) -> None:
    """The local web page over the index: search, questions, papers, grades, downloads.

    It is reached from this machine alone unless --host says otherwise, and changes nothing. Ctrl-C stops it.
    """
    from cqa.web.server import BoundAddress, Server

    address = BoundAddress(host, port, names)
    server = Server(index_path(index), address, include_exempt=include_exempt)
    if not address.is_local:
        note(
            f"WARNING: {host} can be reached from other machines. Whoever can reach it reads everything that is held, "
            "originals too, without a password and without encryption. Browsers must call it by that address or by a "
            "name that --name gives."
        )
    if include_exempt:
        note("Papers marked exempt or confidential are shown.")
    out(f"cqa is at {server.url}")
    note("Ctrl-C stops it.")
    if open_it:
        import webbrowser

        webbrowser.open(server.url)
    server.run()
