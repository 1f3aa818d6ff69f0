"""PDF files through pdfium. The only module that imports pypdfium2; pdfium is not thread-safe: one process, one thread.

pypdf is the fallback (`fallback_reader.py`).
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from cqa.errors import EncryptedFile, UnreadableFile
from cqa.read.pdf import unseen
from cqa.read.pdf.annotations import NONE, Annotations, read_annotations, with_typed
from cqa.read.pdf.frame import Frame
from cqa.read.pdf.page import RawPage, Rulings, side_by_side, underlined
from cqa.read.pdf.pagetext import PageText
from cqa.read.pdf.rulings import RulingCollector
from cqa.read.pdf.visibility import DPI as LOOK_DPI
from cqa.read.pdf.visibility import DrawnPage
from cqa.read.pdf.widths import FontWidths

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # bookmarks deeper than are read are no fault of the file

MAX_PAGES = 20_000
"""More pages than any committee paper has; a guard against made-up page trees."""

MAX_PIXELS = 8_000
"""Longer side of a page picture in pixels; A3 at 300 dpi has 4,961."""

MAX_CHARACTERS = 1 << 31
"""More characters than a page can have: none of them is of an annotation."""

MAX_PICTURES = 500
"""Most objects of a page that are searched for pictures."""

Document: TypeAlias = Any
"""``pypdfium2.PdfDocument``; the library has no type hints."""

PdfiumError: type[Exception] = pdfium.PdfiumError
"""What the library raises."""


class _Unchecked:
    """pdfium's functions without their prototypes, whose checks are two thirds of the cost of a call (0.57 to 0.20 µs).

    Arguments must be of the right C type already: an int only where C takes an int, ctypes objects for all else.
    """

    def __getattr__(self, name: str) -> Any:
        found = getattr(raw, name)
        if hasattr(found, "argtypes"):
            checked, found = found, type(found)(ctypes.cast(found, ctypes.c_void_p).value)
            found.restype = checked.restype
        setattr(self, name, found)
        return found


unchecked = _Unchecked()
"""For what is called for every line or stroke of a page."""

api: Any = raw
"""pdfium's functions with their prototypes, for other modules of this package."""


@contextmanager
def opened(data: bytes, name: str, password: str | None = None) -> Iterator[Document]:
    """Open a document, and close it afterwards.

    Raises EncryptedFile where a password is needed, UnreadableFile where pdfium refuses the bytes.
    """
    try:
        document = pdfium.PdfDocument(data, password=password)
        count = len(document)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise EncryptedFile(f"{name}: this PDF needs a password. Save a copy without one.") from None
        raise UnreadableFile(f"{name}: this PDF is damaged or cut short ({_reason(error)}). Fetch it again.") from None
    try:
        if count > MAX_PAGES:
            raise UnreadableFile(f"{name}: {count:,} pages; the limit is {MAX_PAGES:,}. Split the file.")
        yield document
    finally:
        document.close()


def _reason(error: Exception) -> str:
    text = str(error)
    return text[text.find("PDFium: ") + 8 :].rstrip(").").lower() if "PDFium: " in text else text


def pages(document: Document, hidden_layers: frozenset[str] = frozenset()) -> Iterator[RawPage]:
    """Yield every page in turn; a page that pdfium cannot load comes as one without pieces.

    `hidden_layers` are the names of the layers that are switched off.
    """
    form = _form(document)
    widths = FontWidths()
    for index in range(len(document)):
        yield read_page(document, index, widths, hidden_layers, form)


def _form(document: Document) -> Any:
    """Return pdfium's handle of the document's form, None where it has none."""
    try:
        if document.get_formtype() and document.formenv is None:
            document.init_forms()
    except pdfium.PdfiumError:
        return None
    return document.formenv.raw if document.formenv else None


