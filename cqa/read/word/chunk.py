"""Parts that a Word file imports (``w:altChunk``, 17.17.2): a page, a Word file, rich or plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cqa.model import Document
from cqa.read.formats import read_as
from cqa.read.sniff import media_of
from cqa.read.word.entry import Entry


def read_chunk(data: bytes, name: str, read_word: Callable[[bytes, str], Document]) -> Iterator[Entry]:
    """Return the lines of an imported part; `read_word` reads one that is a Word file itself.

    Raises ReadError where it is none that cqa reads.
    """
    media = media_of(data, name)
    document = read_word(data, name) if media == "docx" else read_as(media, data, name, "")
    end = 0
    for line in document.lines:
        text = document.text[line.start : line.end]
        if text.strip():
            gap = "\n\n" in document.text[end : line.start] or end == 0
            yield Entry(text.strip(), line.mark if line.mark != "blank" else "", line.level, 0.0, line.bold, gap=gap)
            end = line.end
