"""Raised figures: digits that refer to a footnote, or begin one."""

from __future__ import annotations

import re

from cqa.read.pdf.characters import Characters
from cqa.read.pdf.runs import Run

REFERENCE = re.compile(
    r"\d(?:(?<=^\d)\d{0,2}(?=\s?[A-Za-z‘“])|(?:(?<=[a-zA-Z]{2}\d)|(?<=[)’”\"'.,;:%]\d))\d{0,2}(?!\d|[,.]\d|[A-Za-z])|"
    r"(?<=[a-z)] \d)\d?(?=[\s.,;:)]|$)|"
    r"(?:(?<=19\d\d\d)|(?<=20\d\d\d))\d?(?!\d))"
)
"""Digits that may refer to a footnote, or begin one: at a line's start, after a word, a stop, a year. Not ``m2``.

The lookbehind comes after the first digit, so that only digits are tried: a tenth of the places.
"""

PARAGRAPH = re.compile(r"\d{1,3}\.")
"""The number of a paragraph before its second figure, which may be set small and refers to no footnote."""

SMALL = 0.82
"""Greatest height of a raised figure, as a share of the line's letters; word processors set 0.58 to 0.75."""


def raised_digits(characters: Characters, run: Run) -> list[tuple[int, int]]:
    """Return the spans of digits that refer to a footnote: small, above the line, after a word or first in line."""
    found: list[tuple[int, int]] = []
    tall = run.box[3] - run.box[1]
    for digits in REFERENCE.finditer(run.text):
        if PARAGRAPH.fullmatch(run.text, 0, digits.start()):
            continue
        index = run.first + digits.start()
        _, top, _, bottom = characters.box(index)
        if bottom - top < SMALL * tall and characters.base(index) < run.base - 0.12 * tall:
            found.append(digits.span())
    return found


def with_brackets(text: str, begin: int, end: int, raised: list[tuple[int, int]]) -> str:
    """Return ``text[begin:end]`` with raised digits in brackets: *area* and a small 2 become ``area[2]``."""
    if not raised:
        return text[begin:end]
    parts, at = [], begin
    for start, stop in raised:
        if begin <= start and stop <= end:
            parts += [text[at:start], "[", text[start:stop], "]"]
            at = stop
    return "".join([*parts, text[at:end]])
