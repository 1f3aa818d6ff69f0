"""How wide a document sets its fonts, relative to Helvetica."""

from __future__ import annotations

import re
from bisect import insort
from collections import defaultdict

from cqa.read.pdf.runs import Run

FAMILIES: dict[bytes, tuple[float, float]] = {
    b"arialnarrow": (0.82, 0.82),
    b"arial": (0.98, 1.04),
    b"helvetica": (0.98, 1.04),
    b"liberationsans": (0.98, 1.04),
    b"tahoma": (0.975, 1.08),
    b"aptosnarrow": (0.86, 0.88),
    b"aptos": (0.94, 0.98),
    b"calibri": (0.895, 0.905),
    b"carlito": (0.895, 0.905),
    b"verdana": (1.15, 1.24),
    b"dejavusans": (1.10, 1.22),
    b"times": (0.87, 0.9),
    b"liberationserif": (0.87, 0.9),
    b"trebuchet": (0.97, 1.03),
    b"centurygothic": (1.03, 1.08),
    b"proximanova": (0.95, 0.98),
}
"""How wide a line of a family is set against the widths of :mod:`cqa.read.pdf.helvetica`, regular and bold.

The fifth to twenty-fifth percentile of lines of 40 characters and more in the sample papers (5,442 lines of Arial,
3,253 of Tahoma, 916 of Calibri); for families that it lacks, from their published metrics.
"""

_TAG = re.compile(rb"^[A-Z]{6}\+")


def known_ratio(font: bytes, bold: bool) -> float | None:
    """Return the ratio of a PDF font's family by its name (``BCDEEE+Arial-BoldMT``), None for one not listed."""
    name = _TAG.sub(b"", font).lower().replace(b" ", b"").replace(b"-", b"")
    for family, (regular, heavy) in FAMILIES.items():
        if name.startswith(family):
            return heavy if bold else regular
    return None


LONG_LINE, ENOUGH_LINES = 30, 80
"""Least characters of a line from which the width of its font is measured, and the number of such lines."""

NARROWEST_FONT, WIDEST_FONT = 0.75, 1.25
"""Widths of text fonts relative to Helvetica: Arial Narrow 0.82, Verdana 1.18."""


class FontWidths:
    """How wide a document sets each font relative to Helvetica, so that a line with a gap in it can be detected."""

    def __init__(self) -> None:
        self._seen: dict[bytes, list[float]] = defaultdict(list)
        self._known: dict[bytes, float | None] = {}
        self._ratio: dict[bytes, float] = {}

    def learn(self, runs: list[tuple[Run, float]]) -> None:
        """Measure the lines of a page, each with its width in ems by Helvetica."""
        for run, natural in runs:
            if run.font not in self._known:
                self._known[run.font] = known_ratio(run.font, run.bold)
            if self._known[run.font] is not None:
                continue
            seen = self._seen[run.font]
            if len(run.text) >= LONG_LINE and len(seen) < ENOUGH_LINES:
                insort(seen, (run.box[2] - run.box[0]) / (natural * run.size))
        for font, seen in self._seen.items():
            self._ratio[font] = min(seen[len(seen) // 10], WIDEST_FONT) if len(seen) > 2 else NARROWEST_FONT

    def is_wide(self, run: Run, natural: float) -> bool:
        """Return whether the line is wider than its words need, by a third of an em and 3 %."""
        return run.box[2] - run.box[0] > run.size * (
            1.04 * natural * (self._known[run.font] or self._ratio[run.font]) + 0.5
        )
