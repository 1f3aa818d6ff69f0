"""The cells of a printed line that is the row of a table."""

from __future__ import annotations

import re

from cqa.model import LineMark, Span

_ITEM_PAGES = re.compile(r"\(?(?:pages?|pp?\.?)\s*\d{1,4}(?:\s*(?:-|\u2013|\u2014|to)\s*\d{1,4})?\)?", re.IGNORECASE)
"""To the right of an agenda's item, the pages of its paper."""


def row_cells(text: str, start: int, end: int, mark: LineMark) -> tuple[Span, ...]:
    """Return the spans of the cells of a table row (TAB between cells; ``|`` in Markdown rows). They are () for any
    other line, and for an item of an agenda with the pages of its paper to the right."""
    sep = "\t"
    if text.find("\t", start, end) < 0:
        if mark != "row" and not (text.startswith("|", start) and text.count("|", start, end) > 1):
            return ()
        if "|" not in text[start:end]:
            return ((start, end),)
        sep = "|"
    cells: list[Span] = []
    at = start
    for piece in text[start:end].split(sep):
        a, b = at, at + len(piece)
        at = b + 1
        stripped = piece.strip()
        if stripped:
            a += len(piece) - len(piece.lstrip())
            b = a + len(stripped)
        cells.append((a, b) if stripped else (b, b))
    if sep == "|" and cells and cells[0][0] == cells[0][1]:
        cells = cells[1:]
    if sep == "|" and cells and cells[-1][0] == cells[-1][1]:
        cells = cells[:-1]
    if len(cells) == 2 and _ITEM_PAGES.fullmatch(text, *cells[1]):
        return ()
    return tuple(cells)
