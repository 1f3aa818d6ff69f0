"""Several pages of one file, such as the frames of a saved page, made one document."""

from __future__ import annotations

from cqa.model import Document
from cqa.read.builder import TextBuilder


def joined(documents: list[Document]) -> Document:
    """Return the first document with the lines of those that say something more behind its own."""
    first, *others = documents
    more = [document for document in others if document.text.strip() and document.text not in first.text]
    if not more:
        return first
    builder = TextBuilder()
    builder.page(1)
    for document in (first, *more):
        at = 0
        for line in document.lines:
            between = document.text[at : line.start] or "\n\n"
            text = document.text[line.start : line.end]
            builder.line(text, between, mark=line.mark, level=line.level, bold=line.bold)
            at = line.end
    text, pages, lines = builder.finish()
    notes = tuple(dict.fromkeys(note for document in (first, *more) for note in document.notes))
    running_lines = tuple(dict.fromkeys(line for document in (first, *more) for line in document.running_lines))
    return Document(
        first.path,
        first.sha256,
        first.media,
        text,
        pages,
        lines,
        meta_title=first.meta_title,
        notes=notes,
        running_lines=running_lines,
    )
