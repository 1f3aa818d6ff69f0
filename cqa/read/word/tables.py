"""Tables of Word as rows with their cells in columns; tables that only lay out a page are read as its text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cqa.read.grid import FEW_ROWS, Placed, aligned, is_long_text
from cqa.read.word.entry import Entry
from cqa.read.word.runs import is_placeholder
from cqa.read.word.xml import Element, W, number, on, val

MOST_SPAN = 63
"""Columns of the widest table that Word makes."""

Entries = Callable[[Element, int], Iterator[Entry]]
"""Reads the blocks in an element; the number is the depth of nesting."""


class Cell(NamedTuple):
    """One cell: its lines and the columns of the grid that it reaches over."""

    lines: list[Entry]
    columns: int = 1
    nests: bool = False

    @property
    def text(self) -> str:
        """Return the words of the cell on one line."""
        return " ".join(entry.text.replace("\t", " ") for entry in self.lines)


def table_entries(entries: Entries, table: Element, depth: int) -> Iterator[Entry]:
    """Return the lines of `table`: a row a line, or its cells' own lines where it is no grid of values.

    `entries` reads what is in a cell.
    """
    read = [(_indent(row), [_cell(entries, cell, depth) for cell in _cells(row)]) for row in _rows(table)]
    width = max((indent + sum(cell.columns for cell in cells) for indent, cells in read), default=0)
    placed = [_placed(indent, cells) for indent, cells in read]
    single = max((len(cells) for _, cells in read), default=0) == 1
    first = True
    for (_, cells), texts in zip(read, aligned(placed), strict=True):
        filled = [cell for cell in cells if cell.lines]
        if single or _lays_out(filled, len(read)) or (len(cells) == 1 and filled and len(filled[0].lines) > 1):
            yield from (entry for cell in filled for entry in cell.lines)
            first = True
        elif filled:
            if len(filled) == 1 and filled[0].columns >= width > 1:
                texts = [filled[0].text]
            broken = any(entry.page_break for cell in cells for entry in cell.lines)
            bold = all(entry.bold for cell in filled for entry in cell.lines)
            text = "\t".join(texts)
            mark = "row" if "\t" in text else ""
            yield Entry(text, "row" if mark else "", 0, filled[0].lines[0].size, bold, page_break=broken, gap=first)
            first = False


def _lays_out(filled: list[Cell], rows: int) -> bool:
    """Return whether a row only places parts of the page: a table within a cell, or long texts side by side."""
    if any(cell.nests for cell in filled):
        return True
    return rows <= FEW_ROWS and any(is_long_text(len(cell.lines), len(cell.text)) for cell in filled)


def _placed(indent: int, cells: list[Cell]) -> Placed:
    """Return the words of a row by place in the grid."""
    row: Placed = [None] * indent
    for cell in cells:
        row += [cell.text, *[None] * (cell.columns - 1)]
    return row


def _indent(row: Element) -> int:
    """Return how many columns of the grid are left out before the first cell (17.4.15)."""
    return min(number(val(row.find(W + "trPr"), "gridBefore")) or 0, MOST_SPAN)


def _cell(entries: Entries, cell: Element, depth: int) -> Cell:
    properties = cell.find(W + "tcPr")
    columns = max(1, min(number(val(properties, "gridSpan")) or 1, MOST_SPAN))
    lines = [] if _continued(properties) else list(entries(cell, depth + 1))
    nests = bool(lines) and any(len(list(_cells(row))) > 1 for row in cell.iter(W + "tr"))
    return Cell(lines, columns, nests)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            properties = child.find(W + "trPr")
            if child.find(f"{W}trPr/{W}del") is None and not on(properties, "hidden"):
                yield child
        elif child.tag == W + "sdt":
            if not is_placeholder(child):
                yield from _rows(child)
        elif child.tag in (W + "sdtContent", W + "customXml", W + "ins"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            if child.find(f"{W}tcPr/{W}cellDel") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _cells(child)


def _continued(properties: Element | None) -> bool:
    """Return whether a cell only continues the one above or before it (vertical and horizontal merge, 17.4.84,
    17.4.22)."""
    for kind in ("vMerge", "hMerge"):
        merge = properties.find(W + kind) if properties is not None else None
        if merge is not None and merge.get(W + "val", "continue") == "continue":
            return True
    return False
