"""What the index stores of a file: its state, its papers and their passages."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cqa.model.document import Page, Span
from cqa.model.paper import Paper
from cqa.model.section import Section, SectionKind
from cqa.record import dataclass

Status = Literal["indexed", "needs-ocr", "encrypted", "unreadable", "empty", "unsupported"]
"""The result of reading a file. Only ``indexed`` files have passages."""


class GivenFacts(NamedTuple):
    """Facts of a paper that people state in a manifest; they override what is extracted.

    ``number`` is the place of the paper in its file, from 1; 0 is for all papers of the file, with the title and type
    for the first. An empty text says nothing; ``-`` says that the paper has none. Several committees are separated by
    semicolons. ``exempt``, ``key_decision`` and ``call_in`` are ``yes`` or ``no``. ``accessed`` is an ISO date.
    """

    number: int = 0
    authority: str = ""
    committee: str = ""
    date: str = ""
    title: str = ""
    type: str = ""
    source: str = ""
    exempt: str = ""
    accessed: str = ""
    key_decision: str = ""
    call_in: str = ""
    rule: str = ""
    """Who states it, where it is not a manifest: ``LGSF``."""


@dataclass(frozen=True, slots=True)
class FileState:
    """What the index records of one file: enough to see that it is unchanged, and why it failed.

    ``path`` is absolute. ``mtime_ns`` is when it last changed
    (:func:`cqa.ingest.discover.changed_at`) and ``size`` its bytes, both at ingest.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    status: Status
    error: str | None = None
    papers: tuple[str, ...] = ()
    media: str = ""
    pages: int = 0
    notes: tuple[str, ...] = ()
    given: tuple[GivenFacts, ...] = ()
    """What a manifest says of its papers."""
    seal: str = ""
    """Digest of everything stored of the file, "" where none was recorded."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed, ranked and quoted. ``text`` equals the canonical text at ``span``.

    ``id`` is ``<paper id>#<section id>`` with ``.2``, ``.3`` for the further parts of a long section.
    ``authority`` is the register name, "" when unknown; ``date`` ISO or "". ``grades`` are the
    grades of the paper's own inspected judgements. ``columns`` are a table's column heads, so that a row
    makes sense alone. ``page`` is the PDF page of its first character, ``page_last`` of its last.
    """

    id: str
    paper: str
    file: str
    span: Span
    text: str
    title: str = ""
    type: str = "other"
    authority: str = ""
    authority_code: str = ""
    committees: tuple[str, ...] = ()
    date: str = ""
    number: str | None = None
    heading: str = ""
    path: tuple[str, ...] = ()
    role: str = "main issues"
    kind: SectionKind = "para"
    columns: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    ward_names: tuple[str, ...] = ()
    page: int = 1
    page_last: int = 1
    page_label: str | None = None
    exempt: bool = False
    order: int = 0
    """Position in the paper, from 0."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """Everything that the index stores of one file; written and replaced as a unit."""

    state: FileState
    text: str = ""
    pages: tuple[Page, ...] = ()
    papers: tuple[Paper, ...] = ()
    sections: tuple[tuple[Section, ...], ...] = ()
    """Per paper, aligned with ``papers``."""
    passages: tuple[Passage, ...] = ()
