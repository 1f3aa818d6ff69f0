"""PDF pages through pdfium: text by line with geometry. The only module that imports pypdfium2.

pdfium is not thread-safe: one process, one thread. Boxes are asked for once a line (its first and last
character), and at every space only in lines that are wider than their words need, because a call for every
character costs more than all the rest (see ../../../shared facts: 683 pages a second by line, 228 by character).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from cqa.errors import EncryptedFile, UnreadableFile
from cqa.read.glyphs import clean_line
from cqa.read.pdf.page import Piece, RawPage

MAX_PAGES = 20_000
"""More pages than any committee paper has; a guard against made-up page trees."""

MAX_PAGE_CHARS = 400_000
"""Characters of one page; a dense A3 table has about 20,000."""

BOLD_WEIGHT = 600
"""Weights from 600 (semi-bold) up count as bold (OpenType ``usWeightClass``)."""

WIDE_GAP = 1.5
"""Gap in ems that always parts two cells; the widest justified word space met in the sample is 1.2."""

LOOSE_GAP = 0.8
"""Gap in ems that parts two cells when it also stands out from the line's other spaces."""

HYPHEN_MARK = "\ufffe"
"""What pdfium gives for a hyphen at the end of a printed line."""

HELVETICA = {
    **dict.fromkeys(" fijlt.,:;!'I|/\\[]()", 28),
    **dict.fromkeys("r-", 33),
    **dict.fromkeys("cksvxyzJ", 50),
    **dict.fromkeys("abdeghnopqu0123456789L", 56),
    **dict.fromkeys("ABEKPSVXYFTZ", 66),
    **dict.fromkeys("CDHNRUwGOQ", 74),
    **dict.fromkeys("mM%W@", 86),
}
"""Advance widths in hundredths of an em, rounded, after the Adobe core font metrics of Helvetica."""

WIDTHS = bytes(HELVETICA.get(chr(code), 56) for code in range(256))


@contextmanager
def opened(data: bytes, name: str, password: str | None = None) -> Iterator[pdfium.PdfDocument]:
    """The open document; closes it afterwards.

    Raises EncryptedFile where a password is needed, UnreadableFile where pdfium refuses the bytes.
    """
    try:
        document = pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name}: this PDF needs a password. Save a copy without one.") from None
        raise UnreadableFile(f"{name}: pdfium cannot open this PDF ({_reason(error)}). Fetch it again.") from None
    try:
        if len(document) > MAX_PAGES:
            raise UnreadableFile(f"{name}: {len(document):,} pages; the limit is {MAX_PAGES:,}. Split the file.")
        yield document
    finally:
        document.close()


def _reason(error: Exception) -> str:
    text = str(error)
    return text[text.find("PDFium: ") + 8 :].rstrip(").").lower() if "PDFium: " in text else text


def pages(document: pdfium.PdfDocument) -> Iterator[RawPage]:
    """Every page in turn; a page that pdfium cannot load comes as one without pieces."""
    for index in range(len(document)):
        yield read_page(document, index)


def read_page(document: pdfium.PdfDocument, index: int) -> RawPage:
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return RawPage(index + 1, 0.0, 0.0, ())
    try:
        frame = _Frame(page)
        textpage = raw.FPDFText_LoadPage(page)
        if not textpage:
            return RawPage(index + 1, frame.width, frame.height, ())
        try:
            pieces = _pieces(textpage, frame)
        finally:
            raw.FPDFText_ClosePage(textpage)
        return RawPage(index + 1, frame.width, frame.height, tuple(pieces))
    finally:
        raw.FPDF_ClosePage(page)


class _Frame:
    """From PDF user space to points from the top left corner of the page as shown (ISO 32000-2, 14.11.2)."""

    def __init__(self, page: raw.FPDF_PAGE) -> None:
        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        self.left, self.right, self.low, self.high = box.left, box.right, box.bottom, box.top
        self.turn = raw.FPDFPage_GetRotation(page)
        width, height = box.right - box.left, box.top - box.bottom
        self.width, self.height = (height, width) if self.turn % 2 else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.high - y
        if self.turn == 1:
            return y - self.low, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.low
        return self.high - y, self.right - x


def _text(textpage: raw.FPDF_TEXTPAGE) -> str:
    count = min(raw.FPDFText_CountChars(textpage), MAX_PAGE_CHARS)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    raw.FPDFText_GetText(textpage, 0, count, buffer)
    return bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")


