"""Table rows made into sections: tables with their caption, and rows that are a heading with its text to the right."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.split.blocks import TextBlock
from cqa.split.headings.levels import TOP_NUMBERED, HeadingLevels
from cqa.split.headings.outline import ITEM_LEVEL, Draft, Outline
from cqa.split.headings.roles import heading_role
from cqa.split.headings.typography import block_words
from cqa.split.tables.tables import (
    TableRun,
    captions,
    is_table,
    make_table,
    new_heads,
    run_of_rows,
    same_heads,
)

MOST_HEADED_ROWS = 6
"""Rows that one heading in a first cell may govern (``AUTHOR: | Name: | …``)."""

FIRST_ROWS = 12
"""Rows that are enough to know a table's column heads."""


class Grids:
    """Makes the drafts of tables."""

    def __init__(self, text: str, blocks: Sequence[TextBlock], ranks: HeadingLevels, outline: Outline) -> None:
        self.text, self.blocks, self.ranks, self.outline = text, blocks, ranks, outline

    def take(self, i: int) -> int | None:
        """Make the run of rows that starts at block ``i`` into drafts.

        Returns the index of the block after it, or None when it is no table but a line or two of text with a
        tab in it (the rows up to `run`).
        """
        last = self.run(i)
        words = self._first_words(self.blocks[i])
        role = heading_role(words) if words else None
        if role and (words.isupper() or words.endswith(":")) and last - i < MOST_HEADED_ROWS:
            self._headed_row(i, last, words, role)
        elif is_table(self.blocks, i, last):
            self._tables(i, last)
        else:
            return None
        return last + 1

    def run(self, i: int) -> int:
        """Return the last block of the run of rows from ``i``: it ends before a row that a heading opens."""
        last = run_of_rows(self.blocks, i)
        for k in range(i + 1, last + 1):
            words = self._first_words(self.blocks[k])
            if words and words.isupper() and heading_role(words):
                return k - 1
        return last

    def _first_words(self, b: TextBlock) -> str:
        return next((self.text[a:z] for a, z in b.cells if z > a), "") if len(b.cells) > 1 else ""

    def _headed_row(self, i: int, last: int, words: str, role: str) -> None:
        """Add a row such as ``AUTHOR: | Name: | …``: a heading with its text to the right."""
        self.outline.close(min(self.ranks.by_looks(i, words), TOP_NUMBERED))
        self.outline.add(Draft("para", self.blocks[i].start, self.blocks[last].end, heading=words, role=role, level=1))
        self.outline.paragraph = self.outline.numbered = None

    def _tables(self, i: int, last: int) -> None:
        """Add one table, or several where a second head with other words is among the rows."""
        while i <= last:
            table = self._made(i, min(last, i + FIRST_ROWS))
            cut = next(
                (
                    k
                    for k in range(i + 1 + table.head_rows, last)
                    if new_heads(self.text, table.columns, self.blocks[k])
                ),
                None,
            )
            end = last if cut is None else cut - 1
            self._table(i, end, self._made(i, end))
            i = end + 1

    def _made(self, i: int, last: int) -> TableRun:
        divider = {k for k in range(i, last + 1) if self.blocks[k].rule}
        return make_table(self.text, self.blocks, i, last, divider)

    def _table(self, i: int, last: int, table: TableRun) -> None:
        drafts, outline = self.outline.drafts, self.outline
        goes_on = bool(drafts) and drafts[-1].kind == "table" and bool(table.head_rows)
        if goes_on and same_heads(drafts[-1].columns, table.columns):
            drafts[-1].end = self.blocks[last].end  # its head is printed again: one table over two pages
            drafts[-1].rows = (*drafts[-1].rows, *table.rows)
            return
        draft = Draft("table", self.blocks[i].start, self.blocks[last].end, columns=table.columns, rows=table.rows)
        draft.role, draft.level = outline.role(), ITEM_LEVEL
        draft.parent = outline.paragraph if outline.paragraph is not None and drafts[outline.paragraph].number else None
        before = self.blocks[i - 1] if i else None
        if before is not None and (captions(self.text, before) or (drafts and drafts[-1].kind == "heading")):
            draft.heading = block_words(self.text, before)
        outline.add(draft)
        outline.paragraph = None
