"""Lines that run at the head or foot of the pages of a converted document, by repetition and place."""

from __future__ import annotations

import re
from collections import Counter

EDGE = 4
"""Lines at each end of a page that may be a running header or footer."""

LEAST_PAGES = 3

DIGITS = re.compile(r"\d+")


def running_blocks(pages: list[list[str]]) -> list[set[int]]:
    """For each page (its lines in order), the places of the lines that repeat on other pages but for digits."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_key(page[i]) for i in _edges(len(page))})
    least = max(LEAST_PAGES, len(pages) // 4)
    return [{i for i in _edges(len(page)) if counts[_key(page[i])] >= least} for page in pages]


def _edges(count: int) -> set[int]:
    return {*range(min(EDGE, count)), *range(max(0, count - EDGE), count)}


def _key(text: str) -> str:
    """The line without digits and without regard to the order of a table row's cells (headers alternate)."""
    cells = sorted(cell.strip() for cell in DIGITS.sub("#", text.lower()).split("\t") if cell.strip())
    return "\t".join(cells)
