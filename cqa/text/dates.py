"""Dates in running text: every day, month, year, span of time, with its bounds as ISO dates.

Read for papers and for questions alike: *12th February 2010*, *Wednesday, March 20, 2013*, *16/05/2018*,
*February 2010*, *2009-10* (a financial year, 1 April to 31 March), *before 2011*, *from 2013 onwards*,
*between 2010 and 2012*, *23 April to 4 May 2012*, *12th October* (no year).
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Literal, NamedTuple

from cqa.model import Finding, Span
from cqa.text.pattern import pattern

Precision = Literal["day", "month", "quarter", "year", "financial year", "range", "day without year"]
Relation = Literal["", "before", "after", "from", "until", "between"]


class DateMention(NamedTuple):
    """A time that a text names: ``low`` and ``high`` are its first and last day (ISO, inclusive).

    None is an open end (*before 2011* has no ``low``). A day without its year is ``--10-12`` in both, as in
    ISO 8601:2000. ``relation`` is the word that opened the bound, "" for a plain date.
    """

    low: str | None
    high: str | None
    precision: Precision
    relation: Relation = ""


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
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|TH|ST|ND|RD|[™\"”“'*°]))?"
_DAY = rf"(?P<{{d}}>0?[1-9]|[12][0-9]|3[01]){_ORDINAL}"
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
    # 16/05/2018 · 14.10.24 (day first)
    (
        "num",
        r"(?P<d4>0?[1-9]|[12]\d|3[01])(?P<sep>[/.])(?P<m4>0?[1-9]|1[0-2])(?P=sep)(?P<y4>(?:19|20)\d\d|"
        r"\d\d)(?![\d./]|,\d)",
    ),
    # March 20, 2013
    (
        "mdy",
        rf"(?P<m5>{_MONTH})\.?[ \t\n]{{1,3}}" + _DAY.format(d="d5") + r",?[ \t\n]{1,3}" + _YEAR.format(y="y5") + r"\b",
    ),
    # February 2010
    ("my", rf"(?P<m6>{_MONTH})\.?{_S}" + _YEAR.format(y="y6") + r"\b"),
    # 2009-10 · 2009/10 · 2009–2010
    ("fy", r"(?P<y7>(?:19|20)\d\d)\s?[-/–]\s?(?P<z7>(?:19|20)?\d\d)(?![\d./,-])"),
    # 2010
    ("y", r"(?<![\d£.,/-])(?P<y8>(?:19|20)\d\d)(?![\d%]|[.,/]\d|[-/–]\d)"),
)
_DATE = pattern(r"(?<![\w£])(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _PATTERNS) + r")", re.IGNORECASE)
_DAY_ONLY = pattern(rf"(?<![\w£/.])(?P<d>0?[1-9]|[12][0-9]|3[01]){_ORDINAL}\s*$")
_JOIN = pattern(
    r"[ \t\n,]*(?:to|and|until|till|through|-|–|—|up to)[ \t\n]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?",
    re.IGNORECASE,
)
_BEFORE = pattern(
    r"(?P<w>\b(?:no later than|not later than|up to and including|up to|prior to|earlier than|later than|"
    r"more recent than|"
    r"on or before|on or after|before|after|since|from|until|till|by|between|pre|post|following|starting|during|in))"
    r"[ \t\n-]+(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|early\s+|late\s+|year\s+)?$",
    re.IGNORECASE,
)
_AFTER = pattern(
    r"[ \t]*(?P<w>onwards?|or later|or after|and after|or earlier|and earlier|or before|and before|and later)\b",
    re.IGNORECASE,
)
_RELATIONS: dict[str, Relation] = {
    "before": "before",
    "prior to": "before",
    "earlier than": "before",
    "pre": "before",
    "after": "after",
    "later than": "after",
    "more recent than": "after",
    "post": "after",
    "following": "after",
    "since": "from",
    "from": "from",
    "starting": "from",
    "on or after": "from",
    "until": "until",
    "till": "until",
    "by": "until",
    "up to": "until",
    "up to and including": "until",
    "on or before": "until",
    "no later than": "until",
    "not later than": "until",
}
_TAIL: dict[str, Relation] = {
    "onward": "from",
    "onwards": "from",
    "or later": "from",
    "or after": "from",
    "and after": "from",
    "and later": "from",
}
_TAIL |= {"or earlier": "until", "and earlier": "until", "or before": "until", "and before": "until"}
PIVOT = 70
"""Two-digit years below this are 20xx."""


class _Raw(NamedTuple):
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
    """Return first and last day of an ISO year, month or day.

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


def _day(match: re.Match[str], n: str) -> _Raw | None:
    value = iso(_year(match["y" + n]), _month(match["m" + n]), int(match["d" + n]))
    return _Raw(value, value, "day", match.span(), match.lastgroup or "") if value else None


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.lower()]


