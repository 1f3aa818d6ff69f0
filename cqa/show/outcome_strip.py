"""What became of a recommendation in one line: *Recommended 4 March 2025 → adopted 13 March 2025, minute 299(iii)*."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqa.text.for_people import date_in_words

if TYPE_CHECKING:
    from cqa.catalogue.outcomes import OutcomeStep, OutcomeStrip

_IRREGULAR = {
    "take": "taken", "withdraw": "withdrawn", "pay": "paid", "set": "set", "make": "made", "give": "given",
    "call in": "called in", "take in charge": "taken in charge", "uphold": "upheld", "write": "written",
}  # fmt: skip
_DOUBLED = ("defer", "refer", "submit", "permit", "plan", "transfer")
"""Verbs that double their last letter: *deferred*."""

UNDECIDED = "no decision on it in the index"


def strip_text(strip: OutcomeStrip) -> str:
    """Return the strip in one line. A recommendation that nobody has decided is called proposed."""
    steps = []
    if strip.recommended is not None:
        said = "Recommended" if strip.decided else "Proposed"
        steps.append(_dated(said, strip.recommended))
    steps += [_decided(step) for step in strip.decided]
    if not strip.decided:
        steps.append(UNDECIDED)
    line = " \u2192 ".join(steps)
    return line[:1].upper() + line[1:]


def strip_json(strip: OutcomeStrip) -> dict[str, Any]:
    """Return ``text`` (one line), ``recommended`` (a step or None) and ``decided`` (steps)."""
    return {
        "text": strip_text(strip),
        "recommended": step_json(strip.recommended) if strip.recommended else None,
        "decided": [step_json(step) for step in strip.decided],
    }


def step_json(step: OutcomeStep) -> dict[str, Any]:
    """Return a recommendation or decision of a strip as plain values."""
    vote = step.vote
    return {
        "date": step.date or None,
        "committee": step.paper.committees[0] if step.paper.committees else None,
        "verb": step.verb,
        "outcome": step.outcome,
        "minute": step.minute or None,
        "for": vote.for_ if vote else None,
        "against": vote.against if vote else None,
        "abstained": vote.abstained if vote else None,
        "unanimous": vote is None and step.unanimous,
        "text": step.part.quote.text if step.part else step.decision.text.text,
        "paper": step.paper.id,
        "section": step.decision.section,
    }


def participle(verb: str) -> str:
    """Return the past participle of a verb of decisions.

    >>> participle("adopt"), participle("note"), participle("defer"), participle("withdraw")
    ('adopted', 'noted', 'deferred', 'withdrawn')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLED else f"{verb}ed"


def _decided(step: OutcomeStep) -> str:
    done = participle(step.verb) if step.outcome in ("carried", "noted") else step.outcome
    parts = [_dated(done, step)]
    if step.minute:
        parts.append(f"minute {step.minute}")
    if vote := step.vote:
        sides = ((vote.for_, "for"), (vote.against, "against"), (vote.abstained, "abstained"))
        parts += [f"{n} {side}" for n, side in sides if n is not None]
    elif step.unanimous:
        parts.append("unanimously")
    return ", ".join(parts)


def _dated(said: str, step: OutcomeStep) -> str:
    return f"{said} {date_in_words(step.date)}" if step.date else f"{said} (undated)"
