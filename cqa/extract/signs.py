"""Signs of when a paper was before whom, each with the words it rests on.

Best first: a labelled date with a labelled committee; a line that holds both (``CABINET - 10TH MARCH 2017``);
the opening sentence of minutes and agendas; a weekday date by itself near the top; an inspection's dates; the date on
a cover; the file name. Dates of other meetings (pathways, previous minutes, background papers) match none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from cqa.extract import committee as bodies
from cqa.extract import dates, filename
from cqa.extract.header import Field, HeadLine, fold_blanks
from cqa.model import Span

DateKind = Literal["meeting", "decision", "published", "inspection-start", "inspection-end"]
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
_NOT_HELD = re.compile(
    r"\b(?:as at|dated|minutes of|previous|last|since|until|by|published|approved on)\s*$", re.IGNORECASE
)
_REPORT_TO = re.compile(r"^\W{0,3}(?:joint\s+)?report\s+(?:to|for)\s+(?:the\s+)?(?P<body>[^:]{3,100})$", re.IGNORECASE)
_PRINTED = re.compile(
    r"(?:\bpublished\s+on(?=\s+[^.\n]{5,25}\s+by\s+authority\s+of\s+the\s+house)|ordered\s+(?:by\s+the\s+house\s+of\s+\w+\s+)?to\s+be\s+printed(?:\s+on)?|"
    r"^\W{0,3}dated(?:\s+this)?:?|^\W{0,3}(?:report\s+)?published(?:\s+on)?:?|^\W{0,3}date\s+of\s+issue:?|"
    r"^\W{0,3}issued(?:\s+on)?:?|made\s+the\s+order\s+on|\bdraft:)\s+",
    re.IGNORECASE | re.MULTILINE,
)
LETTER = re.compile(
    r"^\s*dear\s+\w+|\bdirect\s+dial\b|^\s*your(?:s)?\s+(?:sincerely|faithfully)", re.IGNORECASE | re.MULTILINE
)
PAST_ROW = frozenset({"pathway", "previous_inspection", "circulation"})


class Found(NamedTuple):
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


# ------------------------------------------------------------ labelled values


def from_fields(fields: Sequence[Field], letter: bool, front_matter: int = 0) -> Iterator[Found]:
    labelled: list[Found] = []
    for f in fields:
        if f.kind == "meeting":
            body = _body(f.value)
            if body is None:
                continue
            days = dates.days(f.value)
            kind: DateKind = "decision" if bodies.is_decider(body) else "meeting"
            labelled.append(Found(days[0][0] if days else None, kind, body, f.span, f"label: {f.label}", 0.95))
        elif f.kind == "meeting_date":
            for day, _ in dates.days(f.value)[:1]:
                posted = (letter and f.label.lower() == "date") or f.span[1] <= front_matter
                kind = "published" if posted else "meeting"
                labelled.append(Found(day, kind, None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "decision_date":
            for day, _ in dates.days(f.value)[:1]:
                labelled.append(Found(day, "decision", None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "published_date":
            for day, _ in dates.days(f.value)[:1]:
                labelled.append(Found(day, "published", None, f.span, f"label: {f.label}", 0.9))
        elif f.kind == "inspection":
            spans = dates.ranges(f.value)
            if spans:
                low, high = spans[0][0], max(s[1] for s in spans)
                labelled.append(Found(low, "inspection-start", None, f.span, f"label: {f.label}", 0.9))
                labelled.append(Found(high, "inspection-end", None, f.span, f"label: {f.label}", 0.9))
    yield from labelled


# ------------------------------------------------------- lines and sentences


def _stands_alone(line: HeadLine, at: Span) -> bool:
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


def from_lines(lines: Sequence[HeadLine], skip: frozenset[int]) -> Iterator[Found]:
    for number, line in enumerate(lines[:45]):
        if number in skip or len(line.text) > 160:
            continue
        if match := _REPORT_TO.match(line.text):
            if body := _body(match["body"]):
                yield Found(None, "meeting", body, line.span, "line: report to", 0.85)
            continue
        days = dates.days(line.text)
        if len(days) == 1:
            yield from _dated_line(line, number, days[0])
        elif not days and number < 12 and not _wrapped(lines, number) and (body := _bare_body(line)):
            yield Found(None, "meeting", body, line.span, "line: committee", round(0.7 - number / 100, 2))


def _wrapped(lines: Sequence[HeadLine], number: int) -> bool:
    """*Executive* over *Summary*: a heading broken over two lines, not a body."""
    below = lines[number + 1].text.strip().lower() if number + 1 < len(lines) else ""
    return (
        below.startswith(("summary", "member", "director", "report"))
        and "\t" not in lines[number].text
        and " " not in lines[number].text.strip()
    )


def _dated_line(line: HeadLine, number: int, day: tuple[str, Span]) -> Iterator[Found]:
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
            yield Found(day[0], "meeting", body, line.span, "line: committee and date", strong)
            return
    weekday = bool(_WEEKDAY.search(before))
    time = bool(_AT_TIME.match(line.text[day[1][1] :]))
    if _NOT_HELD.search(before):
        return
    if weekday and time:
        yield Found(day[0], "meeting", None, line.span, "line: weekday, date and time", 0.88)
    elif (time or weekday) and _stands_alone(line, day[1]):
        yield Found(day[0], "meeting", None, line.span, "line: date of a meeting", 0.75)
    elif number < 30 and (line.gap or number < 6) and _stands_alone(line, day[1]):
        yield Found(day[0], "published", None, line.span, "line: date alone", 0.5)


def _bare_body(line: HeadLine) -> str | None:
    text = fold_blanks(line.text.strip(" *#_|"))
    if (
        not 6 < len(text) < 90
        or text.endswith((".", ";", ","))
        or (":" in text and not text.endswith(":"))
        or text[0].islower()
    ):
        return None
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


def from_sentences(text: str, start: int, end: int) -> Iterator[Found]:
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
                yield Found(None, "meeting", body, match.span(), "sentence: meeting of", 0.7)
            continue
        day, span = days[0]
        if match[0].lower() != "meeting" and _CONFIRMED.match(text, span[1], end):
            continue
        timed = bool(_WEEKDAY.search(text, max(0, span[0] - 20), span[0])) or bool(
            _AT_TIME.match(text[span[1] : span[1] + 30])
        )
        held = bool(re.search(r"\b(?:held|on)\b", text[match.end() : span[0]], re.IGNORECASE))
        if not (timed or held):
            continue
        sure = 0.9 if match.start() < start + 700 else 0.6
        yield Found(
            day, "meeting", body, (match.start(), span[1]), "sentence: meeting held", sure if held else sure - 0.05
        )
        return


def from_words(words: Iterable[str], rule: str) -> Iterator[Found]:
    """A title or a running header that ends with a day or month: when the paper was issued."""
    for text in words:
        for found in dates.mentions(text)[-1:]:
            value, span = found.value, found.span
            whole = value.precision in ("day", "month") and not value.relation
            if whole and span and span[1] >= len(text.rstrip(" .)")):
                length = 10 if value.precision == "day" else 7
                yield Found((value.low or "")[:length], "published", None, None, rule, 0.25)


_DATE_LABEL = re.compile(r"\W{0,3}date\W{0,3}", re.IGNORECASE)
COVER_LINE, HEADER = 60, 120
"""Characters of a cover's line, and of the header above a first page, that may end with a month."""
SHORT_LINE = 50
"""Characters up to which a line is no full line of running text."""


