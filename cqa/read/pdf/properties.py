"""What a PDF file states of itself: title, date, bookmarks, page labels and attached files.

pdfium reads them in microseconds. pypdf would parse the whole file a second time (20 ms and more a file).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cqa.model import OutlineItem
from cqa.read.glyphs import clean_line
from cqa.read.pdf.pdfium import Document, PdfiumError

MAX_ATTACHED = 200
"""Most attached files that are read."""

MAX_OUTLINE = 5_000
"""Most bookmarks that are read; an agenda pack has a few hundred at most."""


class Properties(NamedTuple):
    """What the file states of itself; all of it weak evidence."""

    title: str | None = None
    created: str | None = None
    outline: tuple[OutlineItem, ...] = ()
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def properties_of(document: Document) -> Properties:
    """Return title, creation date, bookmarks, page labels (empty where the file has none) and names of attachments."""
    try:
        info = document.get_metadata_dict()
    except (PdfiumError, UnicodeDecodeError):
        info = {}
    return Properties(
        clean_line(info.get("Title", "")) or None,
        _iso(info.get("CreationDate", "")),
        tuple(_outline(document)),
        _labels(document),
        tuple(_attachments(document)),
    )


def _outline(document: Document) -> Iterator[OutlineItem]:
    try:
        for count, mark in enumerate(document.get_toc(max_depth=8)):
            if count >= MAX_OUTLINE:
                return
            target = mark.get_dest()
            index = target.get_index() if target is not None else None
            title = clean_line(mark.get_title() or "")
            if title and index is not None:
                yield OutlineItem(title, index + 1, mark.level)
    except (PdfiumError, UnicodeDecodeError):
        return


def _labels(document: Document) -> tuple[str, ...]:
    labels = tuple(document.get_page_label(index).strip() for index in range(len(document)))
    return labels if any(labels) else ()


def _attachments(document: Document) -> Iterator[str]:
    try:
        for index in range(min(document.count_attachments(), MAX_ATTACHED)):
            yield clean_line(document.get_attachment(index).get_name())
    except (PdfiumError, UnicodeDecodeError):
        return


def attached_files(document: Document) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file attached to a document."""
    for index in range(min(document.count_attachments(), MAX_ATTACHED)):
        try:
            attachment = document.get_attachment(index)
            yield clean_line(attachment.get_name()), bytes(attachment.get_data())
        except (PdfiumError, UnicodeDecodeError):
            continue


def _iso(date: str) -> str | None:
    """Return a PDF date (``D:20250113...``, ISO 32000-2, 7.9.4) as an ISO date."""
    digits = date.removeprefix("D:")[:8]
    if len(digits) == 8 and digits.isdigit() and "1980" <= digits[:4] <= "2100":
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    return None
