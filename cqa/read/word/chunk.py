"""Parts that a Word file imports (``w:altChunk``, 17.17.2): a page, a Word file, rich or plain text."""

from __future__ import annotations

from collections.abc import Iterator

from cqa.model import Document
from cqa.read.formats import read_as
from cqa.read.sniff import media_of
from cqa.read.word.entry import Entry


def read_chunk(data: bytes, name: str, depth: int) -> Iterator[Entry]:
    """Return the lines of an imported part. Raises ReadError where it is none that cqa reads."""
    document = _read(data, name, depth)
    end = 0
    for line in document.lines:
        text = document.text[line.start : line.end]
        if text.strip():
            gap = "\n\n" in document.text[end : line.start] or end == 0
            yield Entry(text.strip(), line.mark if line.mark != "blank" else "", line.level, 0.0, line.bold, gap=gap)
            end = line.end


def _read(data: bytes, name: str, depth: int) -> Document:
    media = media_of(data, name)
    if media == "docx":
        from cqa.read.word.docx import read_docx

        return read_docx(data, name, "", depth)
    return read_as(media, data, name, "")
