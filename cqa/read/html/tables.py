"""Tables of a page as rows with their cells in columns; tables that only lay out a page are read as its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from cqa.read.grid import FEW_ROWS, LONG_PARAGRAPHS, Placed, aligned, is_long_text
from cqa.read.html.blocks import TextLine
from cqa.read.html.walker import Walker

MOST_SPAN = 60
"""Columns or rows that one cell may span; more is a mistake of a program."""

MOST_CELLS = 400
"""Columns of the widest table that is read as one."""

ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})?[a-z]?|[a-z]|[ivx]{1,4})[.)]?", re.IGNORECASE)
ITEM_CLASS = "mgitemnumbercell"
"""ModernGov's class of the cell with the number of an item."""

LONGEST_TITLE = 250
"""Most characters of the title of an item."""


class HtmlCell(NamedTuple):
    """One cell: its lines, whether it is a head, and over how many columns and rows it reaches."""

    lines: list[TextLine]
    head: bool = False
    columns: int = 1
    rows: int = 1
    item: bool = False

    @property
    def text(self) -> str:
        """Return the words of the cell on one line."""
        return " ".join(line.text.replace("\t", " ") for line in self.lines)


def read_table(walker: Walker, table: LexborNode, depth: int) -> None:
    """Add the lines of `table` to those of `walker`."""
    rows = [_cells(walker, row, depth) for row in _rows(table)]
    rows = [part for row in rows if any(cell.lines for cell in row) for part in _numbered(row)]
    for caption in (child for child in table.iter() if child.tag == "caption"):
        walker.node(caption, depth + 1)
        walker.flush()
    if _lays_out(table, rows):
        for cell in (cell for row in rows for cell in row):
            _add(walker, cell.lines)
    elif _is_items(rows):
        for row in rows:
            _item(walker, row)
    else:
        _grid(walker, rows)
    walker.gap = True


def _rows(table: LexborNode) -> list[LexborNode]:
    """Return the rows of the table itself: head first, foot last, as they are drawn."""
    heads: list[LexborNode] = []
    bodies: list[LexborNode] = []
    feet: list[LexborNode] = []
    for child in table.iter():
        if child.tag == "tr":
            bodies.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            into = {"thead": heads, "tbody": bodies, "tfoot": feet}[child.tag]
            into += [row for row in child.iter() if row.tag == "tr"]
    return [*heads, *bodies, *feet]


def _cells(walker: Walker, row: LexborNode, depth: int) -> list[HtmlCell]:
    if walker.left_out(row):
        return []
    found = []
    for node in row.iter():
        if node.tag in ("td", "th"):
            inner = Walker(walker.found, walker.readers, walker.page, walker.in_main)
            lines = [] if walker.left_out(node) else inner.walk(node, depth + 2)
            walker.page = inner.page
            item = ITEM_CLASS in (node.attributes.get("class") or "").lower()
            found.append(HtmlCell(lines, node.tag == "th", _span(node, "colspan"), _span(node, "rowspan"), item))
    return found


def _span(node: LexborNode, name: str) -> int:
    value = node.attributes.get(name) or "1"
    return max(1, min(int(value), MOST_SPAN)) if value.isdigit() and len(value) < 6 else 1


def _lays_out(table: LexborNode, rows: list[list[HtmlCell]]) -> bool:
    """Return whether the table only places the parts of a page: it says so, or its cells are such parts."""
    if table.attributes.get("role") in ("presentation", "none"):
        return True
    if not any(sum(bool(cell.lines) for cell in row) > 1 for row in rows):
        return True
    if any(inner.css_first("td") is not None for inner in table.css("table") if inner.mem_id != table.mem_id):
        return True
    if _is_items(rows):
        return False
    return len(rows) <= FEW_ROWS and any(_is_part(cell) for row in rows for cell in row)


