"""A PDF as a Document: the steps in order, and what to do when pdfium cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from cqa.errors import EncryptedFile, NeedsOcr, UnreadableFile
from cqa.model import Document, PageVerdict
from cqa.read import ligatures
from cqa.read.glyphs import without_private
from cqa.read.pdf import compose, fallback_reader, layers, pdfium, recognition, running_headers
from cqa.read.pdf.envelope import is_portfolio, unwrapped
from cqa.read.pdf.hyphens import Hyphens
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.properties import Properties, attached_files, properties_of
from cqa.read.pdf.verdicts import verdicts
from cqa.read.portfolio import Reader, read_portfolio

SPARSE = 0.2
"""A PDF whose pages with text are fewer than this share is a scan with a stray text layer."""

UNUSABLE: dict[PageVerdict, str] = {
    "picture": "pictures without text",
    "unreadable": "without a readable text: their letters form no words",
}
"""What pages are whose words could not be read."""


def read_pdf(data: bytes, path: str, sha256: str, *, ocr: bool = False, attached: Reader | None = None) -> Document:
    """Return a PDF as text; the files of a portfolio are read by `attached`.

    Raises UnreadableFile (damaged, cut short), EncryptedFile (needs a password), NeedsOcr (its pages are
    pictures or rubbish, and `ocr` is False or tesseract is missing).
    """
    name = PurePath(path).name
    data = unwrapped(data, name)
    notes: list[str] = []
    found: dict[int, PageVerdict] = {}
    files: list[tuple[str, bytes]] = []
    left = 0
    try:
        with pdfium.opened(data, name) as document:
            pages = list(pdfium.pages(document, _hidden_layers(data)))
            properties = properties_of(document)
            if properties.attachments and attached and is_portfolio(data):
                files = list(attached_files(document))
            found = verdicts(document, pages)
            if ocr and any(verdict in UNUSABLE for verdict in found.values()):
                pages, found, left = recognition.recognised(document, data, pages, found, name)
    except EncryptedFile:
        raise
    except UnreadableFile:
        pages, properties = fallback_reader.pages(data, name), Properties()
        notes.append("repaired: read by pypdf, without the layout of the page")
    if not pages:
        raise UnreadableFile(f"{name}: this PDF has no pages. Fetch it again.")
    if left:
        notes.append(recognition.stopped(left, len(pages)))
    elif not files:
        _refuse_scan(found, len(pages), name, ocr)
    notes += [*_notes(found, len(pages), ocr), *_left_out(pages)]
    if properties.attachments and not files:
        count = len(properties.attachments)
        notes.append(f"{count} attached file{'s' if count > 1 else ''} not read: {', '.join(properties.attachments)}")
    pages = [replace(page, pieces=()) if found.get(page.number) == "unreadable" else page for page in pages]
    pages = _with_ligatures(pages)
    bare = running_headers.strip(pages)
    labels = bare.labels or {number: label for number, label in enumerate(properties.labels, 1) if label}
    text, spans, lines = compose.compose(bare.pages, labels, found, Hyphens(bare.pages))
    read = Document(
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
        running_lines=bare.running,
    )
    return read_portfolio(read, files, attached) if files and attached else read


def _with_ligatures(pages: list[RawPage]) -> list[RawPage]:
    """Return the pages with ligatures as letters, and without private characters that are none."""
    signs = ligatures.repairs([piece.text for page in pages for piece in page.pieces])
    return [
        page
        if not signs and all(piece.text.isascii() for piece in page.pieces)
        else replace(page, pieces=tuple([_spelt(piece, signs) for piece in page.pieces]))
        for page in pages
    ]


def _spelt(piece: Piece, signs: dict[str, str]) -> Piece:
    if piece.text.isascii() and not signs:
        return piece
    text = without_private(ligatures.repaired(piece.text, signs))
    return piece if text == piece.text else piece._replace(text=text)


def _hidden_layers(data: bytes) -> frozenset[str]:
    return fallback_reader.hidden_layers(data) if layers.may_hide(data) else frozenset()


def _refuse_scan(found: dict[int, PageVerdict], count: int, name: str, ocr: bool) -> None:
    """Raise NeedsOcr where (nearly) no page has words that can be used."""
    lost = [number for number, verdict in found.items() if verdict in UNUSABLE]
    blank = sum(verdict == "blank" for verdict in found.values())
    if count - blank - len(lost) >= SPARSE * count and blank < count:
        return
    kinds = [verdict for verdict in UNUSABLE if verdict in found.values()]
    what = UNUSABLE[kinds[0]] if kinds else "blank"
    said = f"{name}: {len(lost) or blank} of {count} pages are {what}"
    if ocr:
        raise NeedsOcr(f"{said}, and character recognition found no words either. Fetch a better copy.", count)
    raise NeedsOcr(f"{said}. {recognition.advice()}", count)


def _notes(found: dict[int, PageVerdict], count: int, ocr: bool) -> list[str]:
    """Return remarks on the pages that were not read from their text, by kind."""
    notes: list[str] = []
    advice = recognition.advice()
    read = [number for number, verdict in found.items() if verdict == "ocr"]
    if read:
        notes.append(f"{len(read)} of {count} pages read by optical character recognition")
    for verdict, what in UNUSABLE.items():
        numbers = [number for number, kind in found.items() if kind == verdict]
        if numbers:
            then = "not recognised either" if ocr else advice[0].lower() + advice.rstrip(".")[1:]
            notes.append(f"{len(numbers)} of {count} pages are {what} (page {in_words(numbers)}); {then}")
    return notes


def _left_out(pages: list[RawPage]) -> list[str]:
    """Return remarks on what the pages show or hold and the text does not."""
    notes: list[str] = []
    covered = [page.number for page in pages if page.covered]
    if covered:
        notes.append(f"words covered by boxes (blacked out or painted over) are left out (page {in_words(covered)})")
    commented = [page.number for page in pages if page.comments]
    if commented:
        count = sum(page.comments for page in pages)
        notes.append(f"{count} pop-up comment{'s' if count > 1 else ''} not read (page {in_words(commented)})")
    return notes


def in_words(numbers: list[int]) -> str:
    """Return page numbers as ``3-4, 9``."""
    parts: list[str] = []
    start = before = numbers[0]
    for number in [*numbers[1:], 0]:
        if number != before + 1:
            parts.append(str(start) if start == before else f"{start}-{before}")
            start = number
        before = number
    return ", ".join(parts)
