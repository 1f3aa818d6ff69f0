"""Footnotes at the foot of a page in type hardly smaller than the text's, detected by the marks that refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from cqa.split.lines import PrintedLine

SMALLER = 0.5
"""Points by which a note's type is smaller than the text's, at least."""

_NUMBERED = re.compile(r"(\d{1,3})[ \t]+\S")
_MARK = re.compile(r"\[(\d{1,3})\]")
"""A raised figure, as readers write it (:mod:`cqa.read.pdf.raised`)."""


def mark_notes(text: str, lines: Sequence[PrintedLine], body: float) -> None:
    """Mark the lines on which a footnote begins.

    They are the smaller lines that end a page, open with a bare number, count up one by one, and to one of
    which the text above on the same page refers. ``body`` is the usual font size in points (0 when unknown).
    """
    for _, page in groupby(lines, key=lambda line: line.page):
        printed = list(page)
        for run in _runs(text, _foot(printed, body)):
            marks = {int(m[1]) for m in _MARK.finditer(text, printed[0].start, run[0][1].start)}
            if any(number in marks for number, _ in run):
                for _, line in run:
                    line.note, line.cells = True, ()


def _foot(printed: Sequence[PrintedLine], body: float) -> Sequence[PrintedLine]:
    """Return the smaller lines that end a page."""
    first = len(printed)
    while first and 0 < printed[first - 1].size <= body - SMALLER:
        first -= 1
    return printed[first:]


def _runs(text: str, lines: Sequence[PrintedLine]) -> Iterator[list[tuple[int, PrintedLine]]]:
    """Yield the lines that open with a bare number, in runs that count up one by one."""
    run: list[tuple[int, PrintedLine]] = []
    for line in lines:
        match = _NUMBERED.match(text, line.body, line.end)
        if match is None:
            continue
        if run and int(match[1]) != run[-1][0] + 1:
            yield run
            run = []
        run.append((int(match[1]), line))
    if run:
        yield run
