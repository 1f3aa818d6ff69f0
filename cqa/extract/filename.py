"""What a file's name says of a paper: a date, a committee.

Weak evidence: the name of a file of minutes often carries the date of the meeting that received them.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

from cqa.gazetteer import committees as bodies
from cqa.text import dates
from cqa.text.rules import Rules
from cqa.text.whitespace import letters_only

RULES = Rules(__file__)
LONGEST_PIECE = 60
"""Characters of a part of a name that may be a committee by itself."""


class FileName(NamedTuple):
    """A name's words, and the ISO date and committee among them."""

    words: str
    date: str | None
    committee: str | None


def words(path: str) -> str:
    """Return the stem of a file's name, its separators turned to blanks."""
    return letters_only(PurePath(path).stem)


def read(path: str) -> FileName:
    """Return what a name says: *kent-cc__Cabinet_2025-03-04__Report.pdf* says Cabinet, 4 March 2025."""
    stem = PurePath(path).stem
    said = words(path)
    named = dates.days(RULES["between digits"].sub("-", stem).replace("_", " "))[:1] or dates.days(said)[-1:]
    day = named[0][0] if named else None
    return FileName(said, day, _committee(stem, said))


def _committee(stem: str, said: str) -> str | None:
    pieces = RULES["pieces"].split(stem)
    for piece in pieces[1:] + pieces[:1]:
        text = letters_only(piece)
        name = bodies.canonical(text) if len(text) < LONGEST_PIECE else None
        if name and len(text) <= len(name) + 4 and not bodies.is_outside(name):
            return name
    if council := RULES.find("council", said):
        return bodies.canonical(council[1])
    found = [f.value for f in bodies.mentions(said, any_case=False)]
    return found[-1] if found else None
