"""A web page saved as one file (MHTML, RFC 2557): the page is extracted and read as HTML."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from pathlib import PurePath

from cqa.errors import UnreadableFile
from cqa.model import Document

MOST_PARTS = 2_000
"""Parts of the largest page; pictures and style sheets count too."""


def read_mhtml(data: bytes, path: str, sha256: str) -> Document:
    """Return the page in an MHTML file as a Document; further pages (frames) follow in the order of the file.

    Raises UnreadableFile where no part is a page or a text.
    """
    from cqa.read.html import read_html
    from cqa.read.html.merge import joined

    message = message_from_bytes(data, policy=compat32)
    parts = [part for _, part in zip(range(MOST_PARTS), message.walk(), strict=False) if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        pages = [part for part in parts if part.get_content_type() == "text/plain"][:1]
    if not pages:
        raise UnreadableFile(f"{PurePath(path).name}: this MHTML file has no page. Save the page again.")
    read = [read_html(_bytes(part), path, sha256, part.get_content_charset()) for part in _rooted(message, pages)]
    return joined(read)


def _rooted(message: Message, pages: list[Message]) -> list[Message]:
    """Return the pages with the one that the envelope names as the first (its ``start``) in front."""
    start = message.get_param("start")
    if isinstance(start, str):
        pages = sorted(pages, key=lambda part: part.get("Content-ID") != start)
    return pages


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    data = found if isinstance(found, bytes) else b""
    if part.get_content_type() == "text/plain":
        import html

        return (
            b"<pre>" + html.escape(data.decode(part.get_content_charset() or "utf-8", "replace")).encode() + b"</pre>"
        )
    return data
