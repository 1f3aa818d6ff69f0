"""Sections cut into passages: what is indexed, ranked and quoted.

A passage is one numbered paragraph with its bullets, a table (or some of its rows), or a part of a long
paragraph that ends with a sentence. Every word of a paper that is in a section is in exactly one passage;
a heading goes with what follows it only through the passage's ``path``, unless nothing follows it.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cqa.fields import values as field_values
from cqa.model import Page, Paper, Passage, Section, Span
from cqa.split.numbering.citation import citation_number
from cqa.text.sentences import light_sentence_spans

LONGEST = 2500
"""Characters; a reader can check no longer quotation. Contract of `cqa.model.Passage`."""

AIM = 1800
"""Characters at which a paragraph or table is cut."""

MERGED = 900
"""Characters that short unnumbered paragraphs under one heading may make together."""

TELLING_WORDS = 7
"""Words from which a heading is quoted with the text below it."""

ROW_ALONE = 350
"""A table whose rows are longer than this on average is cut row by row (action plans, registers)."""

_LIST_START = re.compile(r"\n[ \t]*(?=[\u2022\u25cf\u25aa\u00b7\u27a2\uf0b7\uf0a7*-][ \t]|\(?[a-z0-9]{1,4}[.)][ \t])")


class Chunk(NamedTuple):
    """A passage in the making: its span and the section that it belongs to."""

    span: Span
    section: int
    columns: tuple[str, ...] = ()


def passages(
    paper: Paper,
    sections: Sequence[Section],
    doc_text: str,
    pages: Sequence[Page],
    closed: Sequence[Span] = (),
) -> tuple[Passage, ...]:
    """Return all passages of one paper in reading order.

    ``doc_text`` is the canonical text of the whole file and ``pages`` its pages; ``paper`` and ``sections`` are one
    part of it. ``passage.text == doc_text[passage.span[0]:passage.span[1]]`` always, of 1 to 2,500 characters.
    No passage of an open paper runs over the ``closed`` parts of its file.
    """
    shared = field_values.of_passages(paper)
    starts = [p.start for p in pages]
    count: dict[int, int] = {}
    out: list[Passage] = []
    for chunk in chunks(sections, doc_text, () if paper.exempt else closed):
        section = sections[chunk.section]
        a, b = chunk.span
        nth = count[chunk.section] = count.get(chunk.section, 0) + 1
        first, last = _page_of(starts, a), _page_of(starts, b - 1)
        page = pages[first] if pages else None
        out.append(
            Passage(
                id=f"{paper.id}#{section.id}" + (f".{nth}" if nth > 1 else ""),
                span=chunk.span,
                text=doc_text[a:b],
                number=citation_number(sections, chunk.section),
                heading=section.heading or (section.path[-1] if section.path else ""),
                path=section.path,
                role=section.role,
                kind=section.kind,
                columns=chunk.columns,
                page=page.number if page else 1,
                page_last=pages[last].number if pages else 1,
                page_label=page.label if page else None,
                order=len(out),
                **shared,
            )
        )
    return tuple(out)


def _page_of(starts: Sequence[int], at: int) -> int:
    return max(0, bisect_right(starts, at) - 1)


def chunks(sections: Sequence[Section], text: str, closed: Sequence[Span] = ()) -> list[Chunk]:
    """Return the spans of the passages of one paper, with the section of each; none runs over ``closed``."""
    out: list[Chunk] = []
    i = 0
    while i < len(sections):
        k = i
        while k < len(sections) and sections[k].kind in ("heading", "appendix"):
            k += 1
        lone, lead = _headings(sections, i, k)
        if lead is not None and _apart(sections[lead], sections[k], closed):
            lone, lead = [*lone, lead], None
        out += _runs(sections, lone, text, closed)
        if k == len(sections):
            break
        group = _group(sections, k, closed)
        start = sections[lead].span[0] if lead is not None else sections[k].span[0]
        out += _cut(sections, group, start, text)
        i = group[-1] + 1
    return [c for c in out if text[c.span[0] : c.span[1]].strip()]


def _headings(sections: Sequence[Section], i: int, k: int) -> tuple[list[int], int | None]:
    """Return the headings ``i..k-1`` before section ``k`` that head nothing, and the one to be quoted with ``k``.

    A heading is in the path of the sections below it. It is quoted with the text as well when it states something
    itself (``Leadership: inadequate``, a heading of many words), or captions a table; never with an item whose
    list began above the heading.
    """
    follows = k < len(sections) and sections[k].kind not in ("footnote", "front")
    lone = [j for j in range(i, k) if not (follows and _heads(sections, j, k))]
    last = k - 1
    if not follows or last < i or last in lone:
        return lone, None
    words = sections[last].heading
    telling = ": " in words or words.count(" ") >= TELLING_WORDS - 1 or sections[k].kind == "table"
    parent = sections[k].parent
    inside = parent is not None and parent < last and sections[parent].kind in ("para", "item")
    return lone, last if telling and not inside else None


def _apart(section: Section, following: Section, closed: Sequence[Span]) -> bool:
    """Return whether a closed part is between two sections."""
    return any(section.span[1] <= a and b <= following.span[0] for a, b in closed)


def _group(sections: Sequence[Section], i: int, closed: Sequence[Span]) -> list[int]:
    """Return the sections that one passage may hold together, from ``i``."""
    first = sections[i]
    group = [i]
    k = i + 1
    while (
        k < len(sections)
        and _joins(sections, group, k)
        and not _apart(sections[k - 1], sections[k], closed)
        and sections[k].span[1] - first.span[0] <= _room(first)
    ):
        group.append(k)
        k += 1
    return group


def _heads(sections: Sequence[Section], heading: int, k: int) -> bool:
    """Return whether section ``k`` is under this heading."""
    return sections[heading].heading in sections[k].path or sections[k].heading == sections[heading].heading


def _room(first: Section) -> int:
    return AIM if first.number is not None else MERGED


def _joins(sections: Sequence[Section], group: list[int], k: int) -> bool:
    """Return whether section ``k`` joins the passage of the group: it continues its paragraph, or is short."""
    first, other = sections[group[0]], sections[k]
    if other.kind != "para" or other.number is not None or first.kind not in ("para", "item"):
        return False
    if other.path != first.path or other.role != first.role or (first.heading and not first.number):
        return False
    if first.number is not None:
        return other.parent == group[0] or (first.kind == "item" and other.parent == first.parent)
    return other.parent == first.parent


def _cut(sections: Sequence[Section], group: list[int], start: int, text: str) -> list[Chunk]:
    """Return the passages of one group of sections; ``start`` is that of its heading when it is quoted with it."""
    first = sections[group[0]]
    if first.kind == "table":
        return _table(first, group[0], start, text)
    return [Chunk(s, group[0]) for s in cut_text(text, (start, sections[group[-1]].span[1]))]


def _runs(sections: Sequence[Section], group: list[int], text: str, closed: Sequence[Span]) -> list[Chunk]:
    """Return headings without text, joined where they follow one another."""
    out: list[Chunk] = []
    for before, j in itertools.pairwise([-1, *group]):
        a, b = sections[j].span
        joined = bool(out) and j == before + 1 and not _apart(sections[before], sections[j], closed)
        if joined and b - out[-1].span[0] <= MERGED:
            out[-1] = out[-1]._replace(span=(out[-1].span[0], b))
        else:
            out += [Chunk(s, j) for s in cut_text(text, (a, b))]
    return out


# ------------------------------------------------------------------ tables


def _table(section: Section, index: int, start: int, text: str) -> list[Chunk]:
    """Return a small table whole; a long one by rows: one row a passage where rows are long, else groups of rows."""
    a, b = start, section.span[1]
    if b - a <= AIM or not section.rows:
        return [Chunk(s, index, section.columns) for s in cut_text(text, (a, b))]
    mean = (b - a) / max(1, len(section.rows))
    most = 0 if mean > ROW_ALONE else MERGED
    spans: list[Span] = []
    starts = [min(c[0] for c in r.cells) for r in section.rows if r.cells]
    bounds = [a, *[s for s in starts[1:] if s > a], b]
    for low, high in itertools.pairwise(bounds):
        if (spans and high - spans[-1][0] <= most) or (
            spans and _thin(text, spans[-1]) and high - spans[-1][0] <= LONGEST
        ):
            spans[-1] = (spans[-1][0], high)
        else:
            spans.append((low, high))
    return [Chunk(s, index, section.columns) for span in spans for s in cut_text(text, _trim(text, span))]


THIN = 120
"""A row of fewer characters (a column head, a group title) joins the row below it."""


def _thin(text: str, span: Span) -> bool:
    return len(text[span[0] : span[1]].strip()) < THIN


# ------------------------------------------------------------------ long text


def _trim(text: str, span: Span) -> Span:
    a, b = span
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    return a, b


def cut_text(text: str, span: Span) -> list[Span]:
    """Return a span divided into parts of at most `AIM` characters, at bullets where it has them, else at sentences.

    Parts are in order, without white space at their ends; together they hold every word of the span.
    """
    a, b = _trim(text, span)
    if a >= b:
        return []
    if b - a <= AIM:
        return [(a, b)]
    strong = [a + m.end() for m in _LIST_START.finditer(text[a:b])]
    points = sorted({*strong, *_sentence_starts(text, a, b), b})
    out: list[Span] = []
    at = a
    while b - at > AIM:
        bullet = _latest(strong, at + AIM // 3, at + AIM)
        end = bullet or _latest(points, at + 1, at + AIM) or _space_before(text, at, min(at + LONGEST, b) - 1)
        out.append(_trim(text, (at, end)))
        at = end
    out.append(_trim(text, (at, b)))
    return [s for s in out if s[1] > s[0]]


def _latest(points: Sequence[int], low: int, high: int) -> int | None:
    """Return the last of the sorted points in ``low..high``."""
    k = bisect_right(points, high) - 1
    return points[k] if k >= 0 and points[k] >= low else None


def _sentence_starts(text: str, a: int, b: int) -> list[int]:
    return [s for s, _ in light_sentence_spans(text[a:b], a)]


def _space_before(text: str, low: int, high: int) -> int:
    for p in range(high, low, -1):
        if text[p].isspace():
            return p
    return high
