"""What each block is: numbered heading or paragraph, nested list, lost number, footnote, end of the front block."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cqa.record import dataclass, field
from cqa.split.blocks import TextBlock, ends_open
from cqa.split.headings.lead_ins import Decided, attendance, find_decided, is_standing
from cqa.split.headings.roles import heading_role
from cqa.split.headings.typography import ENOUGH, Typography, block_words, looks
from cqa.split.numbering.decoder import Numbered

MOST_NESTED = 14
"""A list of more items than this is not a list inside one paragraph."""

MOST_NESTED_CHARS = 5000
"""Characters of such a list: two passages."""

OPENING_ROLES = frozenset(
    [
        "confidentiality",
        "summary",
        "recommendations",
        "purpose",
        "background",
        "response",
        "conclusions",
        "decision",
        "main issues",
        "reasons for recommendations",
        "options considered",
        "part",
        "appendices list",
    ]
)
"""Roles whose heading ends the front block (an address block may well print "Contact" or "Wards affected")."""

MARKED = 1.5
"""Score from type alone (bold, capitals or size) that marks a block out as a heading."""

FEW = 0.15
"""Share of a scheme's numbers that must look like headings before a marked one counts."""

PROSE = 200
"""Characters of running text that cannot be a front block any more."""

WIDE = 4
"""Cells in a row that a header table (label and value, twice at most) does not have three times running."""

_FOOTNOTE = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}[ \t]?\S|\[\^?\d{1,3}\]:?[ \t]")
_SMALL_NOTE = re.compile(r"\d{1,3}[ \t]+\S")
_BLANK_PAGE = re.compile(
    r"[ \t*_(\[]*(?:this )?page (?:is )?(?:has been )?(?:intentionally|deliberately) (?:left )?blank[ \t*_.)\]]*$", re.I
)


@dataclass(slots=True)
class BlockClasses:
    """Sets of block indices."""

    headings: set[int] = field(default_factory=set)
    nested: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    footnotes: set[int] = field(default_factory=set)
    blank: set[int] = field(default_factory=set)
    decided: Decided = field(default_factory=Decided)
    front_end: int = 0
    record: bool = False
    attendance: dict[int, str] = field(default_factory=dict)
    """Blocks that say who was at the meeting, with their label."""


def judge(text: str, blocks: Sequence[TextBlock], type_: Typography, record: bool = False) -> BlockClasses:
    """Decide what each block is, before the tree is built. ``record``: the paper records a meeting or a decision."""
    v = BlockClasses(record=record)
    for i, b in enumerate(blocks):
        b.heading = looks(text, b, type_)
        if _BLANK_PAGE.match(text, b.start, b.end):
            v.blank.add(i)
        elif b.number is None and _is_footnote(text, b, type_):
            v.footnotes.add(i)
        elif b.number is None and b.heading >= ENOUGH:
            v.headings.add(i)
    _numbered_headings(text, blocks, v)
    _nested(blocks, v)
    _mark_lost_numbers(text, blocks, v)
    _keep_spaced_headings(text, blocks, v, type_)
    if record:
        v.decided = find_decided(text, blocks, v.headings)
        v.headings -= v.decided.plain | v.decided.inside
        v.nested -= v.decided.inside
        present = ((i, attendance(text, b.body, b.end)) for i, b in enumerate(blocks) if b.number is None and not b.row)
        v.attendance = {i: label for i, label in present if label}
    v.front_end = _front_end(text, blocks, v, record)
    return v


def _is_footnote(text: str, b: TextBlock, type_: Typography) -> bool:
    if b.note or _FOOTNOTE.match(text, b.body, b.end):
        return True
    small = type_.geometry and 0 < b.size < type_.body - 1.4
    return small and bool(_SMALL_NOTE.match(text, b.body, b.end)) and b.end - b.body > 15


