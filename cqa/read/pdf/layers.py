"""Optional content of a PDF: the names of the layers that are switched off when it is opened (ISO 32000-2, 8.11)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

KEY = b"/OCProperties"
"""Key of the catalogue for optional content."""

CATALOGUE = b"/Catalog"

STREAM = re.compile(rb"/ObjStm\b.{0,400}?\bstream\r?\n", re.DOTALL)
"""The beginning of a stream that holds other objects, where a catalogue may be."""

SOME_OFF = re.compile(rb"/OFF\s*(?:\[\s*\d|\d)|/BaseState\s*/OFF")
"""A list of layers that are off, or all of them."""

MAX_INFLATED = 20_000_000
"""Bytes that one stream of objects may unpack to."""


def may_hide(data: bytes) -> bool:
    """Return whether a file has layers of which some are off, without parsing it."""
    plain = KEY in data
    if plain and SOME_OFF.search(data):
        return True
    if b"/ObjStm" not in data or (not plain and CATALOGUE in data):
        return False
    packed = list(object_streams(data))
    return (plain or any(KEY in part for part in packed)) and any(SOME_OFF.search(part) for part in packed)


def object_streams(data: bytes) -> Iterator[bytes]:
    """Yield the unpacked streams of a PDF that hold other objects."""
    for found in STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :], MAX_INFLATED)
        except zlib.error:
            continue
