"""Runs: the characters of one printed line with one box, as pdfium joins them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cqa.read.pdf.characters import HYPHEN_MARK, Box, Characters
from cqa.read.pdf.helvetica import ems

CROWDED = 0.62
"""Width of a line, as a share of its words in Helvetica, below which it cannot be one line.

The narrowest fonts need 0.75.
"""

TALL = 0.7
"""Size of a line, as a share of the heading above it, below which pdfium may join the two."""


class Run(NamedTuple):
    """Characters of one printed line as pdfium has them: ``text`` begins at character ``first`` of the page."""

    text: str
    first: int
    hyphen: bool
    box: Box
    base: float
    size: float
    font: bytes
    bold: bool
    bold_end: bool
    italic: bool


def runs_of(characters: Characters) -> Iterator[tuple[Run, float]]:
    """Yield the runs of a page, each with the width of its text in ems by Helvetica."""
    for run in _runs(characters):
        if run.size > 0:
            natural = ems(run.text)
            crowded = 4 * run.size < run.box[2] - run.box[0] < CROWDED * natural * run.size
            yield from ((line, ems(line.text)) for line in _lines(characters, run)) if crowded else ((run, natural),)


def _runs(characters: Characters) -> Iterator[Run]:
    """Yield the lines of the page's text; a line also ends at a hyphen at the end of a printed line."""
    start = 0
    for line in characters.text().split("\r\n"):
        here = start
        for part in line.split(HYPHEN_MARK):
            stripped = part.strip()
            if stripped:
                first = here + len(part) - len(part.lstrip())
                here += len(part) + 1
                yield _run(characters, stripped, first, here <= start + len(line))
            else:
                here += len(part) + 1
        start += len(line) + 2


def _run(characters: Characters, text: str, first: int, hyphen: bool) -> Run:
    x0, top, x1, bottom = characters.box(first)
    shift = 0 if text[0].isalpha() else _first_letter(text)
    if shift:
        _, top, x1, bottom = characters.box(first + shift)
    base = characters.base(first + shift)
    size, (bold, italic) = characters.size(first + shift, bottom - top), characters.style(first + shift)
    font, bold_end = characters.font, bold
    last = first + len(text) - 1 + hyphen
    if last > first:
        x1 = characters.box(last)[2]
        bold_end, italic_end = characters.style(last)
        italic = italic and italic_end
    return Run(text, first, hyphen, (x0, top, x1, bottom), base, size, font, bold, bold_end, italic)


def _lines(characters: Characters, run: Run) -> list[Run]:
    """Return a crowded run, or the two printed lines that pdfium joined: a tall heading and the text close below it.

    The words step back to the left where the lower line begins.
    """
    for begin, end, right, following in characters.gaps(run.text, run.first):
        if following < right - run.size:
            upper = _run(characters, run.text[:begin], run.first, False)
            lower = _run(characters, run.text[end:], run.first + end, run.hyphen)
            under = lower.base > upper.base and lower.box[0] < upper.box[0] + upper.size
            return [upper, lower] if under and 0 < lower.size < TALL * upper.size else [run]
    return [run]


def _first_letter(text: str) -> int:
    """Return the place of the first letter near the start, which has the size and weight of the words; else 0."""
    return next((place for place, character in enumerate(text[:12]) if character.isalpha()), 0)
