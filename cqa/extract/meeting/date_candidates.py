"""Signs of when a paper was before whom, each with the words it rests on.

Best first: a labelled date with a labelled committee; a line that holds both (``CABINET - 10TH MARCH 2017``);
the opening sentence of minutes and agendas; a weekday date by itself near the top; an inspection's dates; the date on
a cover; the file name. Dates of other meetings (pathways, previous minutes, background papers) match none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from cqa.extract import filename
from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.gazetteer import committees as bodies
from cqa.gazetteer.name_forms import name_words
from cqa.gazetteer.register import lookup
from cqa.model import Span
from cqa.text import dates
from cqa.text.pattern import pattern
from cqa.text.whitespace import fold_blanks

DateKind = Literal["meeting", "decision", "published", "inspection-start", "inspection-end"]
HEAD = 10
"""Lines of a paper's head in which a date under a committee's name is the day it met."""
MOST_NAMED = 7
"""Words of a committee's name."""
OPENING = 2500
"""Characters within which minutes and agendas say what meeting they are of."""
SAME_SIZE = 0.6
"""Points by which two lines of one name may differ in size."""
WEAK = 0.35
"""Confidence of what only a file name says."""

_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b[\s,]{0,4}(?:the\s+)?$", re.IGNORECASE)
_AT_TIME = re.compile(
    r"^[\s,*]{0,4}(?:at|from|-|–|commencing at)?\s{0,3}\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|noon|hrs|hours|o'clock)",
    re.IGNORECASE,
)
_MEETING_OF = re.compile(
    r"\b(?:meeting|proceedings|session|minutes)\s+of\s+(?:the\s+)?(?P<body>[^.;:\t]{3,120}?)\s*"
    r"(?=\b(?:held|will\s+be|to\s+be|is\s+to|on\s+(?:mon|tue|wed|thu|fri|sat|sun)|at\s+\d|which|"
    r"taking\s+place|hereby)\b|(?<!\band)(?<!\bof)\n\s*\n|$)",
    re.IGNORECASE,
)
_MEETING_WORD = pattern(r"\s+(?:meeting|A\.?G\.?M\.?)$", re.IGNORECASE)
_ITEM = pattern(
    r"\W{0,3}(?:item\s+)?(?:\d{1,4}(?:[./]\d{1,3}){0,3}[a-z]?[.):]?|\([a-z0-9]{1,3}\))\s+(?:\w+\s+){0,5}?minutes\b",
    re.IGNORECASE,
)
"""An item of an agenda about the minutes of another meeting: *3. Minutes of the meeting held on …*."""
_MINUTES = pattern(r"\bminutes\b", re.IGNORECASE)
_MEETING_DATE = re.compile(r"\s+(?:meeting\s+)?date\b.*$", re.IGNORECASE)
_MEETING_OF_THE = re.compile(r"^(?:special\s+|ordinary\s+)?meeting\s+of\s+(?:the\s+)?", re.IGNORECASE)
_MEETING = re.compile(r"\bmeeting\b|\bminutes\s+of\b|\bsummons\b", re.IGNORECASE)
_OTHER_MEETING = re.compile(
    r"(?:previous|last|next|earlier|minutes of the|confirm the minutes|following)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_OTHER_NAMED = re.compile(r"\s*(?:the\s+)?(?:last|previous)\s+(?:\w+\s+){0,3}meeting", re.IGNORECASE)
_CONFIRMED = re.compile(
    r"[^.]{0,160}\b(?:adopted|agreed|approved|confirmed|accepted|signed|taken as read)\b[^.]{0,60}"
    r"\b(?:true|correct|accurate|signed|record|statement)\b|[^.]{0,60}\bwere\b[^.]{0,60}\b(?:adopted|approved|confirmed)\b",
    re.IGNORECASE,
)
"""What follows the date of a meeting whose minutes are on the agenda of the next one."""
_APPROVED = re.compile(
    r"[\s,]{0,4}(?:were|was|be|had\s+been|having\s+been|as\s+circulated)\b[^.]{0,90}"
    r"\b(?:approved|agreed|confirmed|accepted|signed|received|circulated|distributed|taken\s+as\s+read)\b",
    re.IGNORECASE,
)
"""What follows at once the date of an earlier meeting, whose minutes this one approves."""
_NOT_HELD = re.compile(
    r"\b(?:as at|dated|minutes of|previous|last|since|until|by|published|approved on)\s*$", re.IGNORECASE
)
_REPORT_TO = re.compile(r"^\W{0,3}(?:joint\s+)?report\s+(?:to|for)\s+(?:the\s+)?(?P<body>[^:]{3,100})$", re.IGNORECASE)
_DATED_OTHERWISE = re.compile(r"\b(?:dated|published|by|from|since|until)\W*$", re.IGNORECASE)
"""*Report to Cabinet dated 4 March 2025*: the day of the report, which may not be that of the meeting."""

LETTER = re.compile(
    r"^\s*dear\s+\w+|\bdear\s+[A-Z]\w+,?\s*$|\bdirect\s+dial\b|^\s*your(?:s)?\s+(?:sincerely|faithfully)",
    re.IGNORECASE | re.MULTILINE,
)
_SMALL = frozenset({"and", "of", "the", "for", "&"})
PAST_ROW = frozenset({"pathway", "previous_inspection", "circulation"})


class DateCandidates(NamedTuple):
    """One piece of evidence: a date, a committee, or both."""

    date: str | None
    kind: DateKind
    committee: str | None
    span: Span | None
    rule: str
    confidence: float


def _body(value: str) -> str | None:
    name = bodies.canonical(value)
    return name if name and not bodies.is_outside(name) else None


def _unsaid(f: FrontPageField) -> str | None:
    """*Committee: Economy and Infrastructure*: the label says what the value leaves out."""
    words = f.value.split()
    named = f.label.lower() in ("committee", "committee name", "name of committee") and 0 < len(words) <= MOST_NAMED
    return f"{f.value} Committee" if named and all(w[0].isupper() or w in _SMALL for w in words) else None


# ------------------------------------------------------------ labelled values


def from_fields(fields: Sequence[FrontPageField], letter: bool, front_matter: int = 0) -> Iterator[DateCandidates]:
    labelled: list[DateCandidates] = []
    for f in fields:
        if f.kind == "meeting":
            body, days = _body(f.value) or _unsaid(f), dates.days(f.value) or dates.months(f.value)
            if body is None:
                if days and f.label.lower() == "meeting":  # "Meeting: 6 March 2024"
                    labelled.append(DateCandidates(days[0][0], "meeting", None, f.span, "label: Meeting", 0.9))
                continue
            kind: DateKind = "decision" if bodies.is_decider(body) else "meeting"
            labelled.append(DateCandidates(days[0][0] if days else None, kind, body, f.span, f"label: {f.label}", 0.95))
        elif f.kind == "meeting_date":
            dated = dates.days(f.value) + dates.months(f.value)
            for day, _ in dated[:1] if len({d for d, _ in dated}) == 1 else ():  # several are a history of versions
                posted = (letter and f.label.lower() == "date") or f.span[1] <= front_matter
                kind = "published" if posted else "meeting"
                label = _MEETING_DATE.sub("", f.label)  # "Cabinet meeting date"
                body = _body(label) if label != f.label else None
                labelled.append(DateCandidates(day, kind, body, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "decision_date":
            for day, _ in (dates.days(f.value) or dates.months(f.value))[:1]:
                labelled.append(DateCandidates(day, "decision", None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "published_date":
            for day, _ in (dates.days(f.value) or dates.months(f.value))[:1]:
                labelled.append(DateCandidates(day, "published", None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "inspection":
            spans = dates.ranges(f.value)
            if spans:
                low, high = spans[0][0], max(s[1] for s in spans)
                labelled.append(DateCandidates(low, "inspection-start", None, f.span, f"label: {f.label}", 0.9))
                labelled.append(DateCandidates(high, "inspection-end", None, f.span, f"label: {f.label}", 0.9))
    yield from labelled


# ------------------------------------------------------- lines and sentences


def stands_alone(line: HeadLine, at: Span) -> bool:
    """Nothing else in the line but a weekday and a time."""
    text = line.text
    rest = text[: at[0]] + " " + text[at[1] :]
    rest = re.sub(
        r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?\b|\bat\b|\bon\b|[^\w]",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    return not rest.strip()


def from_lines(lines: Sequence[HeadLine], skip: frozenset[int]) -> Iterator[DateCandidates]:
    for number, line in enumerate(lines[:45]):
        if number in skip or len(line.text) > 160:
            continue
        if match := _REPORT_TO.match(line.text):
            said = dates.days(match["body"])
            named = match["body"][: said[0][1][0]].rstrip(" ,;-–(") if len(said) == 1 else match["body"]
            if (body := _body(named)) and not _by_inspector(lines, number):
                on = said[0][0] if len(said) == 1 and not _DATED_OTHERWISE.search(named) else None
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
            elif cell.text != line.text and _WEEKDAY.search(cell.text[: day[1][0]]):
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
    part = 1 < len(words) <= MOST_NAMED and all(w[0].isupper() or w in _SMALL for w in words)
    if not part or _bare_body(above) or lookup(name_words(" ".join(words))) or not words[0].isalpha():
        return body
    joined = _bare_body(above._replace(text=f"{above.text} {lines[number].text}"))
    return joined if joined and joined.lower().endswith(body.lower()) else body


def _wrapped(lines: Sequence[HeadLine], number: int) -> bool:
    """*Executive* over *Summary*: a heading broken over two lines, not a body."""
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
        head = re.sub(
            r"[\s,*–-]*\b(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day$", "", head, flags=re.IGNORECASE
        ).rstrip(" \t-–—,:*")
        head = _MEETING_WORD.sub("", head)
        body = _body(head)
        if (
            body
            and fold_blanks(head).lower().endswith(body.lower()[-12:])
            and not re.search(r"\b(?:minutes|pathway|dated|report\s.{0,4}of)\b", head, re.IGNORECASE)
        ):
            strong = 0.93 if number < 12 else 0.6
            yield DateCandidates(day[0], "meeting", body, line.span, "line: committee and date", strong)
            return
    weekday = bool(_WEEKDAY.search(before))
    time = bool(_AT_TIME.match(line.text[day[1][1] :]))
    if _NOT_HELD.search(before):
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
    text = _MEETING_OF_THE.sub("", text)
    name = _body(text)
    if (
        name
        and name.lower().endswith("council")
        and bodies.fold(text) != bodies.fold(name)
        and not re.match(r"council\s+of\b|.{0,40}\bmeeting$", text, re.IGNORECASE)
    ):
        return None
    if name == "Council" and text.lower().startswith("council of the"):
        return name
    if name is None or bodies.is_decider(name) or len(text) > len(name) + 12:
        return None
    return name


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
            body = _body(of["body"])
        elif match[0].lower() == "meeting":
            body = _body_before(text, max(start, match.start() - BEFORE_MEETING), match.start())
        days = [
            d
            for d in dates.days(text, match.end(), window)
            if not _NOT_HELD.search(text, max(match.end(), d[1][0] - 25), d[1][0])
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
        timed = bool(_WEEKDAY.search(text, max(0, span[0] - 20), span[0])) or bool(
            _AT_TIME.match(text[span[1] : span[1] + 30])
        )
        held = bool(re.search(r"\b(?:held|on)\b", text[match.end() : span[0]], re.IGNORECASE))
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
        weekday = _WEEKDAY.search(text, max(start, at - 20), at)
        for year in years if weekday else ():
            day = dates.iso(year, int(found.value.low[2:4]), int(found.value.low[5:7]))
            if day and weekday and date.fromisoformat(day).strftime("%A").lower() in weekday[0].lower():
                return [(day, (at, start + found.span[1]))]
    return []


def from_file(path: str) -> Iterator[DateCandidates]:
    """What the file's own name says: date and committee, weak both."""
    said = filename.read(path)
    if said.date or said.committee:
        kind: DateKind = "meeting" if said.committee else "published"
        yield DateCandidates(said.date, kind, said.committee, None, "file name", WEAK)
