"""*What did the committee decide?*: that is in minutes and decision records of that meeting, nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.answerability import nothing, tells_enough
from cqa.answer.context import AnswerContext, citing, lead, minutes, not_found, quoted
from cqa.answer.judgement_choice import days, within
from cqa.answer.kinds import passage
from cqa.answer.kinds import recorded as records
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Evidence, Paper
from cqa.text.analyzer import stems


def answer(context: AnswerContext) -> Answer:
    """Return what was decided, from records of decisions; without a meeting named, also from a sentence that records
    one."""
    q = context.question
    recorded = minutes(context)
    if q.periods:
        recorded = [p for p in recorded if any(within(d, s) for s in q.periods for d in days(p))]
    if recorded and not _topic(context):
        return (
            records.all_of(context, recorded)
            or _all_of(context, recorded)
            or not_found(context, "the minutes of that meeting record no decision.")
        )
    record = records.answer(context)
    if record is not None and record.found:
        return record
    ids = {p.id for p in recorded}
    anywhere = not q.periods and not q.committees
    kept = tuple(
        s
        for s in context.scored
        if s.passage.paper in ids
        or s.passage.role == "decision"
        or (anywhere and cue("decided").search(s.text) is not None)
    )
    deciding = (_deciding(s) for s in kept if s.passage.role == "decision" or cue("decided").search(s.passage.text))
    told = tuple(s for s in deciding if not cue("formality").search(s.text))
    recording = tuple(s for s in told if cue("records_decision").search(s.text) and tells_enough(s))
    if recording:
        return passage.answer(replace(context, scored=recording), sure=True)
    answered = passage.answer(replace(context, scored=told)) if told else None
    if answered is not None and answered.found:
        return answered
    if record is not None:
        return record
    if recorded:
        why = f"no minutes or decision record says what was decided on \u2018{context.topic()}\u2019."
    else:
        why = (
            "the index has no minutes or decision record of that meeting, so the papers do not record what was decided."
        )
    return nothing(replace(context, scored=kept), why)


def _deciding(s: Sentence) -> Sentence:
    """Return a sentence with the next one where that says what came of it (*... proposed that ... Carried.*), or the
    sentence further on in the same minute that does."""
    if cue("decided").search(s.text):
        return s
    below = [
        span
        for span in sentence_spans(s.passage.text, s.passage.kind)
        if s.span[1] <= span[0] and cue("decided").search(s.passage.text[slice(*span)])
    ]
    recorded = [span for span in below if cue("records_decision").search(s.passage.text[slice(*span)])]
    for start, end in (recorded or [span for span in below if span[0] <= s.span[1] + REACH])[:1]:
        return replace(s, span=(s.span[0] if start <= s.span[1] + 2 else start, end))
    return s


def _topic(context: AnswerContext) -> set[int]:
    """Return what the question asks about other than the meeting itself and those who met."""
    met = {stem for paper in context.papers if paper.authority for stem in stems(paper.authority.name)}
    return {i for i, c in enumerate(context.concepts) if c.required and not set(c.variants[0]) <= met | MEETING}


def _all_of(context: AnswerContext, recorded: Sequence[Paper]) -> Answer | None:
    """Return every decision that the first of these minutes to record any does."""
    for paper in recorded:
        proof = tuple(
            Evidence(p, (p.span[0] + a, p.span[0] + b), 1.0, (), (), "cites")
            for p in context.passages_of([paper.id], ())
            for a, b in sentence_spans(p.text, p.kind)
            if cue("records_decision").search(p.text[a:b])
        )
        if proof:
            said = "; ".join(quoted(e.sentence, 220).rstrip(".;") for e in proof[:TOLD])
            more = f" {len(proof) - TOLD} more are recorded." if len(proof) > TOLD else ""
            names = [paper.authority.name if paper.authority else paper.title]
            text = f"{lead(proof[0].passage)}: {said}.{more}"
            kind = context.question.kind
            return Answer(kind, True, text, len(proof), citing(context, names), (), proof[:MOST_PROOF])
    return None


MEETING = frozenset(stems("meeting meetings council committee board minutes parish"))
"""Words that name a meeting and nothing that it dealt with."""

REACH = 900
"""Characters after a sentence within which what somebody agreed to is the decision on it."""

TOLD, MOST_PROOF = 6, 30
"""Decisions in the headline, and shown in all."""
