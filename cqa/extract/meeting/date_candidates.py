"""Pieces of evidence of when a paper was before whom, each with the words it rests on: from labels and from file names.

Best first: a labelled date with a labelled committee; a line that holds both (``CABINET - 10TH MARCH 2017``);
the opening sentence of minutes and agendas; a weekday date by itself near the top; an inspection's dates; the date on
a cover; the file name. Dates of other meetings (pathways, previous minutes, background papers) match none of them.
Those of lines are in :mod:`~cqa.extract.meeting.dated_lines`, of sentences in ``dated_sentences``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cqa.extract import filename
from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.gazetteer import committees as bodies
from cqa.model import Span
from cqa.text import dates
from cqa.text.rules import Rules

DateKind = Literal["meeting", "decision", "published", "inspection-start", "inspection-end"]
MOST_NAMED = 7
"""Words of a committee's name."""
OPENING = 2500
"""Characters within which minutes and agendas say what meeting they are of."""
WEAK = 0.35
"""Confidence of what only a file name says."""

RULES = Rules(__file__)
SMALL_WORDS = frozenset({"and", "of", "the", "for", "&"})
PAST_ROW = frozenset({"pathway", "previous_inspection", "circulation"})


class DateCandidates(NamedTuple):
    """One piece of evidence: a date, a committee, or both."""

    date: str | None
    kind: DateKind
    committee: str | None
    span: Span | None
    rule: str
    confidence: float


def body_of(value: str) -> str | None:
    name = bodies.canonical(value)
    return name if name and not bodies.is_outside(name) else None


def _unsaid(f: FrontPageField) -> str | None:
    """Return the committee whose kind only the label says: *Committee: Economy and Infrastructure*."""
    words = f.value.split()
    named = f.label.lower() in ("committee", "committee name", "name of committee") and 0 < len(words) <= MOST_NAMED
    return f"{f.value} Committee" if named and all(w[0].isupper() or w in SMALL_WORDS for w in words) else None


# ------------------------------------------------------------ labelled values


def from_fields(fields: Sequence[FrontPageField], letter: bool, front_matter: int = 0) -> Iterator[DateCandidates]:
    labelled: list[DateCandidates] = []
    for f in fields:
        if f.kind == "meeting":
            body, days = body_of(f.value) or _unsaid(f), dates.days(f.value) or dates.months(f.value)
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
                label = RULES["date in a label"].sub("", f.label)  # "Cabinet meeting date"
                body = body_of(label) if label != f.label else None
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


def stands_alone(line: HeadLine, at: Span) -> bool:
    """Return whether nothing else is in the line but a weekday and a time."""
    text = line.text
    rest = text[: at[0]] + " " + text[at[1] :]
    return not RULES["next to a date"].sub(" ", rest).strip()


def from_file(path: str) -> Iterator[DateCandidates]:
    """Yield what the file's own name says: date and committee, weak both."""
    said = filename.read(path)
    if said.date or said.committee:
        kind: DateKind = "meeting" if said.committee else "published"
        yield DateCandidates(said.date, kind, said.committee, None, "file name", WEAK)
