"""Dates with the words that open or join them: *before 2011*, *from 2013 onwards*, *23 April to 4 May 2012*."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cqa.model import Finding, Span
from cqa.text.dates.grammar import ORDINAL, Precision, RawDate, found_in, iso
from cqa.text.pattern import pattern

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


_DAY_ONLY = pattern(rf"(?<![\w£/.])(?P<d>0?[1-9]|[12][0-9]|3[01]){ORDINAL}\s*$")
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


def _fill_year(value: str, other: str, before: bool) -> str | None:
    """Return a day without year next to a full date: *23 April to 4 May 2012*, *28 November to 2 January 2015*."""
    year, month, day = int(other[:4]), int(value[2:4]), int(value[5:7])
    if before and (month, day) > (int(other[5:7]), int(other[8:10])):
        year -= 1
    return iso(year, month, day)


def _range(text: str, a: RawDate, b: RawDate) -> RawDate | None:
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
    return RawDate(low, high, "range", (a.span[0], b.span[1]), "range") if low <= high else None


def _leading_day(text: str, b: RawDate) -> RawDate | None:
    """Return *10 to 21 November 2025*: the first day has neither month nor year."""
    head = text[max(0, b.span[0] - 12) : b.span[0]]
    join = re.search(r"\s*(?:to|and|-|–|—)\s*$", head, re.IGNORECASE)
    if b.precision != "day" or join is None:
        return None
    first = _DAY_ONLY.search(head[: join.start()])
    if first is None or int(first["d"]) >= int(b.low[8:10]):
        return None
    start = max(0, b.span[0] - 12) + first.start()
    return RawDate(f"{b.low[:8]}{int(first['d']):02d}", b.high, "range", (start, b.span[1]), "range")


def _joined(text: str, raws: list[RawDate]) -> list[RawDate]:
    out: list[RawDate] = []
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


def _related(text: str, raw: RawDate) -> Finding[DateMention]:
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
    return (date.fromisoformat(value) + timedelta(days=days_on)).isoformat()


def mentions(text: str) -> list[Finding[DateMention]]:
    """Return every time named in a text, in order, with the relation that opens it (*before*, *since*, *between*)."""
    return [_related(text, raw) for raw in _joined(text, found_in(text, 0, len(text)))]


def ranges(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, str, Span]]:
    """Return spans of days (*9 to 20 May 2022*) and single days, as (first, last, span), in order."""
    raws = _joined(text, found_in(text, start, len(text) if end is None else end))
    return [(r.low, r.high, r.span) for r in raws if r.precision in ("day", "range") and not r.low.startswith("--")]
