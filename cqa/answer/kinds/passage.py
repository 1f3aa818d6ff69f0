"""*Why*, *how*, *what*: the best sentences that answer, each with its paragraph.

Sentences that merely share words with the question lose to those that hold its telling words together, in a role that
answers (a finding before a heading, a reason for *why*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.answerability import by_score, judged
from cqa.answer.context import AnswerContext, evidence, holders, lead, not_found, quoted, unique
from cqa.answer.kinds import recorded
from cqa.answer.verdict import asks_a_decision, given
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Answer
from cqa.text.pattern import pattern

ITEMS = 6
"""Items of a list that are told after its lead."""

AFTER_A_LEAD = 420
"""The same after a sentence that only leads in (*The reason given was as follows:*)."""

GOES_ON = 260
"""Characters of the best sentence's paragraph told after it."""

AS_LIKELY = 1.0
"""Points that a further sentence of the headline may have less than the best: a third as likely."""

HEADLINE = 3
"""Sentences in a headline."""


def answer(context: AnswerContext, *, sure: bool = False) -> Answer:
    """Return the best sentences, one to three in the headline, all as evidence. ``sure`` says that the caller knows
    them for an answer: a record of the very decision."""
    record = recorded.answer(context, recorded.SURE) if asks_a_decision(context) and not sure else None
    if record is not None and record.found:
        return record
    ranked = sorted(context.scored, key=by_score)
    if not ranked:
        return not_found(context, f"no passage answers \u2018{context.topic()}\u2019.")
    top = ranked[0]
    ranked = with_lists(context, ranked)
    best = unique(ranked, 20)
    headline = pick(best)
    told = tell(headline)
    leads_on = _LEADS.search(headline[0].text.rstrip("* \n-")) is not None
    listed = len(headline) > 1 and not headline[1].features
    if not listed and (len(headline) < 2 or headline[1].passage.id != headline[0].passage.id or leads_on):
        told[0] = told_on(headline[0], AFTER_A_LEAD if leads_on else GOES_ON)
    names = dict.fromkeys(s.passage.authority for s in headline)
    composed = Answer(
        context.question.kind, True, " ".join(told), None,
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names), (),
        tuple(evidence(s, "cites" if s in headline else "mentions") for s in best),
    )  # fmt: skip
    composed = given(context, composed, headline)
    return composed if sure else judged(context, composed, top)


def told_on(s: Sentence, most: int = GOES_ON) -> str:
    """One sentence with what its paragraph goes on to say; one that refers back with the sentence before it."""
    rest = [x for x in sentence_spans(s.passage.text, s.passage.kind) if x[0] >= s.span[1]]
    part = unit(s.passage, s.span[0])
    last = part.span[1] - s.passage.span[0]
    end = s.span[1]
    for _, stop in rest:
        if stop > last or stop - s.span[1] > most or s.passage.kind == "table":
            break
        end = stop
    start = s.span[0]
    before = [x for x in sentence_spans(s.passage.text, s.passage.kind) if x[1] <= s.span[0]]
    if before and s.passage.kind != "table" and cue("refers_back").match(s.passage.text, start):
        start = max(before[-1][0], part.span[0] - s.passage.span[0])
    return f"{lead(s.passage)}: {quoted(s.passage.text[start:end], 300 + most)}".rstrip(".") + "."


def tell(headline: Sequence[Sentence]) -> list[str]:
    """Each sentence after who said it where; a list's items follow their lead in one breath."""
    told: list[str] = []
    for before, s in zip([None, *headline], headline, strict=False):
        if before is not None and before.passage.paper == s.passage.paper and _LEADS.search(before.text.rstrip("* ")):
            told[-1] = told[-1].rstrip(".") + " " + quoted(s.text, 160).rstrip(".;") + "."
        elif told and before is not None and before.passage.id == s.passage.id:
            told[-1] = told[-1].rstrip(".") + "; " + quoted(s.text, 200).rstrip(".;") + "."
        else:
            told.append(f"{lead(s.passage)}: {quoted(s.text)}".rstrip(".") + ".")
    return told


_LEADS = pattern(
    r"(:|\bas follows|\bfollowing\b[^.]{0,60}|\b(include|includes|including|are|were)):?\s*(\*\*\w+(\*\*)?)?$"
)
"""The end of a sentence that leads into a list."""


def with_lists(context: AnswerContext, ranked: list[Sentence]) -> list[Sentence]:
    """The ranking with a list's items right behind the sentence that leads into it: the items are the answer."""
    for place, s in enumerate(ranked[:2]):
        if not _LEADS.search(s.text.rstrip("* \n-")):
            continue
        items = _items_after(context, s)
        if items:
            return [*ranked[: place + 1], *items, *ranked[place + 1 :]]
    return ranked


def _items_after(context: AnswerContext, s: Sentence) -> list[Sentence]:
    """The list items that follow a lead-in, in its own passage or in the passages numbered below it."""
    if s.passage.kind == "table":
        return []
    rest = [x for x in sentence_spans(s.passage.text, s.passage.kind) if x[0] >= s.span[1]]
    inside = [replace(s, span=x, matches=(), features=()) for x in rest][:ITEMS]
    if inside:
        return inside
    below = [p for p in context.passages_of([s.passage.paper], ()) if p.order > s.passage.order][:ITEMS]
    found: list[Sentence] = []
    for p in below:
        below_it = p.kind == "item" or (bool(s.passage.number) and (p.number or "").startswith(f"{s.passage.number}("))
        if not below_it and (found or p.order > s.passage.order + 1):
            break
        spans = sentence_spans(p.text, p.kind)
        if spans:
            found.append(replace(s, passage=p, span=spans[0], matches=(), features=()))
    return found


def pick(best: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences worth a place in the headline: nearly as likely as the best."""
    top = best[0]
    if len(best) > 1 and not best[1].features:  # a lead and its list
        return [s for s in best[: ITEMS + 1] if s is top or not s.features]
    return [s for s in best[:HEADLINE] if s.score >= top.score - AS_LIKELY]
