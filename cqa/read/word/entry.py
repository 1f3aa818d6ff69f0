"""One line of a word-processing file on its way to canonical text."""

from __future__ import annotations

from typing import NamedTuple

from cqa.model import LineMark
from cqa.read.builder import TextBuilder


class Entry(NamedTuple):
    """One line. ``gap`` is False where it follows the line before it without a blank line."""

    text: str
    mark: LineMark = ""
    level: int = 0
    size: float = 0.0
    bold: bool = False
    emphasis: bool = False
    page_break: bool = False
    """Whether a new page begins before it (Word)."""
    gap: bool = True
    page: int = 1
    """Page that it begins on, counted by the soft page breaks of the file (OpenDocument)."""


def add_entry(builder: TextBuilder, entry: Entry) -> None:
    """Write a line to the canonical text."""
    builder.line(
        entry.text,
        "\n\n" if entry.gap else "\n",
        size=entry.size,
        bold=entry.bold,
        emphasis=entry.emphasis,
        mark=entry.mark,
        level=entry.level,
    )
