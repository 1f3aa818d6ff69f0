"""Running headers, footers and page stamps: found by repetition and position, and taken out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from cqa.read.pdf.page import Piece, RawPage

BAND = 0.12
"""Share of the page's height at the top and bottom in which furniture stands."""

DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*(\d{1,4}|[ivxl]{1,7})[-–—|\s]*(?:of\s+\d{1,4})?", re.IGNORECASE)


def strip(pages: list[RawPage]) -> tuple[list[RawPage], tuple[str, ...], dict[int, str]]:
    """`pages` without their furniture, the furniture's text, and the printed label of each page."""
    seen: dict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for piece in page.pieces:
            if _in_band(piece, page):
                seen[_key(piece)].add(page.number)
    least = max(2, min(4, len(pages) // 3))
    running = {key for key, numbers in seen.items() if len(numbers) >= least}
    taken: Counter[str] = Counter()
    labels: dict[int, str] = {}
    bare: list[RawPage] = []
    for page in pages:
        kept = []
        for piece in page.pieces:
            if _in_band(piece, page) and _key(piece) in running:
                taken[piece.text] += 1
                number = PAGE_NUMBER.fullmatch(piece.text)
                if number:
                    labels[page.number] = number[1]
            elif "intentionally left blank" in piece.text.lower() and len(page.pieces) <= 4:
                taken[piece.text] += 1
            else:
                kept.append(piece)
        bare.append(RawPage(page.number, page.width, page.height, tuple(kept)))
    return bare, tuple(taken), labels


def _in_band(piece: Piece, page: RawPage) -> bool:
    return piece.bottom < page.height * BAND or piece.top > page.height * (1 - BAND)


def _key(piece: Piece) -> tuple[str, int]:
    return DIGITS.sub("0", piece.text).lower(), round(piece.base / 6)
