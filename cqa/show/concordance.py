"""A concordance as text, JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqa.show.as_csv import table as csv_table
from cqa.show.citation import citation
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, wrapped

if TYPE_CHECKING:
    from cqa.concordance import Concordance, ConcordanceLine

COLUMNS = ("left", "term", "right", "authority", "date", "title", "page", "citation", "id")

CSV_CONTEXT = 200
"""Characters of context on each side in JSON and CSV."""


def text(found: Concordance, width: int, limit: int) -> str:
    """Return the lines with the term one below the other, ``width`` characters on each side, then counts."""
    lines = [_line(line, width) for line in found.lines[:limit]]
    if len(found.lines) > limit:
        lines.append(dim(f"{len(found.lines) - limit:,} more lines; --limit shows them"))
    councils = ", ".join(f"{name or 'council not known'} {n:,}" for name, n in found.councils)
    years = ", ".join(f"{year or 'undated'} {n:,}" for year, n in found.years)
    total = f"{len(found.lines):,} occurrence{'' if len(found.lines) == 1 else 's'}"
    return "\n".join(
        [*lines, "", wrapped(f"{total}. By council: {one_line(councils)}."), wrapped(f"By year: {years}.")]
    )


def _line(line: ConcordanceLine, width: int) -> str:
    left, right = one_line(line.left)[-width:], one_line(line.right)[:width]
    return f"{left:>{width}} {bold(one_line(line.term))} {right:<{width}} {dim(f'[{line.passage.id}]')}"


def as_json(found: Concordance) -> dict[str, Any]:
    """Return ``term``, ``lines``, ``councils`` and ``years`` with their numbers."""
    return {
        "term": found.term,
        "lines": [dict(zip(COLUMNS, _row(line), strict=True)) for line in found.lines],
        "councils": [{"authority": name or None, "occurrences": n} for name, n in found.councils],
        "years": [{"year": year or None, "occurrences": n} for year, n in found.years],
    }


def as_csv(found: Concordance) -> str:
    """Return a row an occurrence."""
    return csv_table(COLUMNS, map(_row, found.lines))


def _row(line: ConcordanceLine) -> tuple[object, ...]:
    p = line.passage
    about = (p.authority or None, p.date or None, p.title, p.page, citation(p), p.id)
    return (line.left[-CSV_CONTEXT:], line.term, line.right[:CSV_CONTEXT], *about)
