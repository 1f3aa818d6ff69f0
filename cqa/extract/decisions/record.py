"""Makes the record of a decision from what is known in the middle of an item."""

from __future__ import annotations

from cqa.extract.decisions import settle, votes
from cqa.extract.decisions.item_within import within
from cqa.extract.decisions.patterns import Cue, Verb, verb_named
from cqa.extract.decisions.state import Reading
from cqa.extract.decisions.wording import ends_meeting, is_as_amended
from cqa.model import Decision, DecisionPart, Outcome, Quote, Span, VoteCount


def add(
    r: Reading,
    k: int,
    span: Span,
    verb: Verb,
    cue: Cue,
    confidence: float,
    *,
    parts: tuple[DecisionPart, ...] = (),
    stated: Quote | None = None,
    outcome: Outcome | None = None,
    minute: str | None = None,
) -> None:
    """Add a decision with the words of ``span``, the votes counted so far and the movers of the motion that waits.

    ``minute`` is the number that the resolution has itself, for items without one.
    """
    motion = r.motion
    outcome = outcome or verb.outcome
    if outcome == "deferred" and ends_meeting(r.words(span)):
        verb, outcome = verb_named("adjourn"), "carried"
    if outcome == "carried" and is_as_amended(f"{r.words(span)} {stated.text if stated else ''}"):
        outcome = "amended"
    vote = votes.counted(r.text, r.counts, r.lead)
    if vote is None and r.unanimous is not None:
        vote = VoteCount(r.quote(r.unanimous))
    inner = within(r.text, r.sections[k], span[0])
    number, title, place = inner or (r.item.number, r.item.title, r.item.span)
    made = Decision(
        item=title,
        item_number=number or minute,
        text=r.quote(span),
        verb=verb.name,
        outcome=outcome,
        section=r.sections[k].id,
        item_span=place,
        stated=stated,
        parts=parts,
        votes=(vote,) if vote else (),
        proposer=motion.proposer if motion else None,
        seconder=motion.seconder if motion else None,
        rule=cue.name,
        confidence=confidence,
    )
    if r.last is not None and cue.kind == "resolution" and r.last.rule == "carried" and motion is None:
        r.made[-1] = settle.settled(r.last, made)
    else:
        r.made.append(made)
    decided = motion is not None and cue.kind == "outcome"
    r.motion = r.waiting.pop() if decided and r.waiting else None
    if cue.kind == "resolution":
        r.waiting.clear()
    r.forget_votes()
