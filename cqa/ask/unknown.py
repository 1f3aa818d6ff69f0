"""Words of a question that no passage holds: named with what may be meant, never a finding and never an absence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cqa.answer.context import AnswerContext, listed, not_found
from cqa.ask.retrieval import node_of
from cqa.engine.port import Engine
from cqa.evidence.sentence_scorer import Concept
from cqa.evidence.views import QuestionView
from cqa.model import Answer, Paper
from cqa.query.nodes import Everything
from cqa.query.spelling import suggestion
from cqa.question.question import OF_ALL
from cqa.record import dataclass
from cqa.text.analyzer import stem, stems, tokenize

TERMS = 400
"""Words of the index with one beginning that are compared with a word it does not hold."""


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that no passage holds, with the word of the index that it may be meant for."""

    word: str
    meant: str | None


def unknown_words(engine: Engine, text: str, view: QuestionView) -> tuple[UnknownWord, ...]:
    """Return the words of a question that no passage holds, each with the nearest word of the index."""
    lacking = dict.fromkeys(w for w in tokenize(text) if stem(w) in view.absent and not w.isdigit())
    return tuple(UnknownWord(w, suggestion(w, lambda prefix, like: engine.terms(prefix, TERMS, like))) for w in lacking)


def unknown_text(unknown: Sequence[UnknownWord]) -> str:
    """Return a sentence that names unknown words with what may be meant; empty for none."""
    if not unknown:
        return ""
    words = listed([f"\u2018{u.word}\u2019" for u in unknown], "or")
    meant = ", ".join(f"\u2018{u.meant}\u2019" for u in unknown if u.meant)
    guess = f" Did you mean {meant}?" if meant else ""
    return f"No paper has the word{'s' if len(unknown) > 1 else ''} {words}.{guess}"


def refused(
    engine: Engine, context: AnswerContext, concepts: Sequence[Concept], unknown: Sequence[UnknownWord]
) -> Answer | None:
    """Return the refusal of a question that no passage can answer for want of a word; None for any other.

    A name that no paper has (*the moons of Jupiter*) leaves nothing to answer with. Of all councils neither *52 of 52
    do not mention it* nor *2 say so* is known where no passage holds a word of what is asked about.
    """
    words = {u.word for u in unknown}
    strange = [c for c in concepts if (c.required or c.named) and len(c.said) == 1]  # there is no other wording
    needed = [c for c in strange if words & set(tokenize(c.written))]
    lacking = [c for c in needed if not engine.matching(node_of(c), Everything())]
    if not lacking or context.question.kind == "definition":
        return None
    beside = _beside_texts(context.held)
    if any(c.named and not set(c.variants[0]) & beside for c in lacking):
        return not_found(context, unknown_text(unknown))
    lacking = [c for c in lacking if c.required]
    lacked = {c.run for c in lacking}
    others = {c.group for c in concepts if c.required and c.run not in lacked}  # alternatives: *temps or locums*
    if not lacking or context.question.kind not in OF_ALL or all(c.group in others for c in lacking):
        return None
    return not_found(context, unknown_text(unknown))


def _beside_texts(papers: Sequence[Paper]) -> frozenset[str]:
    """Return the stems of titles, councils and committees, which a name may be in and no passage."""
    names = {name for p in papers for name in (p.title, p.authority.name if p.authority else "", *p.committees)}
    return frozenset(stem for name in names for stem in stems(name))


def with_unknown(answer: Answer, unknown: Sequence[UnknownWord]) -> Answer:
    """Return a refusal with the unknown words named in it."""
    said = unknown_text(unknown)
    if not said or answer.found or said in answer.text:
        return answer
    return replace(answer, text=f"{answer.text} {said}")
