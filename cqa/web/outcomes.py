"""What became of the recommendation or decision that a passage or a paper holds, in words for people."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.catalogue.outcomes import is_recommended, outcome_strips
from cqa.model import Decision, Outcome, Paper, Passage, VoteCount
from cqa.show.outcome_strip import strip_text

WORDS: dict[Outcome, str] = {
    "carried": "Agreed",
    "lost": "Not agreed",
    "deferred": "Deferred",
    "noted": "Noted",
    "withdrawn": "Withdrawn",
    "referred": "Referred",
    "amended": "Agreed with changes",
    "proposed": "Proposed",
}


def outcome_of(passage: Passage, paper: Paper | None, papers: Sequence[Paper], *, whole: bool = False) -> str:
    """Return what became of the decisions in a passage; "" where nothing is recorded.

    A recommendation is followed through ``papers`` to the meeting that decided on it; one that nobody decided is called
    proposed. What minutes record is said in their own words, and with the recommendation it was taken on where
    ``whole`` asks for it: that takes a look at every report of the council.
    """
    if paper is None:
        return ""
    start, end = passage.span
    own = [d for d in paper.decisions if d.text.span[0] < end and d.text.span[1] > start]
    if not own:
        return ""
    if whole or any(is_recommended(paper, d) for d in own):
        texts = {d.text.span for d in own}
        strips = outcome_strips(paper, papers)
        lines = [
            strip_text(strip)
            for strip in strips
            for step in (strip.recommended, *strip.decided)
            if step and step.paper.id == paper.id and step.decision.text.span in texts
        ]
        if lines:
            return "; ".join(dict.fromkeys(lines))
    return "; ".join(dict.fromkeys(map(_in_words, own)))


def strips_of(paper: Paper, papers: Sequence[Paper]) -> list[str]:
    """Return the recommendations of a paper, or those its decisions were taken on, with what became of each."""
    return list(dict.fromkeys(strip_text(s) for s in outcome_strips(paper, papers) if s.recommended))


def _in_words(decision: Decision) -> str:
    votes = [v for v in map(_vote, decision.votes) if v]
    return ", ".join([WORDS[decision.outcome], *votes[:1]])


def _vote(vote: VoteCount) -> str:
    counts = ((vote.for_, "for"), (vote.against, "against"), (vote.abstained, "abstained"))
    return ", ".join(f"{n:,} {what}" for n, what in counts if n is not None)
