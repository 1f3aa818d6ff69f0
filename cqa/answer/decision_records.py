"""The recorded decision that a question means, of those that ingest has read from minutes, records and reports.

A record is compared with the topic by the words of its item and its resolution, weighted as in the evidence scorer. The
paragraphs between the heading of the item and the resolution, where they were found, count for less.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from cqa.answer.context import AnswerContext
from cqa.answer.verdict_wording import asked_effect
from cqa.evidence.patterns import cue_words
from cqa.evidence.views import bm25
from cqa.model import Decision, DecisionPart, Paper, Passage
from cqa.record import dataclass
from cqa.text.analyzer import stems

ITEM_SHARE = 0.8
"""What a word of the topic counts that is in the title of the item alone: all decisions there are under it."""

BEFORE_RESOLUTION = 0.6
"""What a word counts that is in the item's paragraphs and not in the resolution or the item's title."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A recorded decision with how well it matches the topic (all 0-1)."""

    paper: Paper
    decision: Decision
    own: float
    """Share of the topic, by weight, that the item's title and the resolution hold."""
    whole: float
    """The same with the item's paragraphs, those at a discount."""
    rank: float
    """By which records are compared: ``whole`` and BM25 of the record in equal parts."""


def ranked(context: AnswerContext) -> list[Choice]:
    """Return the records of the papers found, the best match first; none for a question without a topic."""
    topic = topic_of(context)
    view = context.view
    if view is None or not topic:
        return []
    about: defaultdict[str, dict[str, Passage]] = defaultdict(dict)
    for s in (*context.scored, *context.sentences):
        about[s.passage.paper][s.passage.id] = s.passage
    total = sum(topic.values())
    found = []
    for paper in context.papers:
        if paper.id not in about:
            continue
        for decision in paper.decisions:
            counts = Counter(stems(resolution_of(decision)))
            said = _held(context, counts, topic)
            titled = _held(context, {*counts, *stems(decision.item)}, topic) - said
            if not said and not titled:
                continue
            near = {stem for p in _paragraphs(decision, about[paper.id].values()) for stem in stems(p.text)}
            around = _held(context, {*near, *stems(paper.title)}, topic) - said - titled
            share, item, rest = (sum(topic[s] for s in held) / total for held in (said, titled, around))
            own = share + ITEM_SHARE * item
            whole = own + BEFORE_RESOLUTION * rest
            rank = (whole + bm25(view, counts, sum(counts.values()))) / 2
            found.append(Choice(paper, decision, round(own, 4), round(whole, 4), round(rank, 4)))
    return sorted(found, key=lambda c: (-c.rank, c.paper.id, c.decision.text.span))


def topic_of(context: AnswerContext) -> dict[str, float]:
    """Return the stems by which records differ, with their weights: not the words of deciding, nor the council, body
    and day, by which the papers were chosen."""
    q = context.question
    named = (*(a.name for a in q.authorities), *q.committees, *(p.written for p in q.periods))
    asked = asked_effect(q.text.lower())
    deed = q.text[slice(*asked[1])] if asked else ""
    aside = cue_words("of_motions") | cue_words("deciding") | set(stems(" ".join((*named, deed))))
    return {s: w for s, w in context.view.idf.items() if s not in aside} if context.view else {}


def resolution_of(decision: Decision) -> str:
    """Return the words of a resolution with what states its outcome and who moved it."""
    said = (decision.text, decision.stated, decision.proposer, decision.seconder, *(p.quote for p in decision.parts))
    return " . ".join(dict.fromkeys(quote.text for quote in said if quote))


def part_meant(context: AnswerContext, decision: Decision) -> DecisionPart | None:
    """Return the part of a decision that holds more of the topic than any other; None where there is no such part."""
    topic = topic_of(context)
    shares = [sum(topic[s] for s in _held(context, set(stems(p.quote.text)), topic)) for p in decision.parts]
    best = max(shares, default=0.0)
    return decision.parts[shares.index(best)] if best and shares.count(best) == 1 else None


def _held(context: AnswerContext, words: Mapping[str, object] | set[str], topic: Mapping[str, float]) -> set[str]:
    """Return the stems of the topic that these hold, in the words of the question or in other wordings."""
    held = {s for s in topic if s in words}
    for c in context.concepts:
        if any(all(s in words for s in way) for way in c.variants):
            held.update(s for s in c.variants[0] if s in topic)
    return held


def _paragraphs(decision: Decision, passages: Iterable[Passage]) -> list[Passage]:
    """Return the passages from the heading of the item to the resolution."""
    start = min(decision.item_span[0] if decision.item_span else decision.text.span[0], decision.text.span[0])
    return [p for p in passages if p.span[0] < decision.text.span[1] and p.span[1] > start]
