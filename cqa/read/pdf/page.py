"""What pdfium finds on a page, before any rule: pieces of printed lines, ruling lines, and their places.

All positions are points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

from cqa.record import dataclass


class Piece(NamedTuple):
    """A run of text on one baseline with no wide gap in it.

    ``base`` is the baseline. ``size`` is the font size of the first character; ``bold`` and ``bold_end``
    are the weight of the first and the last one. ``hyphen`` is True where the printed line ends in a
    hyphen and the next piece continues the word. ``upright`` text runs up or down the page. ``emphasis`` is
    True where all of it is in italics or underlined.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    bold_end: bool = False
    hyphen: bool = False
    upright: bool = False
    emphasis: bool = False


class Ruling(NamedTuple):
    """A stroke along an axis: at ``at`` (y of a horizontal one, x of a vertical one), from ``low`` to ``high``."""

    at: float
    low: float
    high: float


class Rulings(NamedTuple):
    """The strokes of one page, and the edges of its rectangles."""

    horizontal: tuple[Ruling, ...] = ()
    vertical: tuple[Ruling, ...] = ()


NO_RULINGS = Rulings()


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as found. ``rulings`` are only collected where pieces are side by side."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    rulings: Rulings = NO_RULINGS
    covered: bool = False
    """Whether words under a box that blacks them out, or that paints them over, are left out."""
    comments: int = 0
    """Comments that pop up, which are left out too."""


NUMBER = re.compile(
    r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(\d{1,2}\)|\(?[a-zA-Z]{1,2}\)|\(?[ivxIVX]{1,6}[.)]|[a-zA-Z]\.|[•–-]|"
    r"[A-Z]{1,3}\d{1,3}\.?)"
)
"""A paragraph number or list mark alone to the left of its words."""


def is_mark(before: Piece, piece: Piece) -> bool:
    """Return whether `before` is the number or list mark of the words in `piece`, to its right."""
    return NUMBER.fullmatch(before.text) is not None and sum(map(str.isalpha, piece.text[:40])) > 1


def side_by_side(pieces: list[Piece]) -> bool:
    """Return whether two pieces are next to each other, as the cells of a table are."""
    for before, piece in pairwise(pieces):
        if piece.x0 >= before.x1 and piece.base < before.base + 0.5 * piece.size:
            same_line = piece.base > before.base - 0.5 * piece.size
            if not (same_line and is_mark(before, piece)) and not before.upright:
                return True
    return False


UNDER, BESIDE = 0.3, 4.0
"""How far below its baseline a line is underlined, in ems, and by how many points the stroke may be longer."""


def underlined(pieces: list[Piece], rulings: Rulings) -> list[Piece]:
    """Return `pieces`, marking those that a stroke of equal length underlines; longer strokes are table borders."""
    strokes = sorted(rulings.horizontal, key=lambda stroke: stroke.low)
    if not strokes:
        return pieces
    lefts = [stroke.low for stroke in strokes]

    def is_underlined(piece: Piece) -> bool:
        adjacent = strokes[bisect_left(lefts, piece.x0 - BESIDE) : bisect_right(lefts, piece.x0 + BESIDE)]
        return any(
            0 <= stroke.at - piece.base <= UNDER * piece.size and abs(stroke.high - piece.x1) <= BESIDE
            for stroke in adjacent
        )

    return [piece._replace(emphasis=True) if is_underlined(piece) else piece for piece in pieces]
