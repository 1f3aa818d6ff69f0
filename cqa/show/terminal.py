"""A terminal: whether there is one, its width, colours, tables and progress. The only module that knows rich.

Piped output has no colour, no drawing and no wrapping: a table is tab-separated values under a header line.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from cqa.show.safe import one_line, terminal

T = TypeVar("T")

WIDEST = 110
"""Columns: running text is not set wider than this, however wide the window, so that lines stay readable."""

NARROWEST_CELL = 6
"""Columns below which a cell of a table is not squeezed; the table drops columns instead."""

LONGEST_WORD = 10
"""Columns up to which a word in a table is not broken; where not even that fits, rows are set out as lists."""

GUTTER = 3
"""Columns from one cell of a table to the next."""

_ON, _DIM, _MARK, _OFF = "\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m"
_PLACES = {_ON: "\x01", _DIM: "\x02", _MARK: "\x03", _OFF: "\x04"}


def is_terminal() -> bool:
    """Return whether a person reads stdout."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def coloured() -> bool:
    """Return whether stdout is a terminal that wants colour (https://no-color.org is respected)."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def columns() -> int:
    """Return columns of the window."""
    from shutil import get_terminal_size  # not for output into a pipe: it loads four modules for archives

    return get_terminal_size().columns


def width() -> int:
    """Return columns to fill with running text; unlimited when piped."""
    return min(columns(), WIDEST) if is_terminal() else 10_000


def bold(text: str) -> str:
    return f"{_ON}{text}{_OFF}" if coloured() and text else text


def dim(text: str) -> str:
    return f"{_DIM}{text}{_OFF}" if coloured() and text else text


def marked(text: str) -> str:
    """Return a matched word."""
    return f"{_MARK}{text}{_OFF}" if coloured() and text else text


def highlighted(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return text on one line, the marked spans emphasised. The words stay as they are: a quote is a quote."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [terminal(text[at:start]), marked(terminal(text[start:end]))]
        at = end
    pieces.append(terminal(text[at:]))
    return " ".join("".join(pieces).split())


def indented(text: str, by: int) -> str:
    return " " * by + text


def wrapped(text: str, by: int = 0) -> str:
    """Return text filled to the width and indented; colours count for nothing. Unwrapped when piped."""
    if width() > WIDEST:
        return indented(text, by)
    plain = text
    for code, place in _PLACES.items():
        plain = plain.replace(code, place)
    room = max(width() - by, 20)
    from textwrap import wrap

    lines = wrap(plain, room, break_long_words=True, break_on_hyphens=False) or [""]
    filled = "\n".join(indented(line, by) for line in lines)
    for code, place in _PLACES.items():
        filled = filled.replace(place, code)
    return filled


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, droppable: Sequence[str] = ()) -> str:
    """Return a table: drawn on a terminal, tab-separated values under a header line when piped.

    ``droppable`` names columns that a narrow window may go without, the first to go first.
    """
    shown = [["" if v is None else one_line(str(v)) for v in row] for row in rows]
    if not is_terminal():
        return "\n".join("\t".join(row) for row in [list(heads), *shown])
    kept = _fitting(heads, shown, droppable)
    heads, shown = [heads[i] for i in kept], [[row[i] for i in kept] for row in shown]
    least = sum(_longest_word(cells) + GUTTER for cells in zip(heads, *shown, strict=True))
    return _drawn(heads, shown) if least - GUTTER <= columns() else _listed(heads, shown)


def _fitting(heads: Sequence[str], rows: Sequence[Sequence[str]], droppable: Sequence[str]) -> list[int]:
    """Return columns that fit: each needs its longest cell, a wordy one a third of it."""
    needs = [min(max(len(h), *(len(r[i]) for r in rows)) if rows else len(h), 24) for i, h in enumerate(heads)]
    kept = list(range(len(heads)))
    for name in droppable:
        if sum(needs[i] + 2 for i in kept) <= columns():
            break
        kept = [i for i in kept if heads[i] != name]
    return kept


def _longest_word(cells: Iterable[str]) -> int:
    return min(max(len(word) for cell in cells for word in cell.split() or [""]), LONGEST_WORD)


def _listed(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return each row as a list: its first cell, and below it the others that hold something under their heads."""
    lines = []
    for first, *others in rows:
        lines.append(bold(wrapped(first)))
        lines += [wrapped(f"{head}: {cell}", 2) for head, cell in zip(heads[1:], others, strict=True) if cell]
    return "\n".join(lines)


def _drawn(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for i, name in enumerate(heads):
        cells = [r[i] for r in rows]
        number = bool(cells) and all(c.replace(",", "").isdigit() or not c for c in cells)
        code = all(" " not in c for c in cells) and max(map(len, cells), default=0) <= 16
        drawn.add_column(
            name,
            justify="right" if number else "left",
            overflow="fold",
            no_wrap=code,
            min_width=NARROWEST_CELL if code else 8,
        )
    for row in rows:
        drawn.add_row(*(Text(v) for v in row))
    console = Console(width=columns(), force_terminal=coloured(), highlight=False)
    with console.capture() as capture:
        console.print(drawn)
    lines = [line.rstrip() for line in capture.get().split("\n")]
    return "\n".join(line for line in lines if line)


def markdown(text: str) -> str:
    """Return Markdown laid out for the terminal, or unchanged when piped. Only for the guide, not for papers."""
    if not is_terminal():
        return text.rstrip("\n")
    pieces = re.split(r"^```\w*\n(.*?)^```\n", text, flags=re.M | re.S)
    shown = [_prose(piece) if i % 2 == 0 else _example(piece) for i, piece in enumerate(pieces)]
    return "\n\n".join(piece for piece in shown if piece)


def _prose(text: str) -> str:
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import Heading, Markdown
    from rich.text import Text

    class LeftHeading(Heading):
        """A heading in bold on the left; rich centres the first."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            yield Text(str(self.text), style="bold")

    class GuidePage(Markdown):
        elements = Markdown.elements | {"heading_open": LeftHeading}

    console = Console(width=width(), force_terminal=coloured(), highlight=False)
    with console.capture() as capture:
        console.print(GuidePage(text, hyperlinks=False))
    shown = "\n".join(line.rstrip() for line in capture.get().split("\n")).strip("\n")
    return re.sub(r"\n{3,}", "\n\n", shown)


def _example(text: str) -> str:
    return "\n".join(indented(line, 2) if line else "" for line in text.rstrip("\n").split("\n"))


class Progress:
    """A bar on stderr: files done, of how many, the time left, the file at hand."""

    def __init__(self, doing: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        looks = (
            TextColumn(doing),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
        )
        self._bar = Bar(*looks, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("", total=None)
        self._bar.start()

    def show(self, done: int, total: int | None, name: str) -> None:
        from rich.markup import escape

        self._bar.update(self._task, completed=done, total=total, description=escape(one_line(name))[:60])

    def end(self) -> None:
        self._bar.stop()


SOON = 1.0
"""Seconds that pass before anything is shown of work that is mostly done by then."""

STEP = 200
"""Items between two readings of the clock."""


def watched(items: Iterable[T], doing: str) -> Iterator[T]:
    """Yield the items, counted on stderr when they take long and somebody is there to see."""
    begun, bar = time.monotonic(), None
    try:
        for done, item in enumerate(items):
            if done % STEP == 0 and time.monotonic() - begun > SOON and sys.stderr.isatty():
                bar = bar or Progress(doing)
                bar.show(done, None, "passages")
            yield item
    finally:
        if bar:
            bar.end()
