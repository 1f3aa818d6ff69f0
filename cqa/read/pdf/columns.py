"""Empty cells of tables without ruling lines: rows that lack a cell get it where the fullest rows have one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cqa.read.pdf.page import Piece
from cqa.read.pdf.rows import Block

LEAST_COLUMNS = 3
"""Cells of the fullest row: two columns are labels and values and do not suggest a third."""

LEAST_FULL = 2
"""Rows that must have all cells: the head and one more."""

NEXT_ROW = 4.0
"""Ems from one row of a table to the next."""

ALIGNED = 0.6
"""Ems within which edges of cells count as the same."""


class Column(NamedTuple):
    """Where a column is: the left and right edges of its cells in the full rows."""

    lefts: tuple[float, ...]
    rights: tuple[float, ...]

    @property
    def low(self) -> float:
        return min(self.lefts)

    @property
    def high(self) -> float:
        return max(self.rights)


def with_empty_cells(blocks: list[Block]) -> list[Block]:
    """Return the blocks with empty cells put into the rows of tables that have fewer cells than the fullest."""
    result: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        while end < len(blocks) and _follows(blocks[end - 1], blocks[end]):
            end += 1
        result += _completed(blocks[at:end]) if end - at >= LEAST_FULL else blocks[at:end]
        at = end
    return result


def _follows(before: Block, block: Block) -> bool:
    """Return whether two blocks are rows of one table."""
    if not before.is_row or not block.is_row or before.ruled or block.ruled:
        return False
    first, following = before.cells[0][0], block.cells[0][0]
    return 0 < following.base - first.base <= NEXT_ROW * following.size + (_last(before) - first.base)


def _last(block: Block) -> float:
    return max(piece.base for cell in block.cells for piece in cell)


def _completed(rows: list[Block]) -> list[Block]:
    most = max(len(row.cells) for row in rows)
    full = [row for row in rows if len(row.cells) == most]
    if most < LEAST_COLUMNS or len(full) < LEAST_FULL or len(full) == len(rows):
        return rows
    columns = [
        Column(tuple(_left(row.cells[n]) for row in full), tuple(_right(row.cells[n]) for row in full))
        for n in range(most)
    ]
    if any(left.high > right.low for left, right in pairwise(columns)):
        return rows
    return [row if len(row.cells) == most else _spread(row, columns) for row in rows]


def _spread(row: Block, columns: Sequence[Column]) -> Block:
    """Return a row with its cells in their columns, as it is where any cell belongs to none or two to one."""
    cells: list[tuple[Piece, ...]] = []
    for cell in row.cells:
        place = next((n for n, column in enumerate(columns) if _belongs(cell, column)), None)
        if place is None or place < len(cells):
            return row
        cells += [()] * (place - len(cells))
        cells.append(cell)
    return Block(tuple(cells))


def _belongs(cell: Sequence[Piece], column: Column) -> bool:
    left, right, reach = _left(cell), _right(cell), ALIGNED * cell[0].size
    if right < column.low or left > column.high:
        return False
    aligned = any(abs(left - edge) <= reach for edge in column.lefts) or any(
        abs(right - edge) <= reach for edge in column.rights
    )
    return aligned or (column.low <= left and right <= column.high)


def _left(cell: Sequence[Piece]) -> float:
    return min(piece.x0 for piece in cell)


def _right(cell: Sequence[Piece]) -> float:
    return max(piece.x1 for piece in cell)
