"""A paper as its page shows it: the outline, and the text in parts of a bearable length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from markupsafe import Markup

from cqa.model import Page, Section, Span
from cqa.record import dataclass
from cqa.text.for_people import shortened
from cqa.text.pages import page_at
from cqa.web.marked import marked

PART_LONGEST = 20_000
"""Characters of text on one page, unless a single section is longer."""

OUTLINED = 120
"""Entries of the outline at most; the deeper levels go first."""

LABEL_LONGEST = 90
"""Characters of an entry of the outline: about two lines of its column."""

_HEADED = ("heading", "appendix", "table")


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline. ``part`` is the part of the text that holds it; ``depth`` counts from 0."""

    id: str
    label: str
    role: str
    depth: int
    part: int
    page: Page


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A section of the text. ``page`` is given where it begins another page than the section before, ``role`` where it
    has another purpose. ``rank`` is the level of a heading in HTML (0 for text); ``here`` marks the requested section,
    ``first`` where it begins."""

    id: str
    words: Markup
    rows: tuple[tuple[Markup, ...], ...]
    columns: tuple[str, ...]
    rank: int
    page: Page | None
    role: str | None
    here: bool
    first: bool


def parts(sections: Sequence[Section]) -> list[Sequence[Section]]:
    """Return the sections in runs of at most :data:`PART_LONGEST` characters."""
    runs: list[list[Section]] = [[]]
    length = 0
    for section in sections:
        size = section.span[1] - section.span[0]
        if runs[-1] and length + size > PART_LONGEST:
            runs.append([])
            length = 0
        runs[-1].append(section)
        length += size
    return [tuple(run) for run in runs]


def outline(runs: Sequence[Sequence[Section]], text: str, pages: tuple[Page, ...]) -> tuple[list[OutlineEntry], int]:
    """Return the headings, tables and appendices, and how many more there are."""
    headed = [(s, n) for n, run in enumerate(runs, 1) for s in run if s.kind in _HEADED and _label(s, text)]
    if not headed:
        headed = [(s, n) for n, run in enumerate(runs, 1) for s in run if s.number and s.level <= 1]
    least = min((s.level for s, _ in headed), default=1)
    shown = headed
    for most in range(max((s.level for s, _ in headed), default=1), least - 1, -1):
        shown = [(s, n) for s, n in headed if s.level <= most]
        if len(shown) <= OUTLINED:
            break
    entries = [
        OutlineEntry(s.id, _label(s, text), s.role, min(s.level - least, 3), n, page_at(pages, s.span[0]))
        for s, n in shown[:OUTLINED]
    ]
    return entries, len(headed) - len(entries)


def _label(section: Section, text: str) -> str:
    words = " ".join((section.heading or text[slice(*section.span)]).split())
    number = f"{section.number} " if section.number and not words.startswith(section.number) else ""
    return shortened(number + words, LABEL_LONGEST)


def blocks(
    run: Sequence[Section], text: str, pages: tuple[Page, ...], marks: Iterable[Span], here: Collection[str]
) -> Iterator[PageBlock]:
    """Yield the sections of one part, ready to print. ``marks`` are spans of canonical text; ``here`` are ids of
    sections."""
    found = sorted(marks)
    starts = [a for a, _ in found]
    page, role, rank, came = 0, None, 2, False
    for section in run:
        own = found[bisect_right(starts, section.span[0] - 1) : bisect_right(starts, section.span[1])]
        at = page_at(pages, section.span[0])
        if section.kind in ("heading", "appendix"):
            rank = min(section.level + 2, rank + 1, 6)
        yield PageBlock(
            id=section.id,
            words=_words(section.span, text, own),
            rows=tuple(tuple(_words(cell, text, own) for cell in row.cells) for row in section.rows),
            columns=section.columns,
            rank=rank if section.kind in ("heading", "appendix") else 0,
            page=at if at.number != page else None,
            role=section.role if section.role != role else None,
            here=section.id in here,
            first=section.id in here and not came,
        )
        page, role, came = at.number, section.role, came or section.id in here


def _words(span: Span, text: str, marks: Iterable[Span]) -> Markup:
    return marked(text[slice(*span)].strip("\n"), _moved(span, text, marks))


def _moved(span: Span, text: str, marks: Iterable[Span]) -> list[Span]:
    start = span[1] - len(text[slice(*span)].lstrip("\n"))
    return [(a - start, b - start) for a, b in marks if a < span[1] and b > start]
