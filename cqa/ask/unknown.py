"""Words of a question that no passage holds: named with what may be meant, never a finding and never an absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, not_found
from cqa.ask.retrieval import node_of
from cqa.engine.port import Engine
from cqa.evidence.sentence_scorer import Concept
from cqa.evidence.views import QuestionView
from cqa.model import Answer
from cqa.query.nodes import Everything
from cqa.query.spelling import suggestion
from cqa.record import dataclass
from cqa.text.analyzer import stem, tokenize

TERMS = 400
"""Words of the index with one beginning that are compared with a word it does not hold."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that no passage holds, with the word of the index that it may be meant for."""

    word: str
    meant: str | None


def unknown_words(engine: Engine, text: str, view: QuestionView) -> tuple[Unknown, ...]:
    """Return the words of a question that no passage holds, each with the nearest word of the index."""
    lacking = dict.fromkeys(w for w in tokenize(text) if stem(w) in view.absent and not w.isdigit())
    return tuple(Unknown(w, suggestion(w, lambda prefix, like: engine.terms(prefix, TERMS, like))) for w in lacking)


def told(unknown: Sequence[Unknown]) -> str:
    """Return a sentence that names unknown words with what may be meant; empty for none."""
    if not unknown:
        return ""
    words = ", ".join(f"\u2018{u.word}\u2019" for u in unknown)
    meant = ", ".join(f"\u2018{u.meant}\u2019" for u in unknown if u.meant)
    guess = f" Did you mean {meant}?" if meant else ""
    return f"No paper has the word{'s' if len(unknown) > 1 else ''} {words}.{guess}"


def refused(
    engine: Engine, context: AnswerContext, concepts: Sequence[Concept], unknown: Sequence[Unknown]
) -> Answer | None:
    """Return the refusal of a question about all councils whose topic no passage can hold: neither *52 of 52 do not
    mention it* nor *none says so* is then known. None where the topic is there."""
    words = {u.word for u in unknown}
    strange = [c for c in concepts if c.required and len(c.said) == 1]  # the vocabulary knows no other wording
    needed = [c for c in strange if words & set(tokenize(c.written))]
    if not needed:
        return None
    lacking = [c for c in needed if not engine.matching(node_of(c), Everything())]
    if not lacking or (context.question.kind == "which" and len(lacking) < sum(c.required for c in concepts)):
        return None
    return not_found(context, told(unknown))


def with_unknown(answer: Answer, unknown: Sequence[Unknown]) -> Answer:
    """Return a refusal with the unknown words named in it."""
    said = told(unknown)
    return (
        replace(answer, text=f"{answer.text} {said}")
        if said and not answer.found and said not in answer.text
        else answer
    )
