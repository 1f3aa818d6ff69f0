"""Properties of Word 97-2003 ([MS-DOC] 2.6): which bytes of the text they apply to, and what they say."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

PAGE = 512
"""Bytes of a page of formatted runs ([MS-DOC] 2.9.33, 2.9.175)."""

LENGTHS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the three highest bits of its modifier (2.2.5.1); 6 states its own length."""

TABLE_DEFINITION = 0xD608
TABS = 0xC615
"""The two modifiers whose operands state their length otherwise (sprmTDefTable, sprmPChgTabs)."""


class PropertyRun(NamedTuple):
    """From ``start`` to ``end`` in the file these modifiers apply; ``style`` is the index of a paragraph's style."""

    start: int
    end: int
    sprms: dict[int, bytes]
    style: int = 0


class PropertyRuns:
    """All runs of one kind in order."""

    def __init__(self, document: bytes, table: bytes, paragraphs: bool) -> None:
        self.runs: list[PropertyRun] = []
        count = max(0, (len(table) - 4) // 8)
        for at in range(count):
            page = struct.unpack_from("<I", table, 4 * (count + 1) + 4 * at)[0] & 0x3FFFFF
            self.runs += _page(document[page * PAGE : (page + 1) * PAGE], paragraphs)
        self.runs.sort()
        self._starts = [run.start for run in self.runs]

    def at(self, place: int) -> PropertyRun:
        """Return the run at a byte of the file, an empty one where there is none."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self.runs[index].end:
            return self.runs[index]
        following = self._starts[index + 1] if index + 1 < len(self._starts) else place + 1
        return PropertyRun(place, max(following, place + 1), {})


def _page(data: bytes, paragraphs: bool) -> Iterator[PropertyRun]:
    """Return the runs of one page; a paragraph's entry takes 13 bytes, that of characters one."""
    if len(data) < PAGE:
        return
    count = data[PAGE - 1]
    places = struct.unpack_from(f"<{count + 1}I", data)
    step = 13 if paragraphs else 1
    for n in range(count):
        offset = 2 * data[4 * (count + 1) + step * n]
        if not offset:
            yield PropertyRun(places[n], places[n + 1], {})
        elif paragraphs:
            size = data[offset]
            start, length = (offset + 1, 2 * size - 1) if size else (offset + 2, 2 * data[offset + 1])
            style = struct.unpack_from("<H", data, start)[0]
            yield PropertyRun(places[n], places[n + 1], sprms(data[start + 2 : start + length]), style)
        else:
            yield PropertyRun(places[n], places[n + 1], sprms(data[offset + 1 : offset + 1 + data[offset]]))


def sprms(data: bytes) -> dict[int, bytes]:
    """Return the modifiers in a list with their operands; what is cut short ends the list."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(data):
        code = struct.unpack_from("<H", data, at)[0]
        at += 2
        kind = code >> 13
        if code == TABLE_DEFINITION:
            length = struct.unpack_from("<H", data, at)[0] - 1 if at + 2 <= len(data) else 0
            at += 2
        elif kind == 6:
            length = data[at]
            at += 1
            if code == TABS and length == 255:
                return found
        else:
            length = LENGTHS[kind]
        found[code] = data[at : at + length]
        at += max(length, 0)
    return found


def flag(sprms_: dict[int, bytes], code: int, style: bool = False) -> bool:
    """Return a toggle (2.2.5.1): off, on, as the style has it, or as it has not."""
    operand = sprms_.get(code)
    if not operand:
        return style
    value = operand[0]
    return style if value == 0x80 else not style if value == 0x81 else value == 1


def value(sprms_: dict[int, bytes], code: int) -> int | None:
    """Return an operand as a number, None where the modifier is absent."""
    operand = sprms_.get(code)
    return int.from_bytes(operand, "little") if operand else None
