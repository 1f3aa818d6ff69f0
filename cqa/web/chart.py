"""The chart of grades over time: councils down, years across, a dot for each judgement.

The position of a dot is worked out here; how it looks is the style sheet's. A dot carries the initials of its grade, so
that nothing is shown by colour alone, and the table below the chart has every value in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from cqa.catalogue.browse import Standing, Timeline
from cqa.record import dataclass

LEFT, YEAR, ROW, TOP, RADIUS = 250, 50, 32, 28, 11
"""Pixels: room for names, width of a year, height of a council's row, room for the years, of a dot."""

APART = 24
"""Pixels between the dots of one council and year; fewer where three or four must share its room."""

NAME_LONGEST = 30
"""Characters of a council next to its row; longer names are cut."""


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    place: int
    of: int
    initials: str
    says: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    name: str
    y: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """``ticks`` are the years with their places from the left."""

    width: int
    height: int
    left: int
    radius: int
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[ChartRow, ...]


def chart(timeline: Timeline) -> Chart | None:
    """Return the chart, None where there is nothing to draw: fewer than two years."""
    if len(timeline.years) < 2:
        return None
    first, last = int(timeline.years[0]), int(timeline.years[-1])
    at = {str(year): LEFT + YEAR * (year - first) + YEAR / 2 for year in range(first, last + 1)}
    rows = []
    for i, (name, cells) in enumerate(zip(timeline.councils, timeline.cells, strict=True)):
        y = TOP + ROW * i + ROW / 2
        dots = [d for year, cell in zip(timeline.years, cells, strict=True) for d in _dots(cell, at[year], y)]
        short = name if len(name) <= NAME_LONGEST else name[: NAME_LONGEST - 1].rstrip() + "\u2026"
        rows.append(ChartRow(short, y, tuple(dots)))
    ticks = tuple((x, year) for year, x in at.items())
    return Chart(LEFT + YEAR * len(at), TOP + ROW * len(rows) + 4, LEFT, RADIUS, ticks, tuple(rows))


def _dots(cell: Sequence[Standing], x: float, y: float) -> list[Dot]:
    """Return the judgements of one council and year side by side; the same grade once."""
    different = list({s.judgement.grade.casefold(): s for s in cell}.values())[:4]
    apart = min(APART, (YEAR - 2 * RADIUS) / max(len(different) - 1, 1))
    start = x - apart * (len(different) - 1) / 2
    return [
        Dot(
            start + apart * i,
            y,
            s.place,
            s.of,
            "".join(word[0] for word in s.judgement.grade.split()[:2]).upper() or "\u2013",
            f"{s.judgement.grade or 'not given'}, {s.judgement.theme}, {s.judgement.as_of or s.paper.date or ''}",
        )
        for i, s in enumerate(different)
    ]
