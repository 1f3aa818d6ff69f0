"""One table of a paper, as rows under the heads of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.model import Section
from cqa.show.as_csv import table as csv_table


def csv(section: Section, text: str) -> str:
    """Return a table as CSV: one row of column heads, then its rows with their empty cells.

    Heads that are printed again on a later page are left out.
    """
    rows = [[" ".join(text[slice(*cell)].split()) for cell in row.cells] for row in section.rows]
    heads = _head_rows(section.columns, rows)
    again = [row for row in rows[:heads] if any(row)]
    body = [row for row in rows[heads:] if any(row) and row not in again]
    width = max((len(row) for row in (section.columns, *body)), default=0)
    named = [*section.columns, *[""] * (width - len(section.columns))]
    if not any(named):
        named, body = (_padded(body[0], width), body[1:]) if body else (named, body)
    return csv_table(named, [_padded(row, width) for row in body])


def _padded(row: Sequence[str], width: int) -> list[str]:
    """Return a row with an empty cell for each that its end lacks."""
    return [*row, *[""] * (width - len(row))]


def _head_rows(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the first rows are the heads of the columns: their words are the columns' words."""
    left = " ".join(columns).split()
    count = 0
    for row in rows:
        words = " ".join(row).replace("*", " ").split()
        if not left or not words or any(word not in left for word in words):
            break
        for word in words:
            left = [w for w in left if w != word] if word in left else left
        count += 1
    return count
