"""The heading tree while it grows: drafts of sections, and the headings that are open above the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.model import Section, SectionKind, TableRow
from cqa.record import dataclass
from cqa.split.blocks import TextBlock
from cqa.split.headings.roles import DEFAULT, heading_role, is_exact, unless_role

PARAGRAPH_LEVEL, ITEM_LEVEL, DEEPEST_HEADING = 5, 6, 4
"""Levels of a section: headings 1 to 4, paragraphs 5, items and what is inside a paragraph 6."""

SAME_LOOKS = 1.0
"""Ranks by looks that differ less than this are one: a quarter of a point of type."""

_FRONT = frozenset(("foreword", "preface", "glossary", "abbreviations", "acknowledgements", "non-technical summary"))

_RESOLVED = re.compile(
    r"[\"\u201c]?(?:IT WAS |IT WAS UNANIMOUSLY )?(?:RESOLVED|RESOLUTION|DECISION|AGREED)\b[ :,\u2013-]"
)

_LEAD_IN = re.compile(r"[*_]{0,3}([A-Z][A-Za-z()/& -]{2,44}):[*_]{0,3}[ \t]+\S")


@dataclass(slots=True)
class Draft:
    """A section in the making."""

    kind: SectionKind
    start: int
    end: int
    number: str | None = None
    heading: str = ""
    path: tuple[str, ...] = ()
    level: int = PARAGRAPH_LEVEL
    role: str = DEFAULT
    parent: int | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[TableRow, ...] = ()


@dataclass(slots=True)
class Open:
    """A heading that is open: ``rank`` orders, ``own`` says its role is by its own wording."""

    rank: float
    index: int
    words: str
    role: str
    own: bool
    value: tuple[int, ...] = ()
    appendix: bool = False


class Outline:
    """Drafts in reading order, with the stack of open headings that gives each its path, parent and role.

    ``paragraph`` is the draft that takes bullets and continuations, ``numbered`` the numbered paragraph (no item)
    that unnumbered text belongs to, ``last_number`` the latest of these, heading or not between.
    """

    def __init__(self, text: str, headings: frozenset[str]) -> None:
        self.text = text
        self.headings = headings
        self.drafts: list[Draft] = []
        self.open: list[Open] = []
        self.paragraph: int | None = None
        self.numbered: int | None = None
        self.last_number: int | None = None
        self.bare_list = False
        self.in_appendix = False

    def add(self, draft: Draft) -> int:
        """Put a draft under the open headings; its index."""
        draft.path = tuple(o.words for o in self.open)
        if draft.parent is None and self.open:
            draft.parent = self.open[-1].index
        self.drafts.append(draft)
        self.bare_list = False
        index = len(self.drafts) - 1
        if draft.kind == "para" and draft.number:
            self.last_number = index
        return index

    def push(self, draft: Draft, rank: float, own: bool, value: tuple[int, ...]) -> int:
        """Close the headings of this rank and below, add the heading and open it; its index."""
        self.close(rank)
        draft.level = min(DEEPEST_HEADING, len(self.open) + 1)
        index = self.add(draft)
        self.open.append(Open(rank, index, draft.heading, draft.role, own, value, draft.kind == "appendix"))
        self.paragraph = self.numbered = None
        return index

    def close(self, rank: float) -> None:
        """Close the open headings at ``rank`` or below it."""
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()

    def close_minor(self) -> None:
        """Close headings inside the numbered paragraph before (``Within six months:``), as the next one begins."""
        if self.numbered is not None or self.last_number is None or not self.open or self.drafts[-1].kind == "heading":
            return
        while self.open and self.open[-1].index > self.last_number:
            top = self.open[-1]
            if top.own or top.value or top.appendix:
                return
            self.open.pop()

    def close_sisters(self, value: tuple[int, ...], outermost: bool) -> None:
        """Close the headed section 6.5, and all that is open in it, where a dotted paragraph such as 6.6 follows.

        So does 90 after the headed 89, where it is a number of the ``outermost`` list of the paper.
        """
        for k, o in enumerate(self.open):
            if outermost and len(o.value) == len(value) == 1 and value > o.value:
                del self.open[k:]
                return
            if len(o.value) >= len(value) > 1 and o.value[: len(value) - 1] == value[:-1] and value > o.value:
                del self.open[k:]
                return

    def close_front(self, looks: float) -> None:
        """Close the summary or foreword before chapter 1, unless the chapter is printed smaller, as a part of it."""
        for k, o in enumerate(self.open):
            front = o.role == "summary" or o.words.strip(" :.").lower() in _FRONT
            if front and not o.value and looks <= o.rank + SAME_LOOKS:
                del self.open[k:]
                return

    def section(self) -> Open | None:
        """Return the innermost open heading with a number."""
        return next((o for o in reversed(self.open) if o.value), None)

    def role(self) -> str:
        """Return the role that body text inherits here."""
        for o in reversed(self.open):
            if o.own and o.role != "part":
                return o.role
        return "appendix" if self.in_appendix else DEFAULT

    def role_of(self, b: TextBlock) -> str:
        """Return the role of body text: by a word that leads it in (``Summary: …``), as a decision where it says what
        was resolved, else as the headings say."""
        if _RESOLVED.match(self.text, b.body, b.end):
            return "decision"
        if b.number is not None and b.lines > 1 and not self.in_appendix:  # "(d) Decision taken" over what was
            first = self.text[b.body : b.end].partition("\n")[0]
            if is_exact(first):
                return heading_role(first) or self.role()
        lead = _LEAD_IN.match(self.text, b.body, b.end)
        if lead is not None and not b.bullet and is_exact(lead[1]) and not self.in_appendix:
            return heading_role(lead[1]) or self.role()
        return self.role()

    def own_role(self, b: TextBlock, words: str) -> str | None:
        """Return the role by a heading's wording.

        Inside an appendix, or a numbered section that has its role already, only a heading that says nothing
        else counts (``Executive summary``), or one of the implications.
        """
        title = self.text[b.named.rest : b.end] if b.named is not None else ""
        own = (heading_role(title) if title.strip() else None) or heading_role(words)
        if own is None:
            return unless_role(words, self.headings)
        if is_exact(words):
            return own
        inside = any(o.own and o.value for o in self.open) and not own.startswith("implications") and b.number is None
        return None if self.in_appendix or inside else own


def to_sections(drafts: Sequence[Draft], first: int) -> tuple[Section, ...]:
    """Return frozen sections with ids ``s<first>``, ``s<first + 1>`` …"""
    return tuple(
        Section(
            f"s{first + k}",
            d.kind,
            (d.start, d.end),
            d.number,
            d.heading,
            d.path,
            d.level,
            d.role,
            d.parent,
            d.columns,
            d.rows,
        )
        for k, d in enumerate(drafts)
    )
