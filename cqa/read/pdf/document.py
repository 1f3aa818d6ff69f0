"""A PDF as a Document: the steps in order."""

from __future__ import annotations

from pathlib import PurePath

from cqa.errors import NeedsOcr, UnreadableFile
from cqa.model import Document
from cqa.read.pdf import compose, furniture, pdfium
from cqa.read.pdf.hyphens import Hyphens

SPARSE = 0.2
"""A PDF whose pages with text are fewer than this share is a scan with a stray text layer."""


def read_pdf(data: bytes, path: str, sha256: str, *, ocr: bool = False) -> Document:
    name = PurePath(path).name
    with pdfium.opened(data, name) as document:
        pages = list(pdfium.pages(document))
    if not pages:
        raise UnreadableFile(f"{name}: this PDF has no pages. Fetch it again.")
    silent = [page.number for page in pages if not page.pieces]
    if len(pages) - len(silent) < SPARSE * len(pages):
        raise NeedsOcr(
            f"{name}: {len(silent)} of {len(pages)} pages are pictures. Install ocrmypdf or tesseract and use --ocr."
        )
    bare = furniture.strip(pages)
    text, spans, lines = compose.compose(bare.pages, bare.labels, set(silent), Hyphens(bare.pages))
    notes = (f"{len(silent)} of {len(pages)} pages have no text layer",) if silent else ()
    return Document(path, sha256, "pdf", text, spans, lines, notes=notes, furniture=bare.furniture)
