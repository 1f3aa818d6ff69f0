"""A PDF as a Document: the steps in order, and what to do when pdfium cannot."""

from __future__ import annotations

from pathlib import PurePath

from cqa.errors import EncryptedFile, NeedsOcr, UnreadableFile
from cqa.model import Document
from cqa.read import ocr as recognition
from cqa.read.pdf import compose, fallback_reader, pdfium, running_headers
from cqa.read.pdf.hyphens import Hyphens
from cqa.read.pdf.page import RawPage

SPARSE = 0.2
"""A PDF whose pages with text are fewer than this share is a scan with a stray text layer."""

FEW_WORDS = 40
"""Characters: pages whose whole text layer is shorter hold only a stamp or a date over a picture."""

TAIL = 4_096
"""Bytes at the end in which a whole PDF has its end mark (ISO 32000-2, 7.5.5; producers add some padding)."""


def read_pdf(data: bytes, path: str, sha256: str, *, ocr: bool = False) -> Document:
    """A PDF as text.

    Raises UnreadableFile (damaged, cut short), EncryptedFile (needs a password), NeedsOcr (its pages are
    pictures, and `ocr` is False or tesseract is missing).
    """
    name = PurePath(path).name
    _refuse_cut(data, name)
    notes: list[str] = []
    try:
        with pdfium.opened(data, name) as document:
            pages = list(pdfium.pages(document))
            properties = pdfium.properties(document)
            pages = _with_ocr(document, pages, name, ocr, notes)
    except EncryptedFile:
        raise
    except UnreadableFile:
        pages, properties = fallback_reader.pages(data, name), pdfium.Properties()
        notes.append("repaired: read by pypdf, without the layout of the page")
    if not pages:
        raise UnreadableFile(f"{name}: this PDF has no pages. Fetch it again.")
    silent = {page.number for page in pages if not page.pieces}
    if silent and not any(note.endswith("recognition") for note in notes):
        notes.append(f"{len(silent)} of {len(pages)} pages have no text layer")
    bare = running_headers.strip(pages)
    labels = bare.labels or {number: label for number, label in enumerate(properties.labels, 1) if label}
    text, spans, lines = compose.compose(bare.pages, labels, dict.fromkeys(silent, "picture"), Hyphens(bare.pages))
    return Document(
        path,
        sha256,
        "pdf",
        text,
        spans,
        lines,
        outline=properties.outline,
        meta_title=properties.title,
        created=properties.created,
        attachments=properties.attachments,
        notes=tuple(notes),
        furniture=bare.running,
    )


def _refuse_cut(data: bytes, name: str) -> None:
    """A download that broke off has neither end mark nor cross-reference pointer at its end."""
    tail = data[-TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise UnreadableFile(f"{name}: this PDF is cut short, its end is missing. Fetch it again.")


def _with_ocr(document: pdfium.Document, pages: list[RawPage], name: str, ocr: bool, notes: list[str]) -> list[RawPage]:
    """The pages, those without a text layer read by tesseract where that is asked for.

    Raises NeedsOcr where (nearly) all pages are pictures and are not to be, or cannot be, recognised.
    """
    silent = [page for page in pages if not page.pieces]
    if ocr and (silent or _bare_picture(document, pages)):
        program = recognition.program(name)
        chosen = silent or pages
        read = {page.number: _recognised(document, page, program, name) for page in chosen}
        found = sum(1 for page in read.values() if page.pieces)
        notes.append(f"{found} of {len(pages)} pages read by optical character recognition")
        return [read.get(page.number, page) for page in pages]
    if len(pages) - len(silent) < SPARSE * len(pages):
        raise _needs_ocr(f"{name}: {len(silent)} of {len(pages)} pages are pictures without text.")
    if _bare_picture(document, pages):
        raise _needs_ocr(f"{name}: its pages are pictures with hardly a word of text.")
    return pages


def _needs_ocr(what: str) -> NeedsOcr:
    return NeedsOcr(f"{what} {recognition.INSTALL} and ingest with --ocr.")


def _bare_picture(document: pdfium.Document, pages: list[RawPage]) -> bool:
    """Whether the few words of a file only label the picture that its pages are."""
    words = sum(len(piece.text) for page in pages for piece in page.pieces)
    return words < FEW_WORDS * len(pages) and words < 500 and pdfium.mostly_pictures(document)


def _recognised(document: pdfium.Document, page: RawPage, program: str, name: str) -> RawPage:
    picture = pdfium.render(document, page.number - 1, recognition.DPI)
    pieces = recognition.read_picture(program, picture, name, page.number)
    return RawPage(page.number, page.width, page.height, tuple(pieces))
