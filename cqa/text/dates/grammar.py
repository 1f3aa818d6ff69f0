"""The grammar of dates: every form in which a text prints a day, a month, a year or a financial year."""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal, NamedTuple

from cqa.model import Span
from cqa.text.pattern import pattern

Precision = Literal["day", "month", "quarter", "year", "financial year", "range", "day without year"]
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
ORDINAL = r"(?:\s?(?:st|nd|rd|th|TH|ST|ND|RD|[™\"”“'*°]))?"
_DAY = rf"(?P<{{d}}>0?[1-9]|[12][0-9]|3[01]){ORDINAL}"
_YEAR = r"(?P<{y}>(?:19|20)\d\d)"
_S = r"[ \t\n,*]{0,6}"
"""What may come between the parts of a date: blanks, a line break, a comma."""

_PATTERNS = (
    # 12th February 2010 · 12 JULY, 2016 · 15THNOVEMBER, 2019
    (
        "dmy",
        _DAY.format(d="d1")
        + rf"(?:\s+day)?(?:\s+of)?[ \t\n*]{{0,6}}(?P<m1>{_MONTH})\.?{_S}"
        + _YEAR.format(y="y1")
        + r"\b",
    ),
    # 12th October (no year)
    ("dm", _DAY.format(d="d2") + rf"(?:\s+of)?[ \t\n]{{1,3}}(?P<m2>{_MONTH})\b(?!{_S}\d{{4}})"),
    # 2025-03-04
    ("iso", r"(?P<y3>(?:19|20)\d\d)[-_/](?P<m3>0[1-9]|1[0-2])[-_/](?P<d3>0[1-9]|[12]\d|3[01])(?!\d)"),
    # 16/05/2018 · 14.10.24 · 13-03-2025 (day first); "3.10.12." with a full stop numbers a paragraph
    (
        "num",
        r"(?P<d4>0?[1-9]|[12]\d|3[01])(?P<sep>[/.]|-(?=\d\d?-\d{4}))(?P<m4>0?[1-9]|1[0-2])(?P=sep)"
        r"(?P<y4>(?:19|20)\d\d|\d\d)(?![\d/]|[.,]\d|(?<=\.\d\d)\.)",
    ),
    # March 20, 2013
    (
        "mdy",
        rf"(?P<m5>{_MONTH})\.?[ \t\n]{{1,3}}" + _DAY.format(d="d5") + r",?[ \t\n]{1,3}" + _YEAR.format(y="y5") + r"\b",
    ),
    # March 20 (no year), the month in capitals: not "may 20 people come"
    (
        "md",
        rf"(?=(?-i:[A-Z]))(?P<m9>{_MONTH})\.?[ \t\n]{{1,3}}"
        + _DAY.format(d="d9")
        + rf"\b(?![\w%]|[.,:]\d|[ \t]*(?:{_MONTH})\b)",
    ),
    # February 2010
    ("my", rf"(?P<m6>{_MONTH})\.?{_S}" + _YEAR.format(y="y6") + r"\b"),
    # 2009-10 · 2009/10 · 2009–2010
    ("fy", r"(?P<y7>(?:19|20)\d\d)\s?[-/–]\s?(?P<z7>(?:19|20)?\d\d)(?![\d/-]|[.,]\d)"),
    # 2010
    ("y", r"(?<![\d£.,/-])(?P<y8>(?:19|20)\d\d)(?![\w%]|[.,/]\d|[-/–]\d)"),
)
_DATE = pattern(r"(?<![\w£])(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _PATTERNS) + r")", re.IGNORECASE)
_DIGIT = pattern(r"\d")
_PART_OF_YEAR = pattern(r"\b(?:early |late |spring |summer |autumn |winter |mid-? ?)$", re.IGNORECASE)
LONGEST_PART = len("summer ")
PIVOT = 70
"""Two-digit years below this are 20xx."""


class RawDate(NamedTuple):
    low: str
    high: str
    precision: Precision
    span: Span
    form: str


def iso(year: int, month: int, day: int) -> str | None:
    """Return the ISO date, or None where there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def bounds(partial: str) -> tuple[str, str]:
    """Return the first and last day of an ISO year, month or day.

    >>> bounds("2010-02")
    ('2010-02-01', '2010-02-28')
    """
    parts = [int(p) for p in partial.split("-")]
    if len(parts) == 1:
        return f"{parts[0]:04d}-01-01", f"{parts[0]:04d}-12-31"
    if len(parts) == 2:
        return f"{partial}-01", f"{partial}-{monthrange(parts[0], parts[1])[1]:02d}"
    return partial, partial


def _year(text: str) -> int:
    if len(text) == 2:
        return int(text) + (2000 if int(text) < PIVOT else 1900)
    return int(text)


def _day(match: re.Match[str], n: str) -> RawDate | None:
    value = iso(_year(match["y" + n]), _month(match["m" + n]), int(match["d" + n]))
    return RawDate(value, value, "day", match.span(), match.lastgroup or "") if value else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.lower()]


def _financial(match: re.Match[str]) -> RawDate | None:
    first, second = int(match["y7"]), match["z7"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last == first + 1 and len(second) == 2:
        return RawDate(f"{first}-04-01", f"{last}-03-31", "financial year", match.span(), "fy")
    if last <= first or last - first > 40:
        return None
    return RawDate(f"{first}-01-01", f"{last}-12-31", "range", match.span(), "fy")


def _raw(match: re.Match[str]) -> RawDate | None:
    for form, number in (("dmy", "1"), ("iso", "3"), ("num", "4"), ("mdy", "5")):
        if match[form]:
            return _day(match, number)
    for form, number in (("dm", "2"), ("md", "9")):
        if match[form]:
            value = f"--{_month(match['m' + number]):02d}-{int(match['d' + number]):02d}"
            return RawDate(value, value, "day without year", match.span(), form)
    if match["my"]:
        low, high = bounds(f"{match['y6']}-{_month(match['m6']):02d}")
        return RawDate(low, high, "month", match.span(), "my")
    if match["fy"]:
        return _financial(match)
    low, high = bounds(match["y8"])
    return RawDate(low, high, "year", match.span(), "y")


def found_in(text: str, start: int, end: int) -> list[RawDate]:
    """Return every date in ``text[start:end]``; each has a digit."""
    if not _DIGIT.search(text, start, end):
        return []  # most questions: the grammar takes 4 ms to compile
    return [raw for m in _DATE.finditer(text, start, end) if (raw := _raw(m))]


def printed(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return where a text names a day, a month, a year or a financial year, with the part of the year before it:
    *late March 2012*."""
    spans = []
    for raw in found_in(text, start, len(text) if end is None else end):
        part = _PART_OF_YEAR.search(text, max(start, raw.span[0] - LONGEST_PART), raw.span[0])
        part = part if raw.precision == "month" else None
        spans.append((part.start() if part else raw.span[0], raw.span[1]))
    return spans


def days(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """Return only the full dates, each with its span: what a paper's own date is chosen from."""
    return [(r.low, r.span) for r in found_in(text, start, len(text) if end is None else end) if r.precision == "day"]


def months(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """Return the months with their year that are named without a day, as (ISO month, span)."""
    raws = found_in(text, start, len(text) if end is None else end)
    return [(r.low[:7], r.span) for r in raws if r.precision == "month"]
