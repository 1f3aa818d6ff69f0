"""How a printed line follows the one before it: in the same paragraph, on a new line, or after a gap."""

from __future__ import annotations

import itertools
import re
from statistics import median

from cqa.read.pdf.helvetica import ems
from cqa.read.pdf.page import Piece

BULLET = re.compile(r"[•–—-]\s")

STRONG = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]\s|\(\d{1,2}\)|\(?[a-zA-Z]\)\s|\(?[ivxIVX]{1,6}\)\s|[ivx]{1,5}\.\s|"
    r"[A-Z]\.\s(?=[A-Z])|\[\d{1,3}\]|\d{1,3}(?:\.\d{1,3}){1,4}\s(?=[A-Z]))"
)
"""A list mark or a number at the start of a line: ``1.``, ``2.3)``, ``(a)``, ``(iv)``, a footnote's ``[2]``."""

WEAK = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}\s|[A-Z]{1,3}\d{1,3}\.?\s(?=[A-Z]))")
"""A number that may begin a paragraph or only a line: ``1.1``, ``27``, ``EN1``."""

_LEADS = """
a about above after an and at before between by clause clauses condition for from in item items least of on or over
page pages para paragraph paragraphs part parts policy section sections the to under up with within
"""
LEADS = frozenset(_LEADS.split())
"""Words after which a number continues the sentence: *under section / (2) of the Act*."""

LABEL = re.compile(r"[A-Za-z][\w/ -]{1,20}:(?:\s|$)")
"""``e-mail: ``: a line that names what it gives."""

ENDS = tuple(".:;?!")

LOOSE = 1.3
"""Times the page's usual leading: more is a gap between paragraphs."""

SUSPENDED = frozenset(("and", "or", "to"))
"""Words after a suspended hyphen: *short- and long-term*."""


class Margins:
    """The page's usual leading for each font size, and its right margin."""

    def __init__(self, lines: list[Piece]) -> None:
        self.right = max((piece.x1 for piece in lines), default=0.0)
        steps: dict[int, list[float]] = {}
        for before, piece in itertools.pairwise(lines):
            step = piece.base - before.base
            if abs(piece.size - before.size) < 0.6 and 0.8 * piece.size < step < 2.6 * piece.size:
                steps.setdefault(round(piece.size), []).append(step)
        self.leading = {size: median(found) for size, found in steps.items()}

    def usual(self, size: float) -> float:
        """Return the leading of text of `size`: the median met, but no looser than one and a half lines."""
        return min(self.leading.get(round(size), 1.25 * size), 1.9 * size)


def within_page(before: Piece, piece: Piece, margins: Margins) -> str:
    """Return the separator of two successive lines on one page: ``""``, space, one or two line breaks."""
    step = piece.base - before.base
    usual = margins.usual(piece.size)
    if step <= 0.3 * piece.size or step > LOOSE * usual + 1:
        return "\n\n"
    if before.hyphen:
        return ""
    if abs(piece.size - before.size) > 0.6 or before.bold_end != piece.bold or _is_item(before, piece, margins.right):
        return "\n"
    if _fits(before, piece, margins.right) and not _reads_on(before, piece, margins.right):
        return "\n"
    return between(before.text, piece.text)


def across_pages(before: Piece, piece: Piece, right: float) -> str:
    """Return the separator of the last line of a page and the first of the next; they are joined only where that is
    certain."""
    if abs(piece.size - before.size) > 0.6 or _is_item(before, piece, right) or before.text.endswith(ENDS):
        return "\n\n"
    if before.hyphen:
        return ""
    if before.bold_end == piece.bold and (piece.text[:1].islower() or not _fits(before, piece, right)):
        return between(before.text, piece.text) if _goes_on(before, piece) else "\n\n"
    return "\n\n"


def _is_item(before: Piece, piece: Piece, right: float) -> bool:
    """Return whether a line begins a list item or a numbered paragraph, rather than continuing with a number."""
    text = piece.text
    if not text or (text[0].isalpha() and not STRONG.match(text) and not WEAK.match(text)):
        return False
    if BULLET.match(text):
        return True
    if before.text.endswith("-"):
        return False
    ends = before.text.endswith(ENDS) or _fits(before, piece, right)
    if STRONG.match(text):
        return before.text.rsplit(" ", 1)[-1].lower() not in LEADS or ends
    return WEAK.match(text) is not None and ends


def between(before: str, after: str) -> str:
    """Return a space, or nothing where a hyphen at the line's end joins the word to the next line's first."""
    if len(before) > 1 and before[-1] == "-" and before[-2].isalnum() and after[:1].isalnum():
        return " " if after.split(" ", 1)[0].lower() in SUSPENDED else ""
    return " "


def _fits(before: Piece, piece: Piece, right: float) -> bool:
    """Return whether the next line's first word had room on this line, so that the break is intended."""
    word = piece.text.split(" ", 1)[0]
    return before.x1 + (ems(word) + 0.28) * piece.size < right - 0.3 * piece.size


def _reads_on(before: Piece, piece: Piece, right: float) -> bool:
    """Return whether a line that seems to end too early continues all the same (a hard space, a ragged edge)."""
    if before.text.endswith(ENDS) or LABEL.match(piece.text):
        return False
    return before.x1 > (0.5 if piece.text[:1].islower() else 0.75) * right


def _goes_on(before: Piece, piece: Piece) -> bool:
    return piece.text[:1].islower() and not before.text.endswith(ENDS)