def _numbered_headings(text: str, blocks: Sequence[TextBlock], v: BlockClasses) -> None:
    """Mark a numbered block as a heading when it looks like one and its siblings or children agree."""
    numbered = [(i, b.number) for i, b in enumerate(blocks) if b.number is not None]
    plausible = {i for i, _ in numbered if _plausible(text, blocks[i])}
    votes: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for i, number in numbered:
        votes[_scheme(number)].append(i in plausible)
    parents = {number.parent for _, number in numbered if number.reading.family == "d"}
    for i, number in numbered:
        if i not in plausible:
            continue
        like = votes[_scheme(number)]
        share = sum(like) / len(like)
        strong = blocks[i].right or blocks[i].strong >= MARKED
        plain = number.reading.family in ("n", "n)", "d")
        child = plain and number.candidate in parents
        several = plain or number.reading.family in (
            "(n)",
            "A",
            "I",
        )  # (a) and the like are headings only where type says so
        alone = len(like) == 1 and not strong and not child
        if (strong and (share > FEW or child)) or child or (share > 0.5 and several and not alone):
            v.headings.add(i)


def _scheme(number: Numbered) -> tuple[str, int]:
    return number.reading.family, len(number.reading.value)


def _plausible(text: str, b: TextBlock) -> bool:
    if b.body >= b.end or (b.bullet and b.mark != "heading"):
        return False
    words = block_words(text, b)
    last = words[-1:]
    stopped = last in ".;," or (last == ":" and b.strong < MARKED and heading_role(words) is None)
    bracketed = b.number is not None and b.number.reading.family.startswith(
        "("
    )  # "(1) **Note** the update." is an item
    if last == "." and b.strong >= MARKED and b.lines <= 3 and not bracketed:  # bold as a whole: a stop makes no text
        stopped = False
    return (
        b.heading >= 0.25 - 3.0 * (last == "." and not stopped)
        and len(words) <= 180
        and not stopped
        and any(c.isalpha() for c in words)
    )


def _nested(blocks: Sequence[TextBlock], v: BlockClasses) -> None:
    """Mark plain numbers that restart inside a numbered paragraph as its list: they are not paragraphs of the paper."""
    at_line = {b.number.candidate: i for i, b in enumerate(blocks) if b.number is not None}
    groups: dict[int, list[int]] = defaultdict(list)
    for i, b in enumerate(blocks):
        if b.number is None or b.number.parent is None or b.number.reading.family not in ("n", "n)", "d"):
            continue
        parent = at_line.get(b.number.parent)
        if parent is None or parent in v.headings or (i in v.headings and b.strong >= MARKED):
            continue
        child_of_dotted = (
            b.number.reading.family == "d" and parent not in v.nested and not _is_outside_number(blocks[parent], b)
        )
        if not child_of_dotted:
            groups[parent].append(i)
            v.nested.add(i)
    for members in groups.values():
        size = blocks[members[-1]].end - blocks[members[0]].start
        if len(members) > MOST_NESTED or size > MOST_NESTED_CHARS:
            v.nested.difference_update(members)
    v.headings -= v.nested


def _is_outside_number(parent: TextBlock, b: TextBlock) -> bool:
    """Return whether ``b`` is not part of its parent's dotted number (2.1 inside paragraph 18)."""
    if parent.number is None or b.number is None:
        return True
    mine, theirs = b.number.reading.value, parent.number.reading.value
    return mine[: len(theirs)] != theirs


def _mark_lost_numbers(text: str, blocks: Sequence[TextBlock], v: BlockClasses) -> None:
    """Mark bullets where a number of the run is missing: paragraphs whose number the converter lost."""
    last: dict[tuple[str, tuple[int, ...], int | None], int] = {}
    for i, b in enumerate(blocks):
        if b.number is None or i in v.nested or i in v.headings:
            continue
        reading = b.number.reading
        key = (reading.family, reading.value[:-1], b.number.parent)
        before = last.get(key)
        step = reading.value[-1] - (blocks[before].number.reading.value[-1] if before is not None else 0)  # type: ignore[union-attr]
        if 2 <= step <= 4 and (before is not None or reading.family == "n"):
            found = _candidates_between(text, blocks, before, i)
            if 0 < len(found) <= step - 1:
                v.lost.update(found)
        last[key] = i


