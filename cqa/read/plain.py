"""Text and Markdown: the file decoded and otherwise unchanged; lines are only marked."""

from __future__ import annotations

import codecs
import re

from cqa.errors import UnsupportedFile
from cqa.model import Document, Line, LineMark, Page

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of utf-16-le
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

HEADING = re.compile(r"(#{1,6}) +\S")
ITEM = re.compile(r"([ \t]*)(?:[-*+•] +\S)")
TABLE_ROW = re.compile(r"\s*\|.*\|")
CELLS = re.compile(r"\S[^\t\n]*\t")
LINE = re.compile(r"[^\r\n]*")


def decode(data: bytes, name: str) -> str:
    """`data` as text: by its byte order mark, else UTF-8, else Windows-1252. The mark itself is dropped."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise UnsupportedFile(f"{name}: this is not a text that cqa can decode. Save it as UTF-8.")
    return data.decode("latin-1")


def read_plain(data: bytes, path: str, sha256: str, media: str) -> Document:
    """A text or Markdown file; `text` is the file decoded, unchanged, on one page."""
    text = decode(data, path)
    lines = tuple(_lines(text))
    return Document(path, sha256, media, text, (Page(1, 0, len(text)),), lines)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    start = 0
    for raw in text.split("\n"):
        line = raw[:-1] if raw.endswith("\r") else raw
        mark, level = _mark(line)
        found.append(Line(start, start + len(line), 1, mark=mark, level=level))
        start += len(raw) + 1
    return found


def _mark(line: str) -> tuple[LineMark, int]:
    """What Markdown or a converter's tabs say of a line, with its level or list depth."""
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
