"""What was decided, from the records of decisions: the resolution, what came of it, who moved it, the votes.

Only a record that matches the topic well is taken; with none of that sort other kinds look for sentences. A proposal
without a decision is no answer, and is called a recommendation of which the index has no decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, citing, lead, not_found, quoted
from cqa.answer.decision_records import Choice, part_meant, ranked, topic_of
from cqa.answer.verdict import decided, headline_of, is_procedure
from cqa.evidence.text_units import sentence_spans
from cqa.model import Answer, Decision, Evidence, Paper, Passage, Quote, VoteCount
from cqa.text.for_people import date_in_words
from cqa.text.pattern import pattern

ENOUGH = 0.55
"""Share of the topic that a record must hold with its item's paragraphs, for a question that asks what was decided."""

SURE = 0.75
"""The same for a question that does not speak of a decision."""

OWN_LEAST = 0.25
"""Share that item and resolution must hold themselves."""

FULL = 0.7
"""Share that item and resolution must hold themselves for a verdict."""

MOST_LISTED = 6
"""Decisions of a meeting in one headline."""

MOST_TOLD = 3
"""Records in one headline."""

OF_A_SORT = frozenset({"when", "who", "number"})
"""Kinds of questions whose value is a date, a name or a figure, and no outcome."""

LEADS_IN = 60
"""Characters of a sentence before the resolution in it that are quoted with it."""

LONGEST = 320
"""Characters of a resolution in a headline."""


def answer(context: AnswerContext, enough: float = ENOUGH) -> Answer | None:
    """Return what was decided on the topic; None where no record matches well enough.

    An answer with ``found`` off says that the index has only a proposal.
    """
    chosen = _meant(context, enough)
    if not chosen:
        return None
    if chosen[0].decision.outcome == "proposed":
        return _proposed(context, chosen[0]) if chosen[0].paper.type not in ("minutes", "decision record") else None
    passages = context.passages_of([chosen[0].paper.id], ())
    proof = [e for c in chosen for e in _evidence(c.decision, passages)]
    if not proof:
        return None
    told = [_told(context, c.decision, passages) for c in chosen]
    text = f"{lead(proof[0].passage)}: {' '.join(told)}"
    best = chosen[0]
    verdict = decided(context, best.decision) if best.own >= FULL and context.question.polar else None
    text = f"{verdict.capitalize()}. {text}" if verdict else text
    names = [best.paper.authority.name] if best.paper.authority else []
    value = best.decision.outcome if context.question.kind not in OF_A_SORT else None
    holders = citing(context, names)
    return Answer(context.question.kind, True, text, value, holders, (), tuple(proof), verdict=verdict)


def day_of(context: AnswerContext) -> Answer | None:
    """Return the day on which what the question is about was decided as it says (approved, refused)."""
    for c in _meant(context, SURE):
        day = c.decision.date or c.paper.date
        passages = context.passages_of([c.paper.id], ())
        proof = _evidence(c.decision, passages)
        if day and proof and c.own >= FULL and decided(context, c.decision) in ("yes", "partly"):
            text = f"{date_in_words(day)}: {lead(proof[0].passage)}: {_told(context, c.decision, passages)}"
            holder = [c.paper.authority.name] if c.paper.authority else []
            return Answer(context.question.kind, True, text, day, citing(context, holder), (), tuple(proof))
    return None


def all_of(context: AnswerContext, papers: Iterable[Paper]) -> Answer | None:
    """Return every decision of the first of these papers that records any, but those on the course of the meeting."""
    for paper in papers:
        business = [d for d in paper.decisions if d.outcome != "proposed" and not is_procedure(d)]
        passages = context.passages_of([paper.id], ()) if business else ()
        proof = [e for d in business for e in _evidence(d, passages)[:1]]
        if proof:
            said = " ".join(_told(context, d, passages) for d in business[:MOST_LISTED])
            more = f" {len(business) - MOST_LISTED} more are recorded." if len(business) > MOST_LISTED else ""
            names = [paper.authority.name if paper.authority else paper.title]
            text = f"{lead(proof[0].passage)}: {said}{more}"
            return Answer(context.question.kind, True, text, len(business), citing(context, names), (), tuple(proof))
    return None


def proposers(context: AnswerContext) -> Answer | None:
    """Return who moved or seconded what the question is about, as its record names them."""
    plain = context.question.text.lower()
    moved, seconded = _MOVED.search(plain), _SECONDED.search(plain)
    if not moved and not seconded:
        return None
    for c in _meant(context, ENOUGH):
        named = [q for q, asked in ((c.decision.proposer, moved), (c.decision.seconder, seconded)) if asked and q]
        passages = context.passages_of([c.paper.id], ())
        proof = [*_of_quotes(named, passages), *_evidence(c.decision, passages)]
        if named and len(named) == bool(moved) + bool(seconded) and proof:
            text = f"{lead(proof[0].passage)}: {_told(context, c.decision, passages)}"
            value = [q.text for q in named] if len(named) > 1 else named[0].text
            holder = [c.paper.authority.name] if c.paper.authority else []
            return Answer(context.question.kind, True, text, value, citing(context, holder), (), tuple(proof))
    return None


