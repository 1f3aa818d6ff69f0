"""Lines that run at the head or foot of the pages of a converted document, by repetition, place and words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

EDGE = 4
"""Lines at each end of a page that may be furniture."""

LEAST_PAGES = 3

DIGITS = re.compile(r"\d+")

OWN = re.compile(
    r"^[A-Z(][^:\t]{1,60}:\s*\S|\brecommend|\bresolved\b|\b(?:approve|refuse|grant|reject|defer)[ds]?\b|"
    r"\bobjections?\b|\bwards?\b|\bapplication\b|\b\d{2,4}/\d{3,6}\b",
    re.IGNORECASE,
)
"""Words that a paper says again on each page of a schedule and no header does: a label with its value, a
recommendation, an application, a ward. ``Page: 3`` is taken for one too: in doubt a line is kept."""


def running_blocks(pages: list[list[str]]) -> list[set[int]]:
    """For each page (its lines in order), the places of the lines that repeat on other pages.

    A line may differ in digits only where these count the pages. From the edge inwards, the first line that is
    kept ends the header or footer.
    """
    counts: Counter[str] = Counter()
    numbers: defaultdict[str, set[tuple[int, ...]]] = defaultdict(set)
    for number, page in enumerate(pages):
        for key, line in {_key(page[i]): page[i] for i in _edges(len(page))}.items():
            counts[key] += 1
            numbers[key].add(tuple(int(digits[:9]) - number for digits in DIGITS.findall(line)))
            numbers[f"={key}"].add(tuple(int(digits[:9]) for digits in DIGITS.findall(line)))
    least = max(LEAST_PAGES, len(pages) // 4)
    running = {key for key, count in counts.items() if count >= least and _counts_pages(key, count, numbers)}
    return [_at_edges(page, running) for page in pages]


def _counts_pages(key: str, count: int, numbers: defaultdict[str, set[tuple[int, ...]]]) -> bool:
    """Return whether the digits of a line are the same on its pages, or go up with them (roughly: unnumbered pages)."""
    if "#" not in key:
        return True
    allowed = max(1, count // 3)
    if len(numbers[f"={key}"]) <= allowed:
        return True
    columns = zip(*numbers[key], strict=False)
    fixed = zip(*numbers[f"={key}"], strict=False)
    return (
        any(len(set(values)) <= allowed for values in columns)
        and sum(len(set(values)) > allowed for values in fixed) <= 1
    )


def _at_edges(page: list[str], running: set[str]) -> set[int]:
    """Return the places of running lines, from each edge inwards until a line is the page's own."""
    found: set[int] = set()
    for places in (range(min(EDGE, len(page))), range(len(page) - 1, max(-1, len(page) - 1 - EDGE), -1)):
        for i in places:
            if _key(page[i]) not in running or OWN.search(page[i]):
                break
            found.add(i)
    return found


def _edges(count: int) -> set[int]:
    return {*range(min(EDGE, count)), *range(max(0, count - EDGE), count)}


def _key(text: str) -> str:
    """The line without digits and without regard to the order of a table row's cells (headers alternate)."""
    cells = sorted(cell.strip() for cell in DIGITS.sub("#", text.lower()).split("\t") if cell.strip())
    return "\t".join(cells)
