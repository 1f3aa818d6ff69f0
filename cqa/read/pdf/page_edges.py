"""Return the printed lines near the top and bottom of a page, where running headers and footers are."""

from __future__ import annotations

import re
from typing import NamedTuple

from cqa.read.pdf.page import Piece, RawPage
from cqa.text.roman_numerals import roman_value

TOP_BAND, BOTTOM_BAND = 0.15, 0.16
"""Shares of the page's height that may have running lines; a three-line header with a logo reaches 0.14."""

MAX_PEELED = 5
"""Most printed lines removed at one edge; no header met in the sample has more than four."""

NUMERAL = re.compile(r"\d+|\b[ivxl]{1,7}\b")


class Edge(NamedTuple):
    """A printed line near an edge of a page.

    `depth` counts from the edge, `key` is the text with ``#`` for each of its `numbers`.
    """

    page: int
    top: bool
    depth: int
    base: float
    pieces: tuple[Piece, ...]
    text: str
    key: str
    numbers: tuple[int, ...]


def edges_of(page: RawPage) -> list[Edge]:
    """Return the printed lines near the top and the bottom, from the edge inwards."""
    lines = printed_lines([p for p in page.pieces if p.bottom <= page.height * TOP_BAND and not p.upright])
    found = [edge_of(page.number, True, depth, line) for depth, line in enumerate(lines[:MAX_PEELED])]
    low = page.height * (1 - BOTTOM_BAND)
    lines = printed_lines([p for p in page.pieces if p.top >= low and not p.upright])
    found += [edge_of(page.number, False, depth, line) for depth, line in enumerate(lines[: -MAX_PEELED - 1 : -1])]
    return found


def printed_lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces by printed line, from top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.x0)):
        if lines and piece.base - lines[-1][0].base < 0.4 * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def edge_of(page: int, top: bool, depth: int, line: list[Piece]) -> Edge:
    """Return a printed line as an edge line."""
    text = " ".join(piece.text for piece in line).lower()
    numbers = tuple(int(n) if n.isdigit() else roman_value(n) or 0 for n in NUMERAL.findall(text))
    key = NUMERAL.sub("#", text) if numbers else text
    return Edge(page, top, depth, line[0].base, tuple(line), text, key, numbers)
