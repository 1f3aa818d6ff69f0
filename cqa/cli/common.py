"""What the commands share: the index option, the filters, the output formats."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cqa.cli.completion import completion_of
from cqa.fields import FILTERS

if TYPE_CHECKING:
    from cqa.engine.port import Engine
    from cqa.model import Paper, Passage
    from cqa.query.nodes import Node

F = TypeVar("F", bound=Callable[..., Any])


class QueryCommand(click.Command):
    """A command that takes a query, whose words may begin with a minus: ``-nurses`` is no option but *not nurses*."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take words with one minus for words of the query, unless they are options or the values of options."""
        if "--" not in args:
            options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
            short = {name for option in options for name in option.opts if not name.startswith("--")}
            valued = {name for option in options if not option.is_flag and not option.count for name in option.opts}
            words: list[str] = []
            others: list[str] = []
            for before, arg in zip(["", *args], args, strict=False):
                number = arg[:2] in short and arg[2:].isdigit()  # -n5; but -nurses and -oxford are words
                left_out = _is_left_out(arg) and not number and before not in valued
                (words if left_out else others).append(arg)
            args = [*others, "--", *words] if words else others
        return super().parse_args(ctx, args)


def _is_left_out(arg: str) -> bool:
    return len(arg) > 2 and arg[0] == "-" and (arg[1].isalpha() or arg[1] in '"“(')


def index_option(command: F) -> F:
    """Return ``--index DIR``, after the command as well as before it."""
    said = "Where the index is [$CQA_INDEX, else ./index]."
    return click.option("--index", "index", metavar="DIR", type=click.Path(path_type=Path), help=said)(command)


def index_path(index: Path | None) -> Path:
    """Return the index directory that the options, the environment or the default name."""
    return given_index(index) or Path("index")


def given_index(index: Path | None) -> Path | None:
    """Return the index directory that the options or the environment name, if any."""
    named = index or click.get_current_context().find_root().obj
    if named is None and os.environ.get("CQA_INDEX"):
        return Path(os.environ["CQA_INDEX"])
    return named if isinstance(named, Path) else None


def open_index(index: Path | None, include_exempt: bool = False) -> Engine:
    """Return the index, open for reading: its open part, or all of it. Raises :class:`~cqa.errors.NoIndex` where there
    is none."""
    from cqa.engine import open_engine
    from cqa.engine.open_part import open_part

    return open_engine(index_path(index)) if include_exempt else open_part(index_path(index))


def filter_options(command: F) -> F:
    """Return the filters that search, ask, papers, grades, decisions, matrix and export have alike."""
    options = (
        *(
            click.option(
                f"--{f.name}", f.option, metavar=f.metavar, help=f.help, multiple=True, shell_complete=completion_of(f)
            )
            for f in FILTERS
        ),
        click.option("--from", "date_from", metavar="DATE", help="From this year, month or day: 2010-02-12."),
        click.option("--to", "date_to", metavar="DATE", help="Up to this year, month or day."),
        click.option("--include-exempt", is_flag=True, help="Include papers marked exempt or confidential."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def output_options(*formats: str) -> Callable[[F], F]:
    """Return ``--json`` and its fellows, at most one of them, as the parameter ``output``."""
    said = {"json": "JSON", "jsonl": "JSON, one record a line", "csv": "CSV", "outline": "Headings and numbers"}

    def decorate(command: F) -> F:
        for name in reversed(formats):
            shown = f"{said.get(name, name)} on stdout."
            command = click.option(f"--{name}", "output", flag_value=name, default=None, help=shown)(command)
        return command

    return decorate


def paper_options(*formats: str) -> Callable[[F], F]:
    """Return what every command has that answers from papers: the index, the filters, ``--output FILE`` and the
    formats. The command gets its context first."""

    def decorate(command: F) -> F:
        with_context = click.pass_context(command)
        return index_option(filter_options(file_option(output_options(*formats)(with_context))))  # type: ignore[return-value]

    return decorate


def file_option(command: F) -> F:
    """Return ``-o FILE``: all that the command prints goes into a file, as into a pipe."""
    said = "Write the result to FILE, as a whole, not to stdout."
    path = click.Path(dir_okay=False, path_type=Path)
    return click.option(
        "-o", "--output", "into", metavar="FILE", type=path, expose_value=False, callback=_into, help=said
    )(command)


def _into(ctx: click.Context, _: click.Parameter, path: Path | None) -> None:
    if path is not None and not ctx.resilient_parsing:
        ctx.with_resource(_printed_into(path))


@contextmanager
def _printed_into(path: Path) -> Iterator[None]:
    """Write what is printed to a file at the end. A command that prints nothing, such as one that fails, leaves the
    file as it was."""
    from io import StringIO

    from cqa.show.write import write_file

    text = StringIO()
    with redirect_stdout(text):
        yield
    if text.getvalue():
        write_file(path, text.getvalue())


def opened(index: Path | None, filters: dict[str, Any]) -> tuple[Engine, Node, Callable[[Paper], bool]]:
    """Return the index, or its open part, and the filter options as a tree and as a test of papers."""
    engine = open_index(index, bool(filters["include_exempt"]))
    return engine, *chosen_filters(engine, **filters)


def out(text: str) -> None:
    """Print a result on stdout, which has nothing else."""
    click.echo(text.encode("utf-8", "backslashreplace").decode())  # a name that is no UTF-8: an escape, in JSON too


def note(text: str) -> None:
    """Print a note for the person on stderr, made harmless for a terminal."""
    from cqa.show.safe import terminal

    click.echo(terminal(text), err=True)


def filters_of(**options: Any) -> Node:
    """Return the filter options as a query tree, its names not yet resolved."""
    from cqa.catalogue.filter_options import written

    return written(**options)


def chosen_filters(engine: Engine, **options: Any) -> tuple[Node, Callable[[Paper], bool]]:
    """Return the filter options as a tree over passages and as a test of papers, names resolved by those in the
    index."""
    from cqa.catalogue.filter_options import select

    return select(engine, **options)


def with_progress(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Return the passages of a question, with a count on stderr when there are very many."""
    from cqa.show.terminal import watched

    return watched(passages, "weighing")
