"""Ranges of grades as questions name them: *good or better*, *less than good*, *at least adequate*.

A range is all grades of the scales that have the named one, on its side of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cqa.gazetteer.frameworks import frameworks
from cqa.gazetteer.grades import GRADE, grade_name, same_grade
from cqa.model import Span
from cqa.text.pattern import pattern


class _Side(NamedTuple):
    """On which side of the named grade a range lies, and whether that grade belongs to it."""

    better: bool
    itself: bool


_BEFORE: tuple[tuple[_Side, str], ...] = (
    (_Side(better=True, itself=True), r"at least|no(?:t)? (?:less|worse|lower) than|a minimum of"),
    (_Side(better=False, itself=True), r"at (?:best|most)|no (?:better|higher) than"),
    (_Side(better=True, itself=False), r"(?<!no )(?<!not )(?:better|higher) than|above"),
    (_Side(better=False, itself=False), r"(?<!no )(?<!not )(?:less|lower|worse|poorer) than|below|short of"),
)
"""What comes before the grade of a range."""

_AFTER: tuple[tuple[_Side, str], ...] = (
    (_Side(better=True, itself=True), r"(?:or|and) (?:better|above|higher)"),
    (_Side(better=False, itself=True), r"(?:or|and) (?:worse|below|lower|less|poorer)"),
)
"""What comes after it."""

_MARK = r"['\"\u2018\u2019\u201c\u201d]?"
_END = (
    r"(?=\W*(?:$|[?.,;]|(?:overall|for|in|at|on|by|when|from|and|or|grades?|ratings?|judge?ments?|of|under|during)\b))"
)
"""No noun follows: *less than adequate staffing* is no grade."""


class GradeRange(NamedTuple):
    """The grades of a range, in lower case, and where it is in the text."""

    grades: tuple[str, ...]
    span: Span


def grade_ranges(text: str) -> list[GradeRange]:
    """Return the ranges of grades that a question names.

    >>> [one.grades for one in grade_ranges("Which councils were rated less than good under the rules of 2013?")]
    [('adequate', 'inadequate', 'requires improvement', 'requires improvement to be good')]
    """
    found = [
        GradeRange(tuple(sorted(set(_grades(grade_name(match["grade"]), side)))), match.span())
        for side, asked in _ranges()
        for match in asked.finditer(text)
    ]
    return sorted((one for one in found if one.grades), key=lambda one: one.span)


@cache
def _ranges() -> tuple[tuple[_Side, re.Pattern[str]], ...]:
    grade = rf"(?:an? )?{_MARK}(?P<grade>{GRADE}){_MARK}"
    before = ((side, pattern(rf"\b(?:{words}) {grade}{_END}", re.I)) for side, words in _BEFORE)
    after = ((side, pattern(rf"(?<![\w-]){grade} (?:{words})\b", re.I)) for side, words in _AFTER)
    return (*before, *after)


def _grades(named: str, side: _Side) -> Iterator[str]:
    """Yield the grades on a side of the named one, of each scale that has it."""
    for order in {framework.scale.order for framework in frameworks()}:
        at = next((i for i, grade in enumerate(order) if same_grade(grade, named)), None)
        if at is not None:
            part = order[:at] if side.better else order[at + 1 :]
            yield from (grade.lower() for grade in (*part, *([order[at]] if side.itself else [])))
