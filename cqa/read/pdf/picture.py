"""A page as people see it: a picture of it, and where on it some words are."""

from __future__ import annotations

import ctypes
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from cqa.read.pdf import pdfium
from cqa.record import dataclass

MOST_PIXELS = 4_000_000
"""Pixels of a picture at most: an A4 page of 1,600 pixels by 2,263 has 3.6 million."""

COMPRESSION = 1
"""Level of zlib, of 9: the fastest. A page of 880 pixels takes 120 kB; level 2 saves 3 % of that."""

TENTHS = 10
"""pdfium gives places on a page in whole units: a unit is a tenth of a point here."""

LINE_LEAST = 8
"""Letters and digits of a line that is looked for alone: shorter ones occur anywhere."""

PIECE_LEAST = 14
"""Letters and digits of a part of a line that is looked for alone: two or three words."""

BOXES_MOST = 300
"""Boxes of one page; a page with more would be marked all over."""

MARGIN = 2.0
"""Points between the words and the box round them."""


class Box(NamedTuple):
    """A rectangle on a page, in points from its top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageLook:
    """The size of a page in points, and the boxes round the quotation and round the words searched for."""

    width: float
    height: float
    quoted: tuple[Box, ...]
    marked: tuple[Box, ...]


def png(document: pdfium.Document, index: int, wide: int) -> bytes:
    """Return page ``index`` (from 0) as a PNG picture of so many pixels across, fewer for a page of an odd shape."""
    page = document[index]
    try:
        width, height = (max(side, 1.0) for side in page.get_size())
        scale = min(wide / width, (MOST_PIXELS / (width * height)) ** 0.5, MOST_PIXELS**0.5 / max(width, height) * 2)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        try:
            across, down, stride, data = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
    rows = [data[y * stride : y * stride + 3 * across] for y in range(down)]
    whole = b"".join(rows)
    if whole[0::3] == whole[1::3] == whole[2::3]:
        return _png(across, down, 0, [row[0::3] for row in rows])
    return _png(across, down, 2, rows)


def _png(width: int, height: int, colours: int, rows: Iterable[bytes]) -> bytes:
    """Return pixels as a PNG file (ISO/IEC 15948); ``colours`` is 0 for grey, 2 for red, green and blue."""
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), COMPRESSION)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def look(document: pdfium.Document, index: int, quotes: Sequence[str], words: Sequence[str]) -> PageLook:
    """Return where on page ``index`` (from 0) the ``quotes`` and every one of the ``words`` are.

    A quotation that the page prints otherwise (across columns, with a footnote inside) is looked for line by line.
    """
    page = pdfium.api.FPDF_LoadPage(document.raw, index)
    if not page:
        return PageLook(1.0, 1.0, (), ())
    textpage = pdfium.api.FPDFText_LoadPage(page)
    try:
        size = (pdfium.api.FPDF_GetPageWidthF(page), pdfium.api.FPDF_GetPageHeightF(page))
        if not textpage:
            return PageLook(*size, (), ())
        letters = _Letters(textpage)
        place = _CharacterPlaces(page, textpage, size)
        quoted = [box for quote in quotes for run in letters.runs(quote) for box in place.boxes(*run)]
        marked = [box for word in words for run in letters.every(word) for box in place.boxes(*run)]
        return PageLook(*size, tuple(joined(quoted)), tuple(marked[:BOXES_MOST]))
    finally:
        if textpage:
            pdfium.api.FPDFText_ClosePage(textpage)
        pdfium.api.FPDF_ClosePage(page)


class _Letters:
    """The letters and digits of a page in their order, without all that readers of files change: blanks, hyphens at
    the ends of lines, ligatures, capitals."""

    def __init__(self, textpage: Any) -> None:
        count = min(max(pdfium.api.FPDFText_CountChars(textpage), 0), pdfium.MAX_CHARACTERS)
        self._at: list[int] = []
        """For each letter the number of its character on the page."""
        self._begins: set[int] = set()
        """Letters with which a word begins."""
        kept: list[str] = []
        apart = True
        for number in range(count):
            code = pdfium.unchecked.FPDFText_GetUnicode(textpage, number)
            found = plain(chr(code)) if code < 0x110000 else ""
            if not found:
                apart = apart or code not in _HYPHENS
                continue
            if apart:
                self._begins.add(len(kept))
            kept += found
            self._at += [number] * len(found)
            apart = False
        self._begins.add(len(kept))
        self._text = "".join(kept)

    def runs(self, quote: str) -> list[tuple[int, int]]:
        """Return runs of characters, as first and number, that the words of a quotation take; none if not there."""
        whole = plain(quote)
        at = self._text.find(whole) if whole else -1
        if at >= 0:
            return [self._run(at, len(whole))]
        found: list[tuple[int, int]] = []
        after = 0
        for line in quote.splitlines():
            wanted = plain(line)
            at = self._text.find(wanted, after) if len(wanted) >= LINE_LEAST else -1
            if at >= 0:
                found.append(self._run(at, len(wanted)))
                after = at + len(wanted)
            elif len(wanted) >= LINE_LEAST:  # a row of a table, or a sentence across columns
                found += self._pieces([word for word in map(plain, line.split()) if word])
        return found

    def _pieces(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the longest runs of words that the page has, from the first word on."""
        found: list[tuple[int, int]] = []
        first = 0
        while first < len(words):
            piece, at, last = words[first], -1, first
            while (here := self._text.find(piece)) >= 0:
                at, last = here, last + 1
                if last == len(words):
                    break
                piece += words[last]
            length = sum(map(len, words[first:last]))
            if length >= PIECE_LEAST:
                found.append(self._run(at, length))
            first = max(last, first + 1)
        return found

    def every(self, word: str) -> list[tuple[int, int]]:
        """Return the runs of every place where whole words are printed."""
        wanted = plain(word)
        found: list[tuple[int, int]] = []
        at = self._text.find(wanted) if wanted else -1
        while at >= 0 and len(found) < BOXES_MOST:
            if at in self._begins and at + len(wanted) in self._begins:
                found.append(self._run(at, len(wanted)))
            at = self._text.find(wanted, at + 1)
        return found

    def _run(self, at: int, length: int) -> tuple[int, int]:
        first, last = self._at[at], self._at[at + length - 1]
        return first, last - first + 1