def _mid_sentence(text: str, at: int) -> bool:
    """Whether a line that begins with *published on* only goes on with the sentence of the line above."""
    line_start = text.rfind("\n", 0, at + 1)
    if line_start < at - 3:
        return False
    above = text[text.rfind("\n", 0, max(0, line_start)) + 1 : max(0, line_start)].rstrip()
    return len(above) > SHORT_LINE and not above.endswith((".", ":"))


def from_cover(text: str, start: int, end: int, lines: Sequence[HeadLine]) -> Iterator[Found]:
    for match in _PRINTED.finditer(text, start, min(end, start + 9000)):
        for day, span in dates.days(text, match.end(), min(end, match.end() + 24))[:1]:
            if span[0] - match.end() < 3 and not _mid_sentence(text, match.start()):
                kind: DateKind = "decision" if "order on" in match[0].lower() else "published"
                yield Found(day, kind, None, (match.start(), span[1]), "words: " + fold_blanks(match[0]).lower(), 0.7)
    for label, line in pairwise(lines):
        if (
            _DATE_LABEL.fullmatch(label.text)
            and label.page == line.page == lines[0].page
            and abs(label.x0 - line.x0) < 2
        ):
            for day, span in dates.days(line.text)[:1]:
                if _stands_alone(line, span):
                    yield Found(day, "published", None, line.span, "label over a date", 0.6)
    for line in lines[:40]:
        longest = HEADER if line is lines[0] else COVER_LINE
        if line.page > lines[0].page + 1 or len(line.text) > longest:
            continue
        for found in dates.mentions(line.text)[-1:]:
            if (
                found.value.precision == "month"
                and found.span
                and found.span[1] >= len(line.text.rstrip()) - 2
                and not found.value.relation
            ):
                yield Found((found.value.low or "")[:7], "published", None, line.span, "line: month on the cover", 0.3)


def from_file(path: str) -> Iterator[Found]:
    """What the file's own name says: date and committee, weak both."""
    said = filename.read(path)
    if said.date or said.committee:
        kind: DateKind = "meeting" if said.committee else "published"
        yield Found(said.date, kind, said.committee, None, "file name", WEAK)
