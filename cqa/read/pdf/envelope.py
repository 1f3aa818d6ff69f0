"""The bytes around a PDF: junk before its header, padding after its end, and whether the end is missing."""

from __future__ import annotations

import re

from cqa.errors import UnreadableFile
from cqa.read.pdf.layers import object_streams

HEADER = b"%PDF-"

NEAR_START = 1_024
"""Bytes in which readers search for the header (Acrobat implementation note 13 to PDF 1.7)."""

OBJECT = re.compile(rb"\b\d{1,10} \d{1,5} obj\b")

COLLECTION = re.compile(rb"/Collection\s*(?:<<|\d)")

END, POINTER = b"%%EOF", b"startxref"


def unwrapped(data: bytes, name: str) -> bytes:
    """Return the PDF in `data`, without what a server or a mail program put before its header.

    Raises UnreadableFile where the end of the file is missing.
    """
    start = data.find(HEADER)
    if start > NEAR_START:
        data = data[start:]
    if _is_cut(data):
        raise UnreadableFile(f"{name}: this PDF is cut short, its end is missing. Fetch it again.")
    return data


def is_portfolio(data: bytes) -> bool:
    """Return whether a PDF is a shell for the files attached to it: it has a collection (ISO 32000-2, 12.3.5)."""
    return COLLECTION.search(data) is not None or any(COLLECTION.search(part) for part in object_streams(data))


def _is_cut(data: bytes) -> bool:
    """Return whether a download broke off: there is no end mark, or there are objects after the last one.

    Padding, line breaks and what servers append after the end mark are no objects, and every reader skips them.
    """
    end = max(data.rfind(END), data.rfind(POINTER))
    return end < 0 or OBJECT.search(data, end) is not None
