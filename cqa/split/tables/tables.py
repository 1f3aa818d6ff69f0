"""Runs of rows made into tables: column heads, caption, one table over several pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cqa.model import Span, TableRow
from cqa.split.blocks import TextBlock

LONGEST_HEAD = 80
"""Characters in one cell of a column head."""

MOST_HEAD_ROWS = 5
"""Rows over the first row of values."""

SAME_HEADS, SAME_LETTERS = 0.8, 0.85
"""Share of the heads of a table that are alike where they are printed again on its next page, and of their letters."""

LONGEST_CAPTION = 160
"""Characters of a line over a table that can be its caption; longer lines are sentences."""

_TAG = re.compile(r"</?[a-z][^>\n]{0,20}>")
_CAPTION = re.compile(r"(?:table|figure|chart|schedule|annex|appendix)\s+[\dA-Z]", re.I)
_VALUE = re.compile(r"[\s\d.,%\u00a3()+\u2212-]+$")
_HEAD_WORDS = re.compile(
    r"^(?:judge?ment|grade|theme|area|category|risk|action|requirement|description|item|ref|no\.?|date|name|year|ward|"
    r"indicator|measure|objective|issue|title|option|priority|outcome|lead|owner|status|timescale|directorate|service)\b",
    re.I,
)


class TableRun(NamedTuple):
    """Rows of a table with the heads of its columns; ``first, last`` are block indices, last included."""

    first: int
    last: int
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    head_rows: int


def is_table(blocks: Sequence[TextBlock], first: int, last: int) -> bool:
    """Return whether rows ``first..last`` make a table, and not a line or two with a tab."""
    rows = [b for b in blocks[first : last + 1] if b.row]
    return len(rows) >= 2 or (bool(rows) and len([c for c in rows[0].cells if c[1] > c[0]]) >= 3)


def run_of_rows(blocks: Sequence[TextBlock], first: int) -> int:
    """Return the index of the last block of the run of rows that starts at ``first``.

    Dividers and scraps of one wrapped cell between two rows belong to the run.
    """
    last = first
    i = first + 1
    while i < len(blocks):
        b = blocks[i]
        if b.number is not None or (b.heading > 0 and not b.row):
            break
        if b.row or b.rule:
            last = i
        elif not (
            i + 1 < len(blocks) and blocks[i + 1].row and b.gap < 0.6 and b.end - b.start < 90 and b.mark != "heading"
        ):
            break
        i += 1
    return last


def make_table(text: str, blocks: Sequence[TextBlock], first: int, last: int, divider: set[int]) -> TableRun:
    """Return the table in blocks ``first..last``; ``divider`` holds the indices of ruled lines among them."""
    body = [i for i in range(first, last + 1) if i not in divider]
    heads = _head_rows(text, blocks, body, divider)
    width = max((len(blocks[i].cells) for i in body), default=1)
    columns = _columns(text, [blocks[i] for i in body[:heads]], width) if heads else ()
    rows = tuple(TableRow(blocks[i].cells or ((blocks[i].start, blocks[i].end),)) for i in body)
    return TableRun(first, last, columns, rows, heads)


def new_heads(text: str, columns: Sequence[str], block: TextBlock) -> bool:
    """Return whether a row after a gap repeats the words of most column heads in other columns: a second head."""
    if _other_figures(text, columns, block):
        return True
    if block.gap < 0.5 or len(columns) < 3 or abs(len(block.cells) - len(columns)) > 1 or not _may_head(text, block):
        return False
    alike = 0
    for head, (a, b) in zip(columns[1:], block.cells[1:], strict=False):
        ours, theirs = set(head.lower().split()), set(text[a:b].lower().split())
        alike += bool(ours and theirs) and len(ours & theirs) >= 0.5 * len(ours | theirs)
    return alike >= max(2, (sum(map(bool, columns)) - 1) // 2)


def _other_figures(text: str, columns: Sequence[str], block: TextBlock) -> bool:
    """Return whether a row has the words of all heads with other figures: the same table of another year."""
    if len(columns) < 2 or len(block.cells) != len(columns) or not _may_head(text, block):
        return False
    cells = [text[a:b] for a, b in block.cells]
    worded = all(_words(head) == _words(cell) for head, cell in zip(columns, cells, strict=True))
    return worded and sum(map(bool, map(_words, cells))) > 1 and _figures(columns) != _figures(cells)


def _words(head: str) -> str:
    return "".join(filter(str.isalpha, head.lower()))


def _figures(heads: Sequence[str]) -> list[str]:
    return ["".join(filter(str.isdigit, head)) for head in heads]


def same_heads(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Return whether two rows of heads are one that is printed twice, where a page may lose a blank or a letter."""
    if len(ours) != len(theirs) or not any(ours):
        return False
    alike = [_same_head(a, b) for a, b in zip(ours, theirs, strict=True)]
    return alike[0] and sum(alike) >= SAME_HEADS * len(alike)


