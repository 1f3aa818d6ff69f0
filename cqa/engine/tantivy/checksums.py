"""The checksums that tantivy writes at the end of its files and never checks.

A file ends with a footer in JSON that holds the CRC-32 of all before it, then the footer's length and the number 1337,
four bytes each (tantivy, ``src/directory/footer.rs``).
"""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

MAGIC = 1337
TAIL = struct.Struct("<II")


def damaged(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of the index in this folder that its last commit names."""
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
        names = [segment["segment_id"].replace("-", "") for segment in meta["segments"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"meta.json cannot be read: {error}"
        return
    for path in sorted(folder.iterdir()):
        if path.name.split(".")[0] in names and path.suffix and (wrong := _wrong(path)):
            yield f"{path.name}: {wrong}"


def _wrong(path: Path) -> str | None:
    data = path.read_bytes()
    if len(data) < TAIL.size:
        return "it was cut short"
    length, magic = TAIL.unpack(data[-TAIL.size :])
    body = len(data) - TAIL.size - length
    if magic != MAGIC or body < 0:
        return "its end is damaged"
    try:
        crc = json.loads(data[body : body + length])["crc"]
    except (ValueError, KeyError, TypeError):
        return "its end is damaged"
    return None if zlib.crc32(data[:body]) == crc else "its checksum is wrong"
