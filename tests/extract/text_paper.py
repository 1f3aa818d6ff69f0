"""A paper made of a few lines of text, for tests."""

from __future__ import annotations

from cqa.extract import extract
from cqa.model import Document, Line, Page, Paper, Part


def document(text: str, path: str = "paper.txt") -> Document:
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Line(at, at + len(line), 1))
        at += len(line) + 1
    return Document(path, "0" * 64, "text", text, (Page(1, 0, len(text)),), tuple(lines))


def read(text: str, path: str = "paper.txt") -> Paper:
    return extract(document(text, path), (Part((0, len(text)), ()),))[0]
