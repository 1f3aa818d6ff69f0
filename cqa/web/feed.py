"""A search as an Atom feed (RFC 4287): its newest passages, an entry each."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from cqa.model import Passage
from cqa.show.citation import citation
from cqa.show.safe import one_line
from cqa.text.for_people import shortened

MEDIA = "application/atom+xml"

TITLE_LONGEST = 120
"""Characters of an entry's title."""

UNDATED = "1970-01-01"
"""Day of entries whose paper has no date: Atom asks for one."""


def feed(title: str, own: str, page: str, entries: Sequence[tuple[Passage, str]]) -> str:
    """Return the feed at the address ``own`` of the search shown at ``page``; each entry is a passage with its
    address."""
    newest = max((_moment(p.date) for p, _ in entries), default=_moment(""))
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" type={quoteattr(MEDIA)} href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        f"<updated>{newest}</updated>",
        "<author><name>cqa</name></author>",
    ]
    for passage, address in entries:
        lines += [
            "<entry>",
            f"<title>{_text(shortened(citation(passage), TITLE_LONGEST))}</title>",
            f"<id>{_text(address)}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f"<updated>{_moment(passage.date)}</updated>",
            f"<author><name>{_text(passage.authority or 'Council not known')}</name></author>",
            f'<content type="text">{_text(passage.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _text(words: str) -> str:
    return escape(one_line(words))


def _moment(date: str) -> str:
    """Return an ISO date, perhaps without month or day, as Atom writes moments."""
    known = date or UNDATED
    return known + UNDATED[len(known) :].replace("1970", known[:4]) + "T00:00:00Z"
