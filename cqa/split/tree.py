"""Blocks made into sections: the heading tree, paragraphs with their lists, tables, appendices, footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cqa.model import Row, Section, SectionKind
from cqa.split.blocks import Block
from cqa.split.headings import Typography, rank, shown
from cqa.split.roles import DEFAULT, heading_role, is_exact, plain, unless_role
from cqa.split.tables import Table, captions, is_table, make_table, new_heads, run_of_rows
from cqa.split.verdicts import Verdicts, runs_in

PARAGRAPH_LEVEL, ITEM_LEVEL, DEEPEST_HEADING = 5, 6, 4

# Ranks of headings: smaller stands higher. Unnumbered ones get theirs from their looks (see headings.rank).
PART_RANK, APPENDIX_RANK, CHAPTER_RANK = 1.0, 1.0, 4.0
NUMBERED_RANK, NUMBERED_STEP = 32.0, 2.0
INSIDE_RANK = 60.0

ITEM_FAMILIES = frozenset(("(a)", "(i)", "(A)", "(I)", "a", "i", "A", "I", "(n)"))

SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"

LONG_BULLET, LONGEST_LIST = 160, 1200
"""Characters from which a bullet without a lead-in is a paragraph, and that a list without one may reach."""

LISTED_TITLE = 0.72
"""Share of a listed appendix's words that a heading must repeat to be that appendix."""


_RESOLVED = re.compile(
    r"[\"\u201c]?(?:IT WAS |IT WAS UNANIMOUSLY )?(?:RESOLVED|RESOLUTION|DECISION|AGREED)\b[ :,\u2013-]"
)


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
    rows: tuple[Row, ...] = ()


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


