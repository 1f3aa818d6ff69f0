"""Decision notices and forms: a label next to, before or above what it names, whatever the layout."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.extract.decisions import movers, patterns, resolution, vocabulary, votes
from cqa.extract.decisions.items import Item, agenda_number, items
from cqa.model import Decision, Outcome, Quote, Section, Span
from cqa.text.dates import days
from cqa.text.rules import Rules

LONGEST_LABEL = 64
"""Characters of a label with its number and a remark in brackets."""

MOST_LABEL_WORDS = 6
"""Words of a label that no colon or cell ends."""

LONGEST_SUBJECT = 300
LONGEST_NUMBER, MOST_NUMBER_WORDS = 30, 3
"""Characters and words of a reference (``ODN 2024/017``)."""

HEAD = 600
"""Characters at the start in which a record says that it is only proposed."""

CONFIDENCE = 0.9
"""Confidence (0-1) of a decision that a label names; set by hand."""

RULES = Rules(__file__)


class LabelledValue(NamedTuple):
    """A label's meaning (``subject``, ``decision`` …) with the span of what it names, None for nothing."""

    name: str
    value: Span | None


def meaning(words: str) -> str | None:
    """Return what a label means, None for other words.

    >>> meaning("(d) Decision taken:")
    'decision'
    """
    if len(words) > LONGEST_LABEL:
        return None
    words = words.lstrip(" \t*_#|>-")
    number = RULES.find("number", words)
    words = words[number.end() :] if number else words
    plain = RULES["brackets"].sub(" ", words.lower().replace("/", " or "))
    plain = " ".join("".join(c if "a" <= c <= "z" else " " for c in plain).split())
    sides = {vocabulary.labels().get(side) for side in (plain, *plain.split(" or "))} - {None}
    return sides.pop() if len(sides) == 1 else vocabulary.labels().get(plain)


def fields(text: str, sections: Sequence[Section]) -> list[LabelledValue]:
    """Return every label of the form with its value, in reading order.

    A page that is called *Decision details* has its subject next.
    """
    found: list[LabelledValue] = []
    before = False
    row = mark = ""
    for name, span in _pieces(text, sections):
        words = text[slice(*span)] if name is None and span is not None else ""
        if len(words) == len("(a)") and words[0] == "(" and words[-1] == ")":
            mark = words
            continue
        if name is not None:
            title = name == "decision" and span is None and not found and not before
            found.append(LabelledValue("subject" if title else name, span))
            row = mark or row
        elif found and span is not None and mark and row and ord(mark[1]) == ord(row[1]) + 1:
            found.append(LabelledValue("other", span))  # the next lettered row, by a label that is not known
            row = mark
        elif found and span is not None:
            value = found[-1].value
            found[-1] = found[-1]._replace(value=(value[0] if value else span[0], span[1]))
        before, mark = True, ""
    return found


def _pieces(text: str, sections: Sequence[Section]) -> Iterator[tuple[str | None, Span | None]]:
    """Yield lines and cells: a label (with the rest of its line), or text."""
    done = -1
    for section in sections:
        for m in RULES["piece"].finditer(text, max(section.span[0], done), section.span[1]):
            a, b = m.span()
            while b > a and text[b - 1].isspace():
                b -= 1
            if not any(map(str.isalnum, text[a:b])):
                continue
            whole = meaning(text[a:b])
            if whole:
                yield whole, None
                continue
            colon = RULES.find("label ends", text, a, min(b, a + LONGEST_LABEL))
            name = meaning(text[a : colon.start()]) if colon else None
            if name and colon and colon.end() < b:
                yield name, (colon.end(), b)
            else:
                yield _lettered(text, a, b) or (None, (a, b))
        done = max(done, section.span[1])


