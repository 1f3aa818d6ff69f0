"""Decisions as text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cqa.model import Decision, DecisionPart, Quote, VoteCount
from cqa.show.as_csv import table as csv_table
from cqa.show.terminal import table

if TYPE_CHECKING:
    from cqa.catalogue.decisions import RecordedDecision

LONGEST = 160
"""Characters of a decision that a line of the list shows."""

COLUMNS = (
    *("authority", "committee", "date", "item_number", "item", "verb", "outcome", "for", "against", "abstained"),
    *("proposer", "seconder", "decided_by", "text", "parts", "paper", "section", "file", "proposal"),
)


def _quote(q: Quote | None) -> dict[str, Any] | None:
    return {"text": q.text, "span": list(q.span)} if q else None


def _part(p: DecisionPart) -> dict[str, Any]:
    return {"number": p.number, "quote": _quote(p.quote), "verb": p.verb, "outcome": p.outcome}


def _vote(v: VoteCount) -> dict[str, Any]:
    return {
        "for": v.for_,
        "against": v.against,
        "abstained": v.abstained,
        "parts": list(v.parts),
        "quote": _quote(v.quote),
    }


def as_record(d: Decision) -> dict[str, Any]:
    """Return a decision as plain values."""
    return {
        "item_number": d.item_number,
        "item": d.item,
        "verb": d.verb,
        "outcome": d.outcome,
        "text": d.text.text,
        "span": list(d.text.span),
        "stated": _quote(d.stated),
        "parts": [_part(p) for p in d.parts],
        "votes": [_vote(v) for v in d.votes],
        "proposer": _quote(d.proposer),
        "seconder": _quote(d.seconder),
        "decided_by": _quote(d.decider),
        "date": d.date,
        "section": d.section,
        "rule": d.rule,
        "confidence": d.confidence,
    }


def as_json(row: RecordedDecision) -> dict[str, Any]:
    """Return a decision with its paper, and the recommendation on which it was taken."""
    p = row.paper
    proposal = None
    if row.proposal:
        report, recommended = row.proposal
        proposal = {
            "paper": report.id,
            "file": report.file,
            "title": report.title,
            "section": recommended.section,
            "text": recommended.text.text,
            "span": list(recommended.text.span),
        }
    return {
        "authority": p.authority.name if p.authority else None,
        "committee": p.committees[0] if p.committees else None,
        "paper": p.id,
        "file": p.file,
        "paper_type": p.type,
        **as_record(row.decision),
        "proposal": proposal,
    }


def as_csv(rows: Sequence[RecordedDecision]) -> str:
    """Return a row a decision."""
    return csv_table(COLUMNS, map(row, rows))


def row(recorded: RecordedDecision) -> tuple[object, ...]:
    """Return a decision as the values of :data:`COLUMNS`."""
    p, d = recorded.paper, recorded.decision
    vote = d.votes[0] if d.votes else None
    counts = (vote.for_, vote.against, vote.abstained) if vote else (None, None, None)
    names = [q.text if q else None for q in (d.proposer, d.seconder, d.decider)]
    parts = "; ".join(f"{x.number} {x.verb}: {x.outcome}".strip() for x in d.parts)
    about = (p.authority.name if p.authority else "", p.committees[0] if p.committees else "", d.date or p.date)
    what = (d.item_number, d.item, d.verb, d.outcome)
    proposal = recorded.proposal[0].id if recorded.proposal else ""
    return (*about, *what, *counts, *names, d.text.text, parts, p.id, d.section, p.file, proposal)


def as_text(rows: Sequence[RecordedDecision]) -> str:
    """Return decisions by authority and time, one line each."""
    heads = ("authority", "date", "item", "verb", "outcome", "votes", "text", "paper")
    return table(heads, [_text_row(r) for r in rows], droppable=("paper", "votes", "verb"))


def _text_row(row: RecordedDecision) -> tuple[object, ...]:
    p, d = row.paper, row.decision
    item = f"{d.item_number or ''} {d.item}".strip()
    words = " ".join(d.text.text.split())
    shown = words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " \u2026"
    votes = "; ".join(map(_votes, d.votes))
    return (p.authority.name if p.authority else "", d.date or p.date, item, d.verb, d.outcome, votes, shown, p.id)


def _votes(v: VoteCount) -> str:
    sides = ((v.for_, "for"), (v.against, "against"), (v.abstained, "abstained"))
    return ", ".join(f"{n} {side}" for n, side in sides if n is not None) or "unanimous"
