"""A page in reading order: blocks, which are single printed lines or rows of cells."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from cqa.read.pdf.columns import with_empty_cells
from cqa.read.pdf.grid import Grid, grids
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.rows import FIGURE, Block, running

MAX_ROW = 2_400
"""Characters: a longer row of a ruled table is written cell by cell, because no passage could hold it whole."""

EDGE_PIECES = 6
"""Most pieces at the start or end of the file's order that may be at the other end of the page."""


def blocks(page: RawPage) -> list[Block]:
    """Return the page in reading order."""
    found = _blocks(page)
    return with_empty_cells(found) if any(block.is_row for block in found) else found


def _blocks(page: RawPage) -> list[Block]:
    pieces = _edges_in_place(page.pieces)
    tables = grids(page.rulings) if page.rulings.vertical else []
    if not tables:
        return running(pieces)
    inside = [_holder(piece, tables) for piece in pieces]
    members: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for piece, place in zip(pieces, inside, strict=True):
        if place is not None:
            members[place[0]][place[1]].append(piece)
    found: list[Block] = []
    loose: list[Piece] = []
    for piece, place in zip(pieces, inside, strict=True):
        if place is None:
            loose.append(piece)
        elif place[0] in members:
            found.extend(running(loose))
            loose.clear()
            found.extend(_rows(tables[place[0]], members.pop(place[0])))
    found.extend(running(loose))
    return found


def _edges_in_place(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with footers that the file writes first moved to the end, and headers that it writes last to
    the front."""
    if len(pieces) < 2:
        return list(pieces)
    lead = _footers_first(pieces)
    ordered = [*pieces[lead:], *pieces[:lead]]
    tail = _headers_last(ordered)
    return ordered[len(ordered) - tail :] + ordered[: len(ordered) - tail]


def _footers_first(pieces: Sequence[Piece]) -> int:
    """Return how many of the first pieces are below all that follow them."""
    most = min(EDGE_PIECES, len(pieces) - 1)
    lowest = max([piece.bottom for piece in pieces[most:]])
    for count in range(most, 0, -1):
        if min([piece.top for piece in pieces[:count]]) >= lowest - 1:
            return count
        lowest = max(lowest, pieces[count - 1].bottom)
    return 0


def _headers_last(pieces: Sequence[Piece]) -> int:
    """Return how many of the last pieces are above all that come before them."""
    most = min(EDGE_PIECES, len(pieces) - 1)
    highest = min([piece.top for piece in pieces[: len(pieces) - most]])
    for count in range(most, 0, -1):
        if max([piece.bottom for piece in pieces[len(pieces) - count :]]) <= highest + 1:
            return count
        highest = min(highest, pieces[len(pieces) - count].top)
    return 0


def _holder(piece: Piece, tables: list[Grid]) -> tuple[int, int] | None:
    """Return the innermost grid around a piece, and the cell in it."""
    for place, table in enumerate(tables):
        cell = table.cell(piece)
        if cell is not None:
            return place, cell
    return None


def _rows(table: Grid, by_cell: dict[int, list[Piece]]) -> list[Block]:
    """Return the rows of a ruled table by cell; a row of one cell, or one that is too long, becomes running text."""
    found: list[Block] = []
    columns = len(table.xs) - 1
    above: list[int] = []
    for row, numbers in enumerate(table.cells):
        distinct = list(dict.fromkeys(numbers))
        own = [n for n in distinct if n // columns == row and by_cell.get(n)]
        if len(own) == 1 and found and found[-1].ruled and _same_but(distinct, above, own[0]):
            longer = _lengthened(found[-1], distinct.index(own[0]), _ordered(by_cell[own[0]]))
            if _length(longer.cells) <= MAX_ROW:
                found[-1] = longer
                continue
        above = distinct
        cells = [_ordered(by_cell.get(n, [])) if n // columns == row else [] for n in distinct]
        while cells and not cells[-1]:
            cells.pop()
        length = _length(cells)
        if _is_block_of_figures(cells):
            found.extend(running(sorted((p for cell in cells for p in cell), key=_by_line)))
        elif len(set(numbers)) == 1 or length > MAX_ROW:
            for words in cells:
                found.extend(running(words))
        elif cells:
            found.append(Block(tuple(tuple(cell) for cell in cells), ruled=True))
    return found


def _same_but(row: Sequence[int], above: Sequence[int], own: int) -> bool:
    """Return whether all cells but one go on from the row above: a line through a label alone begins no row."""
    return len(row) == len(above) > 2 and all(n in (own, m) for n, m in zip(row, above, strict=True))


def _lengthened(block: Block, at: int, words: Sequence[Piece]) -> Block:
    """Return a row with more words in one of its cells."""
    cells = [*block.cells, *[()] * (at + 1 - len(block.cells))]
    cells[at] = (*cells[at], *words)
    return block._replace(cells=tuple(cells))


def _length(cells: Iterable[Sequence[Piece]]) -> int:
    """Return how many characters the cells of a row have."""
    return sum(len(piece.text) + 1 for cell in cells for piece in cell)


def _is_block_of_figures(cells: list[list[Piece]]) -> bool:
    """Return whether one ruled row holds many rows of figures: columns ruled, lines not.

    Where most cells have one figure, as next to a label of several lines, it is one row.
    """
    pieces = [piece for cell in cells for piece in cell]
    by_cell = [sum(FIGURE.fullmatch(piece.text) is not None for piece in cell) for cell in cells]
    figures, single = sum(by_cell), by_cell.count(1)
    if len(pieces) < 6 or figures < 0.5 * len(pieces) or 2 * single > len(cells) - by_cell.count(0):
        return False
    return len({round(piece.base / 3) for piece in pieces}) > 2 and max(len(cell) for cell in cells) > 2


def _by_line(piece: Piece) -> tuple[int, float]:
    return round(piece.base / max(2.0, 0.4 * piece.size)), piece.x0


def _ordered(cell: list[Piece]) -> list[Piece]:
    """Return the pieces in the file's order where it runs downwards, else by line and position."""
    for before, piece in itertools.pairwise(cell):
        if piece.base < before.base - 0.4 * piece.size:
            return sorted(cell, key=_by_line)
    return cell
