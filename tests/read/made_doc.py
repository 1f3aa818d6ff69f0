"""A Word 97 file made byte by byte ([MS-CFB], [MS-DOC]): a compound file with text, formatted runs and paragraphs."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
TEXT_AT = 2048
"""Byte of the text in the stream of the document."""

DELETED, VANISHED, STRUCK = b"\x00\x08\x01", b"\x3c\x08\x01", b"\x37\x08\x01"
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"


class Run(NamedTuple):
    """Characters with their modifiers; ``paragraph`` are those of the paragraph that a mark at the end closes."""

    text: str
    look: bytes = b""
    paragraph: bytes = b""


def edges(*twips: int) -> bytes:
    """The modifier of a row's end with the edges of its cells."""
    places = struct.pack(f"<{len(twips)}h", *twips)
    body = bytes((len(twips) - 1,)) + places
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def doc(runs: Sequence[Run], feet: Sequence[Run] = ()) -> bytes:
    """A file of these runs; the last of `feet` ends the story of the footnotes."""
    everything = [*runs, *feet]
    text = "".join(run.text for run in everything)
    data = text.encode("utf-16-le")
    document = bytearray(TEXT_AT) + data
    document += bytes(-len(document) % SECTOR)
    characters, paragraphs = _places(everything)
    pages = []
    for places, paragraph in ((characters, False), (paragraphs, True)):
        pages.append(len(document) // SECTOR)
        document += _page(places, paragraph)
    document += bytes(max(0, 4096 - len(document)))
    table = bytearray()
    pieces = struct.pack("<2IHIH", 0, len(text), 0, TEXT_AT, 0)
    parts = {
        33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        12: struct.pack("<3I", TEXT_AT, TEXT_AT + len(data), pages[0]),
        13: struct.pack("<3I", TEXT_AT, TEXT_AT + len(data), pages[1]),
    }
    if feet:
        end = sum(len(run.text) for run in feet)
        parts[3] = struct.pack("<3I", 0, end, end)
    struct.pack_into("<HH", document, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", document, 0x0A, 0x0200)
    struct.pack_into("<2I", document, 0x4C, sum(len(run.text) for run in runs), sum(len(run.text) for run in feet))
    for index, part in parts.items():
        struct.pack_into("<2I", document, 0x9A + 8 * index, len(table), len(part))
        table += part
    table += bytes(max(0, 4096 - len(table)))
    return _compound({"WordDocument": bytes(document), "1Table": bytes(table)})


def _places(runs: Sequence[Run]) -> tuple[list[tuple[int, int, bytes]], list[tuple[int, int, bytes]]]:
    characters, paragraphs = [], []
    at = begun = TEXT_AT
    for run in runs:
        end = at + 2 * len(run.text)
        characters.append((at, end, run.look))
        if run.text[-1:] in ("\r", "\x07"):
            paragraphs.append((begun, end, run.paragraph))
            begun = end
        at = end
    return characters, paragraphs


def _page(places: Sequence[tuple[int, int, bytes]], paragraph: bool) -> bytes:
    page = bytearray(SECTOR)
    count = len(places)
    struct.pack_into(f"<{count + 1}I", page, 0, *(start for start, _, _ in places), places[-1][1])
    at = SECTOR - 2
    for n, (_, _, sprms) in enumerate(places):
        entry = (b"\x00\x00" if paragraph else b"") + sprms
        entry += bytes(len(entry) % 2) if paragraph else b""
        head = bytes((0, len(entry) // 2)) if paragraph else bytes((len(entry),))
        at = (at - len(head) - len(entry)) & ~1
        page[at : at + len(head) + len(entry)] = head + entry
        page[4 * (count + 1) + (13 if paragraph else 1) * n] = at // 2 if sprms else 0
    page[SECTOR - 1] = count
    return bytes(page)


def _compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams too long for the mini stream: directory first, then the streams, then the table."""
    body = bytearray()
    table = [END]
    entries = [_entry("Root Entry", 5, END, 0, 1)]
    sector = 1
    for n, (name, data) in enumerate(streams.items()):
        data += bytes(-len(data) % SECTOR)
        count = len(data) // SECTOR
        entries.append(_entry(name, 2, sector, len(data), FREE if n else 2))
        table += [*range(sector + 1, sector + count), END]
        sector += count
        body += data
    table.append(FAT)
    directory = b"".join(entries).ljust(SECTOR, b"\x00")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    header = bytearray(SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", header, 0x18, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 0x2C, 1, 0)
    struct.pack_into("<5I", header, 0x38, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 0x4C, sector, *[FREE] * 108)
    return bytes(header) + directory + bytes(body) + fat


def _entry(name: str, kind: int, start: int, size: int, right: int) -> bytes:
    entry = bytearray(128)
    raw = name.encode("utf-16-le")
    entry[: len(raw)] = raw
    struct.pack_into(
        "<HBB3I", entry, 64, len(raw) + 2, kind, 1, FREE, FREE if kind == 5 else right, 1 if kind == 5 else FREE
    )
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
