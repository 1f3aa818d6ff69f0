"""``cqa watch``: what is new since you last looked."""

from __future__ import annotations

from pathlib import Path

import click

from cqa.cli import FOUND, NOTHING_FOUND
from cqa.cli.common import index_option, note, open_index, out, output_options


@click.group("watch", invoke_without_command=True)
@index_option
@click.option("--name", "names", multiple=True, metavar="NAME", help="Only this watch.")
@click.option("--atom", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write an Atom feed.")
@click.option("--dry-run", is_flag=True, help="Show what is new; next time it is still new.")
@output_options("json")
@click.pass_context
def command(
    ctx: click.Context,
    index: Path | None,
    names: tuple[str, ...],
    atom: Path | None,
    dry_run: bool,
    output: str | None,
) -> None:
    """Show papers that are new for the queries that you watch.

    The exit status is 0 when something is new, 1 when nothing is. A paper is new once; the feed keeps the latest.

    \b
    cqa watch add fostering "private fostering authority:kent"
    cqa watch --atom new.xml
    """
    ctx.obj = index or ctx.find_root().obj
    if ctx.invoked_subcommand is not None:
        return
    from cqa.show import as_json
    from cqa.show import watch as shown
    from cqa.show.write import write_file
    from cqa.watch import look

    engine, now = open_index(index), _now()
    news = look(engine, names, now, keep=not dry_run)
    if atom is not None:
        write_file(atom, shown.atom(news, {p.id: p for p in engine.papers()}, now))
        note(f"wrote {atom}")
    out(as_json.dump(shown.as_json(news)) if output == "json" else shown.text(news))
    ctx.exit(FOUND if any(each.new for each in news) else NOTHING_FOUND)


@command.command("add")
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@click.pass_context
def add_command(ctx: click.Context, name: str, query: tuple[str, ...]) -> None:
    """Watch a query; papers that match now are not new.

    \b
    cqa watch add budget "budget amendment" authority:kent
    """
    from cqa.watch import add

    watch = add(open_index(ctx.obj), name, " ".join(query), _now())
    out(f"watching {watch.name}: {watch.query} ({len(watch.seen)} papers match now)")


@command.command("remove")
@click.argument("name")
@click.pass_context
def remove_command(ctx: click.Context, name: str) -> None:
    """Forget a watch.

    \b
    cqa watch remove budget
    """
    from cqa.watch import remove

    remove(open_index(ctx.obj), name)
    out(f"no longer watching {name}")


@command.command("list")
@click.pass_context
def list_command(ctx: click.Context) -> None:
    """List the queries that you watch.

    \b
    cqa watch list
    """
    from cqa.show.watch import listed
    from cqa.watch import watches

    out(listed(watches(open_index(ctx.obj))))


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")