def _pieces(textpage: raw.FPDF_TEXTPAGE, frame: _Frame) -> list[Piece]:
    text = _text(textpage)
    glyphs = _Glyphs(textpage, frame)
    found: list[Piece] = []
    start = 0
    for line in text.split("\r\n"):
        here = start
        for part in line.split(HYPHEN_MARK) if HYPHEN_MARK in line else (line,):
            end = here + len(part)
            last = end == start + len(line)
            _add(found, glyphs, part, here, hyphen=not last)
            here = end + 1
        start += len(line) + 2
    return found


def _add(found: list[Piece], glyphs: _Glyphs, part: str, start: int, hyphen: bool) -> None:
    stripped = part.strip()
    if not stripped:
        return
    first = start + len(part) - len(part.lstrip())
    last = first + len(stripped) - 1
    x0, top, bottom, base, size, bold, x1 = glyphs.measure(first, last + (1 if hyphen else 0))
    cuts = glyphs.wide_gaps(stripped, first, x1 - x0, size) if " " in stripped else ()
    at, left = 0, x0
    for gap_start, gap_end, right, next_left in cuts:
        _append(found, stripped[at:gap_start], left, top, right, bottom, base, size, bold, False)
        at, left = gap_end, next_left
    _append(found, stripped[at:] + ("-" if hyphen else ""), left, top, x1, bottom, base, size, bold, hyphen)


def _append(
    found: list[Piece],
    text: str,
    x0: float,
    top: float,
    x1: float,
    bottom: float,
    base: float,
    size: float,
    bold: bool,
    hyphen: bool,
) -> None:
    text = clean_line(text)
    if text:
        found.append(Piece(text, x0, top, x1, bottom, base, size, bold, hyphen, len(found)))


class _Glyphs:
    """Boxes of single characters of one page, with the C out-parameters made once."""

    def __init__(self, textpage: raw.FPDF_TEXTPAGE, frame: _Frame) -> None:
        self.textpage = textpage
        self.frame = frame
        self.rect = raw.FS_RECTF()
        self.rect_ref = ctypes.byref(self.rect)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)

    def measure(self, first: int, last: int) -> tuple[float, float, float, float, float, bool, float]:
        """Left, top, bottom, baseline, size and weight of the first character, right edge of the last."""
        textpage, rect, point = self.textpage, self.rect, self.frame.point
        raw.FPDFText_GetLooseCharBox(textpage, first, self.rect_ref)
        x0, top = point(rect.left, rect.top)
        x1, bottom = point(rect.right, rect.bottom)
        raw.FPDFText_GetCharOrigin(textpage, first, self.x_ref, self.y_ref)
        base = point(self.x.value, self.y.value)[1]
        size = abs(bottom - top) if self.frame.turn else raw.FPDFText_GetFontSize(textpage, first)
        bold = raw.FPDFText_GetFontWeight(textpage, first) >= BOLD_WEIGHT
        if last > first:
            raw.FPDFText_GetLooseCharBox(textpage, last, self.rect_ref)
            x1 = point(rect.right, rect.bottom)[0]
        return x0, min(top, bottom), max(top, bottom), base, size, bold, x1

    def wide_gaps(self, text: str, first: int, width: float, size: float) -> list[tuple[int, int, float, float]]:
        """Gaps that part cells, as (start of the space, end of it, right edge before, left edge after)."""
        if size <= 0:
            return []
        needed = sum(text.encode("latin-1", "replace").translate(WIDTHS)) * size / 100
        if width < needed * 0.8 + size:
            return []
        gaps: list[tuple[int, int, float, float]] = []
        at = text.find(" ")
        while at > 0:
            end = at + 1
            while end < len(text) and text[end] == " ":
                end += 1
            raw.FPDFText_GetLooseCharBox(self.textpage, first + at - 1, self.rect_ref)
            right = self.frame.point(self.rect.right, self.rect.bottom)[0]
            raw.FPDFText_GetLooseCharBox(self.textpage, first + end, self.rect_ref)
            left = self.frame.point(self.rect.left, self.rect.bottom)[0]
            gaps.append((at, end, right, left))
            at = text.find(" ", end)
        least = min((left - right for _, _, right, left in gaps), default=0.0)
        return [gap for gap in gaps if _parts_cells((gap[3] - gap[2]) / size, least / size, len(gaps))]


def _parts_cells(gap: float, least: float, count: int) -> bool:
    """Whether a gap of `gap` ems parts two cells, in a line of `count` gaps of which the least is `least`."""
    return gap > WIDE_GAP or (gap > LOOSE_GAP and (gap > 2 * least or count <= 2))
