"""What the opening sentences of minutes and agendas say of their meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cqa.extract.meeting.date_candidates import OPENING, DateCandidates, body_of
from cqa.extract.meeting.date_candidates import RULES as DATES
from cqa.gazetteer import committees as bodies
from cqa.model import Span
from cqa.text import dates
from cqa.text.rules import Rules

RULES = Rules(__file__)


def from_sentences(text: str, start: int, end: int, years: Sequence[int] = ()) -> Iterator[DateCandidates]:
    """Yield what sentences say: *MINUTES of a meeting of the County Council held in … on Thursday, 13 February 2025*.

    ``years`` are those that a day without its year may be of (*held on Monday 25th June*), likeliest first.
    """
    stop = min(end, start + OPENING)
    for match in RULES["meeting"].finditer(text, start, stop):
        if (
            RULES.find("another meeting before", text, max(start, match.start() - 40), match.start())
            and match.start() > start + 200
        ):
            continue
        line_start = text.rfind("\n", start, match.start()) + 1
        if RULES.find("another meeting named", text, match.end(), stop) or (
            line_start > start and RULES.find("item on minutes", text, line_start)
        ):
            continue
        window = min(end, match.end() + 360)
        paragraph = text.find("\n\n\n", match.end(), window)
        window = paragraph if paragraph > 0 else window
        body = None
        if (
            of := RULES.find("meeting of a body", text, max(start, match.start() - 12), window)
        ) and of.start() <= match.end() + 4:
            body = body_of(of["body"])
        elif match[0].lower() == "meeting":
            body = _body_before(text, max(start, match.start() - BEFORE_MEETING), match.start())
        days = [
            d
            for d in dates.days(text, match.end(), window)
            if not DATES.find("no day of this meeting", text, max(match.end(), d[1][0] - 25), d[1][0])
        ]
        days = days or _in_year(text, match.end(), window, years)
        if not days:
            if body and match[0].lower() != "meeting":
                yield DateCandidates(None, "meeting", body, match.span(), "sentence: meeting of", 0.7)
            continue
        day, span = days[0]
        if RULES.find("minutes approved", text, span[1], end) or RULES.find("minutes", text, match.end(), span[0]):
            continue
        if match[0].lower() != "meeting" and RULES.find("minutes confirmed", text, span[1], end):
            continue
        weekday = DATES.find("weekday before", text, max(0, span[0] - 20), span[0])
        timed = weekday or DATES.find("time after", text[span[1] : span[1] + 30])
        held = bool(RULES.find("held", text[match.end() : span[0]]))
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
        weekday = DATES.find("weekday before", text, max(start, at - 20), at)
        for year in years if weekday else ():
            day = dates.iso(year, int(found.value.low[2:4]), int(found.value.low[5:7]))
            if day and weekday and date.fromisoformat(day).strftime("%A").lower() in weekday[0].lower():
                return [(day, (at, start + found.span[1]))]
    return []
