"""*Why*, *how*, *what*: the best sentences that answer, each with its paragraph.

Sentences that merely share words with the question lose to those that hold its telling words together, in a role that
answers (a finding before a heading, a reason for *why*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, evidence, holders, lead, not_found, quoted, unique
from cqa.answer.kinds.which import read
from cqa.evidence.patterns import cue
from cqa.evidence.polarity import Polarity
from cqa.evidence.sentence_scorer import Concept, Sentence
from cqa.evidence.text_units import sentence_spans, unit
from cqa.model import Answer
from cqa.text.pattern import pattern

ENOUGH = 0.38
"""Share of the topic's weight that the best sentence must hold with its surroundings to be an answer."""

ENOUGH_OF_ALL = 0.65
"""What the sentence must hold itself of a question that names no council, paper, committee or time: among everything
held some sentence always shares a word or two with it."""

OWN_ENOUGH = 0.25
"""Share that it must hold itself."""

ITEMS = 6
"""Items of a list that are told after its lead."""

AFTER_A_LEAD = 420
"""The same after a sentence that only leads in (*The reason given was as follows:*)."""

REASON_WORTH = 0.22
"""What a reason given as such adds for a why-question."""


AS_WRITTEN = 0.025
"""What a sentence gains that says it in the question's own words: it settles ties with other ways to say the same."""

CUE_WORTH = 0.1
"""What a word that answers the question word (*because*, *led to*) adds."""

GOES_ON = 260
"""Characters of the best sentence's paragraph told after it."""

NEAR_THE_BEST = 0.55
"""Share of the best sentence's coverage that another needs for a place in the headline."""

HEADLINE = 3
"""Sentences in a headline."""


def answer(context: AnswerContext) -> Answer:
    """The best sentences, one to three in the headline, all as evidence."""
    ranked = rank(context)
    if not ranked or not enough(ranked[0]) or (context.everywhere and ranked[0].own < ENOUGH_OF_ALL):
        return not_found(context, f"no passage answers \u2018{context.topic()}\u2019.", ranked[:3])
    ranked = with_lists(context, ranked)
    best = unique(ranked, 20)
    headline = pick(best)
    told = tell(headline)
    leads_on = _LEADS.search(headline[0].text.rstrip("* \n-")) and (len(headline) == 1 or bool(headline[1].matches))
    asks_why = cue("asks_reason").search(context.question.text.lower())
    untold = asks_why and not cue("cue_why").search(headline[0].text)  # the reason is in the sentence after
    if len(headline) == 1 or leads_on or untold:
        told[0] = told_on(headline[0], AFTER_A_LEAD if leads_on else GOES_ON)
    said = " ".join(told)
    names = dict.fromkeys(s.passage.authority for s in headline)
    cites = {s.passage.id for s in best if enough(s)}
    return Answer(
        context.question.kind, True, said, None,
        holders(context, dict.fromkeys(names, "cites"), {}, lambda n: n in names), (),
        tuple(evidence(s, "cites" if s.passage.id in cites else "mentions") for s in best),
    )  # fmt: skip


def told_on(s: Sentence, most: int = GOES_ON) -> str:
    """One sentence with what its paragraph goes on to say."""
    rest = [x for x in sentence_spans(s.passage.text, s.passage.kind) if x[0] >= s.span[1]]
    part = unit(s.passage, s.span[0])
    last = part.span[1] - s.passage.span[0]
    end = s.span[1]
    for _, stop in rest:
        if stop > last or stop - s.span[1] > most or s.passage.kind == "table":
            break
        end = stop
    return f"{lead(s.passage)}: {quoted(s.passage.text[s.span[0] : end], 300 + most)}".rstrip(".") + "."


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
        if not enough(s) or not _LEADS.search(s.text.rstrip("* \n-")):
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
    inside = [replace(s, span=x, matches=()) for x in rest][:ITEMS]
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
            found.append(replace(s, passage=p, span=spans[0], matches=()))
    return found


def enough(s: Sentence) -> bool:
    return s.coverage >= ENOUGH and s.own >= OWN_ENOUGH


def pick(best: Sequence[Sentence]) -> list[Sentence]:
    """The sentences worth a place in the headline: near the best in score."""
    top = best[0]
    if len(best) > 1 and not best[1].matches:  # a lead and its list
        return [s for s in best[: ITEMS + 1] if s is top or not s.matches]
    return [s for s in best[:HEADLINE] if s is top or (enough(s) and s.coverage >= top.coverage * NEAR_THE_BEST)]


def rank(context: AnswerContext) -> list[Sentence]:
    """The sentences, best first."""
    plain = context.question.text.lower()
    asked = "why" if cue("asks_reason").search(plain) else "done" if cue("asks_done").search(plain) else ""
    asked = asked or ("how" if plain.startswith("how ") else "")
    wanted = Polarity(context.question.want)
    key = {id(s): _score(s, asked, wanted) + AS_WRITTEN * _written(s, context.concepts) for s in context.sentences}
    return sorted(context.sentences, key=lambda s: (-round(key[id(s)], 6), s.passage.date, s.passage.id, s.span))


def _written(s: Sentence, concepts: Sequence[Concept]) -> float:
    """The share (0-1) of what the sentence holds that it says in the question's own words."""
    held = {m.concept for m in s.matches}
    own = {m.concept for m in s.matches if m.variant == concepts[m.concept].variants[0]}
    return sum(concepts[i].weight for i in own) / (sum(concepts[i].weight for i in held) or 1.0)


_ASIDE_ROLES = ("front matter", "appendices list", "background papers", "supporting documents", "part")


def _score(s: Sentence, asked: str, wanted: Polarity) -> float:
    """A sentence's worth: what it holds of the topic, and whether it is worded as an answer to *why*, *how* or *what
    has been done* (``asked``)."""
    score = s.own * 0.62 + s.coverage * 0.38
    text = s.text
    if asked and cue(f"cue_{asked}").search(text):
        score += REASON_WORTH if asked == "why" and cue("reason").search(text) else CUE_WORTH
    if s.passage.kind == "table" and asked == "why":
        score -= 0.1
    if wanted is not Polarity.ANY and read(s).asserts(wanted):
        score += 0.12
    if len(text) < 40:
        score -= 0.08
    if s.passage.role in _ASIDE_ROLES or text.lstrip()[:1] in "#>":
        score -= 0.15
    if s.passage.role == "recommendations":
        score -= 0.03
    if cue("boilerplate").search(text) and len(text) < 160:
        score -= 0.2
    return score
