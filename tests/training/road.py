"""The sentences that the real road finds for a question."""

from __future__ import annotations

from cqa.ask.gathering import gathered
from cqa.ask.scope import scope
from cqa.ask.understanding import understood
from cqa.engine.port import Engine
from cqa.evidence.sentence_scorer import Sentence


def found_for(engine: Engine, text: str) -> list[Sentence]:
    """Return every sentence found for a question with its feature values."""
    step = understood(engine, text)
    context, refusal = scope(step.question, step.held, step.unread)
    return list(gathered(engine, step, context).scored) if refusal is None else []
