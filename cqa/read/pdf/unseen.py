"""Remove from a page the words that no reader sees, by the rules of `visibility`."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cqa.read.glyphs import clean_line
from cqa.read.pdf.annotations import Annotations
from cqa.read.pdf.characters import INVISIBLE, PALE, SEEN
from cqa.read.pdf.page import Piece, Rulings
from cqa.read.pdf.pagetext import PageText, SourcedPiece
from cqa.read.pdf.rulings import RulingCollector, Surface, address
from cqa.read.pdf.visibility import (
    DARK,
    UNDER,
    Box,
    Cover,
    DrawnPage,
    DrawnWord,
    beyond,
    common,
    masked,
    middle_in,
    without_doubles,
)

MIXED = -1
"""Look of a piece whose characters are not all printed in one way."""

NAME_LENGTH = 512
"""Bytes of a layer's name that are read."""

MAX_COVERS = 400
"""Surfaces of one page that are compared with its words."""

WHOLE_PAGE = 0.5
"""Least share of a page of a picture that is a scan, with its words as text under it."""


BAR = 2.5
"""Ems: a dark ground no taller than that was drawn for the words on it; a taller one is a band of the design."""

MOST_OF_PAGE = 0.2
"""Least share of a page of a surface that is the ground of a title page, not a box over words."""


LOWEST, HIGHEST = 0.12, 0.5
"""How far above its baseline, in ems, a word is struck through."""

LONGER = 3.0
"""Points by which a stroke may be longer than the words it strikes; rules of tables and charts are longer."""


class ExaminedPage(NamedTuple):
    """What is known of a page when its words are examined."""

    width: float
    height: float
    shapes: RulingCollector
    rulings: Rulings
    notes: Annotations
    hidden_layers: frozenset[str]
    look: DrawnPage


def remove_unseen(reader: PageText, page: ExaminedPage) -> bool:
    """Remove unseen words from what `reader` found; return whether any were under a box.

    Words under a dark box leave a mark in their line, all others go.
    """
    looks = _looks(reader)
    covers = list(_covers(reader, page))
    pieces = reader.all_pieces()
    doubles = without_doubles(pieces, {at for at, look in enumerate(looks) if look == INVISIBLE})
    strikes = _strikes(pieces, page.rulings, page.shapes.bars)
    careful = bool(
        covers or strikes or page.shapes.dark or page.notes.redacted or page.notes.struck or page.hidden_layers
    )
    outside = {at for at, piece in enumerate(pieces) if beyond(piece, page.width, page.height)}
    if not (careful or doubles or outside or any(looks)):
        return False  # most
    kept: list[SourcedPiece] = []
    covered = False
    for at, found in enumerate(reader.found):
        if at in doubles or at in outside or _is_unseen(found.piece, looks[at], page):
            continue
        mixed, struck = looks[at] == MIXED, strikes.get(at, [])
        hidden = _hidden(reader, found, page, covers, looks[at], struck) if careful or mixed else []
        if hidden:
            covered = covered or any(is_black is not None for _, is_black in hidden)
            text = masked(found.run.text[slice(*found.span or (0, 0))], [(word, bool(dark)) for word, dark in hidden])
            text = clean_line(text, ligatures=True)
            if not text:
                continue
            found = SourcedPiece(found.run, None, found.piece._replace(text=text, hyphen=False))
        kept.append(found)
    reader.found = kept
    return covered


def _looks(reader: PageText) -> list[int]:
    """Return how each piece is printed by its first character; where any is unseen, `MIXED` if the last differs."""
    looks = [reader.look_of(found) for found in reader.found]
    if any(looks):
        for at, found in enumerate(reader.found):
            length = found.span[1] - found.span[0] if found.span else 1
            if length > 1 and reader.look_of(found, length - 1) != looks[at]:
                looks[at] = MIXED
    return looks


def _is_unseen(piece: Piece, look: int, page: ExaminedPage) -> bool:
    """Return whether a piece without colour is on plain ground: no scan or dark surface shows its words."""
    box: Box = piece[1:5]
    if look in (INVISIBLE, PALE):
        grounds = page.shapes.pictures if look == INVISIBLE else [*page.shapes.fills, *page.shapes.pictures]
        return not any(middle_in(box, ground) for ground in grounds) and page.look.is_plain(box)
    return bool(page.hidden_layers) and page.look.is_plain(box)


def _hidden(
    reader: PageText,
    found: SourcedPiece,
    page: ExaminedPage,
    covers: Sequence[tuple[Cover, dict[int, int]]],
    look: int,
    struck: Sequence[Box],
) -> list[tuple[DrawnWord, bool | None]]:
    """Return the hidden words of a piece: True for those under a dark box, False under a light one, None otherwise."""
    piece, notes = found.piece, page.notes
    middle, x0, x1 = (piece.top + piece.bottom) / 2, piece.x0, piece.x1
    near = [  # as `_meet` does, without a call for each of thousands
        (cover, orders)
        for cover, orders in covers
        if cover.box[1] <= middle <= cover.box[3] and x0 < cover.box[2] and x1 > cover.box[0]
    ]
    redacted = [box for box in notes.redacted if _meet(piece, box)]
    struck = [*struck, *(box for box in notes.struck if _meet(piece, box))]
    mixed = look == MIXED
    dark = [
        box for box in page.shapes.dark if look != PALE and box[1] <= middle <= box[3] and x0 < box[2] and x1 > box[0]
    ]
    if not (near or redacted or struck or mixed or dark or page.hidden_layers):
        return []
    hidden: list[tuple[DrawnWord, bool | None]] = []
    for word in reader.words(found):
        if any(_lies_under(word, box) for box in redacted):
            hidden.append((word, True))
        elif under := [box for box in dark if _lies_under(word, box) and page.look.is_plain(common(word.box, box))]:
            hidden.append((word, True if any(box[3] - box[1] <= BAR * piece.size for box in under) else None))
        elif any(_lies_under(word, box) for box in struck) or _has_no_look(reader, found, word, page, mixed):
            hidden.append((word, None))
        else:
            for cover, orders in near:
                if (
                    _lies_under(word, cover.box)
                    and orders.get(address(reader.text_object(found, word.start)), cover.order) < cover.order
                    and page.look.is_plain(common(word.box, cover.box))
                ):
                    hidden.append((word, _is_redaction(cover, page)))
                    break
    return hidden


