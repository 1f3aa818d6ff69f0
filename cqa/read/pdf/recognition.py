"""Pages of a PDF that have no usable text, read by optical character recognition on request.

ocrmypdf is used where it is installed: it turns and straightens pages and works on all cores. Else tesseract alone is
asked page by page, and the page is turned as tesseract's detection of orientation says.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from cqa.errors import NeedsOcr
from cqa.model import UNREAD, PageVerdict
from cqa.read import ocr
from cqa.read.lexicon import is_legible
from cqa.read.pdf import pdfium
from cqa.read.pdf.page import RawPage
from cqa.read.pdf.widths import FontWidths

Found = dict[int, PageVerdict]


def advice() -> str:
    """Return what to do about pages without text on this machine."""
    return "Ingest with --ocr to read them." if ocr.installed() else f"{ocr.INSTALL} and ingest with --ocr."


def stopped(left: int, count: int) -> str:
    """Return the note on a file whose time was over before all its pages were read."""
    return (
        f"character recognition was stopped after {ocr.SECONDS_A_FILE} s with {left} of {count} pages left. Split the "
        "file, or run ocrmypdf on it first"
    )


def recognised(
    document: pdfium.Document, data: bytes, pages: Sequence[RawPage], found: Found, name: str
) -> tuple[list[RawPage], Found, int]:
    """Return the pages, those without usable text as recognised, the verdicts after that, and how many pages were left
    when the time for one file was over.

    Raises NeedsOcr where no program for recognition is installed, or it fails.
    """
    until, left = monotonic() + ocr.SECONDS_A_FILE, 0
    wanted = [page for page in pages if found.get(page.number) in UNREAD]
    read = _by_ocrmypdf(data, wanted, name) if ocr.ocrmypdf() else {}
    after = dict(found)
    result: list[RawPage] = []
    for page in pages:
        if found.get(page.number) in UNREAD:
            new = read.get(page.number) or _by_tesseract(document, page, name, until)
            left += new is None
            if new is not None and _is_better(new, page, found[page.number]):
                page, after[page.number] = new, "ocr"
        result.append(page)
    return result, after, left


def _is_better(new: RawPage, old: RawPage, verdict: PageVerdict) -> bool:
    """Return whether recognition found words: more than the stamp that the page had, and words of a language."""
    text = " ".join([piece.text for piece in new.pieces])
    before = 0 if verdict == "unreadable" else sum(len(piece.text) for piece in old.pieces)
    return len(text) > before and is_legible(text)


def _by_tesseract(document: pdfium.Document, page: RawPage, name: str, until: float) -> RawPage | None:
    """Return a page as tesseract reads it, turned upright first; None where the time of the file is over."""
    program = ocr.program(name)
    if monotonic() >= until:
        return None
    picture = pdfium.render(document, page.number - 1, ocr.DPI)
    turn = ocr.orientation(program, picture, _seconds(until))
    if turn:
        picture = pdfium.render(document, page.number - 1, ocr.DPI, turn)
    try:
        pieces = ocr.read_picture(program, picture, name, page.number, _seconds(until))
    except NeedsOcr:
        if monotonic() >= until:
            return None
        raise
    width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
    return RawPage(page.number, width, height, tuple(pieces))


def _seconds(until: float) -> float:
    """Return how long one call may take."""
    return max(0.0, min(ocr.TIMEOUT, until - monotonic()))


def _by_ocrmypdf(data: bytes, wanted: Sequence[RawPage], name: str) -> dict[int, RawPage]:
    """Return the wanted pages as ocrmypdf reads them; empty where it fails, so that tesseract is asked."""
    made = ocr.with_text_layer(data, [page.number for page in wanted])
    if made is None:
        return {}
    try:
        with pdfium.opened(made, name) as document:
            widths = FontWidths()
            return {page.number: pdfium.read_page(document, page.number - 1, widths) for page in wanted}
    except NeedsOcr:
        return {}
