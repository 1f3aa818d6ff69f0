"""Signs of when a paper was before whom, each with the words it rests on.

Best first: a labelled date with a labelled committee; a line that holds both (``CABINET - 10TH MARCH 2017``);
the opening sentence of minutes and agendas; a weekday date by itself near the top; an inspection's dates; the date on
a cover; the file name. Dates of other meetings (pathways, previous minutes, background papers) match none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cqa.extract import filename
from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.gazetteer import committees as bodies
from cqa.model import Span
from cqa.text import dates
from cqa.text.whitespace import fold_blanks

DateKind = Literal["meeting", "decision", "published", "inspection-start", "inspection-end"]
HEAD = 10
"""Lines of a paper's head in which a date under a committee's name is the day it met."""
MOST_NAMED = 7
"""Words of a committee's name."""
OPENING = 2500
"""Characters within which minutes and agendas say what meeting they are of."""
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
    r"[\s,]{0,4}(?:were|was|be|having\s+been|as\s+circulated)\b[^.]{0,90}"
    r"\b(?:approved|agreed|confirmed|accepted|signed|received)\b",
    re.IGNORECASE,
)
"""What follows at once the date of an earlier meeting, whose minutes this one approves."""
_NOT_HELD = re.compile(
    r"\b(?:as at|dated|minutes of|previous|last|since|until|by|published|approved on)\s*$", re.IGNORECASE
)
_REPORT_TO = re.compile(r"^\W{0,3}(?:joint\s+)?report\s+(?:to|for)\s+(?:the\s+)?(?P<body>[^:]{3,100})$", re.IGNORECASE)
LETTER = re.compile(
    r"^\s*dear\s+\w+|\bdirect\s+dial\b|^\s*your(?:s)?\s+(?:sincerely|faithfully)", re.IGNORECASE | re.MULTILINE
)
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
    small = ("and", "of", "the", "for", "&")
    return f"{f.value} Committee" if named and all(w[0].isupper() or w in small for w in words) else None


# ------------------------------------------------------------ labelled values


def from_fields(fields: Sequence[FrontPageField], letter: bool, front_matter: int = 0) -> Iterator[DateCandidates]:
    labelled: list[DateCandidates] = []
    for f in fields:
        if f.kind == "meeting":
            body, days = _body(f.value) or _unsaid(f), dates.days(f.value)
            if body is None:
                if days and f.label.lower() == "meeting":  # "Meeting: 6 March 2024"
                    labelled.append(DateCandidates(days[0][0], "meeting", None, f.span, "label: Meeting", 0.9))
                continue
            kind: DateKind = "decision" if bodies.is_decider(body) else "meeting"
            labelled.append(DateCandidates(days[0][0] if days else None, kind, body, f.span, f"label: {f.label}", 0.95))
        elif f.kind == "meeting_date":
            for day, _ in dates.days(f.value)[:1]:
                posted = (letter and f.label.lower() == "date") or f.span[1] <= front_matter
                kind = "published" if posted else "meeting"
                named = _MEETING_DATE.sub("", f.label)  # "Cabinet meeting date"
                body = _body(named) if named != f.label else None
                labelled.append(DateCandidates(day, kind, body, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "decision_date":
            for day, _ in dates.days(f.value)[:1]:
                labelled.append(DateCandidates(day, "decision", None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "published_date":
            for day, _ in dates.days(f.value)[:1]:
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
            if body := _body(match["body"]):
                yield DateCandidates(None, "meeting", body, line.span, "line: report to", 0.85)
            continue
        days = dates.days(line.text)
        if len(days) == 1:
            body = _bare_body(lines[number - 1]) if number else None
            if body and number < HEAD and stands_alone(line, days[0][1]):
                yield DateCandidates(days[0][0], "meeting", body, line.span, "line: date under a committee", 0.8)
            else:
                yield from _dated_line(line, number, days[0])
        elif not days and number < 12 and not _wrapped(lines, number) and (body := _bare_body(line)):
            yield DateCandidates(None, "meeting", body, line.span, "line: committee", round(0.7 - number / 100, 2))


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
        head = re.sub(r"\s+meeting$", "", head, flags=re.IGNORECASE)
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


def from_sentences(text: str, start: int, end: int) -> Iterator[DateCandidates]:
    """*MINUTES of a meeting of the County Council held in … on Thursday, 13 February 2025*."""
    stop = min(end, start + OPENING)
    for match in _MEETING.finditer(text, start, stop):
        if _OTHER_MEETING.search(text, max(start, match.start() - 40), match.start()) and match.start() > start + 200:
            continue
        if _OTHER_NAMED.match(text, match.end(), stop):
            continue
        window = min(end, match.end() + 360)
        paragraph = text.find("\n\n\n", match.end(), window)
        window = paragraph if paragraph > 0 else window
        body = None
        if (of := _MEETING_OF.search(text, max(start, match.start() - 12), window)) and of.start() <= match.end() + 4:
            body = _body(of["body"])
        days = [
            d
            for d in dates.days(text, match.end(), window)
            if not _NOT_HELD.search(text, max(match.end(), d[1][0] - 25), d[1][0])
        ]
        if not days:
            if body and match[0].lower() != "meeting":
                yield DateCandidates(None, "meeting", body, match.span(), "sentence: meeting of", 0.7)
            continue
        day, span = days[0]
        if _APPROVED.match(text, span[1], end):
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


def from_file(path: str) -> Iterator[DateCandidates]:
    """What the file's own name says: date and committee, weak both."""
    said = filename.read(path)
    if said.date or said.committee:
        kind: DateKind = "meeting" if said.committee else "published"
        yield DateCandidates(said.date, kind, said.committee, None, "file name", WEAK)
