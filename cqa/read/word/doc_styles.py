"""The style sheet, the lists and the fonts of Word 97-2003 ([MS-DOC] 2.9.271, 2.9.131, 2.9.286)."""

from __future__ import annotations

import struct
from typing import NamedTuple

from cqa.read.word.numbering import LEVELS, Level, Numbering
from cqa.read.word.sprm import sprms

FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
         22: "decimalZero", 23: "bullet", 255: "none"}  # fmt: skip
"""Number formats by their code (2.2.1.3 of [MS-OSHARED]) as the later format names them."""

MAX_CHAIN = 20
TITLE = 62
"""The built-in style *Title*; headings are 1 to 9."""


class DocStyle(NamedTuple):
    """A style with what it and those that it is based on say: modifiers of paragraphs and of characters."""

    builtin: int
    paragraph: dict[int, bytes]
    characters: dict[int, bytes]

    @property
    def level(self) -> int:
        """Return the level of a heading, 0 for other text."""
        return self.builtin if 1 <= self.builtin <= 9 else 1 if self.builtin == TITLE else 0


def styles(data: bytes) -> list[DocStyle]:
    """Return the styles by their index; an unused place is an empty style."""
    if len(data) < 6:
        return []
    size = struct.unpack_from("<H", data)[0]
    count, fixed = struct.unpack_from("<HH", data, 2)
    at = 2 + size
    raw: list[tuple[int, int, dict[int, bytes], dict[int, bytes]]] = []
    for _ in range(count):
        if at + 2 > len(data):
            break
        length = struct.unpack_from("<H", data, at)[0]
        raw.append(_style(data[at + 2 : at + 2 + length], fixed))
        at += 2 + length
    return [_resolved(raw, index) for index in range(len(raw))]


def _style(data: bytes, fixed: int) -> tuple[int, int, dict[int, bytes], dict[int, bytes]]:
    """Return one style's built-in number, the index of its base, and its own modifiers."""
    if len(data) < 10:
        return 0, 0xFFF, {}, {}
    builtin, kind_base, count = (struct.unpack_from("<H", data, place)[0] for place in (0, 2, 4))
    kind, base = kind_base & 0xF, kind_base >> 4
    at = fixed
    length = struct.unpack_from("<H", data, at)[0] if at + 2 <= len(data) else 0
    at += 2 + 2 * length + 2
    parts: list[bytes] = []
    for _ in range(count & 0xF):
        at += at & 1
        if at + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, at)[0]
        parts.append(data[at + 2 : at + 2 + size])
        at += 2 + size
    if kind == 1 and parts:
        return builtin & 0xFFF, base, sprms(parts[0][2:]), sprms(parts[1]) if len(parts) > 1 else {}
    return builtin & 0xFFF, base, {}, sprms(parts[0]) if kind == 2 and parts else {}


def _resolved(raw: list[tuple[int, int, dict[int, bytes], dict[int, bytes]]], index: int) -> DocStyle:
    builtin = raw[index][0]
    paragraph: dict[int, bytes] = {}
    characters: dict[int, bytes] = {}
    for _ in range(MAX_CHAIN):
        if index >= len(raw):
            break
        _, base, own_paragraph, own_characters = raw[index]
        paragraph, characters = own_paragraph | paragraph, own_characters | characters
        index = base
    return DocStyle(builtin, paragraph, characters)


def fonts(data: bytes) -> list[str]:
    """Return the names of the fonts by their index (SttbfFfn, 2.9.286)."""
    found: list[str] = []
    at = 4
    while at < len(data):
        size = data[at]
        name = data[at + 40 : at + 1 + size].decode("utf-16-le", "replace").split("\x00")[0]
        found.append(name)
        at += 1 + size
    return found


def numbering(lists: bytes, overrides: bytes) -> Numbering:
    """Return the lists of a document. `lists` begins with PlfLst and extends to the end of the table stream."""
    made = Numbering(None)
    if len(lists) >= 2:
        count = struct.unpack_from("<H", lists)[0]
        at = 2 + 28 * count
        for n in range(count):
            place = 2 + 28 * n
            identity, simple = struct.unpack_from("<i", lists, place)[0], lists[place + 26] & 1
            levels: dict[int, Level] = {}
            for level in range(1 if simple else LEVELS):
                levels[level], at = _level(lists, at)
            made.add_scheme(str(identity), levels)
    if len(overrides) >= 4:
        count = struct.unpack_from("<I", overrides)[0]
        for n in range(min(count, (len(overrides) - 4) // 16)):
            made.add_list(n + 1, str(struct.unpack_from("<i", overrides, 4 + 16 * n)[0]))
    return made


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """Return a level and the place after it (LVL, 2.9.150)."""
    start, form, flags = struct.unpack_from("<iBB", data, at)
    characters, paragraph = data[at + 24], data[at + 25]
    at += 28 + paragraph + characters
    length = struct.unpack_from("<H", data, at)[0]
    text = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    pattern = "".join(f"%{ord(char) + 1}" if ord(char) < LEVELS else char for char in text)
    return Level(start, FORMS.get(form, "decimal"), pattern, bool(flags & 4)), at + 2 + 2 * length
