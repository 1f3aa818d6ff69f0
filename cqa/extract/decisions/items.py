"""The agenda items of a paper: which sections belong to which item, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.model import Section, Span

LONGEST_TITLE = 160
"""Characters of a title that is taken from the text of a numbered paragraph."""

_PLAIN_ROLES = re.compile(
    r"(?:decisions?|resolutions?|resolved|recommendations?|reasons?(?: for .*)?|motions?|votes?|voting|discussion|"
    r"the (?:decision|resolution)|outcome|alternatives?.*|action(?:s| points?)?)\W*$",
    re.IGNORECASE,
)
"""Headings inside an item that say what part of it follows, not what it is about."""

_STOP = re.compile(
    r"[.:;\u2013\u2014]?\*\*|[.:;\u2013\u2014](?=\s|$)|\s-\s|\n(?=[A-Z])"
    r"|(?<=[a-z)\d])\s+(?=(?:The|These|There|It|This|Cllrs?\.?|Councillors?|Members|None|Following|Resolved|RESOLVED|On|After)\s)"
)
"""Where the title of a numbered paragraph ends and its text begins."""


_NAMED = re.compile(r"\W*(?:agenda )?item (?:no\.? ?)?(\d{1,3}[a-z]?)\b", re.IGNORECASE)


class Item(NamedTuple):
    """An agenda item: its number as printed, its title with its span, the indices of its sections."""

    number: str | None
    title: str
    span: Span | None
    sections: tuple[int, ...]


def items(text: str, sections: Sequence[Section]) -> Iterator[Item]:
    """The items in reading order; what stands under no heading makes an item without title."""
    at: list[int] = []
    current: int | None = None
    for k in range(len(sections)):
        own = _item_of(sections, k)
        if own != current and at:
            yield _item(text, sections, current, at)
            at = []
        current = own
        at.append(k)
    if at:
        yield _item(text, sections, current, at)


def _item_of(sections: Sequence[Section], k: int) -> int | None:
    """Index of the section that names the item of section ``k``: the innermost numbered heading above it, else the
    numbered paragraph that holds it, else the innermost heading that is about something."""
    chain: list[int] = []
    at: int | None = k
    while at is not None and len(chain) < 12:
        chain.append(at)
        parent = sections[at].parent
        at = None if parent is None else _local(sections, parent, at)
    headings = [i for i in chain if sections[i].kind in ("heading", "appendix") and sections[i].heading]
    numbered = [i for i in headings if sections[i].number and not _PLAIN_ROLES.match(sections[i].heading)]
    if numbered:
        return numbered[0]
    paragraphs = [i for i in chain if sections[i].kind == "para" and sections[i].number]
    if paragraphs:
        return paragraphs[-1]
    return next((i for i in headings if not _PLAIN_ROLES.match(sections[i].heading)), None)


def _local(sections: Sequence[Section], parent: int, child: int) -> int | None:
    """``Section.parent`` counts from the first section of its paper."""
    return parent if 0 <= parent < child else None


def _item(text: str, sections: Sequence[Section], head: int | None, at: Sequence[int]) -> Item:
    if head is None:
        return Item(None, "", None, tuple(at))
    section = sections[head]
    a, b = section.span
    named = _NAMED.match(text, a, b) if section.number is None else None
    if named and section.kind == "heading":
        return Item(named[1], section.heading, (a, b), tuple(at))
    if section.kind in ("heading", "appendix"):
        return Item(section.number, section.heading, (a, b), tuple(at))
    start = _after_label(text, section)
    first = _STOP.search(text, start, min(b, start + LONGEST_TITLE))
    end = first.start() if first else min(b, start + LONGEST_TITLE)
    return Item(section.number, " ".join(text[start:end].split()), (start, end), tuple(at))


def _after_label(text: str, section: Section) -> int:
    """Where the words of a section begin, after its printed number."""
    a, b = section.span
    if section.number:
        at = text.find(section.number, a, min(b, a + len(section.number) + 12))
        if at >= 0:
            a = at + len(section.number)
    while a < b and (text[a].isspace() or text[a] in ".):*_-\u2013\u2022"):
        a += 1
    return a


def words_start(text: str, section: Section) -> int:
    """Offset of the first word of a section, after bullet and number."""
    return _after_label(text, section)
