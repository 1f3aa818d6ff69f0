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

from cqa.engine.tantivy import deletions

MAGIC = 1337
"""The last four bytes of a footer (``FOOTER_MAGIC_NUMBER``)."""
TAIL = struct.Struct("<II")


def damaged(folder: Path) -> Iterator[str]:
    """Yield what is wrong with the files of the index in this folder that its last commit names."""
    try:
        segments = deletions.committed(folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"meta.json cannot be read: {error}"
        return
    there = {path.name: path for path in folder.iterdir()}
    for name in sorted(there):
        segment, dot, _ = name.partition(".")
        if segment not in segments or not dot or (name.endswith(deletions.SUFFIX) and name != segments[segment]):
            continue
        try:
            wrong = _wrong(there[name])
        except FileNotFoundError:  # a writer that commits meanwhile removes what its commit no longer names
            wrong = "it is missing" if deletions.committed(folder) == segments else None
        if wrong:
            yield f"{name}: {wrong}"
    yield from (f"{name}: it is missing" for name in segments.values() if name and name not in there)


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