class Tree:
    """Walks the blocks once and collects the drafts."""

    def __init__(self, text: str, blocks: Sequence[Block], type_: Typography, verdicts: Verdicts) -> None:
        self.text, self.blocks, self.type, self.v = text, blocks, type_, verdicts
        self.drafts: list[Draft] = []
        self.stack: list[Open] = []
        self.paragraph: int | None = None  # draft that takes bullets and continuations
        self.numbered: int | None = None  # latest numbered paragraph (not an item)
        self.listed: list[tuple[str, frozenset[str]]] = []  # appendices named in a list: label, words of the title
        self.heading_words = frozenset(plain(shown(text, blocks[i])) for i in verdicts.headings)
        self.bare_list = False  # the open paragraph is a list without words that lead in
        self.in_appendix = False
        self.followers = _followers(blocks, verdicts)
        self.by_line: dict[int, int] = {}  # line of a label -> draft
        self.list_rank: dict[tuple[str, int | None], float] = {}

    def build(self) -> list[Draft]:
        i = self._front()
        while i < len(self.blocks):
            i = self._block(i)
        return self.drafts

    # ------------------------------------------------------------ one block

    def _front(self) -> int:
        end = self.v.front_end
        members = [b for i, b in enumerate(self.blocks[:end]) if i not in self.v.blank]
        if members:
            draft = Draft("front", members[0].start, members[-1].end, role="front matter", level=1)
            draft.heading = ""
            self.drafts.append(draft)
        return end

    def _block(self, i: int) -> int:
        b = self.blocks[i]
        if i in self.v.blank:
            return i + 1
        if b.row or b.rule:
            return self._rows(i)
        if i in self.v.footnotes:
            self._footnote(b)
        elif (i in self.v.headings and not self._is_contact(b)) or self._is_listed_appendix(b):
            return self._heading(i)
        elif b.number is not None and i not in self.v.nested:
            return self._numbered(i)
        elif (
            b.named is not None and b.named.word in ("appendix", "annex", "annexe") and self._in_list() and not b.bullet
        ):
            self._listed_appendix(b)
        elif (b.bullet and i not in self.v.lost) or i in self.v.nested:
            self._bullet(b)
        else:
            self._plain(i)
        return i + 1

    def _add(self, draft: Draft) -> int:
        if not draft.path:
            draft.path = tuple(o.words for o in self.stack)
        if draft.parent is None and self.stack:
            draft.parent = self.stack[-1].index
        self.drafts.append(draft)
        self.bare_list = False
        return len(self.drafts) - 1

    def _role_of(self, b: Block) -> str:
        """Role of body text: what was resolved is the decision wherever it stands, else as the headings say."""
        return "decision" if _RESOLVED.match(self.text, b.body, b.end) else self._role()

    def _role(self) -> str:
        for o in reversed(self.stack):
            if o.own and o.role != "part":
                return o.role
        return "appendix" if self.in_appendix else DEFAULT

    # ------------------------------------------------------------ paragraphs

    def _numbered(self, i: int) -> int:
        b = self.blocks[i]
        assert b.number is not None
        assert b.label is not None
        self._pop_minor(i)
        item = b.number.reading.family in ITEM_FAMILIES or self._inside_dotted(b)
        parent = self.by_line.get(b.number.parent) if b.number.parent is not None else None
        if item and self.numbered is not None and (parent is None or self.drafts[parent].kind == "heading"):
            parent = None if parent is not None and parent > self.numbered else self.numbered
        if parent is not None and self.stack and parent < self.stack[-1].index:
            parent = None  # a heading stands between
        draft = Draft("item" if item else "para", b.start, b.end, b.label.printed, role=self._role_of(b), parent=parent)
        draft.level = (
            ITEM_LEVEL if item and parent is not None and self.drafts[parent].kind != "heading" else PARAGRAPH_LEVEL
        )
        self.paragraph = self._add(draft)
        self.by_line[b.number.candidate] = self.paragraph
        if not item:
            self.numbered = self.paragraph
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        if (
            following is not None
            and runs_in(self.text, b)
            and self._is_text(i + 1)
            and not following.new_page
            and self._long(following)
        ):
            draft.heading, draft.end = shown(self.text, b), following.end
            return i + 2
        return i + 1

    def _long(self, b: Block) -> bool:
        return b.end - b.body >= 60

    def _is_text(self, i: int) -> bool:
        b = self.blocks[i]
        known = i in self.v.headings or i in self.v.footnotes or i in self.v.blank or i in self.v.lost
        return b.number is None and not b.bullet and not b.row and not b.rule and not known

    def _inside_dotted(self, b: Block) -> bool:
        """3.10.1 is an item of paragraph 3.10, but 4.1.1 a paragraph under heading 4.1."""
        assert b.number is not None  # noqa: S101
        if b.number.reading.family != "d" or b.number.parent is None:
            return False
        parent = self.by_line.get(b.number.parent)
        return parent is not None and self.drafts[parent].kind != "heading"

    def _bullet(self, b: Block) -> None:
        """A bullet belongs to the paragraph above it. Right under a heading, long ones are paragraphs themselves."""
        if self.paragraph is not None and not (self.bare_list and self._outgrows(b)):
            self.drafts[self.paragraph].end = b.end
            return
        self.paragraph = self._add(Draft("para", b.start, b.end, role=self._role_of(b)))
        self.bare_list = True

    def _outgrows(self, b: Block) -> bool:
        started = self.drafts[self.paragraph or 0].start
        return b.end - b.body >= LONG_BULLET or b.end - started > LONGEST_LIST

    def _plain(self, i: int) -> None:
        b = self.blocks[i]
        parent = None
        if i in self.v.lost:
            self._pop_minor(i)
        elif self.numbered is not None and not (self.stack and self.stack[-1].index > self.numbered):
            parent = self.numbered
        draft = Draft("para", b.start, b.end, role=self._role_of(b), parent=parent)
        if parent is not None:
            draft.level = ITEM_LEVEL
        self.paragraph = self._add(draft)
        if i in self.v.lost:
            self.numbered = self.paragraph

    def _footnote(self, b: Block) -> None:
        number = ""
        at = b.body
        while at < b.end and self.text[at] in SUPERSCRIPTS:
            number += self.text[at]
            at += 1
        keep = self.paragraph
        self._add(Draft("footnote", b.start, b.end, number or None, role=self._role(), level=ITEM_LEVEL))
        self.paragraph = keep if keep is not None and self.drafts[keep].end >= b.start else None

    # ------------------------------------------------------------ headings

    def _is_contact(self, b: Block) -> bool:
        """A name and post under "Contact officer" is no heading, short as it is."""
        under = bool(self.stack) and self.stack[-1].role == "officer contact"
        return under and b.strong < 1.5 and heading_role(shown(self.text, b)) is None

    def _heading(self, i: int) -> int:
        b = self.blocks[i]
        words = shown(self.text, b)
        named = b.named
        appendix = named is not None and named.word in ("appendix", "annex", "annexe") and not self._stays_in_list(i)
        if named is not None and named.word in ("appendix", "annex", "annexe") and not appendix:
            self._listed_appendix(b)
            return i + 1
        listed = self._is_listed_appendix(b)
        kind: SectionKind = "appendix" if appendix or listed else "heading"
        number = self._heading_number(b)
        place = self._rank(i, words, appendix or listed)
        while self.stack and self.stack[-1].rank >= place:
            self.stack.pop()
        own = self._own_role(b, words)
        if appendix or listed:
            self.in_appendix, own = True, "appendix"
        draft = Draft(kind, b.start, b.end, number, words, level=min(DEEPEST_HEADING, len(self.stack) + 1))
        draft.role = own or self._role()
        index = self._add(draft)
        value = b.number.reading.value if b.number is not None and b.number.reading.family in ("n", "n)", "d") else ()
        self.stack.append(Open(place, index, words, draft.role, own is not None, value, appendix or listed))
        self.paragraph = self.numbered = None
        if b.number is not None:
            self.by_line[b.number.candidate] = index
        return i + 1

    def _own_role(self, b: Block, words: str) -> str | None:
        """Role by the heading's own wording. Inside an appendix, or a section that has its role already, only a
        heading that says nothing else counts (``Executive summary``), or one of the implications."""
        title = self.text[b.named.rest : b.end] if b.named is not None else ""
        own = (heading_role(title) if title.strip() else None) or heading_role(words)
        if own is None:
            return unless_role(words, self.heading_words)
        if is_exact(words):
            return own
        inside = any(o.own and o.value for o in self.stack) and not own.startswith("implications") and b.number is None
        return None if self.in_appendix or inside else own

    def _heading_number(self, b: Block) -> str | None:
        if b.number is not None and b.label is not None:
            return b.label.printed
        if b.named is not None and b.named.word in ("part", "appendix", "annex", "annexe", "chapter", "schedule"):
            return b.named.printed
        return None

    def _rank(self, i: int, words: str, appendix: bool) -> float:
        b = self.blocks[i]
        base = APPENDIX_RANK + 0.5 if self.in_appendix else 0.0
        if appendix:
            return APPENDIX_RANK
        if b.named is not None and b.number is None and b.named.word == "part" and not self.in_appendix:
            return PART_RANK
        if b.named is not None and b.named.word in ("chapter", "schedule", "volume", "section", "question"):
            return base + CHAPTER_RANK
        if b.number is not None and b.number.reading.family in ("n", "n)", "d"):
            return base + NUMBERED_RANK + NUMBERED_STEP * len(b.number.reading.value)
        if b.number is not None:
            key = (b.number.reading.family, b.number.parent)
            if not b.number.started and key in self.list_rank:
                return self.list_rank[key]
            self.list_rank[key] = place = self._by_looks(i, words)
            return place
        return self._by_looks(i, words)

    def _by_looks(self, i: int, words: str) -> float:
        b = self.blocks[i]
        place = rank(self.text, b, self.type) + (APPENDIX_RANK if self.in_appendix else 0.0)
        role = heading_role(words)
        section = next((o for o in reversed(self.stack) if o.value), None)
        if section is not None:
            if self._continues(i, section) or (role is None and place > section.rank - 8):
                inner = max([o.rank for o in self.stack if o.rank < INSIDE_RANK and o.value], default=section.rank)
                place = max(place, inner + 1.0)
            elif role is not None:
                place = min(max(place, PART_RANK + 1), NUMBERED_RANK + NUMBERED_STEP)
        top = self.stack[-1] if self.stack else None
        if top is not None and abs(top.rank - int(top.rank)) < 1 and role is None:
            same = [o for o in self.stack if place <= o.rank < place + 1.0]
            if same and top is same[-1]:
                return top.rank + 0.1 if self.drafts[-1] is self.drafts[top.index] else top.rank
        return place

    def _continues(self, i: int, section: Open) -> bool:
        """The next number after block ``i`` is one of ``section``'s own paragraphs."""
        following = self.followers[i]
        if following is None:
            return False
        number = self.blocks[following].number
        if number is None:
            return False
        value = number.reading.value
        return len(value) > len(section.value) and value[: len(section.value)] == section.value

    def _pop_minor(self, i: int) -> None:
        """A numbered paragraph goes on: headings inside the one before (``Within six months:``) close."""
        if self.numbered is None and self.stack and self.drafts[-1].kind != "heading":
            last_number = max((k for k, d in enumerate(self.drafts) if d.number and d.kind == "para"), default=None)
            while (
                self.stack
                and last_number is not None
                and self.stack[-1].index > last_number
                and not self.stack[-1].own
                and not self.stack[-1].value
                and not self.stack[-1].appendix
            ):
                self.stack.pop()

    # ------------------------------------------------------------ appendices

    def _in_list(self) -> bool:
        return bool(self.stack) and self.stack[-1].role in (
            "appendices list",
            "supporting documents",
            "background papers",
        )

    def _stays_in_list(self, i: int) -> bool:
        b = self.blocks[i]
        if not self._in_list() or b.named is None:
            return False
        if any(label == b.named.printed.lower() for label, _ in self.listed):
            return False
        following = self.blocks[i + 1] if i + 1 < len(self.blocks) else None
        return not (b.new_page and (following is None or following.named is None))

    def _listed_appendix(self, b: Block) -> None:
        assert b.named is not None  # noqa: S101 - the caller looked
        title = frozenset(plain(self.text[b.named.rest : b.end]).split())
        self.listed.append((b.named.printed.lower(), title))
        self.paragraph = self._add(Draft("item", b.start, b.end, b.named.printed, role=self._role(), level=ITEM_LEVEL))

    def _is_listed_appendix(self, b: Block) -> bool:
        """The words are the title of an appendix that the list named, printed over the appendix itself."""
        if not self.listed or b.row or b.bullet or b.number is not None or b.end - b.start > 200 or b.named is not None:
            return False
        words = frozenset(plain(shown(self.text, b)).split())
        if len(words) < 3 or (self.stack and self.stack[-1].appendix and self.stack[-1].index == len(self.drafts) - 1):
            return False
        return any(
            len(words & title) / max(len(words | title), 1) >= LISTED_TITLE
            for _, title in self.listed
            if len(title) >= 3
        )

    # ------------------------------------------------------------ tables

    def _rows(self, i: int) -> int:
        last = self._run(i)
        first_cell = self._first_words(self.blocks[i])
        head = heading_role(first_cell) if first_cell else None
        if head and (first_cell.isupper() or first_cell.endswith(":")) and last - i < 6:
            self._headed_row(i, last, first_cell, head)
            return last + 1
        if not is_table(self.blocks, i, last):
            for k in range(i, last + 1):
                if not self.blocks[k].rule:
                    self._plain(k)
            return last + 1
        self._table(i, last)
        return last + 1

    def _run(self, i: int) -> int:
        last = run_of_rows(self.blocks, i)
        for k in range(i + 1, last + 1):
            words = self._first_words(self.blocks[k])
            if words and words.isupper() and heading_role(words):
                return k - 1
        return last

    def _first_words(self, b: Block) -> str:
        return next((self.text[a:z] for a, z in b.cells if z > a), "") if len(b.cells) > 1 else ""

    def _headed_row(self, i: int, last: int, words: str, role: str) -> None:
        """A row such as ``AUTHOR: | Name: | …``: a heading whose text stands beside it."""
        place = self._by_looks(i, words)
        while self.stack and self.stack[-1].rank >= min(place, NUMBERED_RANK + NUMBERED_STEP):
            self.stack.pop()
        draft = Draft("para", self.blocks[i].start, self.blocks[last].end, heading=words, role=role, level=1)
        self._add(draft)
        self.paragraph = self.numbered = None

    def _table(self, i: int, last: int) -> None:
        divider = {k for k in range(i, last + 1) if self.blocks[k].rule}
        table = make_table(self.text, self.blocks, i, last, divider)
        for k in range(i + 1 + table.head_rows, last):
            if new_heads(self.text, table.columns, self.blocks[k]):
                self._table(i, k - 1)
                self._table(k, last)
                return
        joined = self._joins(table)
        if joined is not None:
            draft = self.drafts[joined]
            draft.end = self.blocks[last].end
            draft.rows = (*draft.rows, *table.rows)
            return
        draft = Draft("table", self.blocks[i].start, self.blocks[last].end, columns=table.columns, rows=table.rows)
        draft.role, draft.level = self._role(), ITEM_LEVEL
        draft.parent = self.paragraph if self.paragraph is not None and self.drafts[self.paragraph].number else None
        before = self.blocks[i - 1] if i else None
        if before is not None and (captions(self.text, before) or (self.drafts and self.drafts[-1].kind == "heading")):
            draft.heading = shown(self.text, before)
        self._add(draft)
        self.paragraph = None

    def _joins(self, table: Table) -> int | None:
        """The draft that this table goes on: the one just before, when its head is printed again."""
        if not self.drafts or self.drafts[-1].kind != "table" or not table.head_rows or not self.drafts[-1].columns:
            return None
        return len(self.drafts) - 1 if self.drafts[-1].columns == table.columns else None


def _followers(blocks: Sequence[Block], v: Verdicts) -> list[int | None]:
    """For each block the next one that is numbered (and no list inside a paragraph)."""
    out: list[int | None] = [None] * len(blocks)
    following = None
    for i in range(len(blocks) - 1, -1, -1):
        out[i] = following
        if blocks[i].number is not None and i not in v.nested:
            following = i
    return out


def to_sections(drafts: Sequence[Draft], first: int) -> tuple[Section, ...]:
    """Frozen sections with ids ``s<first>``, ``s<first + 1>`` …"""
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