def _candidates_between(text: str, blocks: Sequence[TextBlock], before: int | None, i: int) -> list[int]:
    first = before + 1 if before is not None else max(0, i - 4)
    marked = blocks[i].bullet or (blocks[before].bullet if before is not None else "")
    indent = blocks[i].indent
    return [
        j
        for j in range(first, i)
        if blocks[j].bullet == "-"
        and marked == "-"
        and blocks[j].number is None
        and abs(blocks[j].indent - indent) < 4
        and text[blocks[j].body : blocks[j].body + 1].isupper()
        and blocks[j].end - blocks[j].body >= 25
    ]


def _keep_spaced_headings(text: str, blocks: Sequence[TextBlock], v: BlockClasses, type_: Typography) -> None:
    """Keep, in a run of short lines that all look like headings, only the one after a wider gap."""
    run: list[int] = []
    for i in [*range(len(blocks)), -1]:
        b = blocks[i] if i >= 0 else None
        if (
            b is not None
            and i in v.headings
            and b.number is None
            and b.named is None
            and b.mark != "heading"
            and b.heading < 2.4
        ):
            run.append(i)
            continue
        if len(run) >= 4:
            usual = sorted(blocks[j].gap for j in run)[len(run) // 2]
            for j in run:
                if blocks[j].gap <= usual + 0.3 and heading_role(block_words(text, blocks[j])) is None:
                    v.headings.discard(j)
        run = []


def _front_end(text: str, blocks: Sequence[TextBlock], v: BlockClasses, record: bool) -> int:
    """Return the index of the first block after the front block (title, header table, addressees)."""
    heading_before = None
    for i, b in enumerate(blocks):
        if i in v.blank:
            continue
        words = block_words(text, b) if b.end - b.start < 160 else ""
        if i == 0 and i in v.headings and b.named is not None and b.named.word in ("appendix", "annex", "annexe"):
            return 0
        if b.row:
            filled = [c for c in b.cells if c[1] > c[0]]
            if len(filled) == 1 and heading_role(text[filled[0][0] : filled[0][1]]) in OPENING_ROLES:
                return i
            if _wide_table(blocks, i):
                return heading_before if heading_before is not None and heading_before == i - 1 else i
            heading_before = None
            continue
        if i in v.headings:
            if b.named is not None and b.named.word in ("part", "chapter", "section", "question"):
                return i
            if heading_role(words) in OPENING_ROLES or b.number is not None or (record and is_standing(words)):
                return i
            heading_before = heading_before if heading_before is not None else i
            continue
        if b.number is not None and i not in v.nested:
            return heading_before if heading_before is not None and heading_before > 0 else i
        if b.end - b.body >= PROSE and ("." in text[b.body : b.end]):
            return heading_before if heading_before is not None and heading_before > 0 else i
        reference = record and words.startswith("(") and words.endswith(")")  # "(Item 7)" below its heading
        if words and not reference and not (b.gap < 0.4 and heading_before == i - 1):
            heading_before = None
    return min([i for i in v.headings if i > 0], default=0)


def _wide_table(blocks: Sequence[TextBlock], i: int) -> bool:
    """Return whether three rows of four columns or more follow: no header table is like that."""
    rows = blocks[i : i + 3]
    return len(rows) == 3 and all(sum(z > a for a, z in b.cells) >= WIDE for b in rows)


def runs_in(text: str, b: TextBlock) -> bool:
    """Return whether a numbered line is a heading run into its paragraph (``10. Our response to the outcomes``)."""
    return b.end - b.body <= 120 and ends_open(text, b.body, b.end) and b.body < b.end
