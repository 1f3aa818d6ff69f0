"""The text of Word 97-2003 with its properties ([MS-DOC]): pieces, then paragraphs of characters that a reader sees."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from cqa.errors import EncryptedFile
from cqa.read.symbols import TICKED, UNTICKED, is_symbol_font, symbol, symbols
from cqa.read.word.doc_styles import DocStyle, fonts, numbering, styles
from cqa.read.word.ole import CompoundFile
from cqa.read.word.sprm import PropertyRuns, flag, sprms, value

WORD_97 = 0x00C1
"""First version of the format that this describes (nFib, 2.5.1)."""

ENCRYPTED, TABLE_1 = 0x0100, 0x0200
"""Flags: the file is locked; its tables are in the stream ``1Table`` (fEncrypted, fWhichTblStm, 2.5.2)."""

COUNTS = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68)
"""Places of the lengths of the stories: text, notes, headers, macros, comments, endnotes, boxes, those of headers."""

BOX_TYPE = 1
"""The kind of form field that is a tick box (FFDataBits.iType)."""

FORM_HEADER = 0x44
"""Bytes before the data of a form field (NilPICFAndBinData.cbHeader)."""

DELETED, STRUCK, STRUCK_TWICE, VANISHED, STYLE_OF_RUN = 0x0800, 0x0837, 0x2A53, 0x083C, 0x4A30
BOLD, ITALIC, HALF_POINTS, FONT, SYMBOL, DATA_PLACE, IS_DATA = 0x0835, 0x0836, 0x4A43, 0x4A4F, 0x6A09, 0x6A03, 0x0806
SPECIAL = 0x0855
"""Modifiers of characters by their codes (2.6.1)."""

IN_TABLE, ROW_END, INNER_CELL, INNER_ROW_END, LIST, LIST_LEVEL, OUTLINE = (
    0x2416, 0x2417, 0x244B, 0x244C, 0x460B, 0x260A, 0x2640
)  # fmt: skip
TABLE_EDGES = 0xD608
"""Modifiers of paragraphs and of rows of tables by their codes (2.6.2, 2.6.3)."""


class DocParagraph(NamedTuple):
    """One paragraph: its visible words, its end mark, its style and own modifiers, and how its words look."""

    text: str
    end: str
    deleted_end: bool
    style: DocStyle
    sprms: dict[int, bytes]
    bold: bool
    italic: bool
    half_points: int = 0
    """Size of its first visible word."""

    def number(self, code: int) -> int | None:
        """Return a modifier of the paragraph or its style as a number."""
        own = value(self.sprms, code)
        return own if own is not None else value(self.style.paragraph, code)


class DocText:
    """A document's characters. Raises EncryptedFile for a locked one, ValueError for a version before Word 97."""

    def __init__(self, data: bytes, name: str) -> None:
        self.file = CompoundFile(data)
        self.document = self.file.stream("WordDocument")
        ident, version = struct.unpack_from("<HH", self.document)
        flags = struct.unpack_from("<H", self.document, 0x0A)[0]
        if ident != 0xA5EC or version < WORD_97:
            raise ValueError("a format before Word 97")
        if flags & ENCRYPTED:
            raise EncryptedFile(f"{name}: this Word file is locked with a password. Save a copy without one.")
        self.table = self.file.stream("1Table" if flags & TABLE_1 else "0Table")
        self.counts = [struct.unpack_from("<I", self.document, place)[0] for place in COUNTS]
        self.styles = styles(self.part(1))
        self.fonts = fonts(self.part(15))
        lists = struct.unpack_from("<I", self.document, 0x9A + 73 * 8)[0]
        self.numbering = numbering(self.table[lists:] if self.part(73) else b"", self.part(74))
        self.paragraph_runs = PropertyRuns(self.document, self.part(13), True)
        self.character_runs = PropertyRuns(self.document, self.part(12), False)
        self.pieces = list(_pieces(self.part(33)))
        self.struck = self.hidden = 0

    def part(self, index: int) -> bytes:
        """Return a structure of the table stream by its place among the pairs of the header (FibRgFcLcb97, 2.5.6)."""
        start, length = struct.unpack_from("<II", self.document, 0x9A + 8 * index)
        return self.table[start : start + length]

    def story(self, index: int) -> tuple[int, int]:
        """Return first and last character position of a story, in the order of :data:`COUNTS`."""
        start = sum(self.counts[:index])
        return start, start + self.counts[index]

    def paragraphs(self, start: int, end: int) -> Iterator[DocParagraph]:
        """Return the paragraphs between two character positions."""
        words: list[str] = []
        looks: list[tuple[bool, bool, int]] = []
        coding: list[bool] = []
        for char, place in self._characters(start, end):
            style, own = self._paragraph_style(place)
            run = self.character_runs.at(place)
            if char in "\r\x07\x0c":
                mark = "\r" if char == "\x0c" else char
                deleted = flag(run.sprms, DELETED) and char == "\r"
                yield self._paragraph(words, looks, mark, deleted, style, own)
                words, looks = [], []
                continue
            if char in "\x13\x14\x15":
                _field(char, coding)
                continue
            shown = self._shown(char, run.sprms, style) if not any(coding) or char == "\x01" else ""
            if shown and not self._unseen(run.sprms, style, shown):
                words.append(shown)
                looks.append(self._look(run.sprms, style) if not shown.isspace() else (True, True, 0))
        if words:
            yield self._paragraph(words, looks, "\r", False, DocStyle(0, {}, {}), {})

    def _characters(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Return each character with its place in the file."""
        for first, last, place, wide in self.pieces:
            low, high = max(first, start), min(last, end)
            if low >= high:
                continue
            step = 2 if wide else 1
            at = place + (low - first) * step
            raw = self.document[at : at + (high - low) * step]
            text = raw.decode("utf-16-le", "replace") if wide else "".join(_narrow(byte) for byte in raw)
            yield from ((char, at + n * step) for n, char in enumerate(text))

    def _paragraph_style(self, place: int) -> tuple[DocStyle, dict[int, bytes]]:
        run = self.paragraph_runs.at(place)
        return self.styles[run.style] if run.style < len(self.styles) else DocStyle(0, {}, {}), run.sprms

    def _paragraph(
        self,
        words: list[str],
        looks: list[tuple[bool, bool, int]],
        end: str,
        deleted: bool,
        style: DocStyle,
        own: dict[int, bytes],
    ) -> DocParagraph:
        bold, italic = (bool(looks) and all(look[n] for look in looks) for n in (0, 1))
        size = next((look[2] for look in looks if look[2]), 0)
        return DocParagraph("".join(words), end, deleted, style, own, bold, italic, size)

    def _look(self, run: dict[int, bytes], style: DocStyle) -> tuple[bool, bool, int]:
        """Return whether characters are bold, italic, and their size in half points."""
        size = value(run, HALF_POINTS)
        if size is None:
            size = value(style.characters, HALF_POINTS) or 0
        return flag(run, BOLD, _on(style, BOLD)), flag(run, ITALIC, _on(style, ITALIC)), size

    def _unseen(self, run: dict[int, bytes], style: DocStyle, shown: str) -> bool:
        """Return whether nobody reads these characters: deleted, hidden or struck out, directly or by a style."""
        if flag(run, DELETED):
            return True
        index = value(run, STYLE_OF_RUN)
        by_run = self.styles[index].characters if index is not None and index < len(self.styles) else {}
        for code in (VANISHED, STRUCK, STRUCK_TWICE):
            if flag(run, code, flag(by_run, code) != _on(style, code)):
                self.hidden += code == VANISHED and not shown.isspace()
                self.struck += code != VANISHED and not shown.isspace()
                return True
        return False

    def _shown(self, char: str, run: dict[int, bytes], style: DocStyle) -> str:
        if char == "\x01":
            return self._form_box(run)
        sign = run.get(SYMBOL)
        if sign and len(sign) == 4 and char in "(\x28":
            font, code = struct.unpack("<HH", sign)
            return symbol(self._font(font), code)
        if char < " ":
            return {"\t": "\t", "\x0b": "\n", "\x1e": "-", "\x0e": "\n"}.get(char, "")
        font = value(run, FONT)
        name = self._font(font if font is not None else value(style.characters, FONT) or 0)
        return symbols(name, char) if is_symbol_font(name) else char

    def _font(self, index: int) -> str:
        return self.fonts[index] if index < len(self.fonts) else ""

    def _form_box(self, run: dict[int, bytes]) -> str:
        """Return the tick box of a form field (FFData, 2.9.79), "" for a picture or another field."""
        place = value(run, DATA_PLACE)
        if place is None or not flag(run, IS_DATA):
            return ""
        data = self.file.stream("Data")
        if place + FORM_HEADER + 10 > len(data) or struct.unpack_from("<H", data, place + 4)[0] != FORM_HEADER:
            return ""
        at = place + FORM_HEADER
        bits = struct.unpack_from("<H", data, at + 4)[0]
        if bits & 3 != BOX_TYPE:
            return ""
        result = bits >> 2 & 31
        if result == 25:  # not touched: as it was made
            length = struct.unpack_from("<H", data, at + 10)[0]
            result = struct.unpack_from("<H", data, at + 12 + 2 * length + 2)[0]
        return TICKED if result == 1 else UNTICKED


def _on(style: DocStyle, code: int) -> bool:
    return flag(style.characters, code)


def _field(char: str, coding: list[bool]) -> None:
    """Take a mark of a field: begin, separator or end; the code between the first two is no text."""
    if char == "\x13":
        coding.append(True)
    elif coding and char == "\x14":
        coding[-1] = False
    elif coding:
        coding.pop()


def _pieces(clx: bytes) -> Iterator[tuple[int, int, int, bool]]:
    """Return the pieces of the text: first and last position, place in the file, whether two bytes a character."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    length = struct.unpack_from("<I", clx, at + 1)[0]
    table = clx[at + 5 : at + 5 + length]
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", table)
    for n in range(count):
        place = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * n + 2)[0]
        wide = not place & 0x40000000
        place &= 0x3FFFFFFF
        yield positions[n], positions[n + 1], place if wide else place // 2, wide


def _narrow(byte: int) -> str:
    if byte < 0x80 or byte >= 0xA0:
        return chr(byte)
    return bytes((byte,)).decode("cp1252", "replace").replace("\ufffd", "")


__all__ = ["DocParagraph", "DocText", "sprms"]