def _lettered(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """Return label and value of a lettered row whose cells ran together (``(d) Decision taken That the Board …``)."""
    row = text[text.rfind("\n", 0, start) + 1 : start].strip()
    words = text[start : min(end, start + LONGEST_LABEL)].split()
    for count in range(min(MOST_LABEL_WORDS, len(words) - 1), 1, -1):
        name = meaning(" ".join(words[:count])) if row[:1] == "(" and row[-1:] == ")" else None
        if name and words[count][:1].isupper():
            at = start
            for word in words[:count]:
                at = text.find(word, at) + len(word)
            return name, (text.find(words[count], at), end)
    return None


def decisions(text: str, sections: Sequence[Section]) -> tuple[Decision, ...]:
    """Return the decision of each *decision* label, with the subject, maker and date labelled before it or after."""
    if not sections:
        return ()
    known = fields(text, sections)
    known = [f for f in known if f.name != "decision" or f.value is None or not RULES.find("aside", text, *f.value)]
    places = [i for i, f in enumerate(known) if f.name in ("decision", "proposed") and f.value is not None]
    draft = bool(RULES.find("proposed decision", text, sections[0].span[0], sections[0].span[0] + HEAD))
    items_of = {k: item for item in items(text, sections) for k in item.sections}
    found: list[Decision] = []
    for n, i in enumerate(places):
        first = places[n - 1] + 1 if n else 0
        last = places[n + 1] if n + 1 < len(places) else len(known)
        if len(places) == 1:
            first, last = 0, len(known)
        around = (*known[first:i], *known[i + 1 : last])
        found.append(_decision(text, sections, items_of, known[i], around, draft))
    return tuple(found)


def _decision(
    text: str,
    sections: Sequence[Section],
    items_of: dict[int, Item],
    field: LabelledValue,
    around: Sequence[LabelledValue],
    draft: bool,
) -> Decision:
    span = field.value or (0, 0)
    words = text[slice(*span)]
    default = patterns.verb_named("agree")
    parts = resolution.inline_parts(text, span, default)
    verb = resolution.verb_of(text, span, parts, default)
    proposed = draft or field.name == "proposed" or RULES.find("proposes", words) is not None
    outcome: Outcome = "proposed" if proposed else verb.outcome
    if proposed:
        parts = tuple(p._replace(outcome="proposed") for p in parts)
    k = max(0, bisect_right(sections, span[0], key=_start) - 1)
    item = items_of[k]
    subject = _value(text, around, "subject")
    number = _value(text, around, "number")
    who = _value(text, around, "decider")
    start = subject.span[0] if subject else 0
    above = text[max(0, start - LONGEST_LABEL) : start].strip().rpartition("\n")[2]
    named = agenda_number(above) or agenda_number(subject.text if subject else "")
    own_number = named or item.number
    title = " ".join(subject.text.split()) if subject and len(subject.text) <= LONGEST_SUBJECT else item.title
    day, day_span = _date(text, around)
    vote = votes.counted(text, votes.counts(text, *span))
    return Decision(
        item=title,
        item_number=number.text if number and _is_number(number.text) else own_number,
        text=Quote(words, span),
        verb=verb.name,
        outcome=outcome,
        section=sections[k].id,
        item_span=subject.span if subject and title != item.title else item.span,
        parts=parts,
        votes=(vote,) if vote else (),
        proposer=movers.proposer(text, *span),
        seconder=movers.seconder(text, *span),
        decider=who,
        date=day,
        date_span=day_span,
        rule="decision form",
        confidence=CONFIDENCE,
    )


def _is_number(words: str) -> bool:
    """Return whether the value of a label is a number or a reference, and not the title after *Agenda item*."""
    return len(words) < LONGEST_NUMBER and any(map(str.isdigit, words)) and len(words.split()) <= MOST_NUMBER_WORDS


def _start(section: Section) -> int:
    return section.span[0]


def _value(text: str, around: Sequence[LabelledValue], name: str) -> Quote | None:
    """Return the first value of a label, on its first line."""
    for field in around:
        if field.name == name and field.value is not None:
            a, b = field.value
            end = text.find("\n" if name in ("decider", "number", "date") else "\n\n", a, b)
            b = end if end >= 0 else b
            return Quote(text[a:b], (a, b))
    return None


def _date(text: str, around: Sequence[LabelledValue]) -> tuple[str | None, Span | None]:
    value = _value(text, around, "date")
    found = days(text, *value.span) if value else []
    return found[0] if found else (None, None)
