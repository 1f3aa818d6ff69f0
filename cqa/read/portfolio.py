"""A PDF portfolio: a shell whose papers are the files attached to it. They become one document, file after file.

The shell's own page comes first. Pages are numbered through all files; each file is a bookmark and a separate paper.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import PurePath

from cqa.errors import ReadError
from cqa.model import Document, OutlineItem

MAX_FILES = 200
"""Attached files that are read."""

GAP = "\n\n"
"""Separator of two files."""

Reader = Callable[[bytes, str], Document]
"""What reads the bytes of one attached file, given its name."""


def read_portfolio(shell: Document, files: Sequence[tuple[str, bytes]], read: Reader) -> Document:
    """Return the shell and the files attached to it as one document.

    Files that cannot be read are named in the notes, with the reason.
    """
    found: list[tuple[str, Document]] = []
    lost: list[str] = []
    for name, data in files[:MAX_FILES]:
        try:
            found.append((name, read(data, name)))
        except ReadError as error:
            lost.append(str(error))
    remarks = [f"portfolio: {len(found)} of {len(files)} attached files read ({', '.join(name for name, _ in found)})"]
    remarks += [f"attached file not read: {reason}" for reason in lost]
    if not found:
        return replace(shell, notes=(*shell.notes, *remarks))
    remarks += [f"{name}: {note}" for name, document in found for note in document.notes]
    return replace(_joined(shell, found), notes=tuple(remarks))


def _joined(shell: Document, attached: Sequence[tuple[str, Document]]) -> Document:
    """Return the shell and its documents one after the other, spans and page numbers moved on."""
    texts, pages, lines, outline, starts = [], [], [], [], []
    at = page = 0
    found = [("", shell), *attached]
    for number, (name, document) in enumerate(found, 1):
        if name:
            starts.append(at)
            outline.append(OutlineItem(PurePath(name).stem, page + 1, 0))
        outline += [item._replace(page=item.page + page, level=item.level + 1) for item in document.outline]
        last = number == len(found)
        for each in document.pages:
            end = each.end + (0 if last or each.end < len(document.text) else len(GAP))
            pages.append(each._replace(number=each.number + page, start=each.start + at, end=end + at))
        lines += [
            line._replace(start=line.start + at, end=line.end + at, page=line.page + page) for line in document.lines
        ]
        texts.append(document.text)
        at += len(document.text) + len(GAP)
        page += len(document.pages)
    return replace(
        shell,
        text=GAP.join(texts),
        pages=tuple(pages),
        lines=tuple(lines),
        outline=tuple(outline),
        running_lines=tuple(line for _, document in found for line in document.running_lines),
        files=tuple(starts),
    )