def _strikes(pieces: Sequence[Piece], rulings: Rulings, bars: Sequence[Box]) -> dict[int, list[Box]]:
    """Return by piece the places of words that a stroke runs through: at half their height, and no longer than them.

    `bars` are strokes so thick that they mark words, or black them out.
    """
    found: dict[int, list[Box]] = {}
    strokes = sorted(rulings.horizontal, key=lambda stroke: stroke.at)
    heights = [stroke.at for stroke in strokes]
    for at, piece in enumerate(pieces) if strokes else ():
        size = piece.size
        first, last = (
            bisect_left(heights, piece.base - HIGHEST * size),
            bisect_right(heights, piece.base - LOWEST * size),
        )
        for stroke in strokes[first:last]:
            box = stroke.low, piece.top, stroke.high, piece.bottom
            within = piece.x0 - LONGER <= stroke.low and stroke.high <= piece.x1 + LONGER
            if within and not piece.upright and not any(middle_in(bar, box) for bar in bars):
                found.setdefault(at, []).append(box)
    return found


def _is_redaction(cover: Cover, page: ExaminedPage) -> bool | None:
    """Return True for a cover that blacks words out, False for one that paints them over, None for a whole ground."""
    if _area(cover.box) > MOST_OF_PAGE * page.width * page.height:
        return None
    return cover.grey < DARK


def _has_no_look(reader: PageText, found: SourcedPiece, word: DrawnWord, page: ExaminedPage, mixed: bool) -> bool:
    """Return whether a word is in a layer that is off, or without colour in a piece that has other colours."""
    if page.hidden_layers and _is_off(reader, found, word, page.hidden_layers):
        return True
    return mixed and reader.look_of(found, word.start) != SEEN and page.look.is_plain(word.box)


def _covers(reader: PageText, page: ExaminedPage) -> Iterator[tuple[Cover, dict[int, int]]]:
    """Yield the rectangles that were drawn after words in the same place, with the order of text objects."""
    area = page.width * page.height
    surfaces = page.shapes.covers[:MAX_COVERS]
    lines = sorted(((p.top + p.bottom) / 2, p.x0, p.x1) for p in reader.all_pieces()) if surfaces else []
    suspects = [
        surface
        for surface in surfaces
        if not (surface.is_picture and _area(surface.box) > WHOLE_PAGE * area) and _meets_any(lines, surface.box)
    ]
    if not suspects:
        return
    orders = page.shapes.orders()
    for surface in suspects:
        yield from ((cover, orders) for cover in _rectangles(page.shapes, surface))


def _rectangles(shapes: RulingCollector, surface: Surface) -> Iterator[Cover]:
    for box in shapes.rectangles(surface):
        yield Cover(box, surface.order, surface.grey, surface.is_picture)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _meet(piece: Piece, box: Box) -> bool:
    """Return whether the middle line of a piece crosses `box`."""
    middle = (piece.top + piece.bottom) / 2
    return box[1] <= middle <= box[3] and piece.x0 < box[2] and piece.x1 > box[0]


def _meets_any(lines: Sequence[tuple[float, float, float]], box: Box) -> bool:
    """Return whether any middle line of a piece, as height, left and right in order, crosses `box`."""
    for at in range(bisect_left(lines, (box[1],)), len(lines)):
        middle, x0, x1 = lines[at]
        if middle > box[3]:
            break
        if x0 < box[2] and x1 > box[0]:
            return True
    return False


def _lies_under(word: DrawnWord, box: Box) -> bool:
    left, top, right, bottom = word.box
    wide = min(right, box[2]) - max(left, box[0])
    return box[1] <= (top + bottom) / 2 <= box[3] and wide >= UNDER * (right - left)


def _is_off(reader: PageText, found: SourcedPiece, word: DrawnWord, hidden: frozenset[str]) -> bool:
    """Return whether a word belongs to a layer that is switched off, by the marks of its text object."""
    raw, item = reader.raw, reader.text_object(found, word.start)
    for index in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, ctypes.c_ulong(index))
        if _string(raw.FPDFPageObjMark_GetName, mark) == "OC" and _parameter(raw, mark, b"Name") in hidden:
            return True
    return False


def _string(call: Any, mark: Any) -> str:
    buffer, length = ctypes.create_string_buffer(NAME_LENGTH), ctypes.c_ulong()
    call(mark, ctypes.byref(buffer), ctypes.c_ulong(NAME_LENGTH), ctypes.byref(length))
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def _parameter(raw: Any, mark: Any, key: bytes) -> str:
    buffer, length = ctypes.create_string_buffer(NAME_LENGTH), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetParamStringValue(
        mark, key, ctypes.byref(buffer), ctypes.c_ulong(NAME_LENGTH), ctypes.byref(length)
    )
    return buffer.raw[: max(0, length.value - 2)].decode("utf-16-le", "replace")
