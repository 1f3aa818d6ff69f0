"""The text of one page as pieces with geometry, by few calls of pdfium.

A call for every character costs more than all the rest (measured: 683 pages a second by line, 228 by character),
so boxes are asked for at the ends of a line, and at its spaces only where the line is wider than its words need.
"""

from __future__ import annotations

import ctypes
import math
import re
from typing import Any

from cqa.read.glyphs import clean_line
from cqa.read.pdf.page import Piece, Rulings
from cqa.read.pdf.widths import ems

MAX_PAGE_CHARS = 400_000
"""Characters of one page; a dense A3 table has about 20,000."""

WIDE_GAP = 1.5
"""Gap in ems that always parts two pieces; the widest justified word space met in the sample is 1.2."""

LOOSE_GAP = 0.8
"""Gap in ems that parts two pieces when it also stands out from the line's other spaces."""

UPRIGHT = 0.2
"""Ems a character: a line of text that takes less room from left to right runs up or down."""

HYPHEN_MARK = "\ufffe"
"""What pdfium gives for a hyphen at the end of a printed line."""

BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
FORCE_BOLD = 1 << 18
"""Font descriptor flag 19 (ISO 32000-2, table 121). Weights guessed from stem widths proved useless."""


class Frame:
    """From PDF user space to points from the top left corner of the page as shown (ISO 32000-2, 14.11.2)."""

    def __init__(self, raw: Any, page: Any) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        self.left, self.right, self.low, self.high = box.left, box.right, box.bottom, box.top
        self._set(raw.FPDFPage_GetRotation(page))

    def _set(self, turn: int) -> None:
        self.turn = turn % 4
        width, height = self.right - self.left, self.high - self.low
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def quarter_turn(self, angle: float) -> None:
        """Turn the page so that text at `angle` (radians, anticlockwise) runs to the right."""
        self._set(self.turn + (1 if angle < math.pi else 3))

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.high - y
        if self.turn == 1:
            return y - self.low, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.low
        return self.high - y, self.right - x


class _Run:
    """Characters ``first`` to ``last`` (inclusive) of the page, before they become a piece."""

    __slots__ = ("first", "hyphen", "last", "measure", "text")

    def __init__(self, text: str, first: int, hyphen: bool) -> None:
        self.text, self.first, self.hyphen = text, first, hyphen
        self.last = first + len(text) - 1


