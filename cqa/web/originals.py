"""How the original file of a paper is opened, and what the link to it says.

Only a PDF opens at a page. The page shows the words of web pages and Word files itself, so that nothing that they hold
can run, and offers the file to save.
"""

from __future__ import annotations

from flask import url_for

from cqa.model import FileState, Paper
from cqa.record import dataclass

WORD = {"docx": "Word file", "doc": "Word file", "odt": "OpenDocument file", "rtf": "RTF file"}
"""What people call the formats that a browser saves."""

SHOWN = {
    "html": "Source of the web page",
    "mhtml": "Source of the web page",
    "markdown": "Text file",
    "text": "Text file",
}
"""What people call the formats that a browser shows as plain text."""


@dataclass(frozen=True, slots=True)
class Original:
    """A link to the original file: its address and its words. ``save`` is set where a browser saves the file."""

    url: str
    says: str
    save: bool = False


def original(paper: Paper, state: FileState | None, page: int | None = None) -> Original | None:
    """Return the link to a paper's file, at a ``page`` of a PDF; None for a file that may not be shown."""
    if state is None:
        return None
    url = url_for("reading.original", paper_id=paper.id)
    if state.media == "pdf":
        at = page or paper.page_first
        return Original(f"{url}#page={at}", f"Original PDF, page {at}")
    if state.media in WORD:
        pages = f", {state.pages} pages" if state.pages > 1 else ""
        return Original(url, f"{WORD[state.media]}{pages}", save=True)
    return Original(url, SHOWN.get(state.media, "Original file"))
