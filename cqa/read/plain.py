"""Text and Markdown: the file decoded, with the entities of Markdown as characters; lines are only marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from cqa.model import Document, Line, LineMark, Page
from cqa.read.decode import decode

HEADING = re.compile(r"(#{1,6}) +\S")
ITEM = re.compile(r"([ \t]*)(?:[-*+•] +\S)")
TABLE_ROW = re.compile(r"\s*\|.*\|")
CELLS = re.compile(r"\S[^\t\n]*\t")
LINE_END = re.compile("\r*\n|[\r\x0c\u2028\u2029]")
"""Line ends of Unix, Windows (also after a faulty conversion: CR CR LF), old Macs, the page break of printers and
the two line ends of Unicode (Unicode Standard, 5.8)."""

PAGE_BREAK = "\x0c"

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,30});")
"""A character by name or number, which Markdown allows (CommonMark 0.31, 6.2): ``&nbsp;``."""


def read_plain(data: bytes, path: str, sha256: str, media: str) -> Document:
    """Read a text or Markdown file; `text` is the file decoded. A form feed begins a new page."""
    text = decode(data)
    if media == "markdown":
        text = ENTITY.sub(_character, text)
    breaks = [0]
    lines = tuple(_lines(text, breaks))
    pages = tuple(
        Page(number, start, end)
        for number, (start, end) in enumerate(zip(breaks, [*breaks[1:], len(text)], strict=True), 1)
    )
    return Document(path, sha256, media, text, pages, lines)


def _character(entity: re.Match[str]) -> str:
    """Return the character that an entity names; what names none stays as it is printed."""
    number = entity[0].startswith("&#")
    return unescape(entity[0]) if number else html5.get(entity[0][1:], entity[0])


def _lines(text: str, breaks: list[int]) -> Iterator[Line]:
    """Yield the lines in order; the start of each page is added to `breaks`."""
    start = 0
    for found in LINE_END.finditer(text):
        yield _line(text, start, found.start(), len(breaks))
        start = found.end()
        if found[0] == PAGE_BREAK and 0 < start < len(text):
            breaks.append(start)
    yield _line(text, start, len(text), len(breaks))


def _line(text: str, start: int, end: int, page: int) -> Line:
    mark, level = _mark(text[start:end])
    return Line(start, end, page, mark=mark, level=level)


def _mark(line: str) -> tuple[LineMark, int]:
    """Return what Markdown or a converter's tabs mark a line as, with its level or list depth."""
    if not line.strip():
        return "blank", 0
    heading = HEADING.match(line)
    if heading:
        return "heading", len(heading[1])
    if TABLE_ROW.match(line) or "\t" in line.strip("\t ") or (line.endswith("\t") and CELLS.match(line)):
        return "row", 0
    item = ITEM.match(line)
    if item:
        return "item", 1 + len(item[1].expandtabs(4)) // 2
    return "", 0
