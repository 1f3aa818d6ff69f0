"""The parts of a file: papers, their sections, tables."""

from __future__ import annotations

from typing import Literal, NamedTuple

from cqa.model.document import Span
from cqa.record import dataclass

SectionKind = Literal["front", "heading", "para", "item", "table", "appendix", "footnote"]


class TableRow(NamedTuple):
    """One table row: the span of each cell, in column order; an empty cell is ``(n, n)``."""

    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered paragraph, a heading, a table, a front block or an appendix, in reading order.

    ``span`` covers the section's own words with its bullets, not the sections below it.
    ``number`` is as printed (``3.4``, ``(i)``), None when none is printed.
    ``path`` are the headings above it, outermost first. ``parent`` is an index into the same list.
    """

    id: str
    kind: SectionKind
    span: Span
    number: str | None = None
    heading: str = ""
    path: tuple[str, ...] = ()
    level: int = 1
    role: str = "main issues"
    parent: int | None = None
    columns: tuple[str, ...] = ()
    """Column heads of a table."""
    rows: tuple[TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One paper inside a file: a span of its canonical text with its sections.

    A file that is not a pack has one part. In an agenda pack the first part is the pack itself
    (``item`` None, its sections those of the front sheet) and each further part is one of its papers.
    """

    span: Span
    sections: tuple[Section, ...]
    title: str | None = None
    """Title by the outline or front sheet, where it gives one."""
    item: str | None = None
    """Agenda item number as printed."""
