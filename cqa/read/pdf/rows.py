"""Rows of cells without ruling lines, detected from adjacent pieces in the order in which they were written.

Word processors write a table cell by cell, so a step up and to the right opens the next cell of a row, lines
below it in the same column go on with that cell, and a step back to the left closes the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cqa.read.pdf.page import NUMBER, Piece, is_mark

COLUMN_LINES = 9
"""Two neighbours of this many lines each are columns of a page, not cells of a row."""

SAME_LINE = 0.35
"""Ems by which two baselines may differ on one printed line (superscripts, other fonts)."""

NEXT_LINE = 2.3
"""Ems from one line of a cell to its next; beyond it a new row begins."""

MAX_INDENT = 60
"""Points by which the first line of a justified paragraph may be indented, or hang to the left with its number."""

FIGURE = re.compile(r"[-–(]?[£$€]?-?[\d,.]{1,15}[%)mk]{0,2}|[-–]|n/a|[Nn]il", re.IGNORECASE)
"""An amount, a share, a dash for none."""

STRETCHED_WORDS = 3
"""Pieces of one line that begin in small letters: words of a narrow justified column, not so many cells."""

SHORT_CELL = 5
"""Characters of a page number, a letter or a figure at the right edge."""

HALF_LINE = (0.35, 0.9)
"""Ems from a line of one cell to the next line of the next cell, where the two are centred on each other."""

FEWEST_CENTRED = 3
"""Lines that show it: two may be a raised note and its word."""

ALIGNED = 0.6
"""Ems within which two left edges count as the same column."""


class Block(NamedTuple):
    """Cells side by side, each a sequence of pieces; a block of one cell is one printed line of running text."""

    cells: tuple[tuple[Piece, ...], ...]
    ruled: bool = False

    @property
    def is_row(self) -> bool:
        return len(self.cells) > 1


class Strip(NamedTuple):
    """Pieces on one baseline that follow each other to the right, divided into cells."""

    cells: tuple[tuple[Piece, ...], ...]

    @property
    def first(self) -> Piece:
        return self.cells[0][0]

    @property
    def x0(self) -> float:
        return self.cells[0][0].x0

    @property
    def x1(self) -> float:
        return self.cells[-1][-1].x1

    @property
    def base(self) -> float:
        return self.cells[0][0].base

    @property
    def size(self) -> float:
        return self.cells[0][0].size


Cell = list[Strip]


def running(pieces: Sequence[Piece]) -> list[Block]:
    """Return `pieces` as blocks, in order."""
    strips = _strips(pieces)
    opens = _first_cells(strips)
    found: list[Block] = []
    at = 0
    while at < len(strips):
        strip = strips[at]
        centred = _centred(strips, at)
        if centred is not None:
            found.append(centred[0])
            at = centred[1]
            continue
        if at in opens:
            row: list[Cell] = [strips[at : opens[at]]]
            at = opens[at]
        elif len(strip.cells) > 1:
            row = [[Strip((cell,))] for cell in strip.cells]
            at += 1
        else:
            found.append(Block(strip.cells))
            at += 1
            continue
        while at < len(strips) and _added_to_row(row, strips[at]):
            at += 1
        found.extend(_closed(row))
    return found


def _centred(strips: list[Strip], at: int) -> tuple[Block, int] | None:
    """Return the row that begins at ``at`` where its label and its values are centred on each other, and what follows.

    A label of three lines next to values of two has each line of the one half a line below one of the other.
    """
    least, most = (ems * strips[at].size for ems in HALF_LINE)
    end = at + 1
    while end < len(strips) and least < strips[end].base - strips[end - 1].base < most:
        end += 1
    if end - at < FEWEST_CENTRED:
        return None
    labels = [s for s in strips[at:end] if len(s.cells) == 1]
    values = [s for s in strips[at:end] if len(s.cells) > 1]
    left = labels[0].x0 if labels else 0.0
    even = all(abs(s.x0 - left) <= ALIGNED * s.size for s in labels)
    if not values or not labels or not even or max(s.x1 for s in labels) > min(s.x0 for s in values):
        return None
    if len({len(s.cells) for s in values}) > 1:
        return None
    columns = zip(*(s.cells for s in values), strict=True)
    cells = (tuple(p for s in labels for p in s.cells[0]), *(tuple(p for c in column for p in c) for column in columns))
    return Block(cells), end


def _added_to_row(row: list[Cell], strip: Strip) -> bool:
    """Return whether `strip` belongs to the open row; if so, add it there."""
    last, size = row[-1], strip.size
    drop = strip.base - last[-1].base
    right = max(s.x1 for s in last)
    if len(strip.cells) == 1:
        clear = len(row) == 1 or strip.x0 >= max(s.x1 for s in row[-2]) - 1
        if len(row) > 1 and clear and 0.4 * size < drop <= NEXT_LINE * size and strip.x0 >= last[0].x0 - ALIGNED * size:
            last.append(strip)
            return True
        top = min(cell[0].base for cell in row)
        if drop <= 0.4 * size and strip.x0 >= right - 1 and strip.base >= top - 3 * size:
            row.append([strip])
            return True
    return _wraps(row, strip, drop)


def _wraps(row: list[Cell], strip: Strip, drop: float) -> bool:
    """Return whether a printed line only continues some cells of the row above: aligned, close, in small letters."""
    size = strip.size
    if len(row) < 2 or not 0.4 * size < drop <= 1.45 * size or not strip.first.text[:1].islower():
        return False
    places = []
    for cell in strip.cells:
        place = next((n for n, c in enumerate(row) if abs(c[0].x0 - cell[0].x0) <= ALIGNED * size), None)
        if place is None or (place + 1 < len(row) and cell[-1].x1 > row[place + 1][0].x0):
            return False
        places.append(place)
    for place, cell in zip(places, strip.cells, strict=True):
        row[place].append(Strip((cell,)))
    return True


def _closed(row: list[Cell]) -> list[Block]:
    """Return the row as a block, or its lines one after the other where they are the columns of a page."""
    tall = sum(1 for cell in row if len(cell) >= COLUMN_LINES)
    if len(row) == 1 or tall > 1:
        return [Block(strip.cells) for cell in row for strip in cell]
    return [Block(tuple(tuple(p for strip in cell for c in strip.cells for p in c) for cell in row))]


def _first_cells(strips: list[Strip]) -> dict[int, int]:
    """Return, for the left edge of the first cell of several lines, the left edge of the cell to its right."""
    found: dict[int, int] = {}
    for at in range(1, len(strips)):
        strip, before = strips[at], strips[at - 1]
        if not (strip.base < before.base - 0.4 * strip.size and strip.x0 >= before.x1 - 1 and len(before.cells) == 1):
            continue
        start = at - 1
        while start > 0 and _same_cell(strips[start - 1], strips[start], strip):
            start -= 1
        if strips[start].base <= strip.base + 3 * strip.size:
            found[start] = at
    return found


def _same_cell(above: Strip, below: Strip, right: Strip) -> bool:
    return (
        len(above.cells) == 1
        and above.base >= right.base - 0.6 * right.size
        and above.base < below.base
        and above.x1 <= right.x0 + 1
    )


# ------------------------------------------------------------------ strips


def _strips(pieces: Sequence[Piece]) -> list[Strip]:
    lines: list[list[Piece]] = []
    for piece in pieces:
        line = lines[-1] if lines else None
        if line and _same_line(line[-1], piece):
            if piece.x0 >= line[-1].x1 - 2:
                line.append(piece)
                continue
            if piece.x1 <= line[0].x0 + 1 and NUMBER.fullmatch(piece.text):
                line.insert(0, piece)
                continue
        lines.append([piece])
    return [
        Strip(((line[0],),) if len(line) == 1 else _cells(line, lines[n - 1 : n], lines[n + 1 : n + 2]))
        for n, line in enumerate(lines)
    ]


def _same_line(before: Piece, piece: Piece) -> bool:
    """Return whether two pieces are on one line; a raised figure before or after words is higher."""
    apart, size = piece.base - before.base, max(piece.size, before.size)
    if abs(apart) < SAME_LINE * size:
        return True
    small, large = sorted((before, piece), key=lambda p: p.size)
    return (
        small.size < 0.82 * large.size
        and len(small.text) <= 3
        and 0 < large.base - small.base < 0.75 * large.size
        and -1 <= piece.x0 - before.x1 < 0.6 * large.size
    )


def _cells(line: list[Piece], above: list[list[Piece]], below: list[list[Piece]]) -> tuple[tuple[Piece, ...], ...]:
    """Return the line's pieces by cell: a number stays with its words, and justified spaces separate nothing."""
    neighbours = [near[0] for near in (above, below) if near]
    justified = any(_justified(line, near) for near in neighbours)
    stretched = sum(piece.text[:1].islower() for piece in line[1:]) >= STRETCHED_WORDS
    cells: list[list[Piece]] = [[line[0]]]
    for before, piece in pairwise(line):
        if justified or (stretched and piece.text[:1].islower()) or _is_number(cells, piece) or _touch(before, piece):
            cells[-1].append(piece)
        else:
            cells.append([piece])
    return tuple(tuple(cell) for cell in cells)


