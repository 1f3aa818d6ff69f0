"""Lists of contents: entries with the page each begins on, and the lines of an entry too long for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cqa.model import Span
from cqa.split.lines import PARAGRAPH_GAP, PrintedLine
from cqa.split.tables.cells import row_cells

FEWEST = 3
"""Entries one after another that make a list of contents."""

WRAPPED = 2
"""Lines that an entry may take before the one with its page."""

NEAR = 4
"""Lines above a list that are searched for its heading."""

FAR = 8
"""Lines that may divide a list: a subheading, the foot and the head of two pages."""

ALIGNED = 3.0
"""Points by which the right ends of two pages of one list may differ."""

_PAGE = re.compile(r"(?:\.{3,}|\u2026+|(?:\. ){3,}|_{3,}|\t)[ \t.]*(\d{1,3})[ \t]*$")
_CLOSE = re.compile(r"[A-Za-z\u2019)?] \d{1,3}[ \t]*$")
_HEAD = re.compile(r"[\s#*_]*(?:(?:table|list)\s+of\s+)?(?:contents?|figures|tables|appendices)\b", re.IGNORECASE)


def mark_contents(text: str, lines: Sequence[PrintedLine]) -> None:
    """Mark all lines of lists of contents: pages count up, and each entry begins with words. Under a heading that says
    so their numbers are of the chapters that they point to (an agenda's items may have pages, too)."""
    headed, last = False, -FAR
    for run in _lists(text, lines):
        first = _opening(text, lines, run[0])
        near = (lines[k] for k in range(max(0, first - NEAR), first))
        headed = (headed and first - last <= FAR) or any(_HEAD.match(text, x.body, x.end) for x in near)
        last = run[-1]
        for line in lines[first : last + 1]:
            line.listed = headed
            if line.x1 and not line.cells:
                line.cells = row_cells(text, line.start, line.end, "") or _cells(text, line)


def _cells(text: str, line: PrintedLine) -> tuple[Span, Span]:
    """Return an entry and its page, which is close or on a later line."""
    end = line.start + len(text[line.start : line.end].rstrip("0123456789"))
    cut = end if text[end - 1 : end].isspace() else line.end
    return (line.start, line.start + len(text[line.start : cut].rstrip())), (cut, line.end)


def _lists(text: str, lines: Sequence[PrintedLine]) -> Iterator[list[int]]:
    """Yield the indices of the lines that end with a page, list by list."""
    run: list[int] = []
    last = 0
    for i, line in enumerate(lines):
        page = _page(text, line)
        if page is None:
            continue
        follows = run and i - run[-1] <= WRAPPED + 1 and page >= last and _together(lines[run[-1] : i + 1])
        if not follows:
            if len(run) >= FEWEST:
                yield run
            run = []
        run.append(i)
        last = page
    if len(run) >= FEWEST:
        yield run


def _page(text: str, line: PrintedLine) -> int | None:
    """Return the page that an entry ends with, None for a line that is no such entry."""
    if not text[line.end - 1 : line.end].isdigit():
        return None
    found = _PAGE.search(text, line.start, line.end)
    words = text[line.start : found.start()] if found else ""
    return int(found[1]) if found and "\t" not in words.strip() and any(map(str.isalpha, words)) else None


def _together(lines: Sequence[PrintedLine]) -> bool:
    """Return whether the lines from one entry to the next are on one page or the next, and begin no paragraph."""
    return all(x.page - lines[0].page <= 1 and not x.bullet and x.mark != "heading" for x in lines[1:])


def _opening(text: str, lines: Sequence[PrintedLine], first: int) -> int:
    """Return the first line of the list that has its first sure page on line ``first``: pages may be close to their
    entries, and the first entry may be wrapped."""
    right = lines[first].x1
    while first:
        above, line = lines[first - 1], lines[first]
        entry = right and abs(above.x1 - right) < ALIGNED and _CLOSE.search(text, above.start, above.end)
        wrapped = text[line.body].islower() and line.gap < PARAGRAPH_GAP
        if line.new_page or above.cells or not (entry or wrapped):
            break
        first -= 1
    return first
