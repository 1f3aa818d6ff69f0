"""Documents made from text, and small views of what became of them."""

from __future__ import annotations

from pathlib import Path

from cqa.model import Document, Line, Page, Section
from cqa.split import split


def document(text: str, media: str = "text") -> Document:
    """A document of one page without geometry, as the reader makes of a text file."""
    lines, at = [], 0
    for printed in text.split("\n"):
        if printed.strip():
            lines.append(Line(at, at + len(printed), 1))
        at += len(printed) + 1
    return Document("paper.txt", "0" * 64, media, text, (Page(1, 0, len(text)),), tuple(lines))


def typeset(rows: list[tuple[str, float, float, float, bool]], width: float = 520.0) -> Document:
    """A one-page PDF-like document: each row is (text, x0, top, size, bold); long lines reach the margin."""
    text, lines = "", []
    for words, x0, top, size, bold in rows:
        start = len(text)
        text += words + "\n"
        x1 = min(width, x0 + 0.5 * size * len(words))
        lines.append(Line(start, start + len(words), 1, x0, top, x1, top + size, size, bold))
    return Document("paper.pdf", "0" * 64, "pdf", text, (Page(1, 0, len(text)),), tuple(lines))


def seed(shared: Path, number: int) -> Document:
    """One of the five seed papers."""
    path = sorted((shared / "seeds").glob("*.txt"))[number]
    return document(path.read_bytes().decode("utf-8"))


def sections(doc: Document) -> list[Section]:
    return [s for part in split(doc) for s in part.sections]


def numbers(text: str) -> list[str]:
    """Numbers of all sections, in order."""
    return [s.number for s in sections(document(text)) if s.number]


def outline(text: str) -> list[tuple[str, str | None, str]]:
    """Kind, number and role of each section."""
    return [(s.kind, s.number, s.role) for s in sections(document(text))]
