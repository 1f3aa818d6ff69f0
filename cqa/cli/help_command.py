"""``cqa help``: pages of the guide, and help on commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cqa.cli.common import out

if TYPE_CHECKING:
    from cqa.cli import LazyGroup


@click.command("help")
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, /, topic: str | None) -> None:
    """Show a page of the guide, or the help of a command.

    Without TOPIC, list the pages and the commands.

    \b
    cqa help query
    cqa help search
    """
    from cqa.guide import TOPICS, page
    from cqa.show.terminal import markdown

    if topic is None:
        out(_contents(ctx))
    elif topic in TOPICS:
        out(markdown(page(topic)))
    else:
        out(_help_of(ctx, topic))


def _contents(ctx: click.Context) -> str:
    from cqa.cli import COMMANDS
    from cqa.guide import TOPICS

    formatter = ctx.make_formatter()
    with formatter.section("Guide (cqa help TOPIC)"):
        formatter.write_dl(list(TOPICS.items()))
    with formatter.section("Commands (cqa help COMMAND)"):
        formatter.write_dl(list(COMMANDS.items()))
    return formatter.getvalue().rstrip("\n")


def _help_of(ctx: click.Context, name: str) -> str:
    from difflib import get_close_matches

    from cqa.cli import COMMANDS
    from cqa.errors import UsageError
    from cqa.guide import TOPICS

    root = ctx.find_root()
    group: LazyGroup = root.command  # type: ignore[assignment]
    command = group.get_command(root, name)
    if command is None:
        near = get_close_matches(name, [*TOPICS, *COMMANDS], 1)
        raise UsageError(
            f"there is no help on {name!r}" + (f"; did you mean {near[0]!r}?" if near else "; `cqa help` lists all")
        )
    with click.Context(command, info_name=name, parent=root) as inner:
        return command.get_help(inner)
