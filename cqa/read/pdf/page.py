"""What pdfium says of a page, before any rule: pieces of printed lines and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of text on one baseline with no wide gap in it; points from the page's top left corner.

    ``base`` is the baseline. ``hyphen`` is True where the printed line ends in a hyphen and the next
    piece goes on with the word. ``order`` is the place in the file's own order.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    hyphen: bool
    order: int


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as found: ``rules`` are thin horizontal and vertical strokes, read only when asked for."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]
    pictures: bool = False
