"""A file that was read: its canonical text, pages and lines."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cqa.record import dataclass

Span = tuple[int, int]
"""Start and end in the canonical text of a file, in characters; the end is not included."""

PaperType = Literal[
    "report",
    "agenda",
    "agenda pack",
    "minutes",
    "decision record",
    "appendix",
    "inspection report",
    "strategy",
    "questionnaire",
    "other",
]

LineMark = Literal["", "heading", "item", "row", "blank"]
"""What the file itself says a line is: a styled heading, a list item, or a table row."""


class Line(NamedTuple):
    """One printed line of canonical text, ``text[start:end]`` (no line break at its end).

    ``x0, top, x1, bottom`` are points from the top left corner of the page, all 0 where the format
    has no geometry. ``size`` is the font size in points, 0 when unknown. A table row is one line whose
    cells are separated by TAB.
    """

    start: int
    end: int
    page: int
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    mark: LineMark = ""
    level: int = 0
    """Heading level (1 is the top) or list depth, where the file's own mark-up gives it; else 0."""
    emphasis: bool = False
    """Whether all of it is in italics or underlined."""


PageVerdict = Literal["text", "ocr", "picture", "unreadable", "blank"]
"""How a page's words were read: from its text, by character recognition, or not at all.

A ``picture`` has no text (at most a stamp). An ``unreadable`` page has a text layer that decodes to no language.
A ``blank`` page shows nothing, so nothing is lost.
"""

UNREAD: frozenset[PageVerdict] = frozenset(("picture", "unreadable"))
"""Verdicts of pages whose words are lost."""


class Page(NamedTuple):
    """One page. ``label`` is the page number as printed on the page (or the file's page label)."""

    number: int
    start: int
    end: int
    label: str | None = None
    has_text: bool = True
    verdict: PageVerdict = "text"


class OutlineItem(NamedTuple):
    """One bookmark of a PDF: its title, the page that it opens, its depth from 0."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: canonical text and where each line of it is.

    ``media`` is what the bytes are (``pdf docx doc html markdown text``), whatever the name says.
    ``meta_title`` and ``created`` come from the file's own properties and are weak evidence.
    """

    path: str
    sha256: str
    media: str
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    outline: tuple[OutlineItem, ...] = ()
    meta_title: str | None = None
    created: str | None = None
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be read: ``2 of 9 pages have no text layer``."""
    running_lines: tuple[str, ...] = ()
    """Text of the running headers and footers that were removed (they may name a council or a date)."""
    stated_type: PaperType | None = None
    stated_title: str | None = None
    """Type and title of the paper as the web site that served it states them (*Decision details*)."""
    files: tuple[int, ...] = ()
    """Where the files of a PDF portfolio begin in the text; each is a separate paper."""
