"""A checksum of each segment file: Whoosh writes none, and a changed bit in its posting lists changes answers.

The checksum of ``MAIN_x.seg`` is in ``MAIN_x.crc``, CRC-32 in hexadecimal digits. Whoosh removes both together, as it
removes every file of a segment that is gone. An index from before there were checksums has none to compare.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cqa.engine import disk

SEGMENT, CHECKSUM = ".seg", ".crc"

BLOCK = 1 << 20
"""Bytes read at a time."""


def written(segment: Path) -> None:
    """Write the checksum of a segment file, unless it has one, through to the disk."""
    seal = segment.with_suffix(CHECKSUM)
    if not seal.exists():
        seal.write_text(_checksum(segment), "ascii")
        disk.synced(seal)


def damaged(index: Any, folder: Path) -> Iterator[str]:
    """Yield what is wrong with the segment files that the last commit of the index names."""
    for segment in index._segments():
        path = folder / segment.make_filename(SEGMENT)
        seal = path.with_suffix(CHECKSUM)
        if seal.exists() and seal.read_bytes() != _checksum(path).encode():
            yield f"{path.name}: its checksum is wrong"


def _checksum(path: Path) -> str:
    value = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            value = zlib.crc32(block, value)
    return f"{value:08x}"
