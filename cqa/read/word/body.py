"""The body of a Word document in reading order: paragraphs, table rows, text boxes, page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cqa.model import LineMark
from cqa.read.glyphs import clean_line
from cqa.read.word.numbering import Numbering
from cqa.read.word.styles import Styles
from cqa.read.word.xml import MC, Element, W, number, on, val

MAX_DEPTH = 40
"""Nesting of tables and content controls that is followed."""

HIDDEN = frozenset({W + "del", W + "moveFrom", W + "instrText", W + "delText", W + "rPr", W + "pPr", MC + "Fallback"})
"""Tracked deletions, field codes, and the fallback copy of a drawing: not words of the paper."""

TYPED_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?[A-Za-z]{1,2}[.)]|\(?[ivx]{1,6}[.)]|\(\d{1,2}\)|•)")
"""A number that the author typed before a tab."""

BREAK = "\x0c"
"""Stands in a paragraph's text for a page break until the paragraph is cut there."""


class Entry(NamedTuple):
    """One line of the text to be. ``page_break`` is True where a new page begins before it."""

    text: str
    mark: LineMark = ""
    level: int = 0
    size: float = 0.0
    bold: bool = False
    emphasis: bool = False
    page_break: bool = False
    gap: bool = True


class Body:
    """Walks block elements once, counting list numbers and page breaks on the way."""

    def __init__(self, styles: Styles, numbering: Numbering, paged: bool) -> None:
        self.styles, self.numbering, self.paged = styles, numbering, paged
        self.broken = False
        self.notes: list[str] = []

    def entries(self, parent: Element, depth: int = 0) -> Iterator[Entry]:
        """Entries of every block in `parent`, which is a body, a cell, a text box or a content control."""
        if depth > MAX_DEPTH:
            return
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child, depth)
            elif child.tag == W + "tbl":
                yield from self._table(child, depth)
            elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
                yield from self.entries(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Entry]:
        properties = paragraph.find(W + "pPr")
        style = self.styles.style(val(properties, "pStyle"))
        boxes: list[Element] = []
        raw = "".join(self._words(paragraph, boxes, 0))
        label, listed = self._label(properties, style.num_id, style.ilvl) if raw.strip(" \t\n\x0c") else ("", None)
        outline = number(val(properties, "outlineLvl"))
        level = style.level or (outline + 1 if outline is not None and outline < 9 else 0)
        bold = style.bold or _all_of(paragraph, "b")
        emphasis = style.emphasis or _all_of(paragraph, "i") or _all_of(paragraph, "u")
        mark: LineMark = "heading" if level else "item" if listed is not None else ""
        shown = level if level else (listed or 0) + 1 if listed is not None else 0
        first = True
        for part in raw.split(BREAK):
            for line in part.split("\n"):
                text = _tabbed(line)
                if text:
                    text = f"{label} {text}" if first and label else text
                    row = "\t" in text and not level
                    yield self._entry(
                        Entry(text, "row" if row else mark, 0 if row else shown, style.size, bold, emphasis, gap=first)
                    )
                    first = False
            self.broken = True
        self.broken = raw.endswith(BREAK) or (first and BREAK in raw and self.broken)
        for box in boxes:
            yield from self.entries(box, depth + 1)

    def _entry(self, entry: Entry) -> Entry:
        broken, self.broken = self.broken and self.paged, False
        return entry._replace(page_break=broken)

    def _label(self, properties: Element | None, num_id: int | None, ilvl: int) -> tuple[str, int | None]:
        numbering = properties.find(W + "numPr") if properties is not None else None
        if numbering is not None:
            own, place = number(val(numbering, "numId")), number(val(numbering, "ilvl"))
            num_id = own if own is not None else num_id
            ilvl = place if place is not None else ilvl
        if not num_id:
            return "", None
        return self.numbering.next(num_id, ilvl), ilvl

    def _words(self, element: Element, boxes: list[Element], depth: int) -> Iterator[str]:
        """Text of the runs in `element`; text boxes met on the way go to `boxes`."""
        if depth > MAX_DEPTH:
            return
        for child in element:
            tag = child.tag
            if tag in HIDDEN or not isinstance(tag, str):
                continue
            if tag == W + "t":
                yield child.text or ""
            elif tag == W + "tab" or tag == W + "ptab":
                yield "\t"
            elif tag in (W + "br", W + "cr"):
                yield "" if child.get(W + "type") in ("page", "column") else "\n"
            elif tag == W + "lastRenderedPageBreak":
                yield BREAK if self.paged else ""
            elif tag == W + "noBreakHyphen":
                yield "-"
            elif tag == W + "txbxContent":
                boxes.append(child)
            elif tag == W + "r" and on(child.find(W + "rPr"), "vanish"):
                continue
            else:
                yield from self._words(child, boxes, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Entry]:
        rows = [list(_cells(row)) for row in _rows(table)]
        wide = max((len(row) for row in rows), default=0)
        first = True
        for row in rows:
            if wide == 1:
                yield from self.entries(row[0], depth + 1)
                continue
            cells = [list(self.entries(cell, depth + 1)) if not _continued(cell) else [] for cell in row]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1 and len(filled[0]) > 1 and len(row) == 1:
                yield from filled[0]
            elif filled:
                texts = [" ".join(entry.text.replace("\t", " ") for entry in cell) for cell in cells]
                broken = any(entry.page_break for cell in cells for entry in cell)
                bold = all(entry.bold for cell in filled for entry in cell)
                text = "\t".join(texts)
                yield Entry(
                    text, "row" if "\t" in text else "", 0, filled[0][0].size, bold, page_break=broken, gap=first
                )
                first = False


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            if child.find(f"{W}trPr/{W}del") is None:
                yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _cells(child)


def _continued(cell: Element) -> bool:
    """A cell that only goes on with the one above it (vertical merge, 17.4.84)."""
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def _tabbed(line: str) -> str:
    """A line with its tabs kept between cells and dropped at its ends."""
    cells = [cell for cell in map(clean_line, line.split("\t")) if cell]
    if len(cells) > 1 and TYPED_NUMBER.fullmatch(cells[0]):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return "\t".join(cells)


def _all_of(paragraph: Element, tag: str) -> bool:
    """All runs with words have the property: ``b`` bold, ``i`` italic, ``u`` underlined."""
    runs = [run for run in paragraph.findall(W + "r") if any(t.text and t.text.strip() for t in run.findall(W + "t"))]
    return bool(runs) and all(on(run.find(W + "rPr"), tag) for run in runs)
