"""A decision that later words complete: its votes, its resolution in full, what came of its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.extract.decisions import votes
from cqa.model import Decision, Quote, VoteCount


def settled(motion: Decision, resolved: Decision) -> Decision:
    """Return the motion that was carried and the resolution that says so in full as one decision."""
    return replace(
        resolved,
        stated=motion.stated,
        votes=motion.votes or resolved.votes,
        proposer=motion.proposer or resolved.proposer,
        seconder=motion.seconder or resolved.seconder,
    )


def adds(last: Decision, found: Sequence[votes.Count]) -> bool:
    """Return whether the sides counted are those that the vote lacks (``For (52)`` and ``Against (0)`` apart)."""
    vote = last.votes[-1]
    known = {"for": vote.for_, "against": vote.against, "abstained": vote.abstained}
    return all(known[c.side] is None for c in found)


def voted(text: str, decision: Decision, found: list[votes.Count]) -> Decision:
    """Return the decision with its votes. Recommendations that are only listed are lost where more were against."""
    vote = votes.counted(text, found)
    if vote is None:
        return decision
    if decision.votes:
        before = decision.votes[-1]
        a, b = min(before.quote.span[0], vote.quote.span[0]), max(before.quote.span[1], vote.quote.span[1])
        sides = (
            before.for_ if vote.for_ is None else vote.for_,
            before.against if vote.against is None else vote.against,
            before.abstained if vote.abstained is None else vote.abstained,
        )
        vote = VoteCount(Quote(text[a:b], (a, b)), *sides)
    decision = replace(decision, votes=(vote,))
    listed = decision.rule in ("that the body", "moved")
    if listed and vote.for_ is not None and vote.against is not None and vote.against >= vote.for_:
        return replace(decision, outcome="lost")
    return decision


def with_parts(decision: Decision, found: votes.PartsOutcome, said: Quote) -> Decision:
    """Return the decision with another outcome for a part: *Recommendation b was not approved*."""
    named = {plain_number(p) for p in found.parts}
    parts = tuple(p._replace(outcome=found.outcome) if plain_number(p.number) in named else p for p in decision.parts)
    return decision if parts == decision.parts else replace(decision, parts=parts, stated=decision.stated or said)


def plain_number(number: str) -> str:
    """Return a number without its brackets and stops: ``(a)``, ``a.`` and ``a`` are one."""
    return "".join(c for c in number.lower() if c.isascii() and c.isalnum())
