"""Words whose last letter is set apart: in text layers of scans the spacing of a word often ends too early.

*Counci l* and *th e* become *Council* and *the*. Which letters belong together is decided by the dictionary over a
whole printed line, and only on pages with single letters that no English text has.
"""

from __future__ import annotations

import re

from cqa.read.lexicon import words

LONE = re.compile(r" [b-hj-z](?=[ \r.,;:)]|$)")
"""A single small letter that is no word of English. Capitals may be initials or answers."""

LEAST_LONE = 5
LEAST_SHARE = 0.08
"""Share of a page's words that are such letters; references and formulas reach 0.03."""

MARKS = ".,;:()'’‘“”\"?!"
DASHES = ("-", "–", "—", "&", "/")

JOINED = "\u2060"
"""Replaces a false space, so that positions stay the same; cleaning drops it (a word joiner)."""

UNKNOWN, LONE_LETTER, NAME, FIGURE, PUNCTUATION = 2.0, 3.0, 1.0, 0.5, 3.0
"""Cost of a word: unknown to the dictionary; a single letter; a capitalised unknown; digits; a mark alone."""


def is_split(text: str) -> bool:
    """Return whether a page's text has letters set apart in so many words that it cannot be meant."""
    lone = len(LONE.findall(text))
    return lone >= LEAST_LONE and lone >= LEAST_SHARE * text.count(" ")


def rejoined(text: str) -> str:
    """Return `text` at its length, the spaces within words replaced by `JOINED`."""
    return "\r\n".join([_line(line) for line in text.split("\r\n")])


def _line(line: str) -> str:
    """Return one printed line with its words put together at the least cost, each from one or two parts."""
    parts = line.split(" ")
    best: list[tuple[float, bool]] = [(0.0, False)]
    for at in range(1, len(parts) + 1):
        alone = best[at - 1][0] + _cost(parts[at - 1])
        together = float("inf")
        if at > 1 and parts[at - 2] and len(parts[at - 1].rstrip(MARKS) or parts[at - 1]) == 1:
            together = best[at - 2][0] + _cost(parts[at - 2] + parts[at - 1])
        best.append((min(alone, together), together < alone))
    joins: set[int] = set()
    at = len(parts)
    while at > 0:
        if best[at][1]:
            joins.add(at - 1)
            at -= 1
        at -= 1
    return "".join([(JOINED if n in joins else " " if n else "") + part for n, part in enumerate(parts)])


def _cost(part: str) -> float:
    word = part.strip(MARKS).lower()
    if not word or word in DASHES:
        return PUNCTUATION if part and not word else 0.0
    if word in ("a", "i") or (len(word) > 1 and word in words()):
        return 0.0
    if any(map(str.isdigit, word)):
        return FIGURE
    if len(word) == 1:
        return LONE_LETTER
    return NAME if part[:1].isupper() else UNKNOWN
