"""A motion and its amendment put against one another, as councils in Scotland vote."""

from __future__ import annotations

from dataclasses import replace

from cqa.extract.decisions import patterns, record, votes
from cqa.extract.decisions.patterns import Cue
from cqa.extract.decisions.state import Motion, Reading
from cqa.extract.decisions.wording import complement
from cqa.model import Outcome, Quote, Span

DIVISION = Cue("division", "outcome", None, "agree")
CONFIDENCE = 0.9
"""Confidence (0-1) of what only the votes on a motion and its amendment decide; set by hand."""


def divided(r: Reading, span: Span, low: str) -> bool:
    """Decide the motion and the amendment that wait by the votes for each; return whether the sentence counts them.

    Where the votes are equal the words that follow say what was decided.
    """
    if "motion" not in low or "amendment" not in low:
        return False
    found = votes.division(r.text, *span)
    if found is None or found.motion == found.amendment:
        return found is not None
    pending = [m for m in (*r.waiting, r.motion) if m is not None]
    amendment = next((m for m in reversed(pending) if m.amendment), None)
    motion = next((m for m in reversed(pending) if not m.amendment), None)
    won = amendment if found.amendment > found.motion else motion
    r.waiting.clear()
    for each in sorted((m for m in (motion, amendment) if m is not None), key=lambda m: m is won):
        _add(r, each, found, each is won)
    return True


def _add(r: Reading, motion: Motion, found: votes.Division, won: bool) -> None:
    text = motion.text or motion.said
    own, other = found.amendment, found.motion
    if not motion.amendment:
        own, other = other, own
    verb = patterns.main_verb(complement(r.words(text))) or patterns.verb_named("agree")
    outcome: Outcome = verb.outcome if won else "lost"
    sides = [votes.Count("for", own, found.span), votes.Count("against", other, found.span)]
    if found.abstained is not None:
        sides.append(votes.Count("abstained", found.abstained, found.span))
    r.motion, r.counts, r.unanimous = motion, sides, None
    record.add(r, motion.section, text, verb, DIVISION, CONFIDENCE, outcome=outcome)
    r.motion = None


def says_who_won(r: Reading, quote: Quote) -> bool:
    """Take *The amendment was therefore carried* as what states the outcome that the votes gave already."""
    last, low = r.last, quote.text.lower()
    if last is None or last.rule != DIVISION.name or last.stated is not None:
        return False
    if "motion" not in low and "amendment" not in low:
        return False
    r.made[-1] = replace(last, stated=quote)
    return True