def _is_part(cell: HtmlCell) -> bool:
    """Return whether a cell holds a part of a page: a heading with text under it, or many paragraphs."""
    if not cell.head and len(cell.lines) > LONG_PARAGRAPHS and any(line.mark == "heading" for line in cell.lines[:-1]):
        return True
    size = sum(len(line.text) for line in cell.lines)
    return is_long_text(len(cell.lines), size)


def _is_items(rows: list[list[HtmlCell]]) -> bool:
    """Return whether the rows are items of an agenda: a number, and to its right a title with text under it."""
    items = [row for row in rows if len(row) > 1 and row[0].lines]
    if any(row[0].item for row in items):
        return True
    full = [row for row in items if len(row[1].lines) > 1]
    return (
        bool(full)
        and 2 * len(full) >= len(items)
        and all(ITEM_NUMBER.fullmatch(row[0].text) or row[0].head for row in items)
        and any(ITEM_NUMBER.fullmatch(row[0].text) for row in items)
    )


def _numbered(row: list[HtmlCell]) -> list[list[HtmlCell]]:
    """Return the rows within one row: numbers under one another in a cell, and as many paragraphs in the next."""
    first = row[0].lines
    if len(first) < 2 or not all(ITEM_NUMBER.fullmatch(line.text) for line in first):
        return [row]
    if len(row) < 2 or len(row[1].lines) != len(first):
        return [row]
    full = [len(cell.lines) == len(first) for cell in row]
    return [
        [
            cell._replace(lines=cell.lines[n : n + 1] if whole else cell.lines if n == 0 else [], rows=1)
            for cell, whole in zip(row, full, strict=True)
        ]
        for n in range(len(first))
    ]


def _item(walker: Walker, row: list[HtmlCell]) -> None:
    """Add an item: its number and title as a heading, then the text under it."""
    number, rest = row[0], [line for cell in row[1:] for line in cell.lines]
    if all(cell.head for cell in row):
        return  # *No.* and *Item* over the columns
    if not rest or not number.lines or not ITEM_NUMBER.fullmatch(number.text) or len(rest[0].text) > LONGEST_TITLE:
        _add(walker, [*number.lines, *rest])
        return
    title = rest[0]
    level = title.level if title.mark == "heading" else 3
    walker.add(TextLine(f"{number.text} {title.text}", "heading", level, title.page, True))
    _add(walker, rest[1:])


def _add(walker: Walker, lines: list[TextLine]) -> None:
    for line in lines:
        walker.add(line)


def _grid(walker: Walker, rows: list[list[HtmlCell]]) -> None:
    """Add each row with one cell a column; what a cell spans beyond its own place is blank."""
    placed = _placed(rows)
    width = max((len(row) for row in placed), default=0)
    for texts, cells in zip(aligned(placed), rows, strict=True):
        filled = [cell for cell in cells if cell.lines]
        if not filled:
            continue
        if len(filled) == 1 and filled[0].columns >= width > 1:
            texts = [filled[0].text]
        bold = all(cell.head for cell in cells)
        walker.add(TextLine("\t".join(texts), "row", 0, filled[0].lines[0].page, walker.gap, bold))
        walker.gap = False


def _placed(rows: list[list[HtmlCell]]) -> list[Placed]:
    """Return the words of each row by column (HTML standard, 4.9.12: how spans take places)."""
    taken: dict[int, int] = {}
    grid: list[Placed] = []
    for cells in rows:
        row: Placed = []
        below: dict[int, int] = {}
        for cell in cells:
            while taken.get(len(row), 0) and len(row) < MOST_CELLS:
                row.append(None)
            start = len(row)
            row += [cell.text, *[None] * (cell.columns - 1)]
            if cell.rows > 1:
                below.update(dict.fromkeys(range(start, start + cell.columns), cell.rows - 1))
        while taken.get(len(row), 0) and len(row) < MOST_CELLS:
            row.append(None)
        taken = {i: n - 1 for i, n in taken.items() if n > 1} | below
        grid.append(row)
    return grid