def _is_number(cells: list[list[Piece]], piece: Piece) -> bool:
    return len(cells) == 1 and len(cells[0]) == 1 and is_mark(cells[0][0], piece)


def _touch(before: Piece, piece: Piece) -> bool:
    """Return whether pdfium separated two pieces for another reason than a gap (a raised ordinal, another font)."""
    return piece.x0 - before.x1 < 0.6 * piece.size


def _justified(line: list[Piece], near: list[Piece]) -> bool:
    """Return whether the line above or below has the same edges and runs unbroken across one of the line's gaps."""
    if abs(near[0].base - line[0].base) > NEXT_LINE * line[0].size or abs(near[-1].x1 - line[-1].x1) > 3:
        return False
    if sum(FIGURE.fullmatch(piece.text) is not None for piece in line) > 1:
        return False
    if abs(near[0].x0 - line[0].x0) > MAX_INDENT or _same_column(near, line[-1]):
        return False
    return any(other.x0 < before.x1 and other.x1 > piece.x0 for before, piece in pairwise(line) for other in near)


def _same_column(near: list[Piece], last: Piece) -> bool:
    """Return whether the neighbour too ends in a piece at the same place as this line's last one: page numbers, say."""
    if len(near) == 1:
        return False
    other = near[-1]
    return abs(other.x0 - last.x0) < 2 or len(other.text) <= SHORT_CELL >= len(last.text)
