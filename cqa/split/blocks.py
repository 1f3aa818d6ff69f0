"""Printed lines joined into blocks: a paragraph, a bullet, a table row, a heading that wraps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cqa.model import LineMark, Span
from cqa.record import dataclass
from cqa.split.lines import FULL_LINE, PARAGRAPH_GAP, PrintedLine
from cqa.split.numbering.decoder import Numbered
from cqa.split.numbering.labels import Label, NamedLabel, parse_named

SIZE_STEP = 0.6
"""Points by which a font size must change to start a new block."""

SHORT_LINE = 0.72
"""A line that ends before this share of the text width was broken on purpose, if a sentence ended there."""

SHORT_TITLE = 60
"""Characters of a minute's title where lines have no geometry."""

TITLE_LINE = 0.66
"""Share of the text width below which a numbered line ends before its margin, and not for want of room."""

EMPHASIS_GAP = 0.3
"""Space in line heights above a heading in italics or underlined, under which the text may follow at once."""

INDENT_STEP = 14.0
"""Points that a line must be pushed in or out to end a paragraph whose last line was short."""


@dataclass(slots=True)
class TextBlock:
    """A run of lines that is one paragraph, bullet, row or heading.

    ``body`` is the offset of its first word, after number, bullet or heading mark. ``number`` is the accepted
    label, with ``label`` as printed. ``gap`` and ``gap_below`` are blank space in line heights.
    """

    start: int
    end: int
    body: int
    page: int
    lines: int
    indent: float
    gap: float
    size: float
    bold: bool
    mark: LineMark
    level: int
    bullet: str = ""
    label: Label | None = None
    number: Numbered | None = None
    named: NamedLabel | None = None
    cells: tuple[Span, ...] = ()
    gap_below: float = 0.0
    new_page: bool = False
    x1: float = 0.0
    rule: bool = False
    heading: float = 0.0
    strong: float = 0.0
    """How much of the heading score its type alone gives (size, weight, capitals)."""
    right: bool = False
    """Whether the number is to the right of the heading."""
    note: bool = False
    """A footnote, as its place on the page says."""
    emphasis: bool = False
    """All of it in italics or underlined."""

    @property
    def row(self) -> bool:
        return len(self.cells) > 1 and self.number is None


_TERMINAL = ".:;!?"
_CLOSERS = "\"'\u2019\u201d)]*_ "


def ends_open(text: str, start: int, end: int) -> bool:
    """Return whether the words stop without a full stop, colon or the like."""
    tail = text[max(start, end - 12) : end].rstrip(_CLOSERS)
    return bool(tail) and tail[-1] not in _TERMINAL


def make_blocks(
    text: str, lines: Sequence[PrintedLine], numbers: Mapping[int, Numbered], record: bool = False
) -> list[TextBlock]:
    """Return the blocks in reading order; ``numbers`` maps a line's index to the label accepted on it. In a ``record``
    of a meeting a minute may follow its title without a gap."""
    blocks: list[TextBlock] = []
    geometry = any(x.x1 for x in lines)
    width = max((x.x1 for x in lines), default=0.0)
    before: PrintedLine | None = None
    for i, line in enumerate(lines):
        number = numbers.get(i)
        if (
            before is None
            or not blocks
            or _starts(text, line, before, blocks[-1], number, geometry, width)
            or (record and _under_title(text, line, before, blocks[-1], width))
        ):
            if blocks:
                blocks[-1].gap_below = line.gap
            blocks.append(_block(text, line, number))
        else:
            _extend(blocks[-1], line)
        before = line
    if blocks:
        blocks[-1].gap_below = 2.0
    return blocks


def _block(text: str, line: PrintedLine, number: Numbered | None) -> TextBlock:
    label = None
    body = line.body
    right = False
    if number is not None:
        label = line.label
        if label is None or number.reading not in label.readings:
            label, right = line.right, True
        if label is not None and not right:
            body = label.rest
    block = TextBlock(
        line.start, line.end, body, line.page, 1, line.indent, line.gap, line.size, line.bold, line.mark, line.level,
        line.bullet, label, number, None, line.cells, new_page=line.new_page, x1=line.x1, rule=line.rule, right=right,
        note=line.note, emphasis=line.emphasis,
    )  # fmt: skip
    if number is None:
        at = line.body
        while at < line.end and text[at] in "*_":
            at += 1
        block.named = parse_named(text, at, line.end)
    return block


