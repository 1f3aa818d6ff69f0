"""Find running headers, footers and page stamps by repetition and position, and remove them.

Lines are removed from the top and bottom edges of a page inwards. A line is removed if other pages have it at the same
height (apart from digits), or if it is the page's number; the first other line ends the search. Text that repeats in
the middle of pages is therefore kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import NamedTuple

from cqa.read.pdf.labels import Sighting, number_in, printed_labels
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.page_edges import BOTTOM_BAND, TOP_BAND, Edge, edge_of, edges_of
from cqa.read.running import alike, is_content, is_exempt_mark

SAME_HEIGHT = 15.0
"""Greatest difference in points between the heights of a running line on two pages."""

DENSITY = 0.35
"""Least share of the pages, from a line's first to its last, that have the line (0.5 for facing pages)."""

SIDE_BAND = 0.08
"""Share of the page's width at the left and right that may have a stamp turned by a right angle."""

SECTIONAL = 0.6
"""A header on less than this share of the pages belongs to a section."""

TABLE_HEAD_CELLS = 3
"""A line at the top with this many parts, with other words aligned below them, is a table's head."""

NUMBERED_WORD = re.compile(r"(?!page\b)[a-z]+ #[a-z]?", re.IGNORECASE)
"""``Question #``, ``Appendix #``: numbered headings, whose numbers do not follow the pages."""

ITEM_STAMP = re.compile(r"(?:agenda )?item(?: no\.?)? ?\d{1,3}[a-z]?", re.IGNORECASE)
"""``Agenda Item 7`` stamped on an item's first page says where a paper of a pack begins: it is no running header."""

BLANK_PAGE = re.compile(
    r"this page (?:is|has been) (?:intentionally |deliberately )?left (?:intentionally )?blank", re.IGNORECASE
)


class Bare(NamedTuple):
    """Pages without running headers and footers, the words of those, and the label printed on each page."""

    pages: list[RawPage]
    running: tuple[str, ...]
    labels: dict[int, str]


def strip(pages: Sequence[RawPage]) -> Bare:
    """Return `pages` without their running headers and footers."""
    taken: dict[int, list[Edge]] = defaultdict(list)
    for edge in _stamps(pages):
        taken[edge.page].append(edge)
    _peel([_without_edges(page, taken[page.number]) for page in pages], taken)
    _keep_first(taken, pages)
    return _without(pages, taken)


def _peel(pages: list[RawPage], taken: dict[int, list[Edge]]) -> None:
    """Add to `taken` the running lines of each page, from its edges inwards."""
    edges = [edge for page in pages for edge in edges_of(page)]
    heights = _heights([edge for edge in edges if not is_content(edge.text)])
    for edge in _alternating(edges):
        heights[edge.key, edge.top].remove(edge)
    numbered = _numbered(edges)
    by_number = {page.number: page for page in pages}
    broken: set[tuple[int, bool]] = set()
    for edge in edges:
        side = (edge.page, edge.top)
        if side in broken:
            continue
        if edge in numbered or (_repeats(edge, heights, len(pages)) and not _is_table_head(edge, by_number[edge.page])):
            taken[edge.page].append(edge)
        elif not _is_stamp(edge):
            broken.add(side)


def _without_edges(page: RawPage, edges: list[Edge]) -> RawPage:
    gone = {id(piece) for edge in edges for piece in edge.pieces}
    return replace(page, pieces=tuple(piece for piece in page.pieces if id(piece) not in gone)) if gone else page


def _keep_first(taken: dict[int, list[Edge]], pages: Sequence[RawPage]) -> None:
    """Keep the first of each header that is the title of the document or a section and is not repeated below it."""
    carriers: dict[str, list[int]] = defaultdict(list)
    for edges in taken.values():
        for edge in edges:
            if edge.top or is_exempt_mark(edge.text):
                carriers[edge.text].append(edge.page)
    usual = median(piece.size for page in pages for piece in page.pieces) if any(p.pieces for p in pages) else 0.0
    for page in pages:
        for edge in list(taken.get(page.number, ())):
            exempt = is_exempt_mark(edge.text)
            first = min(carriers[edge.text]) == page.number if edge.top or exempt else False
            sectional = len(carriers[edge.text]) < SECTIONAL * len(pages)
            if not first or not (page.number == pages[0].number or sectional or exempt):
                continue
            if "#" in edge.key and not exempt:
                continue
            if (exempt or edge.pieces[0].size >= usual - 0.5) and not _is_repeated(edge, page, taken[page.number]):
                taken[page.number].remove(edge)


def _is_repeated(edge: Edge, page: RawPage, gone: list[Edge]) -> bool:
    """Return whether the rest of the page repeats the header."""
    header = {id(piece) for other in gone for piece in other.pieces}
    body = "".join(_letters(piece.text) for piece in page.pieces if id(piece) not in header)
    return _letters(edge.text) in body


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _stamps(pages: Sequence[RawPage]) -> list[Edge]:
    """Return the stamps ``Page 12`` near an edge that count on from page to page, whatever else is on their line.

    A stamp may lie across the last line of a page, or be turned in the side margin of a landscape page.
    """
    found = [
        edge_of(page.number, piece.top < page.height / 2 and not piece.upright, 0, [piece])
        for page in pages
        for piece in page.pieces
        if _near_edge(piece, page) and _is_page_stamp(piece)
    ]
    offsets: dict[int, set[int]] = defaultdict(set)
    for edge in found:
        for number in number_in(edge.pieces, alone=True):
            offsets[edge.page - number.value].add(edge.page)
    believed = {offset for offset, carriers in offsets.items() if len(carriers) > 1}
    return [e for e in found if any(e.page - n.value in believed for n in number_in(e.pieces, alone=True))]


