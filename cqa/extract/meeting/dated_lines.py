"""Dates and committees in the lines of a paper's head: *CABINET - 10TH MARCH 2017*, a date under a committee's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cqa.extract.front_page import HeadLine
from cqa.extract.meeting.date_candidates import (
    MOST_NAMED,
    SMALL_WORDS,
    DateCandidates,
    body_of,
    stands_alone,
)
from cqa.extract.meeting.date_candidates import RULES as DATES
from cqa.gazetteer import committees as bodies
from cqa.gazetteer.name_forms import name_words
from cqa.gazetteer.register import lookup
from cqa.model import Span
from cqa.text import dates
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

HEAD = 10
"""Lines of a paper's head in which a date under a committee's name is the day it met."""
SAME_SIZE = 0.6
"""Points by which two lines of one name may differ in size."""
RULES = Rules(__file__)


def from_lines(lines: Sequence[HeadLine], skip: frozenset[int]) -> Iterator[DateCandidates]:
    for number, line in enumerate(lines[:45]):
        if number in skip or len(line.text) > 160:
            continue
        if match := RULES.find("report to", line.text):
            said = dates.days(match["body"])
            named = match["body"][: said[0][1][0]].rstrip(" ,;-–(") if len(said) == 1 else match["body"]
            if (body := body_of(named)) and not _by_inspector(lines, number):
                on = said[0][0] if len(said) == 1 and not RULES.find("dated otherwise", named) else None
                yield DateCandidates(on, "meeting", body, line.span, "line: report to", 0.85)
            continue
        days = dates.days(line.text)
        if len(days) == 1:
            cell, day = _cell(line, days[0])
            body = _named_in(lines, number - 1) if number else None
            if body and number < HEAD and stands_alone(cell, day[1]):
                yield DateCandidates(day[0], "meeting", body, line.span, "line: date under a committee", 0.8)
            elif found := list(_dated_line(line, number, days[0])):
                yield from found
            elif cell.text != line.text and DATES.find("weekday before", cell.text[: day[1][0]]):
                yield from _dated_line(cell, number, day)
        elif not days and number < 12 and not _wrapped(lines, number) and (body := _named_in(lines, number)):
            yield DateCandidates(None, "meeting", body, line.span, "line: committee", round(0.7 - number / 100, 2))


def _by_inspector(lines: Sequence[HeadLine], number: int) -> bool:
    """Return whether *Report to Watford Borough Council* is a planning inspector's, which goes to no meeting."""
    return any("inspector appointed" in line.text.lower() for line in lines[number : number + 5])


def _cell(line: HeadLine, day: tuple[str, Span]) -> tuple[HeadLine, tuple[str, Span]]:
    """Return the cell of a table row that holds a date, and the date's place in it."""
    start = line.text.rfind("\t", 0, day[1][0]) + 1
    end = line.text.find("\t", day[1][1])
    text = line.text[start : end if end >= 0 else len(line.text)]
    return line._replace(text=text), (day[0], (day[1][0] - start, day[1][1] - start))


def _named_in(lines: Sequence[HeadLine], number: int) -> str | None:
    """Return the committee that a line names, with the line above when its name begins there: *Transport and
    Connectivity* over *Policy Committee*."""
    body = _bare_body(lines[number])
    above = lines[number - 1] if number else None
    if body is None or above is None or lines[number].gap or abs(above.size - lines[number].size) > SAME_SIZE:
        return body
    words = fold_blanks(above.text.strip(" *#_|")).split()
    part = 1 < len(words) <= MOST_NAMED and all(w[0].isupper() or w in SMALL_WORDS for w in words)
    if not part or _bare_body(above) or lookup(name_words(" ".join(words))) or not words[0].isalpha():
        return body
    joined = _bare_body(above._replace(text=f"{above.text} {lines[number].text}"))
    return joined if joined and joined.lower().endswith(body.lower()) else body


def _wrapped(lines: Sequence[HeadLine], number: int) -> bool:
    """Return whether a line is a heading broken over two, not a body: *Executive* over *Summary*."""
    below = lines[number + 1].text.strip().lower() if number + 1 < len(lines) else ""
    return (
        below.startswith(("summary", "member", "director", "report"))
        and "\t" not in lines[number].text
        and " " not in lines[number].text.strip()
    )


def _dated_line(line: HeadLine, number: int, day: tuple[str, Span]) -> Iterator[DateCandidates]:
    before = line.text[: day[1][0]]
    words = before.strip(" \t*#-–—,:(").split()
    if 0 < len(words) <= bodies.MOST_WORDS and not line.text.rstrip().endswith(";"):
        head = before.rstrip(" \t-–—,:(*")
        head = RULES["weekday at the end"].sub("", head).rstrip(" \t-–—,:*")
        head = RULES["ends in meeting"].sub("", head)
        body = body_of(head)
        if body and fold_blanks(head).lower().endswith(body.lower()[-12:]) and not RULES.find("no meeting", head):
            strong = 0.93 if number < 12 else 0.6
            yield DateCandidates(day[0], "meeting", body, line.span, "line: committee and date", strong)
            return
    weekday = bool(DATES.find("weekday before", before))
    time = bool(DATES.find("time after", line.text[day[1][1] :]))
    if DATES.find("no day of this meeting", before):
        return
    if weekday and time:
        yield DateCandidates(day[0], "meeting", None, line.span, "line: weekday, date and time", 0.88)
    elif (time or weekday) and stands_alone(line, day[1]):
        yield DateCandidates(day[0], "meeting", None, line.span, "line: date of a meeting", 0.75)
    elif number < 30 and (line.gap or number < 6) and stands_alone(line, day[1]):
        yield DateCandidates(day[0], "published", None, line.span, "line: date alone", 0.5)


def _bare_body(line: HeadLine) -> str | None:
    text = fold_blanks(line.text.strip(" *#_|"))
    if (
        not 6 < len(text) < 90
        or text.endswith((".", ";", ","))
        or (":" in text and not text.endswith(":"))
        or text[0].islower()
    ):
        return None
    text = RULES["meeting of the"].sub("", text)
    name = body_of(text)
    if (
        name
        and name.lower().endswith("council")
        and bodies.fold(text) != bodies.fold(name)
        and not RULES.find("whole council", text)
    ):
        return None
    if name == "Council" and text.lower().startswith("council of the"):
        return name
    if name is None or bodies.is_decider(name) or len(text) > len(name) + 12:
        return None
    return name
