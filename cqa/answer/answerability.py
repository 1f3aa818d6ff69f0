"""Which sentences may settle a question that wants more than words in common: a yes or no, a deed, what is said
*about*."""

from __future__ import annotations

from dataclasses import replace

from cqa.answer.context import AnswerContext, not_found
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer

POLAR_ENOUGH = 0.6
"""Share of the topic that a sentence must hold itself to settle a yes-or-no question: all but a lesser word."""

ABOUT_ENOUGH = 0.55
"""Share that it must hold itself to say something *about* the topic."""

DEED_ENOUGH = 0.75
"""The same where the question asks for a deed: the deed, who did it and to what."""


def settling(context: AnswerContext) -> AnswerContext:
    """The context of a yes-or-no question with only the sentences that can settle it."""
    q = context.question
    deed = {i for i, c in enumerate(context.concepts) if q.deed and c.variants[0] == (q.deed,)}
    total = sum(c.weight for c in context.concepts) or 1.0

    def settles(s: Sentence) -> bool:
        held = {m.concept for m in s.matches}
        if not deed:
            return s.own >= POLAR_ENOUGH
        done = bool(deed & held) and cue("undecided").search(s.text) is None
        return done and sum(context.concepts[i].weight for i in held) / total >= DEED_ENOUGH

    return replace(context, sentences=tuple(s for s in context.sentences if settles(s)))


def said_nothing(context: AnswerContext) -> Answer | None:
    """The refusal for a question about a topic that sentences touch and none speaks about."""
    if any(s.own >= ABOUT_ENOUGH for s in context.sentences):
        return None
    near = sorted(context.sentences, key=lambda s: -s.coverage)[:3]
    return not_found(context, f"nothing is said about \u2018{context.topic()}\u2019.", near)
