"""What became of the recommendation or decision that a passage or a paper holds, in words for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cqa.catalogue.outcomes import MOST_DAYS, OutcomeStep, OutcomeStrip, is_recommended, main_part, outcome_strips
from cqa.model import Decision, Paper, Passage
from cqa.show.outcome_strip import strip_text

NEIGHBOURS_MOST = 150
"""Papers of a council around the date of minutes in which their recommendations are looked for: all papers of a large
council would take minutes of time."""


def outcome_of(passage: Passage, paper: Paper | None, papers: Sequence[Paper], *, whole: bool = False) -> str:
    """Return what became of the decisions in a passage; "" where nothing is recorded.

    A recommendation is followed through ``papers`` to the meeting that decided on it; one that nobody decided is called
    proposed. What minutes record is said in their own words, and with the recommendation it was taken on where
    ``whole`` asks for it: that takes a look at the reports of the council.
    """
    if paper is None:
        return ""
    start, end = passage.span
    own = [d for d in paper.decisions if d.text.span[0] < end and d.text.span[1] > start]
    if not own:
        return ""
    if whole or any(is_recommended(paper, d) for d in own):
        texts = {d.text.span for d in own}
        lines = [
            strip_text(strip)
            for strip in outcome_strips(paper, neighbours(paper, papers))
            for step in (strip.recommended, *strip.decided)
            if step and step.paper.id == paper.id and step.decision.text.span in texts
        ]
        if lines:
            return "; ".join(dict.fromkeys(lines))
    return "; ".join(dict.fromkeys(_in_words(paper, d) for d in own))


def strips_of(paper: Paper, papers: Sequence[Paper]) -> list[str]:
    """Return the recommendations of a paper, or those its decisions were taken on, with what became of each."""
    strips = outcome_strips(paper, neighbours(paper, papers))
    return list(dict.fromkeys(strip_text(s) for s in strips if s.recommended))


def neighbours(paper: Paper, papers: Sequence[Paper]) -> list[Paper]:
    """Return the papers of the same council that may hold the other half of a recommendation and its decision: those
    dated within :data:`~cqa.catalogue.outcomes.MOST_DAYS`, for minutes the nearest of them."""
    day = _day(paper.date)
    if day is None or paper.authority is None:
        return []
    near = [
        (abs((other - day).days), p)
        for p in papers
        if p.authority == paper.authority
        and (p.decisions or p.type == "report")
        and (other := _day(p.date)) is not None
    ]
    near = [(days, p) for days, p in near if days <= MOST_DAYS]
    if any(is_recommended(paper, d) for d in paper.decisions):
        return [p for _, p in near]
    return [p for _, p in sorted(near, key=lambda pair: pair[0])[:NEIGHBOURS_MOST]]


def _day(written: str | None) -> date | None:
    """Return a whole date; None for a year, a month or nothing."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None


def _in_words(paper: Paper, decision: Decision) -> str:
    """Return what a paper alone says of a decision; a motion without a recorded outcome is proposed."""
    if decision.outcome == "proposed":
        return "Proposed"
    return strip_text(OutcomeStrip(None, (OutcomeStep(paper, decision, main_part(decision)),)))
