"""`cqa help`, `cqa --version` and `python -m cqa`."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable

import pytest

from cqa import __version__
from cqa.cli import COMMANDS
from cqa.guide import TOPICS, page
from tests.on_terminal import on_terminal

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_printed_as_it_is_written_when_piped(run: Run, topic: str) -> None:
    assert run("help", topic).stdout == page(topic)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("columns", [60, 100])
def test_a_page_fits_the_terminal(command: str, topic: str, columns: int) -> None:
    printed = on_terminal([command, "help", topic], columns, NO_COLOR="1").stdout
    in_examples = [line for line in page(topic).splitlines() if len(line) > columns - 2]
    long = [line for line in printed.splitlines() if len(line) > columns]
    assert all(line.strip() in {example.strip() for example in in_examples} for line in long)
    assert "```" not in printed
    assert "##" not in printed


def test_help_lists_pages_and_commands(run: Run) -> None:
    shown = run("help").stdout
    assert all(f"  {name}" in shown for name in (*TOPICS, *COMMANDS))


def test_help_of_a_command_is_that_of_its_option(run: Run) -> None:
    assert run("help", "search").stdout == run("search", "--help").stdout


def test_unknown_help_suggests_the_nearest(run: Run) -> None:
    done = run("help", "serch")
    assert done.returncode == 2
    assert done.stderr == "cqa: there is no help on 'serch'; did you mean 'search'?\n"


def test_version_names_the_engines(run: Run) -> None:
    """This test ensures that versions read from folder names are those that Python reports."""
    lines = run("--version").stdout.splitlines()
    assert lines[0] == f"cqa {__version__}"
    for name in ("tantivy", "whoosh3"):
        assert f"{name} {importlib.metadata.version(name)}" in lines[1]


def test_run_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "cqa", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"cqa {__version__}\n")
