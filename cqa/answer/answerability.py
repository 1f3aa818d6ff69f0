"""Which sentences may settle a question that wants more than words in common: a yes or no, a deed, what is said
*about*."""

from __future__ import annotations

from dataclasses import replace

from cqa.answer.context import Material, not_found
from cqa.evidence.patterns import cue
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Answer

POLAR_ENOUGH = 0.6
"""Share of the topic that a sentence must hold itself to settle a yes-or-no question: all but a lesser word."""

ABOUT_ENOUGH = 0.55
"""Share that it must hold itself to say something *about* the topic."""

DEED_ENOUGH = 0.75
"""The same where the question asks for a deed: the deed, who did it and to what."""


def settling(material: Material) -> Material:
    """The material of a yes-or-no question with only the sentences that can settle it."""
    q = material.question
    deed = {i for i, c in enumerate(material.concepts) if q.deed and c.variants[0] == (q.deed,)}
    total = sum(c.weight for c in material.concepts) or 1.0

    def settles(s: Sentence) -> bool:
        held = {m.concept for m in s.matches}
        if not deed:
            return s.own >= POLAR_ENOUGH
        done = bool(deed & held) and cue("undecided").search(s.text) is None
        return done and sum(material.concepts[i].weight for i in held) / total >= DEED_ENOUGH

    return replace(material, sentences=tuple(s for s in material.sentences if settles(s)))


def said_nothing(material: Material) -> Answer | None:
    """The refusal for a question about a topic that sentences touch and none speaks about."""
    if any(s.own >= ABOUT_ENOUGH for s in material.sentences):
        return None
    near = sorted(material.sentences, key=lambda s: -s.coverage)[:3]
    return not_found(material, f"nothing is said about \u2018{material.topic()}\u2019.", near)
