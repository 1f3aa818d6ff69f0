"""What the opening sentences of minutes and agendas say of their meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from cqa.extract.meeting.date_candidates import AT_TIME, NOT_HELD, OPENING, WEEKDAY, DateCandidates, body_of
from cqa.gazetteer import committees as bodies
from cqa.model import Span
from cqa.text import dates
from cqa.text.pattern import pattern

_MEETING_OF = pattern(
    r"\b(?:meeting|proceedings|session|minutes)\s+of\s+(?:the\s+)?(?P<body>[^.;:\t]{3,120}?)\s*"
    r"(?=\b(?:held|will\s+be|to\s+be|is\s+to|on\s+(?:mon|tue|wed|thu|fri|sat|sun)|at\s+\d|which|"
    r"taking\s+place|hereby)\b|(?<!\band)(?<!\bof)\n\s*\n|$)",
    re.IGNORECASE,
)
_ITEM = pattern(
    r"\W{0,3}(?:item\s+)?(?:\d{1,4}(?:[./]\d{1,3}){0,3}[a-z]?[.):]?|\([a-z0-9]{1,3}\))\s+(?:\w+\s+){0,5}?minutes\b",
    re.IGNORECASE,
)
"""An item of an agenda about the minutes of another meeting: *3. Minutes of the meeting held on …*."""
_MINUTES = pattern(r"\bminutes\b", re.IGNORECASE)
_MEETING = pattern(r"\bmeeting\b|\bminutes\s+of\b|\bsummons\b", re.IGNORECASE)
_OTHER_MEETING = pattern(
    r"(?:previous|last|next|earlier|minutes of the|confirm the minutes|following)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_OTHER_NAMED = pattern(r"\s*(?:the\s+)?(?:last|previous)\s+(?:\w+\s+){0,3}meeting", re.IGNORECASE)
_CONFIRMED = pattern(
    r"[^.]{0,160}\b(?:adopted|agreed|approved|confirmed|accepted|signed|taken as read)\b[^.]{0,60}"
    r"\b(?:true|correct|accurate|signed|record|statement)\b|[^.]{0,60}\bwere\b[^.]{0,60}\b(?:adopted|approved|confirmed)\b",
    re.IGNORECASE,
)
"""What follows the date of a meeting whose minutes are on the agenda of the next one."""
_APPROVED = pattern(
    r"[\s,]{0,4}(?:were|was|be|had\s+been|having\s+been|as\s+circulated)\b[^.]{0,90}"
    r"\b(?:approved|agreed|confirmed|accepted|signed|received|circulated|distributed|taken\s+as\s+read)\b",
    re.IGNORECASE,
)
"""What follows at once the date of an earlier meeting, whose minutes this one approves."""
_HELD = pattern(r"\b(?:held|on)\b", re.IGNORECASE)


def from_sentences(text: str, start: int, end: int, years: Sequence[int] = ()) -> Iterator[DateCandidates]:
    """Yield what sentences say: *MINUTES of a meeting of the County Council held in … on Thursday, 13 February 2025*.

    ``years`` are those that a day without its year may be of (*held on Monday 25th June*), likeliest first.
    """
    stop = min(end, start + OPENING)
    for match in _MEETING.finditer(text, start, stop):
        if _OTHER_MEETING.search(text, max(start, match.start() - 40), match.start()) and match.start() > start + 200:
            continue
        line_start = text.rfind("\n", start, match.start()) + 1
        if _OTHER_NAMED.match(text, match.end(), stop) or (line_start > start and _ITEM.match(text, line_start)):
            continue
        window = min(end, match.end() + 360)
        paragraph = text.find("\n\n\n", match.end(), window)
        window = paragraph if paragraph > 0 else window
        body = None
        if (of := _MEETING_OF.search(text, max(start, match.start() - 12), window)) and of.start() <= match.end() + 4:
            body = body_of(of["body"])
        elif match[0].lower() == "meeting":
            body = _body_before(text, max(start, match.start() - BEFORE_MEETING), match.start())
        days = [
            d
            for d in dates.days(text, match.end(), window)
            if not NOT_HELD.search(text, max(match.end(), d[1][0] - 25), d[1][0])
        ]
        days = days or _in_year(text, match.end(), window, years)
        if not days:
            if body and match[0].lower() != "meeting":
                yield DateCandidates(None, "meeting", body, match.span(), "sentence: meeting of", 0.7)
            continue
        day, span = days[0]
        if _APPROVED.match(text, span[1], end) or _MINUTES.search(text, match.end(), span[0]):
            continue
        if match[0].lower() != "meeting" and _CONFIRMED.match(text, span[1], end):
            continue
        timed = bool(WEEKDAY.search(text, max(0, span[0] - 20), span[0])) or bool(
            AT_TIME.match(text[span[1] : span[1] + 30])
        )
        held = bool(_HELD.search(text[match.end() : span[0]]))
        if not (timed or held):
            continue
        sure = 0.9 if match.start() < start + 700 else 0.6
        yield DateCandidates(
            day, "meeting", body, (match.start(), span[1]), "sentence: meeting held", sure if held else sure - 0.05
        )
        return


BEFORE_MEETING = 120
"""Characters before *meeting* in which its committee is named."""


def _body_before(text: str, start: int, end: int) -> str | None:
    """Return the committee whose name ends right before *meeting*: *determined at Planning Committee meeting*."""
    found = bodies.mentions(text[start:end], any_case=False)
    last = found[-1] if found else None
    whole = last is not None and last.span is not None and not text[start + last.span[1] : end].strip()
    return last.value if last and whole and not bodies.is_outside(last.value) else None


def _in_year(text: str, start: int, end: int, years: Sequence[int]) -> list[tuple[str, Span]]:
    """Return the first day without a year, in the first of ``years`` in which it falls on the weekday printed."""
    for found in dates.mentions(text[start:end]):
        if found.value.precision != "day without year" or found.span is None or found.value.low is None:
            continue
        at = start + found.span[0]
        weekday = WEEKDAY.search(text, max(start, at - 20), at)
        for year in years if weekday else ():
            day = dates.iso(year, int(found.value.low[2:4]), int(found.value.low[5:7]))
            if day and weekday and date.fromisoformat(day).strftime("%A").lower() in weekday[0].lower():
                return [(day, (at, start + found.span[1]))]
    return []