_HYPHENS = frozenset((0x2, 0xAD))
"""What pdfium gives for a hyphen at the end of a line, and the soft hyphen."""


def plain(text: str) -> str:
    """Return the letters and digits of a text, small and without ligatures.

    >>> plain("Co-\\nordinated \\ufb01nance, 3.4")
    'coordinatedfinance34'
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


class _CharacterPlaces:
    """Turns runs of characters into boxes on the page as it is seen, turned pages included."""

    def __init__(self, page: Any, textpage: Any, size: tuple[float, float]) -> None:
        self._page, self._textpage = page, textpage
        self._across, self._down = (max(1, round(side * TENTHS)) for side in size)

    def boxes(self, first: int, count: int) -> list[Box]:
        found: list[Box] = []
        for number in range(min(pdfium.api.FPDFText_CountRects(self._textpage, first, count), BOXES_MOST)):
            sides = [ctypes.c_double() for _ in range(4)]  # left, top, right, bottom
            pdfium.api.FPDFText_GetRect(self._textpage, number, *map(ctypes.byref, sides))
            left, top, right, bottom = (side.value for side in sides)
            (x0, y0), (x1, y1) = self._seen(left, top), self._seen(right, bottom)
            found.append(Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)))
        return found

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.api.FPDF_PageToDevice(
            self._page, 0, 0, self._across, self._down, 0, x, y, ctypes.byref(across), ctypes.byref(down)
        )
        return across.value / TENTHS, down.value / TENTHS


def joined(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes with a margin, those of neighbouring lines as one: a paragraph has one box, in two columns two."""
    found: list[Box] = []
    for box in boxes:
        if found and _near(found[-1], box):
            last = found.pop()
            x, y = min(last.x, box.x), min(last.y, box.y)
            right, low = max(last.x + last.width, box.x + box.width), max(last.y + last.height, box.y + box.height)
            box = Box(x, y, right - x, low - y)
        found.append(box)
    return [Box(b.x - MARGIN, b.y - MARGIN, b.width + 2 * MARGIN, b.height + 2 * MARGIN) for b in found]


def _near(one: Box, other: Box) -> bool:
    """Return whether two boxes are on one line or on lines that follow each other."""
    tall = max(min(one.height, other.height), 1.0)
    beside = one.x - 3 * tall < other.x + other.width and other.x - 3 * tall < one.x + one.width
    return beside and one.y - 2 * tall < other.y + other.height and other.y - 2 * tall < one.y + one.height
