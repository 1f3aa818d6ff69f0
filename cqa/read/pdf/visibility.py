"""Which words of a page nobody sees: covered, colourless, beyond its edge, in a layer that is off, or printed twice.

What is suspect by the page's objects is checked as drawn: where the page is of one colour, no word is to be read. A
text layer under or over a scan has no colour, but the scan shows its words, so it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from cqa.read.pdf.page import Piece

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left corner of the page as shown."""

BLACKED_OUT = "█████"
"""What is read in place of words under a dark box: what the page shows."""

DPI = 72
"""Resolution in dots per inch at which suspect words are drawn."""

CONTRAST = 48
"""Levels of grey (of 256) by which letters differ from their ground at least, at that resolution."""

UNDER = 0.6
"""Share of a word that a cover must lie over to hide it, and of a piece that another must fill to double it."""

DARK = 64
"""Grey level below which a cover blacks out; a lighter one only paints over."""

SHIFT = 0.35
"""Ems by which letters printed twice, for a shadow or a bold face, may be apart."""


class DrawnWord(NamedTuple):
    """A word of a piece: its place in the text of the piece, and on the page."""

    start: int
    end: int
    box: Box


class Cover(NamedTuple):
    """A surface drawn over the page: where, after how many other objects, its grey level, and whether a picture."""

    box: Box
    order: int
    grey: int
    is_picture: bool = False


class DrawnPage:
    """The page as it is drawn, rendered when first needed."""

    def __init__(self, rows: Callable[[], list[bytes]]) -> None:
        self._render = rows
        self._rows: list[bytes] | None = None

    def is_plain(self, box: Box) -> bool:
        """Return whether all of `box` is of one colour."""
        if self._rows is None:
            self._rows = self._render()
        scale = DPI / 72
        left, right = max(0, int(box[0] * scale) + 1), int(box[2] * scale)
        cut = [row[left:right] for row in self._rows[max(0, int(box[1] * scale) + 1) : int(box[3] * scale)]]
        cut = [row for row in cut if row]
        return bool(cut) and max(map(max, cut)) - min(map(min, cut)) < CONTRAST


def middle_in(box: Box, holder: Box) -> bool:
    """Return whether the middle of `box` is in `holder`."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return holder[0] <= x <= holder[2] and holder[1] <= y <= holder[3]


def common(box: Box, other: Box) -> Box:
    """Return what two boxes have in common."""
    return max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])


def share_in(box: Box, holder: Box) -> float:
    """Return the share of `box` that is in `holder`."""
    wide = min(box[2], holder[2]) - max(box[0], holder[0])
    tall = min(box[3], holder[3]) - max(box[1], holder[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return wide * tall / area if wide > 0 and tall > 0 and area > 0 else 0.0


def without_doubles(pieces: Sequence[Piece], invisible: set[int]) -> set[int]:
    """Return the places of pieces that repeat others: the same words a shadow apart, or unseen words over seen ones."""
    doubles: set[int] = set()
    first: dict[str, list[Piece]] = {}
    for at, piece in enumerate(pieces):
        others = first.get(piece.text)
        if others is None:
            first[piece.text] = [piece]
        elif any(_is_shadow(piece, other) for other in others):
            doubles.add(at)
        else:
            others.append(piece)
    if invisible and len(invisible) < len(pieces):
        seen = [piece for at, piece in enumerate(pieces) if at not in invisible]
        for at in invisible:
            if sum(share_in(pieces[at][1:5], piece[1:5]) for piece in seen) >= UNDER:
                doubles.add(at)
    return doubles


def _is_shadow(piece: Piece, other: Piece) -> bool:
    reach = SHIFT * piece.size
    return abs(piece.x0 - other.x0) <= reach and abs(piece.base - other.base) <= reach


def beyond(piece: Piece, width: float, height: float) -> bool:
    """Return whether a piece is wholly outside the page."""
    return piece.x1 <= 0 or piece.x0 >= width or piece.bottom <= 0 or piece.top >= height


def masked(text: str, hidden: Sequence[tuple[DrawnWord, bool]]) -> str:
    """Return `text` without the hidden words; those that are blacked out (True) leave a mark, a row of them one."""
    parts: list[str] = []
    at, marked = 0, False
    for word, is_black in sorted(hidden):
        between = text[at : word.start]
        if between.strip() or not marked:
            parts.append(between)
            marked = False
        if is_black and not marked:
            parts.append(BLACKED_OUT)
            marked = True
        at = word.end
    rest = text[at:]
    return " ".join("".join([*parts, " " if marked and rest[:1] == " " else "", rest]).split(" ")).strip()
