"""The lines and sentences of a paper in which marks are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cqa.extract.exemption.words import normal
from cqa.model import Span
from cqa.text.rules import Rules

RULES = Rules(__file__)
LONG = 45
"""Characters from which a printed line may go on in the next one though that begins with a capital letter."""


def cells(raw: str) -> list[str]:
    """Return the cells of a printed line, apart by tabs, bars or wide gaps; one of blanks has no words."""
    return RULES["cells"].split(raw)


class NormalLine(NamedTuple):
    """One printed line that holds words: its text as printed, the same in its :func:`normal` form, its span."""

    raw: str
    text: str
    span: Span
    block: int
    new_page: bool

    @property
    def goes_on(self) -> bool:
        """Return whether the line begins with a small letter, as one that goes on with a sentence."""
        return self.raw.lstrip()[:1].islower()


class NormalSentence(NamedTuple):
    """A sentence in its :func:`normal` form, with its span and the line on which it begins."""

    text: str
    span: Span
    line: int


def printed_lines(text: str, span: Span) -> list[NormalLine]:
    """Return the lines of a span that hold words; ``block`` counts the runs between empty lines."""
    found: list[NormalLine] = []
    at, block, page = span[0], 0, True
    for raw in text[span[0] : span[1]].split("\n"):
        if "\f" in raw:
            page, block = True, block + 1
        if raw.strip(" \t\f\r|*_#-=~.\u2026"):
            found.append(NormalLine(raw, normal(raw), (at, at + len(raw)), block, page))
            page = False
        else:
            block += 1
        at += len(raw) + 1
    return found


def sentences(text: str, lines: list[NormalLine]) -> Iterator[NormalSentence]:
    """Yield the sentences of these lines; one may run over line ends."""
    start = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or not _goes_on(lines[i - 1], lines[i]):
            yield from _cut(text, lines, start, i)
            start = i


def continues(line: NormalLine, following: NormalLine) -> bool:
    """Return whether a line is a piece of the sentence of the line above, which ends with *of*, *when* and the like."""
    end = line.raw.rstrip()
    joins = following.goes_on and end[-1:].isalpha() and RULES.find("line goes on", end) is not None
    return joins and _goes_on(line, following)


def _goes_on(line: NormalLine, following: NormalLine) -> bool:
    if line.block != following.block or "\t" in line.raw.strip() or RULES.find("line begins again", following.raw):
        return False
    stripped = line.raw.strip()
    if stripped.endswith((".", ":", "?", "!")):
        return len(stripped) >= LONG and not stripped.endswith((":", "?"))
    return len(stripped) >= LONG or following.goes_on or RULES.find("line goes on", stripped) is not None


def _cut(text: str, lines: list[NormalLine], first: int, last: int) -> Iterator[NormalSentence]:
    start, end = lines[first].span[0], lines[last - 1].span[1]
    line = first
    at = start
    for stop in [m.end() for m in RULES["sentence ends"].finditer(text, start, end)] + [end]:
        if stop < end and RULES.find("abbreviation", text[max(at, stop - 8) : stop - 1]):
            continue
        while at < stop and text[at].isspace():
            at += 1
        while line + 1 < last and lines[line + 1].span[0] <= at:
            line += 1
        if text[at:stop].strip():
            yield NormalSentence(normal(text[at:stop]), (at, stop), line)
        at = stop
