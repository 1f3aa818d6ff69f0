"""*When*: the date in the sentence that reports the event; of a decision, that of the minutes that record it."""

from __future__ import annotations

import re

from cqa.answer.context import AnswerContext, citing, lead, minutes, not_found, quoted
from cqa.answer.kinds import passage as passages
from cqa.answer.kinds.decision import MEETING
from cqa.answer.kinds.inspection import latest
from cqa.answer.kinds.recorded import day_of
from cqa.evidence.patterns import cue
from cqa.model import Answer, Evidence
from cqa.text import dates
from cqa.text.analyzer import stems
from cqa.text.for_people import date_in_words


def answer(context: AnswerContext) -> Answer:
    """Return the date from the record that holds it, else the sentences that say of the event."""
    inspection = latest(context)
    if inspection is not None:
        return inspection
    following = _next_meeting(context)
    if following is not None:
        return following
    decided = _decided(context)
    if decided is not None:
        return decided
    return _published(context) or passages.answer(context)


def _next_meeting(context: AnswerContext) -> Answer | None:
    """Return the day of the next meeting as the minutes of the last one in scope announce it, mostly at their end; None
    where something else is asked for."""
    asked = cue("asks_next_meeting").search(context.question.text.lower())
    if not asked or any(c.required and not set(c.variants[0]) <= NEXT_MEETING for c in context.concepts):
        return None
    named = [c.lower() for c in context.question.committees]
    sat = [
        p for p in minutes(context) if all(any(n in c.lower() or c.lower() in n for c in p.committees) for n in named)
    ]
    for p in reversed(context.passages_of([sat[0].id], ()) if sat else ()):
        for said in reversed(list(cue("next_meeting").finditer(p.text))):
            printed = dates.printed(p.text, said.start(), min(len(p.text), said.end() + ANNOUNCED))
            day = p.text[slice(*printed[0])] if printed else ""
            if printed and not re.fullmatch(r"\d{4}", day):
                span = said.start(), printed[0][1]
                proof = Evidence(p, (p.span[0] + span[0], p.span[0] + span[1]), 1.0, (printed[0],), (), "cites")
                text = f"{lead(p)}: {quoted(p.text[slice(*span)])}."
                return Answer("when", True, text, day, citing(context, [p.authority]), (), (proof,))
    return not_found(context, "no minutes announce a next meeting.")


ANNOUNCED = 90
"""Characters after *next meeting* in which its date is."""

NEXT_MEETING = MEETING | frozenset(
    stems("next regular ordinary special full annual general date day city county district")
)
"""Words that ask for the next meeting and for nothing in particular."""


def _decided(context: AnswerContext) -> Answer | None:
    """Return the day of the decision, from its record."""
    if not cue("asks_when_decided").search(context.question.text.lower()):
        return None
    return day_of(context)


def _published(context: AnswerContext) -> Answer | None:
    """Return the date of publication that a paper's own record holds, when that is asked of one paper."""
    if not cue("published").search(context.question.text.lower()):
        return None
    reports = [p for p in context.papers if p.type == "inspection report"]
    dated = [(p, d.date) for p in reports for d in p.dates if d.kind == "published"]
    topic = {w.stem for w in context.question.topic}
    named = {p.id: len(topic & set(stems(p.title))) for p, _ in dated}  # "the SEND inspection" of two inspections
    dated = [(p, day) for p, day in dated if named[p.id] == max(named.values())]
    if len(dated) != 1:
        return None
    paper, day = dated[0]
    name = paper.authority.name if paper.authority else paper.title
    text = (
        f"{date_in_words(day)}: \u2018{paper.title}\u2019, {name}. "
        "The date is in the name of the file; the text does not give it."
    )
    front = tuple(Evidence(p, p.span, 1.0, (), (), "cites") for p in context.passages_of([paper.id], ())[:1])
    return Answer("when", True, text, day, citing(context, [name]), (), front)