def _same_head(one: str, other: str) -> bool:
    """Return whether two heads have the same letters, of turned words in another order; figures must be the same."""
    a, b = ("".join(filter(str.isalnum, head.lower())) for head in (one, other))
    if a == b or any(map(str.isdigit, a + b)):
        return a == b
    return 2 * (Counter(a) & Counter(b)).total() >= SAME_LETTERS * (len(a) + len(b))


def _head_rows(text: str, blocks: Sequence[TextBlock], body: Sequence[int], divider: set[int]) -> int:
    """Return how many of the first rows are column heads."""
    if len(body) < 2:
        return 0
    first = blocks[body[0]]
    for k in range(min(MOST_HEAD_ROWS, len(body) - 1)):
        if body[k] + 1 in divider and k < 3 and all(_may_head(text, blocks[j]) for j in body[: k + 1]):
            return k + 1
    count = 0
    while count < min(MOST_HEAD_ROWS, len(body) - 1) and _no_first_cell(blocks[body[count]]):
        count += 1
    if count:
        return count
    if len(body) > 2 and _spans(text, first, blocks[body[1]], blocks[body[2]]):
        return 2
    if not _may_head(text, first):
        return 0
    filled = sum(b > a for a, b in first.cells)
    if (
        filled < 3
        and not (first.bold and not blocks[body[1]].bold)
        and not _HEAD_WORDS.match(text[first.start : first.end])
    ):
        return 0
    count = 1
    while count < min(MOST_HEAD_ROWS, len(body) - 1):
        more = blocks[body[count]]
        few = sum(b > a for a, b in more.cells) <= max(1, filled // 2)
        if not (_no_first_cell(more) and few and _may_head(text, more) and more.end - more.start < 2 * LONGEST_HEAD):
            break
        count += 1
    return count


def _spans(text: str, first: TextBlock, second: TextBlock, third: TextBlock) -> bool:
    """Return whether the first row has heads over several columns, whose own heads are in the second row."""
    heads = [text[a:b] for a, b in second.cells if b > a]
    over = [text[a:b] for a, b in first.cells[1:] if b > a]
    few = 0 < len(over) < len(heads) and len(first.cells) > 1 and first.end - first.start <= 2 * LONGEST_HEAD
    under = _no_first_cell(second) and not _no_first_cell(third) and _may_head(text, second)
    return few and under and not any(_VALUE.match(head) for head in (*over, *heads))


def _no_first_cell(block: TextBlock) -> bool:
    return len(block.cells) > 1 and block.cells[0][0] == block.cells[0][1]


def _may_head(text: str, block: TextBlock) -> bool:
    cells = [text[a:b] for a, b in block.cells if b > a]
    if any(len(c) > LONGEST_HEAD for c in cells):
        return False
    return sum(bool(_VALUE.match(c)) for c in cells) <= len(cells) // 2


def _columns(text: str, rows: Sequence[TextBlock], width: int) -> tuple[str, ...]:
    """Return the head of each column: the words over it in all rows of heads, also of heads over several columns."""
    printed = [[_TAG.sub("", text[a:b]).strip(" -_*") for a, b in row.cells[:width]] for row in rows]
    heads: list[list[str]] = [[] for _ in range(width)]
    for n, row in enumerate(printed):
        below = printed[n + 1] if n + 1 < len(printed) else []
        for i, words in enumerate(_spread(row, below, width)):
            if words:
                heads[i].append(words)
    return tuple(" ".join(" ".join(h).split()) for h in heads)


def _spread(row: Sequence[str], below: Sequence[str], width: int) -> Sequence[str]:
    """Return a row of heads with each head over all its columns, as the heads in the row below show.

    A row with fewer cells than columns has heads of equal width; else a head reaches over the empty cells after it.
    """
    if len(below) != width or below[0] or not all(below[1:]):
        return row
    spans = len(row) - 1
    if 0 < spans < width - 1 and (width - 1) % spans == 0:
        each = (width - 1) // spans
        return [row[0], *(words for words in row[1:] for _ in range(each))]
    if len(row) < width or not row[1]:
        return row
    spread = list(row)
    for i in range(2, width):
        spread[i] = spread[i] or spread[i - 1]
    return spread


def captions(text: str, block: TextBlock) -> bool:
    """Return whether the block above a table names it: ``Table 1 - …``, or a short line."""
    if block.row or block.number is not None or block.end - block.start > LONGEST_CAPTION:
        return False
    return bool(_CAPTION.match(text, block.body, block.end))


def filled(row: TableRow) -> list[Span]:
    """Return the cells of a row that have words."""
    return [c for c in row.cells if c[1] > c[0]]
