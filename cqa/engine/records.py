"""What one file becomes in the store: small keyed records and its passages.

Long things are cut, so that reading a small record never unpacks a large neighbour: engines keep records in
compressed blocks. Every engine stores exactly these records; so the number of documents, which
BM25 knows, is the same on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cqa.engine import codec
from cqa.model import Ingested, Page, Section

Kind = Literal["file", "paper", "sections", "text", "pages"]

TEXT_STEP = 16_000
"""Characters of canonical text in one record: about one block of the engine's store."""
SECTIONS_STEP = 50
"""Sections in one record."""
PAGES_STEP = 400
"""Pages in one record: their places, without text."""


class Record(NamedTuple):
    """``of`` is what the record belongs to: a paper id for ``paper`` and ``sections``, else the file's path.
    ``place`` orders the records of one kind and owner."""

    kind: Kind
    of: str
    place: int
    body: bytes


def records(ingested: Ingested) -> Iterator[Record]:
    """Yield everything of a file but its passages."""
    path = ingested.state.path
    for place, start in enumerate(range(0, len(ingested.text), TEXT_STEP)):
        yield Record("text", path, place, codec.encode((start, ingested.text[start : start + TEXT_STEP])))
    for place, start in enumerate(range(0, len(ingested.pages), PAGES_STEP)):
        yield Record("pages", path, place, codec.encode(ingested.pages[start : start + PAGES_STEP]))
    yield Record("file", path, 0, codec.encode(ingested.state))
    for place, paper in enumerate(ingested.papers):
        yield Record("paper", paper.id, place, codec.encode(paper))
    for paper, sections in zip(ingested.papers, ingested.sections, strict=False):
        for place, start in enumerate(range(0, len(sections), SECTIONS_STEP)):
            yield Record("sections", paper.id, place, codec.encode(sections[start : start + SECTIONS_STEP]))


def joined_text(bodies: Sequence[codec.Stored]) -> str:
    """Return the canonical text from its records' bodies, in any order."""
    pieces = sorted(codec.decode(tuple[int, str], body) for body in bodies)
    return "".join(piece for _, piece in pieces)


def joined_pages(bodies: Sequence[codec.Stored]) -> tuple[Page, ...]:
    return tuple(sorted((page for body in bodies for page in codec.decode_all(Page, body)), key=lambda p: p.number))


def joined_sections(bodies: Sequence[tuple[int, codec.Stored]]) -> tuple[Section, ...]:
    """Return sections from (place, body), in any order."""
    return tuple(section for _, body in sorted(bodies) for section in codec.decode_all(Section, body))
