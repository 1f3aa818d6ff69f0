"""What the commands share: the index option, the filters, the output formats."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cqa.engine.port import Engine

F = TypeVar("F", bound=Callable[..., Any])


def index_option(command: F) -> F:
    """``--index DIR``, after the command as well as before it."""
    return click.option(
        "--index", "index", metavar="DIR", type=click.Path(path_type=Path), help="Where the index is [$CQA_INDEX, else ./index]."
    )(command)


def index_path(index: Path | None) -> Path:
    """The index directory that the options, the environment or the default name."""
    context = click.get_current_context()
    return index or context.find_root().obj or Path(os.environ.get("CQA_INDEX") or "index")


def open_index(index: Path | None) -> Engine:
    """The index, open for reading. Raises :class:`~cqa.errors.NoIndex` where there is none."""
    from cqa.engine import open_engine

    return open_engine(index_path(index))


def filter_options(command: F) -> F:
    """The filters that search, ask, papers, grades and matrix have alike."""
    for option in reversed(
        [
            click.option("--authority", multiple=True, metavar="NAME", help="Any known name, alias or code; repeatable."),
            click.option("--committee", multiple=True, metavar="NAME", help="Committee, or words of its name; repeatable."),
            click.option("--from", "date_from", metavar="DATE", help="Not before this year, month or day (2010, 2010-02, 2010-02-12)."),
            click.option("--to", "date_to", metavar="DATE", help="Not after this year, month or day."),
            click.option("--grade", multiple=True, metavar="GRADE", help="Papers that report this inspected grade."),
            click.option("--role", multiple=True, metavar="ROLE", help="Section role, such as recommendations or implications:legal."),
            click.option("--type", "paper_type", multiple=True, metavar="TYPE", help="Paper type, such as report or minutes."),
            click.option("--include-exempt", is_flag=True, help="Papers marked exempt or confidential, too."),
        ]
    ):
        command = option(command)
    return command


def output_options(*formats: str) -> Callable[[F], F]:
    """``--json`` and its fellows, at most one of them, as the parameter ``output``."""

    def decorate(command: F) -> F:
        for name in reversed(formats):
            command = click.option(f"--{name}", "output", flag_value=name, help=f"{name.upper()} on stdout.")(command)
        return command

    return decorate


def is_terminal() -> bool:
    """Whether a person reads stdout."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def out(text: str) -> None:
    """A result: to stdout, which holds nothing else."""
    click.echo(text)


def note(text: str) -> None:
    """A note to the person: to stderr."""
    click.echo(text, err=True)


def filters_of(**options: Any) -> Any:
    """The filter options as a query tree, its names not yet resolved."""
    from cqa.query import filters

    return filters.build(**options)


def selection(engine: Engine, **options: Any) -> tuple[Any, Callable[[Any], bool]]:
    """The filter options as a tree over passages and as a test of papers."""
    from cqa.held import keeper
    from cqa.query import filters
    from cqa.search import held_values

    return filters.resolve(filters.build(**options), held_values(engine)), keeper(**options)