def _near_edge(piece: Piece, page: RawPage) -> bool:
    if piece.upright:
        return piece.x1 < page.width * SIDE_BAND or piece.x0 > page.width * (1 - SIDE_BAND)
    return piece.bottom < page.height * TOP_BAND or piece.top > page.height * (1 - BOTTOM_BAND)


def _is_page_stamp(piece: Piece) -> bool:
    text = piece.text.lower()
    return text.startswith("page ") and bool(number_in([piece], alone=True))


def _without(pages: Sequence[RawPage], taken: dict[int, list[Edge]]) -> Bare:
    words: dict[str, None] = {}
    bare: list[RawPage] = []
    sightings: list[Sighting] = []
    for page in pages:
        gone = {id(piece) for edge in taken[page.number] for piece in edge.pieces}
        left = tuple(piece for piece in page.pieces if id(piece) not in gone)
        if BLANK_PAGE.search(" ".join(piece.text for piece in left[:4])) and sum(len(p.text) for p in left) < 80:
            words.update(dict.fromkeys(piece.text for piece in left))
            left = ()
        for edge in taken[page.number]:
            sightings.extend(Sighting(page.number, found, edge.top) for found in number_in(edge.pieces))
            words.setdefault(" ".join(piece.text for piece in edge.pieces))
        bare.append(RawPage(page.number, page.width, page.height, left, page.rulings))
    return Bare(bare, tuple(words), printed_labels(sightings, len(pages)))


Heights = dict[tuple[str, bool], list[Edge]]


def _heights(edges: list[Edge]) -> Heights:
    """Return the lines by their key and edge of the page."""
    found: Heights = defaultdict(list)
    for edge in edges:
        found[edge.key, edge.top].append(edge)
    return found


def _alternating(edges: list[Edge]) -> list[Edge]:
    """Return the labelled lines whose value goes and comes back from page to page: *Status: open*, *closed*, *open*."""
    groups: dict[tuple[str, bool], list[tuple[str, Edge]]] = defaultdict(list)
    for edge in edges:
        label, colon, value = edge.key.partition(":")
        if colon and value.strip() and "#" not in label and not is_content(edge.text):
            groups[label, edge.top].append((value, edge))
    found: list[Edge] = []
    for group in groups.values():
        runs = [value for value, _ in groupby(group, key=lambda pair: pair[0])]
        if len(runs) > len(set(runs)):
            found += [edge for _, edge in group]
    return found


def _repeats(edge: Edge, heights: Heights, count: int) -> bool:
    """Return whether enough other pages have the line at this height."""
    if count < 2 or _is_stamp(edge) or not any(c.isalnum() for c in edge.key):
        return False
    near = [other for other in heights.get((edge.key, edge.top), ()) if abs(other.base - edge.base) <= SAME_HEIGHT]
    if "#" in edge.key:
        near = _alike(edge, near)
    same = sorted({other.page for other in near})
    if count == 2:
        return len(same) == 2
    if len(same) < 3 and not (count == 3 and len(same) == 2):
        return False
    if edge.text.endswith(".") and " " in edge.text and len(same) < SECTIONAL * count:
        return False
    return _dense(same, edge.page)


def _alike(edge: Edge, near: list[Edge]) -> list[Edge]:
    """Return, of the lines that differ in numbers only, those whose numbers are the same or count on with the pages."""
    if edge.top and len(edge.pieces) == 1 and NUMBERED_WORD.fullmatch(edge.key):
        return [other for other in near if other.text == edge.text]
    return alike(edge, near)


def _dense(pages: list[int], page: int) -> bool:
    """Return whether `page` is in a run of pages with the line, without wide holes."""
    at = pages.index(page)
    near = pages[max(0, at - 3) : at + 4]
    span = near[-1] - near[0] + 1
    return len(near) / span >= DENSITY


def _is_stamp(edge: Edge) -> bool:
    return edge.top and len(edge.pieces) == 1 and ITEM_STAMP.fullmatch(edge.pieces[0].text) is not None


def _is_table_head(edge: Edge, page: RawPage) -> bool:
    """Return whether it is the head of a table: ruled columns go on below it, or three parts have text below them."""
    if not edge.top:
        return False
    first = edge.pieces[0]
    y, below = first.base - 0.3 * first.size, first.base + 1.5 * first.size
    if sum(line.low <= y and line.high >= below for line in page.rulings.vertical) > 1:
        return True
    if len(edge.pieces) < TABLE_HEAD_CELLS:
        return False
    near = [p for p in page.pieces if 0 < p.base - edge.base < 6 * p.size]
    return sum(any(abs(p.x0 - piece.x0) < 3 for p in near) for piece in edge.pieces) >= 2


def _numbered(edges: list[Edge]) -> set[Edge]:
    """Return the lines that are only a page number and count on with the pages."""
    found: dict[tuple[bool, int], list[tuple[int, Edge]]] = defaultdict(list)
    for edge in edges:
        if len(edge.pieces) == 1:
            for number in number_in(edge.pieces, alone=True):
                found[edge.top, edge.page - number.value].append((edge.page, edge))
    kept: set[Edge] = set()
    for seen in found.values():
        pages = sorted({page for page, _ in seen})
        for page, edge in seen:
            if any(0 < abs(other - page) <= 3 for other in pages) or _says_page(edge):
                kept.add(edge)
    return kept


def _says_page(edge: Edge) -> bool:
    """Return whether the line says that it is a page number (``Page 3``, ``3 of 12``): that needs no second page."""
    text = edge.pieces[0].text.lower()
    return "page" in text or re.fullmatch(r"\d+ (?:of|/) \d+", text) is not None
