"""The body of an OpenDocument text as lines: headings, paragraphs, list items and table rows in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cqa.model import LineMark
from cqa.read.glyphs import BULLET, clean_line
from cqa.read.word.entry import Entry
from cqa.read.word.odt_styles import DRAW, OFFICE, TABLE, TEXT, Counter, OdtLevel, OdtLook, OdtStyles

MAX_DEPTH = 100
"""Elements within elements that are followed: real files have some fifteen, and Python stops at 1,000 calls."""

MAX_REPEATED = 50
"""Times that a repeated cell or row is written: sheets repeat an empty one to the end of the page."""

SPACE = re.compile(r"[ \t\r\n]+")
"""White space that counts as one blank (6.1.2)."""

UNSEEN = frozenset(
    {
        *(TEXT + name for name in ("tracked-changes", "sequence-decls", "variable-decls", "user-field-decls")),
        *(TEXT + name for name in ("change", "hidden-text", "index-title-template", "table-of-content-source")),
        *(OFFICE + name for name in ("annotation", "annotation-end", "forms", "event-listeners")),
        *(DRAW + name for name in ("glue-point", "image-map", "contour-polygon")),
        *("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + name for name in ("title", "desc")),
    }
)
"""Elements without words of the paper: deleted words (5.5.1), comments, settings of fields and indexes."""

ROWS = frozenset({TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"})
CELLS = frozenset({TABLE + "table-cell", TABLE + "covered-table-cell"})
LIST_ITEMS = frozenset({TEXT + "list-item", TEXT + "list-header"})


class _Words:
    """The words of one paragraph under construction, with how many of their letters look how."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.letters = self.bold = self.italic = 0

    def add(self, text: str, look: OdtLook) -> None:
        count = sum(map(str.isalnum, text))
        self.letters += count
        self.bold += count if look.bold else 0
        self.italic += count if look.italic else 0
        self.parts.append(text)


