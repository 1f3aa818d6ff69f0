"""Whether a page's text can be used: its letters are judged by English, and few words by the ink around them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cqa.model import PageVerdict
from cqa.read.lexicon import is_legible
from cqa.read.pdf import pdfium
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.visibility import BLACKED_OUT

FEW_LETTERS = 100
"""Letters below which a page may be a picture with a stamp, a number or a short note on it."""

DPI = 72
"""Resolution in dots per inch at which such a page is drawn: the letters of a printed line are just distinct."""

INK, PAPER = 128, 224
"""Grey levels (0 black to 255 white): ink is darker than the first, paper lighter than the second."""

LEAST_PAPER = 0.5
"""Share of a page that must be paper for it to be a scan; a photograph has less."""

BAND = 8
"""Rows of pixels that are examined together, 8 points."""

STROKES = 12
"""Separate bits of ink in one row of a band of writing; the rules of a table or a form have fewer."""

WIDE = 0.3
"""Share of the page's width over which the ink of a band of writing is spread; crests and margins are narrower."""

LEAST_WRITTEN = 0.15
"""Share of a page's bands that carry such ink where letters are drawn; logos and rules of a title page fill less."""

PICTURE_SHARE = 0.5
"""Share of a page that pictures fill for it to be a scan: then two bands of writing are enough."""

_IS_INK = bytes(1 if level < INK else 0 for level in range(256))
_IS_PAPER = bytes(1 if level > PAPER else 0 for level in range(256))
STAMP = re.compile(r"\b(?:page|of|agenda|item|appendix)\b|\d+", re.IGNORECASE)


def verdicts(document: pdfium.Document, pages: Iterable[RawPage]) -> dict[int, PageVerdict]:
    """Return the pages whose text cannot be used, by number, with what they are."""
    found: dict[int, PageVerdict] = {}
    for page in pages:
        verdict = _verdict(document, page)
        if verdict != "text":
            found[page.number] = verdict
    return found


def _verdict(document: pdfium.Document, page: RawPage) -> PageVerdict:
    text = " ".join([piece.text for piece in page.pieces])
    if page.covered:
        text = text.replace(BLACKED_OUT, "")
        return "text" if is_legible(text) else "unreadable"
    if len(text) >= 3 * FEW_LETTERS or letters(text) >= FEW_LETTERS:
        return "text" if is_legible(text) else "unreadable"
    if not is_legible(text):
        return "unreadable"
    if not page.pieces and not pdfium.draws_anything(document, page.number - 1):
        return "blank"
    if not page.pieces or _is_scan(document, page):
        return "picture"
    return "text"


def letters(text: str) -> int:
    """Return how many letters `text` has, page numbers and their like apart."""
    return sum(map(str.isalpha, STAMP.sub("", text)))


def _is_scan(document: pdfium.Document, page: RawPage) -> bool:
    """Return whether a page of few words is mostly paper, with ink in many bands without any word of its text."""
    picture = pdfium.greys(document, page.number - 1, DPI)
    paper = sum(row.translate(_IS_PAPER).count(1) for row in picture)
    if not picture or paper < LEAST_PAPER * len(picture) * len(picture[0]):
        return False
    scale = DPI / 72
    inked = [bytearray(row.translate(_IS_INK)) for row in picture]
    for piece in page.pieces:
        _wipe(inked, piece, scale)
    bands = [inked[top : top + BAND] for top in range(0, len(inked), BAND)]
    written = sum(_spread(band) >= WIDE * len(picture[0]) for band in bands)
    if written >= LEAST_WRITTEN * len(bands):
        return True
    return written > 1 and pdfium.picture_share(document, page.number - 1) >= PICTURE_SHARE


def _wipe(inked: list[bytearray], piece: Piece, scale: float) -> None:
    left, right = max(0, int((piece.x0 - 2) * scale)), int((piece.x1 + 2) * scale) + 1
    for row in inked[max(0, int((piece.top - 2) * scale)) : int((piece.bottom + 2) * scale) + 1]:
        row[left:right] = bytes(len(row[left:right]))


def _spread(band: list[bytearray]) -> int:
    """Return the pixels between the first and the last ink of the row of a band with most strokes, 0 for few."""
    row = max(band, key=_strokes)
    return row.rfind(1) - row.find(1) if _strokes(row) >= STROKES else 0


def _strokes(row: bytearray) -> int:
    return row.count(b"\x01\x00")