def _extend(block: TextBlock, line: PrintedLine) -> None:
    block.end = line.end
    block.lines += 1
    block.x1 = line.x1
    block.bold = block.bold and line.bold
    block.emphasis = block.emphasis and line.emphasis
    if block.body >= line.start or not block.size:
        block.size = line.size


def _starts(
    text: str,
    line: PrintedLine,
    before: PrintedLine,
    block: TextBlock,
    number: Numbered | None,
    geometry: bool,
    width: float,
) -> bool:
    """Return whether this line starts a new block."""
    if number is not None or line.note or (block.note and line.new_page):
        return True
    if block.number is not None and block.body >= block.end:  # a number alone on its line
        return False
    if line.bullet:
        return not _continues_number(text, line, block)
    if len(line.cells) > 1 or (len(block.cells) > 1 and block.number is None) or line.rule or before.rule:
        return True
    if line.mark == "heading" or block.mark == "heading":
        return not (line.mark == block.mark and line.level == block.level and geometry and line.gap < PARAGRAPH_GAP)
    if not geometry and text.startswith(("<tr", "<TR", "<p", "<li"), line.body):
        return True
    if not geometry:
        return line.gap > 0 and not _torn(text, line, block)
    if line.new_page:
        return not _torn(text, line, block)
    if block.lines == 1 and block.named is not None and block.named.rest >= block.end:
        return True
    if line.gap >= PARAGRAPH_GAP:
        return True
    if abs(line.size - before.size) > SIZE_STEP and not line.open:
        return True
    if line.bold != before.bold and (not line.open or (before.bold and before.x1 < FULL_LINE * width)):
        return block.bold or (line.bold and not line.open)
    if block.emphasis and not line.emphasis and not block.bullet and block.lines <= 2 and block.gap >= EMPHASIS_GAP:
        return text[line.body : line.body + 1].isupper() and before.x1 < FULL_LINE * width
    if block.lines == 1 and before.x1 < 0.5 * width and _labels(text, before, line):
        return True
    if before.x1 < SHORT_LINE * width and not ends_open(text, before.start, before.end):
        return abs(line.indent - before.indent) >= INDENT_STEP or line.gap > 0.15
    return False


def _under_title(text: str, line: PrintedLine, before: PrintedLine, block: TextBlock, width: float) -> bool:
    """Return whether the line is only ``17.03.2 Declarations of Interest``, above the text of the minute or item."""
    plain = block.number is not None and block.number.reading.family in ("n", "n)", "d")
    if not plain or block.right or block.lines != 1 or line.cells or block.body >= block.end:
        return False
    if text[line.body] == "(" and text[line.end - 1] == ")":  # "(Item 5)", however long the title is
        return True
    short = before.x1 < TITLE_LINE * width if width else before.end - block.body <= SHORT_TITLE
    if not (short and ends_open(text, block.body, before.end) and text[block.body].isupper()):
        return False
    first = text[line.body : line.body + 1]
    return (first.isupper() or first.isdigit()) and text[before.end - 1] not in ",&"


def _labels(text: str, before: PrintedLine, line: PrintedLine) -> bool:
    """Return whether the line is ``Proposed purpose:`` alone over the text that it names."""
    words = text[before.body : before.end].rstrip()
    short = words.endswith(":") and words.count(" ") < 5 and words[:1].isupper() and before.label is None
    return short and text[line.body : line.body + 1].isupper() and abs(line.indent - before.indent) < INDENT_STEP


def _torn(text: str, line: PrintedLine, block: TextBlock) -> bool:
    """Return whether a page break divided the paragraph: it stops mid-sentence and this line is in small letters."""
    first = text[line.body : line.body + 1]
    if not ends_open(text, block.start, block.end) or len(block.cells) > 1 or block.end - block.start < 40:
        return False
    return first.islower() or (line.open and not first.isupper() and first.isalnum())


def _continues_number(text: str, line: PrintedLine, block: TextBlock) -> bool:
    """Return whether the bullet is false: the converter printed "- " before the rest of a divided paragraph."""
    torn = line.gap > 0 and block.number is not None and not block.heading
    return (
        torn
        and line.bullet == "-"
        and text[line.body : line.body + 1].islower()
        and ends_open(text, block.start, block.end)
    )