def _financial(match: re.Match[str]) -> _Raw | None:
    first, second = int(match["y7"]), match["z7"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last == first + 1 and len(second) == 2:
        return _Raw(f"{first}-04-01", f"{last}-03-31", "financial year", match.span(), "fy")
    if last <= first or last - first > 40:
        return None
    return _Raw(f"{first}-01-01", f"{last}-12-31", "range", match.span(), "fy")


def _raw(match: re.Match[str]) -> _Raw | None:
    for form, number in (("dmy", "1"), ("iso", "3"), ("num", "4"), ("mdy", "5")):
        if match[form]:
            return _day(match, number)
    if match["dm"]:
        value = f"--{_month(match['m2']):02d}-{int(match['d2']):02d}"
        return _Raw(value, value, "day without year", match.span(), "dm")
    if match["my"]:
        low, high = bounds(f"{match['y6']}-{_month(match['m6']):02d}")
        return _Raw(low, high, "month", match.span(), "my")
    if match["fy"]:
        return _financial(match)
    low, high = bounds(match["y8"])
    return _Raw(low, high, "year", match.span(), "y")


def _all(text: str, start: int, end: int) -> list[_Raw]:
    return [raw for m in _DATE.finditer(text, start, end) if (raw := _raw(m))]


def days(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """Return only the full dates, each with its span: what a paper's own date is chosen from."""
    return [(r.low, r.span) for r in _all(text, start, len(text) if end is None else end) if r.precision == "day"]


def months(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, Span]]:
    """Return the months with their year that are named without a day, as (ISO month, span)."""
    raws = _all(text, start, len(text) if end is None else end)
    return [(r.low[:7], r.span) for r in raws if r.precision == "month"]


def _fill_year(value: str, other: str, before: bool) -> str | None:
    """Return a day without year next to a full date: *23 April to 4 May 2012*, *28 November to 2 January 2015*."""
    year, month, day = int(other[:4]), int(value[2:4]), int(value[5:7])
    if before and (month, day) > (int(other[5:7]), int(other[8:10])):
        year -= 1
    return iso(year, month, day)


def _range(text: str, a: _Raw, b: _Raw) -> _Raw | None:
    gap = text[a.span[1] : b.span[0]]
    if len(gap) > 24 or not _JOIN.fullmatch(gap):
        return None
    low, high = a.low, b.high
    if low.startswith("--"):
        if high.startswith("--"):
            return None
        filled = _fill_year(low, high, True)
        if filled is None:
            return None
        low = filled
    elif high.startswith("--"):
        return None
    return _Raw(low, high, "range", (a.span[0], b.span[1]), "range") if low <= high else None


def _leading_day(text: str, b: _Raw) -> _Raw | None:
    """Return *10 to 21 November 2025*: the first day has neither month nor year."""
    head = text[max(0, b.span[0] - 12) : b.span[0]]
    join = re.search(r"\s*(?:to|and|-|–|—)\s*$", head, re.IGNORECASE)
    if b.precision != "day" or join is None:
        return None
    first = _DAY_ONLY.search(head[: join.start()])
    if first is None or int(first["d"]) >= int(b.low[8:10]):
        return None
    start = max(0, b.span[0] - 12) + first.start()
    return _Raw(f"{b.low[:8]}{int(first['d']):02d}", b.high, "range", (start, b.span[1]), "range")


def _joined(text: str, raws: list[_Raw]) -> list[_Raw]:
    out: list[_Raw] = []
    for raw in raws:
        opened = _leading_day(text, raw)
        if opened:
            out.append(opened)
            continue
        last = out[-1] if out else None
        if last and last.precision != "range" and (both := _range(text, last, raw)):
            joined_by_and = re.search(r"\band\b|[,]", text[last.span[1] : raw.span[0]])
            if not joined_by_and or re.search(r"\bbetween\s+$", text[: last.span[0]][-12:], re.IGNORECASE):
                out[-1] = both
                continue
        out.append(raw)
    return out


def _related(text: str, raw: _Raw) -> Finding[DateMention]:
    start, end = raw.span
    before = _BEFORE.search(text, max(0, start - 40), start)
    after = _AFTER.match(text, end)
    low, high = raw.low, raw.high
    relation: Relation = ""
    if after and (tail := _TAIL.get(" ".join(after["w"].lower().split()))):
        relation, end = tail, after.end()
        if before and before["w"].lower() in ("from", "in", "since", "during"):
            start = before.start("w")
    elif before:
        word = " ".join(before["w"].lower().split())
        relation = "between" if raw.precision == "range" and word in ("between", "from") else _RELATIONS.get(word, "")
        if relation:
            start = before.start("w")
    if raw.precision == "day without year":
        value = DateMention(low, high, raw.precision, relation)
    elif relation == "before":
        value = DateMention(None, _step(low, -1), raw.precision, relation)
    elif relation == "after":
        value = DateMention(_step(high, 1), None, raw.precision, relation)
    elif relation == "from":
        value = DateMention(low, None, raw.precision, relation)
    elif relation == "until":
        value = DateMention(None, high, raw.precision, relation)
    else:
        value = DateMention(low, high, raw.precision, relation)
    return Finding(value, (start, end), f"date: {raw.form}", 0.95 if raw.precision == "day" else 0.8)


def _step(value: str, days_on: int) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(value) + timedelta(days=days_on)).isoformat()


def mentions(text: str) -> list[Finding[DateMention]]:
    """Return every time named in a text, in order, with the relation that opens it (*before*, *since*, *between*)."""
    return [_related(text, raw) for raw in _joined(text, _all(text, 0, len(text)))]


def ranges(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, str, Span]]:
    """Return spans of days (*9 to 20 May 2022*) and single days, as (first, last, span), in order."""
    raws = _joined(text, _all(text, start, len(text) if end is None else end))
    return [(r.low, r.high, r.span) for r in raws if r.precision in ("day", "range") and not r.low.startswith("--")]
