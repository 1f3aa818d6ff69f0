"""Dates as people type them in a query or an option."""

from __future__ import annotations

import re

from cqa.text.dates.grammar import found_in, iso
from cqa.text.pattern import pattern

_WEEKDAY = pattern(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+(?:the\s+)?", re.IGNORECASE)
_TYPED = pattern(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
"""A date as it is typed in a query, where the year alone is one."""
FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years that a typed date may be of."""


def point(text: str) -> str | None:
    """Return a date as people type it, as an ISO year, month or day; None for none.

    >>> point("12/2/2010"), point("Feb 2010"), point("Thursday 4th of March, 2020"), point("2010-13")
    ('2010-02-12', '2010-02', '2020-03-04', None)
    """
    text = text.strip()
    if typed := _TYPED.fullmatch(text):
        year, month, day = int(typed[1]), int(typed[2] or 1), int(typed[3] or 1)
        whole = iso(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
        return whole[: 10 if typed[3] else 7 if typed[2] else 4] if whole else None
    text = _WEEKDAY.sub("", text)
    raws = found_in(text, 0, len(text))
    length = {"day": 10, "month": 7, "year": 4}.get(raws[0].precision) if len(raws) == 1 else None
    if length is None or raws[0].span != (0, len(text)):
        return None
    return raws[0].low[:length]