class OdtBody:
    """Reads the body once. ``notes`` are the footnotes and endnotes read so far."""

    def __init__(self, styles: OdtStyles) -> None:
        self._styles = styles
        self.notes: list[str] = []
        self._page, self._broken = 1, False
        self._outline = Counter()
        self._counters: dict[str, Counter] = {}
        self._last: dict[str, Counter] = {}

    def entries(self, element: Any, depth: int = 0) -> Iterator[Entry]:
        """Yield the lines of an element's paragraphs, lists and tables."""
        if depth > MAX_DEPTH:
            return
        for child in element:
            if not isinstance(child.tag, str) or child.tag in UNSEEN:
                continue
            if child.tag == TEXT + "soft-page-break":
                self._break()
            elif child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child)
            elif child.tag == TEXT + "list":
                yield from self._list(child, child.get(TEXT + "style-name") or "", None, 1, depth + 1)
            elif child.tag == TABLE + "table":
                yield from self._table(child, depth + 1)
            else:
                yield from self.entries(child, depth + 1)

    # ---- paragraphs

    def _paragraph(
        self, element: Any, mark: LineMark = "", level: int = 0, number: str = "", gap: bool = True
    ) -> Iterator[Entry]:
        """Yield a paragraph, then those of the frames that are anchored in it."""
        look = self._styles.look("paragraph", element.get(TEXT + "style-name"))
        if look.break_before:
            self._break()
        if element.tag == TEXT + "h":
            depth = element.get(TEXT + "outline-level") or "1"
            mark, level = "heading", int(depth) if depth.isdigit() else 1
            if not number and element.get(TEXT + "is-list-header") != "true":
                number = self._outline.next(self._styles.outline, level, element.get(TEXT + "start-value"))
        page = self._begun()
        words, frames = _Words(), list[Any]()
        self._inline(element, look, words, frames, 0)
        for n, line in enumerate("".join(words.parts).split("\n")):
            text = "\t".join(filter(None, map(clean_line, line.split("\t"))))
            if number and not n:
                text = f"{number} {text}".strip()
            if text:
                most = max(words.letters, 1)
                bold, italic = words.bold * 2 > most, words.italic == words.letters > 0
                yield Entry(text, mark, level, look.size or 0.0, bold, italic, gap=gap and not n, page=page)
        for frame in frames:
            yield from self.entries(frame)

    def _inline(self, element: Any, look: OdtLook, words: _Words, frames: list[Any], depth: int) -> None:
        """Add the words of an element and of what is within it; frames are put aside."""
        self._add(element.text, look, words)
        for child in element if depth <= MAX_DEPTH else ():
            if isinstance(child.tag, str) and child.tag not in UNSEEN:
                self._inline_child(child, look, words, frames, depth)
            self._add(child.tail, look, words)

    def _inline_child(self, child: Any, look: OdtLook, words: _Words, frames: list[Any], depth: int) -> None:
        if child.tag == TEXT + "s":
            words.parts.append(" ")
        elif child.tag == TEXT + "tab":
            words.parts.append("\t")
        elif child.tag == TEXT + "line-break":
            words.parts.append("\n")
        elif child.tag == TEXT + "soft-page-break":
            self._break()
        elif child.tag == TEXT + "note":
            self._note(child, words)
        elif child.tag in (DRAW + "frame", DRAW + "custom-shape", DRAW + "g"):
            frames.append(child)
        elif child.tag == TEXT + "span":
            own = self._styles.look("text", child.get(TEXT + "style-name")).over(look)
            self._inline(child, own, words, frames, depth + 1)
        else:
            self._inline(child, look, words, frames, depth + 1)

    def _add(self, text: str | None, look: OdtLook, words: _Words) -> None:
        if text and not look.hidden:
            words.add(SPACE.sub(" ", text), look)

    def _note(self, note: Any, words: _Words) -> None:
        body = note.find(TEXT + "note-body")
        inner = OdtBody(self._styles)
        said = " ".join(entry.text.replace("\t", " ") for entry in inner.entries(body)) if body is not None else ""
        if said:
            self.notes.append(said)
            words.parts.append(f"[{len(self.notes)}]")

    def _begun(self) -> int:
        """Return the page on which what comes next begins."""
        self._broken = False
        return self._page

    def _break(self) -> None:
        """Begin a new page before what comes next: a break at the end of a page and one before a paragraph are one."""
        if not self._broken:
            self._page += 1
            self._broken = True

    # ---- lists

    def _list(self, element: Any, style: str, counter: Counter | None, depth: int, nested: int) -> Iterator[Entry]:
        """Yield the items of a list, which may continue another: one that it names, or the last of its style."""
        if nested > MAX_DEPTH:
            return
        if counter is None:
            counter = self._counter(element, style)
        levels = {at: self._styles.level(style, at) for at in range(1, depth + 1)}
        for item in element:
            if item.tag not in LIST_ITEMS:
                continue
            numbered = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag == TEXT + "list":
                    own = child.get(TEXT + "style-name") or style
                    yield from self._list(child, own, counter, depth + 1, nested + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    number = self._number(counter, levels, depth, item) if numbered else ""
                    yield from self._paragraph(child, "item", depth, number)
                    numbered = False
                elif isinstance(child.tag, str):
                    yield from self.entries(child, nested + 1)

    def _number(self, counter: Counter, levels: dict[int, OdtLevel], depth: int, item: Any) -> str:
        printed = counter.next(levels, depth, item.get(TEXT + "start-value"))
        return printed if levels[depth].form else BULLET

    def _counter(self, element: Any, style: str) -> Counter:
        before = element.get(TEXT + "continue-list")
        found = self._counters.get(before) if before else None
        if found is None and element.get(TEXT + "continue-numbering") == "true":
            found = self._last.get(style)
        found = found or Counter()
        self._last[style] = found
        if identity := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self._counters[identity] = found
        return found

    # ---- tables

    def _table(self, table: Any, depth: int) -> Iterator[Entry]:
        """Yield a line for each row, its cells separated by TAB; a table within a cell is read as words."""
        first = True
        for row in self._rows(table):
            page = self._begun()
            cells: list[str] = []
            bold: list[bool] = []
            for cell in row:
                if cell.tag not in CELLS:
                    continue
                inside = list(self.entries(cell, depth + 1))
                words = " ".join(entry.text.replace("\t", " ") for entry in inside)
                bold += [entry.bold for entry in inside]
                cells += [words] * min(int(cell.get(TABLE + "number-columns-repeated") or 1), MAX_REPEATED)
            if any(cells):
                yield Entry("\t".join(cells), "row", 0, 0.0, bool(bold) and all(bold), gap=first, page=page)
                first = False

    def _rows(self, table: Any) -> Iterator[Any]:
        for child in table:
            if child.tag == TABLE + "table-row":
                yield child
            elif child.tag in ROWS:
                yield from self._rows(child)
