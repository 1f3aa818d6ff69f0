"""Blocks made into sections, in one pass over the blocks."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.model import SectionKind
from cqa.split.appendices import Appendices, label
from cqa.split.block_classifier import MARKED, BlockClasses, runs_in
from cqa.split.blocks import TextBlock
from cqa.split.headings.levels import HeadingLevels
from cqa.split.headings.outline import ITEM_LEVEL, Draft, Outline
from cqa.split.headings.roles import heading_role, plain
from cqa.split.headings.typography import Typography, block_words
from cqa.split.numbering.decoder import Numbered
from cqa.split.numbering.labels import Label
from cqa.split.tables.grids import Grids

ITEM_FAMILIES = frozenset(("(a)", "(i)", "(A)", "(I)", "a", "i", "A", "I", "(n)"))
"""Schemes whose labels number items; plain and dotted numbers number paragraphs."""

NUMBERED_WORDS = frozenset(("part", "appendix", "annex", "annexe", "chapter", "schedule")) | frozenset(
    ("item", "agenda item", "motion")
)
"""Words whose heading carries its label as its number (``PART A``)."""

SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"

LONG_BULLET, LONGEST_LIST = 160, 1200
"""Characters from which a bullet without a lead-in is a paragraph, and that a list without one may reach."""

RUN_IN_TEXT = 60
"""Characters that the text under a run-in heading must have."""


class Tree:
    """Reads the blocks of one paper once and collects the drafts of its sections."""

    def __init__(self, text: str, blocks: Sequence[TextBlock], type_: Typography, verdicts: BlockClasses) -> None:
        self.text, self.blocks, self.v = text, blocks, verdicts
        self.outline = Outline(text, frozenset(plain(block_words(text, blocks[i])) for i in verdicts.headings))
        self.following = _following(blocks, verdicts)
        self.ranks = HeadingLevels(text, blocks, type_, self.following, self.outline, verdicts.record)
        self.appendices = Appendices(text, blocks, self.outline)
        self.grids = Grids(text, blocks, self.ranks, self.outline)
        self.parting: set[int] = set()  # headings inside a list
        self.by_line: dict[int, int] = {}  # line of a label -> draft

    def build(self) -> list[Draft]:
        """Return the drafts, in reading order."""
        i = self._front()
        while i < len(self.blocks):
            i = self._block(i)
        return self.outline.drafts

    def _front(self) -> int:
        draft: Draft | None = None
        for i, b in enumerate(self.blocks[: self.v.front_end]):
            if i in self.v.blank:
                continue
            if draft is None or i in self.v.attendance:  # PRESENT and IN ATTENDANCE are separate parts
                label = self.v.attendance.get(i, "")
                draft = Draft("front", b.start, b.end, heading=label, role="front matter", level=1)
                self.outline.add(draft)
            draft.end = b.end
        return self.v.front_end

    def _block(self, i: int) -> int:
        """Take block ``i``; the index of the next block to take."""
        b = self.blocks[i]
        if i in self.v.blank:
            return i + 1
        if b.row or b.rule:
            return self._rows(i)
        named = label(b)
        titled = self.appendices.is_titled(b)
        if i in self.v.footnotes:
            self._footnote(b)
        elif titled or (i in self.v.headings and not self._is_contact(b)):
            if named is not None and self.appendices.is_listing(i, named):
                self._listed(b)
            else:
                self._heading(i, titled or named is not None)
        elif b.number is not None and b.label is not None and i not in self.v.nested:
            return self._numbered(i, b.number, b.label)
        elif named is not None and self.appendices.in_list() and not b.bullet:
            self._listed(b)
        elif (b.bullet and i not in self.v.lost) or i in self.v.nested:
            self._bullet(b)
        else:
            self._plain(i)
        return i + 1

    def _rows(self, i: int) -> int:
        following = self.grids.take(i)
        if following is not None:
            return following
        last = self.grids.run(i)
        for k in range(i, last + 1):
            if not self.blocks[k].rule:
                self._plain(k)
        return last + 1

    # ------------------------------------------------------------ paragraphs

    def _numbered(self, i: int, number: Numbered, printed: Label) -> int:
        b, outline = self.blocks[i], self.outline
        if number.reading.value != (1,):
            outline.close_minor()  # numbers that start at 1 again belong to the heading above them
        outline.close_sisters(number.reading.value, number.parent is None and number.reading.family in ("n", "d"))
        inside = i in self.v.decided.inside
        item = inside or number.reading.family in ITEM_FAMILIES or self._inside_dotted(number)
        parent = self._parent(number, item)
        kind: SectionKind = "item" if item else "para"
        draft = Draft(kind, b.start, b.end, printed.printed, role=self._role_of(i), parent=parent)
        if inside:
            draft.level = ITEM_LEVEL
        if item and parent is not None and outline.drafts[parent].kind != "heading":
            draft.level = ITEM_LEVEL
            if draft.role == outline.role():  # "RESOLVED that: (a) ... (b) ..."
                draft.role = outline.drafts[parent].role
        outline.paragraph = self.by_line[number.candidate] = outline.add(draft)
        if not item:
            outline.numbered = outline.paragraph
        if runs_in(self.text, b) and self._is_running_text(i + 1):
            draft.heading, draft.end = block_words(self.text, b), self.blocks[i + 1].end
            return i + 2
        return i + 1

    def _parent(self, number: Numbered, item: bool) -> int | None:
        """Return the draft whose list has this number: the paragraph of an item, or a numbered heading."""
        outline = self.outline
        parent = self.by_line.get(number.parent) if number.parent is not None else None
        under_heading = parent is None or outline.drafts[parent].kind == "heading"
        if item and parent is not None and outline.numbered is not None and parent < outline.numbered:
            parent = outline.numbered  # a paragraph whose number was lost came between
        elif item and outline.numbered is not None and under_heading:
            parent = None if parent is not None and parent > outline.numbered else outline.numbered
        top = outline.open[-1].index if outline.open else -1
        if parent is not None and parent < top and top not in self.parting:
            return None  # there is a heading between
        return parent

    def _inside_dotted(self, number: Numbered) -> bool:
        """Return whether the number extends its parent's: 3.10.1 is an item of paragraph 3.10; 4.1.1 is not one under
        heading 4.1."""
        if number.reading.family != "d" or number.parent is None:
            return False
        parent = self.by_line.get(number.parent)
        return parent is not None and self.outline.drafts[parent].kind != "heading"

    def _is_running_text(self, i: int) -> bool:
        """Return whether block ``i`` is plain text that a run-in heading may open."""
        if i >= len(self.blocks):
            return False
        b = self.blocks[i]
        known = i in self.v.headings or i in self.v.footnotes or i in self.v.blank or i in self.v.lost
        plain_text = b.number is None and not b.bullet and not b.row and not b.rule and not known
        return plain_text and not b.new_page and b.end - b.body >= RUN_IN_TEXT

    def _role_of(self, i: int) -> str:
        """Return the role of the text in block ``i``: *decision* for what was decided, except under recommendations."""
        role = self.outline.role_of(self.blocks[i])
        return "decision" if i in self.v.decided.decided and role != "recommendations" else role

    def _bullet(self, b: TextBlock) -> None:
        """Add a bullet to the paragraph above it. Right under a heading, long ones are paragraphs themselves."""
        outline = self.outline
        if outline.paragraph is not None:
            draft = outline.drafts[outline.paragraph]
            outgrows = b.end - b.body >= LONG_BULLET or b.end - draft.start > LONGEST_LIST
            if not (outline.bare_list and outgrows):
                draft.end = b.end
                return
        outline.paragraph = outline.add(Draft("para", b.start, b.end, role=outline.role_of(b)))
        outline.bare_list = True

    def _plain(self, i: int) -> None:
        """Add unnumbered text: it continues the numbered paragraph above it, unless there is a heading between."""
        b, outline = self.blocks[i], self.outline
        parent = None
        if i in self.v.lost:
            outline.close_minor()
        elif outline.numbered is not None and not (outline.open and outline.open[-1].index > outline.numbered):
            parent = outline.numbered
        draft = Draft("para", b.start, b.end, role=self._role_of(i), parent=parent)
        draft.heading = self.v.attendance.get(i, "")
        if parent is not None:
            draft.level = ITEM_LEVEL
        outline.paragraph = outline.add(draft)
        if i in self.v.lost:
            outline.numbered = outline.paragraph

    def _footnote(self, b: TextBlock) -> None:
        """Add a footnote; only a mark that is printed as one (a superscript) becomes its number."""
        at = b.body
        while at < b.end and self.text[at] in SUPERSCRIPTS:
            at += 1
        number = self.text[b.body : at] or None
        self.outline.add(Draft("footnote", b.start, b.end, number, role=self.outline.role(), level=ITEM_LEVEL))
        self.outline.paragraph = None

    # ------------------------------------------------------------ headings

    def _is_contact(self, b: TextBlock) -> bool:
        """Return whether the block is a name and post under "Contact officer": no heading, short as it is."""
        under = bool(self.outline.open) and self.outline.open[-1].role == "officer contact"
        return under and b.strong < 1.5 and heading_role(block_words(self.text, b)) is None

    def _heading(self, i: int, appendix: bool) -> None:
        b, outline = self.blocks[i], self.outline
        words = block_words(self.text, b)
        rank = self.ranks.of(i, words, appendix)
        outline.close(rank)
        if b.number is not None and b.number.reading.value == (1,):
            outline.close_front(self.ranks.looks(i))
        parted = self._divided_list_role(i)
        own = outline.own_role(b, words) or parted
        if appendix:
            outline.in_appendix, own = True, "appendix"
        draft = Draft("appendix" if appendix else "heading", b.start, b.end, self._heading_number(b), words)
        draft.role = own or outline.role()
        dotted = b.number is not None and b.number.reading.family in ("n", "n)", "d")
        index = outline.push(draft, rank, own is not None, b.number.reading.value if b.number and dotted else ())
        if parted is not None:
            self.parting.add(index)
        if b.number is not None:
            self.by_line[b.number.candidate] = index

    def _divided_list_role(self, i: int) -> str | None:
        """Return the role of a list of what was resolved or recommended that a heading in italics or underlined
        divides: the items below the heading belong to the list above it."""
        b, following = self.blocks[i], self.following[i]
        number = self.blocks[following].number if following is not None else None
        parent = self.by_line.get(number.parent) if number is not None and number.parent is not None else None
        if parent is None or not b.emphasis or b.strong >= MARKED:
            return None
        role = self.outline.drafts[parent].role
        return role if role in ("decision", "recommendations") else None

    def _heading_number(self, b: TextBlock) -> str | None:
        if b.number is not None and b.label is not None:
            return b.label.printed
        return b.named.printed if b.named is not None and b.named.word in NUMBERED_WORDS else None

    def _listed(self, b: TextBlock) -> None:
        """Add ``Appendix B - Strategic leadership`` in the list of appendices as an item of the list."""
        named = b.named
        if named is None:
            return
        self.appendices.note(named, b.end)
        outline = self.outline
        draft = Draft("item", b.start, b.end, named.printed, role=outline.role(), level=ITEM_LEVEL)
        outline.paragraph = outline.add(draft)


def _following(blocks: Sequence[TextBlock], v: BlockClasses) -> list[int | None]:
    """Return, for each block, the next one that is numbered (and no list inside a paragraph)."""
    out: list[int | None] = [None] * len(blocks)
    following = None
    for i in range(len(blocks) - 1, -1, -1):
        out[i] = following
        if blocks[i].number is not None and i not in v.nested:
            following = i
    return out