_MOVED = pattern(r"\b(propos(e[drs]?|ing)|move[drs]?)\b")
_SECONDED = pattern(r"\bsecond(ed|er|s)?\b")


def _meant(context: AnswerContext, enough: float) -> list[Choice]:
    """Return the record that the question means, and others of its item that match as well, in reading order."""
    if not topic_of(context):
        return []
    fit = [c for c in ranked(context) if c.whole >= enough and c.own >= OWN_LEAST and _of_the_body(context, c)]
    business = [c for c in fit if not is_procedure(c.decision)] or fit
    if not business:
        return []
    best = business[0]
    if best.decision.outcome == "proposed":
        return [best]
    also = [c for c in business[1:] if _item(c) == _item(best) and c.decision.outcome != "proposed"]
    return [best, *also[: MOST_TOLD - 1]]


def _of_the_body(context: AnswerContext, c: Choice) -> bool:
    """Return whether a record is of a committee that the question names, or may be of any."""
    asked = [name.lower() for name in context.question.committees]
    bodies = [
        name.lower() for name in (*c.paper.committees, *([c.decision.decider.text] if c.decision.decider else []))
    ]
    return not asked or not bodies or any(one in body or body in one for one in asked for body in bodies)


def _item(c: Choice) -> tuple[str, str, str | None]:
    return c.paper.id, c.decision.item, c.decision.item_number


def _proposed(context: AnswerContext, c: Choice) -> Answer:
    """Return the refusal for a proposal of which the index has no decision."""
    passages = context.passages_of([c.paper.id], ())
    proof = tuple(replace(e, says="mentions") for e in _evidence(c.decision, passages))
    where = f"{lead(proof[0].passage)}: " if proof else ""
    refused = not_found(
        context, f"Recommended; no paper records a decision. {where}{_words(context, c.decision, passages)}."
    )
    return replace(refused, text=refused.text.replace("Not found: ", "", 1), evidence=proof)


def _words(context: AnswerContext, d: Decision, passages: Sequence[Passage]) -> str:
    """Return a resolution for a headline: of a long one the part that is meant."""
    part = part_meant(context, d) if len(d.text.text) > LONGEST else None
    said = part.quote if part else _led_in(d.text, passages)
    return quoted(said.text, LONGEST + LEADS_IN).rstrip(".;:")


def _told(context: AnswerContext, d: Decision, passages: Sequence[Passage]) -> str:
    """Return a record in words: what came of it, the resolution, who moved it, the votes."""
    said = _words(context, d, passages)
    stated = quoted(d.stated.text, 200).strip(" *_>").rstrip(".;:") if d.stated else ""
    parts = [headline_of(d) if d.outcome != "noted" or "note" not in said.lower() else "", said]
    if stated and stated.lower() not in said.lower() and not stated.lower().endswith("that"):
        parts.append(stated)
    movers = [f"{role} by {q.text}" for role, q in (("moved", d.proposer), ("seconded", d.seconder)) if q]
    shown = f"{said} {stated}".lower()
    if any(q and q.text.lower() not in shown for q in (d.proposer, d.seconder)):
        parts.append(", ".join(movers)[:1].upper() + ", ".join(movers)[1:])
    text = ". ".join(p for p in parts if p)
    votes = "; ".join(filter(None, map(_votes, d.votes)))
    return f"{text} ({votes})." if votes else f"{text}."


def _led_in(quote: Quote, passages: Sequence[Passage]) -> Quote:
    """Return a resolution with the words of its sentence that lead into it (*RESOLVED that ...*)."""
    for p in passages:
        at = quote.span[0] - p.span[0]
        if 0 < at < len(p.text) and quote.text[:1].islower():
            starts = (a for a, b in sentence_spans(p.text, p.kind) if a <= at < b and at - a <= LEADS_IN)
            start = min(starts, default=at)
            return Quote(p.text[start:at] + quote.text, (p.span[0] + start, quote.span[1]))
    return quote


def _votes(v: VoteCount) -> str:
    """Return a vote in words: *15 for, 43 against, 1 abstained*."""
    counted = ((v.for_, "for"), (v.against, "against"), (v.abstained, "abstained"))
    return ", ".join(f"{n} {side}" for n, side in counted if n is not None)


def _evidence(d: Decision, passages: Sequence[Passage]) -> list[Evidence]:
    return _of_quotes(
        [_led_in(d.text, passages), *([d.stated] if d.stated else []), *(v.quote for v in d.votes)], passages
    )


def _of_quotes(quotes: Iterable[Quote], passages: Sequence[Passage]) -> list[Evidence]:
    """Return the passages that hold these words, each with the part of them in it."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for quote in quotes:
        for p in passages:
            start, end = max(p.span[0], quote.span[0]), min(p.span[1], quote.span[1])
            if start < end and p.text[start - p.span[0] : end - p.span[0]].strip():
                mark = (start - p.span[0], end - p.span[0])
                found.setdefault((p.id, start, end), Evidence(p, (start, end), 1.0, (mark,), (), "cites"))
    return list(found.values())
