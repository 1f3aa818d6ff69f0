"""The body of a Word document in reading order: paragraphs, table rows, text boxes, imported parts, page breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cqa.model import LineMark
from cqa.read.glyphs import clean_line
from cqa.read.word.entry import Entry
from cqa.read.word.numbering import Numbering
from cqa.read.word.runs import BREAK, MAX_DEPTH, Runs, is_placeholder
from cqa.read.word.styles import Styles
from cqa.read.word.tables import table_entries
from cqa.read.word.xml import Element, R, W, number, on, val

TYPED_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?[A-Za-z]{1,2}[.)]|\(?[ivx]{1,6}[.)]|\(\d{1,2}\)|•)")
"""A number that the author typed before a tab."""

WRAPPERS = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
"""Elements around blocks that change nothing of their words."""


class Body:
    """Reads block elements once, counting list numbers and page breaks on the way.

    `chunk` reads an imported part (``w:altChunk``) by its relation's id.
    """

    def __init__(
        self, styles: Styles, numbering: Numbering, runs: Runs, chunk: Callable[[str], Iterator[Entry]] | None = None
    ) -> None:
        self.styles, self.numbering, self.runs, self.chunk = styles, numbering, runs, chunk
        self.broken = False

    def entries(self, parent: Element, depth: int = 0) -> Iterator[Entry]:
        """Return the entries of every block in `parent`: a body, a cell, a text box or a content control."""
        if depth > MAX_DEPTH:
            return
        open_ended: list[Element] = []
        for child in _blocks(parent, 0):
            if child.tag == W + "p":
                open_ended.append(child)
                if not _mark_deleted(child):
                    yield from self._paragraph(open_ended, depth)
                    open_ended = []
                continue
            if open_ended:
                yield from self._paragraph(open_ended, depth)
                open_ended = []
            if child.tag == W + "tbl":
                yield from table_entries(self.entries, child, depth)
            elif child.tag == W + "altChunk" and self.chunk is not None:
                yield from self.chunk(child.get(R + "id") or "")
        if open_ended:
            yield from self._paragraph(open_ended, depth)

    def _paragraph(self, paragraphs: list[Element], depth: int) -> Iterator[Entry]:
        """Yield the lines of a paragraph; paragraphs whose mark between them is deleted are one."""
        raw, boxes = "", list[Element | str]()
        chosen = paragraphs[-1]
        for paragraph in paragraphs:
            words, more = self.runs.words(paragraph, val(paragraph.find(W + "pPr"), "pStyle"))
            if words.strip(" \t\n\x0c") and not raw.strip(" \t\n\x0c"):
                chosen = paragraph
            raw += words
            boxes += more
        yield from self._lines(chosen, raw)
        rows = 0
        for box in boxes:
            if isinstance(box, str):
                if box:
                    rows = rows + 1 if "\t" in box else 0
                    yield Entry(box, "row" if rows else "", gap=rows < 2)
            else:
                yield from self.entries(box, depth + 1)

    def _lines(self, paragraph: Element, raw: str) -> Iterator[Entry]:
        properties = paragraph.find(W + "pPr")
        style = self.styles.style(val(properties, "pStyle"))
        label, listed = self._label(properties, style.num_id, style.ilvl) if raw.strip(" \t\n\x0c") else ("", None)
        outline = number(val(properties, "outlineLvl"))
        level = style.level or (outline + 1 if outline is not None and outline < 9 else 0)
        worded = [] if style.bold and style.emphasis else _properties_of_worded(paragraph)
        bold = style.bold or _all_of(worded, "b")
        emphasis = style.emphasis or _all_of(worded, "i") or _all_of(worded, "u")
        mark: LineMark = "heading" if level else "item" if listed is not None else ""
        shown = level if level else (listed or 0) + 1 if listed is not None else 0
        first = True
        for part in raw.split(BREAK):
            for line in part.split("\n"):
                text = tabbed(line)
                if text:
                    text = f"{label} {text}" if first and label else text
                    row = "\t" in text and not level
                    yield self._entry(
                        Entry(text, "row" if row else mark, 0 if row else shown, style.size, bold, emphasis, gap=first)
                    )
                    first = False
            self.broken = True
        self.broken = raw.endswith(BREAK) or (first and BREAK in raw and self.broken)

    def _entry(self, entry: Entry) -> Entry:
        broken, self.broken = self.broken and self.runs.paged, False
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


def _blocks(parent: Element, depth: int) -> Iterator[Element]:
    """Return the paragraphs, tables and imported parts in `parent`, out of what only wraps them."""
    for child in parent:
        if child.tag == W + "sdt":
            content = child.find(W + "sdtContent")
            if content is not None and not is_placeholder(child) and depth < MAX_DEPTH:
                yield from _blocks(content, depth + 1)
        elif child.tag in WRAPPERS:
            if depth < MAX_DEPTH:
                yield from _blocks(child, depth + 1)
        elif isinstance(child.tag, str):
            yield child


def _mark_deleted(paragraph: Element) -> bool:
    """Return whether the mark at a paragraph's end is deleted or moved away: the next continues its line."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(properties.find(W + name) is not None for name in ("del", "moveFrom"))


def tabbed(line: str) -> str:
    """Return a line with its tabs kept between cells and dropped at its ends."""
    cells = [cell for cell in map(clean_line, line.split("\t")) if cell]
    if len(cells) > 1 and TYPED_NUMBER.fullmatch(cells[0]):
        cells[:2] = [f"{cells[0]} {cells[1]}"]
    return "\t".join(cells)


def _properties_of_worded(paragraph: Element) -> list[Element | None]:
    """Return the properties of the runs that have words."""
    runs = paragraph.iterchildren(W + "r")
    return [run.find(W + "rPr") for run in runs if any(t.text and t.text.strip() for t in run.iterchildren(W + "t"))]


def _all_of(runs: Sequence[Element | None], tag: str) -> bool:
    """Return whether all runs have the property: ``b`` bold, ``i`` italic, ``u`` underlined."""
    return bool(runs) and all(on(properties, tag) for properties in runs)
