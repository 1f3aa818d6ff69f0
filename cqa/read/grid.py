"""Tables whose cells span columns, and tables that only lay out a page; for the readers of HTML and Word."""

from __future__ import annotations

from collections.abc import Sequence

REGULAR_ROWS = 0.3
"""Least share of rows with a cell in every column in a table whose columns mean something.

The rows of a form are divided differently: hardly one of them has a cell in every column.
"""

FEW_ROWS = 3
"""Most rows of a table that lays out a page: a head, the columns, a foot."""

LONG_CELL = 1_500
"""Characters of a cell that is a part of the page rather than a value."""

LONG_PARAGRAPHS = 3
"""Paragraphs of such a cell."""

LONG_PARAGRAPH = 60
"""Average characters of its paragraphs: a list of names is a value."""

Placed = list[str | None]
"""A row by column: the words of the cell that begins there, None where the cell before it goes on."""


def aligned(rows: Sequence[Placed]) -> list[list[str]]:
    """Return the cells of each row: by column without the empty columns, or just in order where it is a form."""
    width = max((len(row) for row in rows), default=0)
    used = [i for i in range(width) if any(i < len(row) and row[i] for row in rows)]
    regular = sum(all(i < len(row) and row[i] is not None for i in used) for row in rows)
    if regular >= REGULAR_ROWS * len(rows):
        return [[(row[i] if i < len(row) else None) or "" for i in used] for row in rows]
    return [[cell for cell in row if cell is not None] for row in rows]


def is_long_text(paragraphs: int, characters: int) -> bool:
    """Return whether a cell of so many paragraphs and characters is a part of the page rather than a value."""
    return paragraphs > LONG_PARAGRAPHS and characters > max(LONG_CELL, LONG_PARAGRAPH * paragraphs)
