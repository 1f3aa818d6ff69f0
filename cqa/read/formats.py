"""The formats that cqa reads: one table for recognising, reading and showing a file.

A new format is one row here and the module that its reader is in. The order is that in which messages name them.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, NamedTuple

from cqa.model import Document

Attached = Callable[[bytes, str], Document]
"""Reads a file within another, from its bytes and its name."""


class Format(NamedTuple):
    """One format. ``media`` is its name in documents and in the index, ``label`` its name in messages."""

    media: str
    label: str
    reader: str
    """Module and function ``read(data, path, sha256, ...) -> Document``: ``cqa.read.html:read_html``."""
    suffixes: tuple[str, ...] = ()
    """Endings of names that promise this format; the bytes decide."""
    signature: bytes = b""
    """First bytes of its files, where they alone identify it."""
    member: str = ""
    """Pattern of a member that only this kind of zip archive has."""
    package: str = ""
    """What the member ``mimetype`` of such a zip archive holds (OpenDocument 1.3 part 2, 3.3)."""
    content_type: str = "text/plain"
    """Media type under which the page sends an original: plain text where a browser must not run what it holds."""
    inline: bool = False
    """Whether a browser shows the original; else it is saved."""
    also: tuple[Literal["ocr", "attached", "media"], ...] = ()
    """Arguments that the reader takes by name, after the bytes, the path and the digest."""


FORMATS = (
    Format(
        "pdf",
        "PDF",
        "cqa.read.pdf:read_pdf",
        (".pdf",),
        content_type="application/pdf",
        inline=True,
        also=("ocr", "attached"),
    ),
    Format(
        "docx",
        "Word",
        "cqa.read.word.docx:read_docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        member=r"word/document.*\.xml",
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    Format(
        "doc",
        "Word",
        "cqa.read.word.legacy:read_doc",
        (".doc", ".dot"),
        content_type="application/msword",
    ),
    Format(
        "odt",
        "OpenDocument",
        "cqa.read.word.odt:read_odt",
        (".odt", ".ott"),
        package="application/vnd.oasis.opendocument.text",
        content_type="application/vnd.oasis.opendocument.text",
    ),
    Format("rtf", "RTF", "cqa.read.word.rtf:read_rtf", (".rtf",), signature=b"{\\rtf"),
    Format("html", "HTML", "cqa.read.html:read_html", (".html", ".htm", ".xhtml", ".aspx"), inline=True),
    Format("mhtml", "HTML", "cqa.read.mhtml:read_mhtml", (".mht", ".mhtml")),
    Format(
        "markdown",
        "Markdown",
        "cqa.read.plain:read_plain",
        (".md", ".markdown", ".mdown", ".mkd"),
        inline=True,
        also=("media",),
    ),
    Format("text", "text", "cqa.read.plain:read_plain", (".txt",), inline=True, also=("media",)),
)

BY_MEDIA = {row.media: row for row in FORMATS}

_LABELS = list(dict.fromkeys(row.label for row in FORMATS))
READS = f"{', '.join(_LABELS[:-1])} and {_LABELS[-1]}"
"""*PDF, Word, HTML and text*: what messages say that cqa reads."""


def read_as(
    media: str, data: bytes, path: str, sha256: str, *, ocr: bool = False, attached: Attached | None = None
) -> Document:
    """Return the document that the format's reader makes of the bytes. Raises a subclass of cqa.errors.ReadError.

    ``ocr`` allows recognition of pictures; ``attached`` reads a file that the file holds.
    """
    row = BY_MEDIA[media]
    module, _, function = row.reader.partition(":")
    reader: Callable[..., Document] = getattr(import_module(module), function)
    given = {"ocr": ocr, "attached": attached, "media": media}
    return reader(data, path, sha256, **{name: given[name] for name in row.also})
