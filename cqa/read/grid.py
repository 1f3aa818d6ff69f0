"""Rows of cells that span columns, as rows with the same columns; shared by the readers of HTML and Word."""

from __future__ import annotations

from collections.abc import Sequence

REGULAR_ROWS = 0.3
"""Share of the rows in which a cell begins in every column, from which on the columns mean something. A form, whose
rows are cut differently, has hardly one."""

Placed = list[str | None]
"""A row by place in the grid: the words of the cell that begins there, None where one before it goes on."""


def aligned(rows: Sequence[Placed]) -> list[list[str]]:
    """Return the cells of each row: by column without the empty columns, or just in order where it is a form."""
    width = max((len(row) for row in rows), default=0)
    used = [i for i in range(width) if any(i < len(row) and row[i] for row in rows)]
    regular = sum(all(i < len(row) and row[i] is not None for i in used) for row in rows)
    if regular >= REGULAR_ROWS * len(rows):
        return [[(row[i] if i < len(row) else None) or "" for i in used] for row in rows]
    return [[cell for cell in row if cell is not None] for row in rows]