class PageText:
    """The text of one page as pieces; C out-parameters are made once, calls are kept few."""

    def __init__(self, raw: Any, textpage: Any, frame: Frame) -> None:
        self.raw, self.textpage, self.frame = raw, textpage, frame
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.rect_ref, self.matrix_ref = ctypes.byref(self.rect), ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)
        self.flags = ctypes.c_int()
        self.flags_ref = ctypes.byref(self.flags)
        self.font = ctypes.create_string_buffer(128)
        self.fonts: dict[tuple[bytes, int], bool] = {}
        self.found: list[tuple[_Run, Piece]] = []

    def pieces(self) -> list[Piece]:
        """All pieces in the file's order."""
        start = 0
        for line in self._text().split("\r\n"):
            if HYPHEN_MARK in line:
                here = start
                parts = line.split(HYPHEN_MARK)
                for place, part in enumerate(parts):
                    self._add(part, here, hyphen=place < len(parts) - 1)
                    here += len(part) + 1
            else:
                self._add(line, start, hyphen=False)
            start += len(line) + 2
        return [piece for _, piece in self.found]

    def cut_at(self, rulings: Rulings) -> list[Piece]:
        """All pieces again, those that run across a vertical ruling cut there."""
        pieces: list[Piece] = []
        for run, piece in self.found:
            across = [
                line.at
                for line in rulings.vertical
                if piece.x0 + 1 < line.at < piece.x1 - 1 and line.low < piece.base - 0.3 * piece.size < line.high
            ]
            if across and " " in run.text:
                pieces.extend(self._cut(run, piece, across))
            else:
                pieces.append(piece)
        return pieces

    def _text(self) -> str:
        count = min(self.raw.FPDFText_CountChars(self.textpage), MAX_PAGE_CHARS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        self.raw.FPDFText_GetText(self.textpage, 0, count, buffer)
        return bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")

    def _add(self, part: str, start: int, hyphen: bool) -> None:
        stripped = part.strip()
        if not stripped:
            return
        run = _Run(stripped, start + len(part) - len(part.lstrip()), hyphen)
        x0, top, bottom, base, size, bold = self._begin(run.first)
        x1, bold_end = self._end(run.last + hyphen) if run.last + hyphen > run.first else (self._right(), bold)
        gaps = self._wide_gaps(run, x1 - x0, size) if " " in stripped else ()
        at, left = 0, x0
        upright = len(stripped) > 3 and x1 - x0 < UPRIGHT * len(stripped) * size
        whole = Piece(stripped, x0, top, x1, bottom, base, size, bold, bold_end, hyphen, upright)
        for begin, end, right, following in gaps:
            self._keep(whole, run, at, begin, left, right, False)
            at, left = end, following
        self._keep(whole, run, at, len(stripped), left, x1, hyphen)

    def _keep(self, whole: Piece, run: _Run, begin: int, end: int, x0: float, x1: float, hyphen: bool) -> None:
        source = run.text[begin:end]
        text = clean_line(source)
        if text:
            piece = whole._replace(text=text + "-" if hyphen else text, x0=x0, x1=x1, hyphen=hyphen)
            self.found.append((_Run(source, run.first + begin, hyphen), piece))

    def _begin(self, first: int) -> tuple[float, float, float, float, float, bool]:
        """Left, top, bottom, baseline, font size and weight at a character."""
        point = self.frame.point
        self.raw.FPDFText_GetLooseCharBox(self.textpage, first, self.rect_ref)
        rect = self.rect
        x0, top = point(rect.left, rect.top)
        _, bottom = point(rect.right, rect.bottom)
        self.raw.FPDFText_GetCharOrigin(self.textpage, first, self.x_ref, self.y_ref)
        base = point(self.x.value, self.y.value)[1]
        return (
            min(x0, point(rect.right, rect.bottom)[0]),
            min(top, bottom),
            max(top, bottom),
            base,
            self._size(first, abs(bottom - top)),
            self._bold(first),
        )

    def _size(self, index: int, tall: float) -> float:
        """Font size in points: where text is scaled by its matrix, pdfium's own figure is not (ISO 32000-2, 9.4.4)."""
        size: float = self.raw.FPDFText_GetFontSize(self.textpage, index)
        if 0.6 * tall < size < 1.7 * tall:
            return size
        self.raw.FPDFText_GetMatrix(self.textpage, index, self.matrix_ref)
        scaled = abs(size) * (self.matrix.c**2 + self.matrix.d**2) ** 0.5
        return scaled if 0.5 * tall < scaled < 2 * tall else tall

    def _bold(self, index: int) -> bool:
        length = self.raw.FPDFText_GetFontInfo(self.textpage, index, self.font, 128, self.flags_ref)
        key = (self.font.value if 0 < length <= 128 else b"", self.flags.value)
        bold = self.fonts.get(key)
        if bold is None:
            bold = self.fonts[key] = bool(BOLD_NAME.search(key[0]) or key[1] & FORCE_BOLD)
        return bold

    def _end(self, last: int) -> tuple[float, bool]:
        self.raw.FPDFText_GetLooseCharBox(self.textpage, last, self.rect_ref)
        return self._right(), self._bold(last)

    def _right(self) -> float:
        point, rect = self.frame.point, self.rect
        return max(point(rect.right, rect.bottom)[0], point(rect.left, rect.top)[0])

    def _left(self) -> float:
        point, rect = self.frame.point, self.rect
        return min(point(rect.right, rect.bottom)[0], point(rect.left, rect.top)[0])

    def _wide_gaps(self, run: _Run, width: float, size: float) -> list[tuple[int, int, float, float]]:
        """Gaps that part pieces, as (start of the space, end of it, right edge before, left edge after)."""
        if size <= 0 or width < ems(run.text) * size * 0.8 + size:
            return []
        gaps = self._gaps(run)
        least = min((left - right for _, _, right, left in gaps), default=0.0)
        return [gap for gap in gaps if _parts((gap[3] - gap[2]) / size, least / size, len(gaps))]

    def _gaps(self, run: _Run) -> list[tuple[int, int, float, float]]:
        text, gaps = run.text, []
        at = text.find(" ")
        while at > 0:
            end = at + 1
            while end < len(text) and text[end] == " ":
                end += 1
            self.raw.FPDFText_GetLooseCharBox(self.textpage, run.first + at - 1, self.rect_ref)
            right = self._right()
            self.raw.FPDFText_GetLooseCharBox(self.textpage, run.first + end, self.rect_ref)
            gaps.append((at, end, right, self._left()))
            at = text.find(" ", end)
        return gaps

    def _cut(self, run: _Run, piece: Piece, across: list[float]) -> list[Piece]:
        """`piece` cut at the spaces that hold a ruling; a word that is struck through stays whole."""
        cuts = [gap for gap in self._gaps(run) if any(gap[2] - 1 <= x <= gap[3] + 1 for x in across)]
        parts: list[Piece] = []
        at, left = 0, piece.x0
        for begin, end, right, following in [*cuts, (len(run.text), 0, piece.x1, 0.0)]:
            text = clean_line(run.text[at:begin])
            last = begin == len(run.text)
            if text:
                text += "-" if last and piece.hyphen else ""
                parts.append(piece._replace(text=text, x0=left, x1=right, hyphen=last and piece.hyphen))
            at, left = end, following
        return parts


def mostly_upright(pieces: list[Piece]) -> bool:
    """Whether the page is printed sideways: most of its words run up or down."""
    upright = sum(len(piece.text) for piece in pieces if piece.upright)
    return upright > 0.6 * sum(len(piece.text) for piece in pieces)


def _parts(gap: float, least: float, count: int) -> bool:
    """Whether a gap of `gap` ems parts two pieces, in a line of `count` gaps of which the least is `least`."""
    return gap > WIDE_GAP or (gap > LOOSE_GAP and (gap > 2 * least or count <= 2))
