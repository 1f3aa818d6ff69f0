"""Texts in which a converter left a blank line after every printed line, detected by lines of one width, hardly any two
without a blank between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cqa.model import Line

FEWEST = 30
"""Least lines of a text whose shape can be measured."""

APART, FULL, SMALL = 0.9, 0.3, 0.3
"""Share of lines with a blank line before them, of lines as long as a full one, and of those after a full one that
begin in small letters (else they are entries of a list), at least."""

NARROWEST, WIDEST = 60, 130
"""Characters of a full printed line; a paragraph written as one line is longer."""


LEAD_ON = frozenset(("and", "of", "the", "to", "in", "with", "by", "for", "or", "a", "an", "that", "on", "at", "from"))
MIDDLE = 0.6
"""Words after which a line continues, where it fills this share of a full one."""


def printed_width(text: str, lines: Sequence[Line]) -> int:
    """Return the characters of a full line where blank lines separate all printed lines; 0 for any other text."""
    if len(lines) < FEWEST:
        return 0
    apart = sum(text.count("\n", a.end, b.start) > 1 for a, b in pairwise(lines))
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int(0.9 * len(lengths))]
    after = [b for a, b in pairwise(lines) if 0.85 * width <= a.end - a.start <= 1.08 * width]
    small = sum(text[line.start].islower() for line in after)
    spaced = apart >= APART * len(lines) and len(after) >= FULL * len(lines) and small >= SMALL * len(after)
    return width if spaced and NARROWEST <= width <= WIDEST else 0


def is_full(text: str, above: Line, line: Line, width: int) -> bool:
    """Return whether the first word of ``line`` had no room on the line above."""
    title = text[above.start : above.end]
    if title.startswith("**") and title.endswith("**") and not text.startswith("**", line.start):
        return False  # a title in bold ends before the text below it
    words = title.rstrip(" *_").rpartition(" ")[2]
    if words in LEAD_ON and above.end - above.start >= MIDDLE * width:
        return True
    word = text[line.start : line.end].split(maxsplit=1)[0]
    return above.end - above.start + 1 + len(word) >= 0.95 * width
