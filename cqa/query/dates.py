"""Dates as people type them in a query or an option, to ISO strings of a year, a month or a day."""

from __future__ import annotations

from calendar import month_name, monthrange
from datetime import date

from cqa.text.pattern import pattern

_ISO = pattern(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")
_SLASHED = pattern(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})\Z")
_SPELLED = pattern(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})\Z")
_MONTHS = tuple(name.lower() for name in month_name[1:])
_FIRST_YEAR, _LAST_YEAR = 1800, 2200


def point(text: str) -> str | None:
    """Return ``2010``, ``2010-02``, ``2010-02-12``, ``12/02/2010`` or ``12 February 2010`` as an ISO string; None for
    none.

    >>> point("12/2/2010"), point("Feb 2010"), point("2010-13")
    ('2010-02-12', '2010-02', None)
    """
    text = text.strip().lower()
    if iso := _ISO.match(text):
        return _checked(iso[1], iso[2], iso[3])
    if slashed := _SLASHED.match(text):
        return _checked(slashed[3], slashed[2], slashed[1])
    if spelled := _SPELLED.match(text):
        month = next((i for i, name in enumerate(_MONTHS, 1) if name.startswith(spelled[2])), None)
        return _checked(spelled[3], str(month), spelled[1]) if month else None
    return None


def first_day(iso: str) -> str:
    """Return the first day of a year, month or day: ``2010-02`` begins on ``2010-02-01``."""
    return (iso + "-01-01")[:10]


def last_day(iso: str) -> str:
    """Return the last day of a year, month or day: ``2010-02`` ends on ``2010-02-28``."""
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-{monthrange(int(iso[:4]), int(iso[5:]))[1]:02}"
    return iso


def _checked(year: str, month: str | None, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    return found.isoformat()[: 10 if day else 7 if month else 4]
