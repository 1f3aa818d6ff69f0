"""Read a PDF that pdfium refuses with pypdf, which repairs more. Only this module imports pypdf."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

from cqa.errors import EncryptedFile, UnreadableFile
from cqa.read.glyphs import clean_line
from cqa.read.pdf.page import Piece, RawPage

MAX_PAGES = 2_000
"""Most pages that pypdf reads; it reads some 40 a second."""

LEADING, SIZE, LEFT, WIDTH = 14.0, 12.0, 72.0, 451.0
"""Made-up geometry in points: pypdf gives lines of text without places."""


def pages(data: bytes, name: str) -> list[RawPage]:
    """Return every page as lines of text in plain geometry.

    Raises EncryptedFile where a password is needed, UnreadableFile where pypdf finds no pages with words either.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFile(f"{name}: this PDF needs a password. Save a copy without one.")
        texts = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
    except EncryptedFile:
        raise
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise _damaged(name) from error
    if not any(text.strip() for text in texts):
        raise _damaged(name)
    return [RawPage(number, 595.0, 842.0, tuple(_pieces(text))) for number, text in enumerate(texts, 1)]


def hidden_layers(data: bytes) -> frozenset[str]:
    """Return the names of the layers (optional content groups) that are off when the file is opened."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return frozenset()
        root: Any = reader.trailer["/Root"]
        content = root["/OCProperties"]
        config = content["/D"]
        off = config.get("/OFF", [])
        if config.get("/BaseState") == "/OFF":
            on = [item.get_object() for item in config.get("/ON", [])]
            off = [item for item in content["/OCGs"] if item.get_object() not in on]
        return frozenset(str(item.get_object().get("/Name", "")) for item in off)
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return frozenset()


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name}: this PDF is damaged or cut short, and no reader can open it. Fetch it again.")


def _pieces(text: str) -> Iterator[Piece]:
    for row, line in enumerate(text.splitlines()):
        words = clean_line(line)
        if words:
            base = 72.0 + row * LEADING
            yield Piece(words, LEFT, base - SIZE, LEFT + min(WIDTH, 6.0 * len(words)), base + 3, base, SIZE)