def read_page(
    document: Document,
    index: int,
    widths: FontWidths,
    hidden_layers: frozenset[str] = frozenset(),
    form: Any = None,
) -> RawPage:
    """Return page `index` (from 0) with its pieces in the file's own order; `widths` learns from page to page."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return RawPage(index + 1, 0.0, 0.0, ())
    notes, own = NONE, MAX_CHARACTERS
    try:
        if raw.FPDFPage_GetAnnotCount(page):
            notes = read_annotations(raw, page, form)
            if notes.drawn:
                own = _length(page)
                raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
                raw.FPDF_ClosePage(page)
                page = raw.FPDF_LoadPage(document.raw, index)
        look = DrawnPage(lambda: greys(document, index, LOOK_DPI))
        return _read(page, index + 1, widths, _Around(notes, own, hidden_layers, look))
    finally:
        raw.FPDF_ClosePage(page)


class _Around(NamedTuple):
    """What is known of a page before its words are read; characters from `own` on come from annotations."""

    notes: Annotations
    own: int
    hidden_layers: frozenset[str]
    look: DrawnPage


def _length(page: Any) -> int:
    """Return how many characters a page has."""
    textpage = raw.FPDFText_LoadPage(page)
    try:
        return int(raw.FPDFText_CountChars(textpage)) if textpage else 0
    finally:
        raw.FPDFText_ClosePage(textpage)


def _read(page: Any, number: int, widths: FontWidths, around: _Around, turned: bool = False) -> RawPage:
    frame = Frame(raw, page)
    textpage = raw.FPDFText_LoadPage(page)
    if not textpage:
        return RawPage(number, frame.width, frame.height, ())
    try:
        reader = PageText(unchecked, textpage, frame, widths)
        reader.pieces()
        if reader.found and not turned and (turn := reader.turn()) != frame.turn:
            raw.FPDFPage_SetRotation(page, turn)
            return _read(page, number, widths, around, turned=True)
        shapes = RulingCollector(unchecked, page, frame.point)
        drawn, rulings = shapes.rulings(), Rulings()
        notes = around.notes.on(frame)
        covered = unseen.remove_unseen(
            reader,
            unseen.ExaminedPage(frame.width, frame.height, shapes, drawn, notes, around.hidden_layers, around.look),
        )
        pieces = reader.all_pieces()
        if side_by_side(pieces):
            rulings, pieces = drawn, reader.cut_at(drawn)
        if notes is not NONE:
            added = {id(found.piece) for found in reader.found if found.run.first >= around.own}
            pieces = with_typed(pieces, added, notes.typed)
        pieces = underlined(pieces, drawn)
    finally:
        raw.FPDFText_ClosePage(textpage)
    return RawPage(number, frame.width, frame.height, tuple(pieces), rulings, covered, notes.comments)


def render(document: Document, index: int, dpi: int, turn: int = 0) -> bytes:
    """Return page `index` (from 0) as a grey picture in binary PGM form, `turn` quarter turns clockwise.

    A huge page is drawn coarser.
    """
    rows = greys(document, index, dpi, turn)
    return f"P5 {len(rows[0])} {len(rows)} 255\n".encode() + b"".join(rows)


def greys(document: Document, index: int, dpi: int, turn: int = 0) -> list[bytes]:
    """Return page `index` (from 0) as rows of grey pixels, from 0 for black to 255 for white."""
    page = document[index]
    try:
        scale = min(dpi / 72, MAX_PIXELS / max(*page.get_size(), 1.0))
        bitmap = page.render(scale=scale, grayscale=True, rotation=90 * turn)
        try:
            wide, tall, stride, data = bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        finally:
            bitmap.close()
    finally:
        page.close()
    return [data[y * stride : y * stride + wide] for y in range(tall)]


def picture_share(document: Document, index: int) -> float:
    """Return the share of page `index` (from 0) that its pictures fill, 1 where strips of a scan overlap."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return 0.0
    try:
        whole = raw.FPDF_GetPageWidthF(page) * raw.FPDF_GetPageHeightF(page)
        count = min(raw.FPDFPage_CountObjects(page), MAX_PICTURES)
        filled = sum(_picture_area(raw.FPDFPage_GetObject(page, number)) for number in range(count))
        return min(1.0, filled / whole) if whole else 0.0
    finally:
        raw.FPDF_ClosePage(page)


def _picture_area(item: Any) -> float:
    """Return the area of a picture, or of a drawing that is placed as one; 0 for other objects."""
    left, low, right, high = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetType(item) not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
        return 0.0
    if not raw.FPDFPageObj_GetBounds(item, *map(ctypes.byref, (left, low, right, high))):
        return 0.0
    return (right.value - left.value) * (high.value - low.value)


def draws_anything(document: Document, index: int) -> bool:
    """Return whether page `index` (from 0) has any object on it: a picture, a line, a letter."""
    page = raw.FPDF_LoadPage(document.raw, index)
    if not page:
        return True
    try:
        return bool(raw.FPDFPage_CountObjects(page))
    finally:
        raw.FPDF_ClosePage(page)
