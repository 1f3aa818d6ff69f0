"""Many queries or questions from a file or from standard input, a line each."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cqa.cli import FAILED, FOUND, NOTHING_FOUND
from cqa.cli.common import note, out

F = TypeVar("F", bound=Callable[..., Any])
Answer = Callable[[str], tuple[dict[str, Any], bool]]
"""What answers a line: its record, and whether anything was found."""


def batch_option(said: str) -> Callable[[F], F]:
    """Return ``--batch FILE``; ``-`` is standard input."""
    path = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
    return click.option("--batch", type=path, metavar="FILE", help=said)


def each_line(batch: Path, answer: Answer, as_csv: Callable[[list[dict[str, Any]]], str] | None, called: str) -> int:
    """Print the record of each line as JSON lines, or all as CSV; a line that fails is reported and the run continues.

    Lines that begin with # are left out; ``called`` is the key of a line in the record of one that failed. Return the
    exit status: 2 if any failed, 1 if nothing was found.
    """
    from cqa.show import as_json

    lines = [line.strip() for line in _text(batch).splitlines()]
    asked = [(n, line) for n, line in enumerate(lines, 1) if line and not line.startswith("#")]
    records: list[dict[str, Any]] = []
    any_found = False
    for done, (n, line) in enumerate(asked, 1):
        try:
            record, found = answer(line)
            records.append({"line": n, **record})
            any_found = any_found or found
        except Exception as error:  # whatever is wrong with one line, the others are answered
            note(f"line {n}: {error}")
            records.append({"line": n, called: line, "found": False, "error": str(error)})
        if as_csv is None:
            out(as_json.dump(records[-1:], lines=True))
        if sys.stderr.isatty():
            click.echo(f"\r{done}/{len(asked)}", nl=done == len(asked), err=True)
    if as_csv is not None:
        out(as_csv(records))
    if any("error" in r for r in records):
        return FAILED
    return FOUND if any_found else NOTHING_FOUND


def _text(batch: Path) -> str:
    """Return the text of a file of lines, in UTF-8 with or without a byte order mark; a line in another coding is a
    line with odd characters, and the others are answered.

    Raises :class:`~cqa.errors.UsageError` for a file that is no text in UTF-8 at all.
    """
    from cqa.errors import UsageError

    data = sys.stdin.buffer.read() if str(batch) == "-" else batch.read_bytes()
    if b"\0" in data:
        raise UsageError(f"{batch}: not a UTF-8 text file; save it as UTF-8 and try again")
    return data.decode("utf-8-sig", errors="replace")
