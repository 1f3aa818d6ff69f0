"""*When was Leeds last inspected?* and *Which councils were inspected in 2025?*: by the dates of inspection that the
papers print, and those of the grades in them. A sentence that merely says *last* and *visit* is no answer to that.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from cqa.answer.context import AnswerContext, citing, dated, evidence, most_listed, told_by
from cqa.answer.judgement_choice import within
from cqa.evidence.patterns import cue, cue_words
from cqa.model import Answer, Evidence, Paper, Span
from cqa.record import dataclass
from cqa.text.analyzer import stems
from cqa.text.for_people import date_in_words

TOLD = 3
"""Sentences that name the day which are shown."""


@dataclass(frozen=True, slots=True)
class _Inspection:
    """Days are ISO; ``span`` is where the paper says so."""

    first: str
    last: str
    paper: Paper
    span: Span


def latest(context: AnswerContext) -> Answer | None:
    """None where something else is asked, or the index has no inspection of a known day."""
    q = context.question
    if len(q.authorities) != 1 or not cue("last_inspected").search(q.text.lower()):
        return None
    if any(w.stem not in cue_words("of_inspections") for w in q.topic):
        return None
    found = [x for p in context.papers for x in (*_dated(p), *_graded(p))]
    if not found:
        return None
    last = max(found, key=lambda x: (x.last, x.first != x.last, x.paper.date or "", x.paper.id))
    name = last.paper.authority.name if last.paper.authority else last.paper.title
    days = date_in_words(last.last)
    if last.first != last.last:
        days = f"{date_in_words(last.first)} to {days}"
    text = f"{days}: the latest inspection of {name} with a date in the papers (\u2018{last.paper.title}\u2019)."
    return Answer("when", True, text, last.last, citing(context, [name]), (), _proof(context, last))


def councils(context: AnswerContext) -> Answer | None:
    """Return the councils with an inspection in the time asked about. None where something else is asked, too."""
    q = context.question
    plain = q.text.lower()
    counted = cue("inspections_counted").search(plain) is not None
    if q.authorities or q.unit != "authority" or counted or not cue("asks_inspected").search(plain):
        return None
    named = {w.stem for w in q.topic if w.stem not in cue_words("of_inspections")}
    papers = [p for p in context.held if p.authority and named <= set(stems(p.title))]
    found = [x for p in papers for x in (*_dated(p), *_graded(p)) if q.body is None or q.body in _bodies(x.paper)]
    found = [x for x in found if all(within(x.first, t) or within(x.last, t) for t in q.periods)]
    groups: defaultdict[str, list[_Inspection]] = defaultdict(list)
    for x in sorted(found, key=lambda x: (x.last, x.paper.id), reverse=True):
        groups[x.paper.authority.name if x.paper.authority else ""].append(x)
    if not groups:
        return None
    total = len({p.authority.name for p in context.held if p.authority})
    named_ones = [dated(name, (x.last for x in group)) for name, group in sorted(groups.items())]
    proof = [e for _, group in sorted(groups.items()) for e in _read_off(context, group[0])[:1]]
    told = {name: [(x.paper, x.last) for x in group] for name, group in groups.items()}
    rows = told_by(replace(context, papers=context.held), told, proof)
    text = f"{len(groups)} of {total} councils, by the dates of inspections in the papers: {most_listed(named_ones)}."
    return Answer("which", True, text, len(groups), rows, (), tuple(proof))


def _bodies(paper: Paper) -> str:
    return " ".join(j.body or "" for j in paper.judgements)


def _proof(context: AnswerContext, of: _Inspection) -> tuple[Evidence, ...]:
    """Return the sentences of the paper that report an inspection and name its last day, and what the date was read
    off."""
    year, month, day = of.last.split("-")
    written = re.compile(rf"\b{int(day)}(?:st|nd|rd|th)?\s+(?:of\s+)?{date_in_words(f'{year}-{month}').split()[0]}\b")
    telling = [s for s in context.sentences if s.passage.paper == of.paper.id and written.search(s.text)]
    return (*(evidence(s, "cites") for s in telling[:TOLD]), *_read_off(context, of))


def _read_off(context: AnswerContext, of: _Inspection) -> list[Evidence]:
    """Return what the day was read off."""
    held = (p for p in context.passages_of([of.paper.id], ()) if p.span[0] <= of.span[0] < p.span[1])
    return [Evidence(p, (of.span[0], min(of.span[1], p.span[1])), 1.0, (), (), "cites") for p in held]


def _dated(paper: Paper) -> Iterator[_Inspection]:
    """Yield the days that an inspection report prints as those of the inspection."""
    days = {d.kind: d.date for d in paper.dates}
    last = days.get("inspection-end") or days.get("inspection-start")
    if last is None:
        return
    for field, finding in paper.findings:
        if field == "date" and finding.span and finding.value == last:
            yield _Inspection(days.get("inspection-start", last), last, paper, finding.span)
            return


def _graded(paper: Paper) -> Iterator[_Inspection]:
    """Yield the days of grades that inspectors gave."""
    for j in paper.judgements:
        by_inspection = j.kind == "inspected" and j.framework not in cue_words("no_inspections")
        if by_inspection and j.as_of and j.as_of.count("-") == 2:
            yield _Inspection(j.as_of, j.as_of, paper, j.span)
