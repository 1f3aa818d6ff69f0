"""Yes or no from a paper's own front page: whether it is a key decision, whether it is open to call-in."""

from __future__ import annotations

from cqa.answer.context import AnswerContext, not_found
from cqa.model import Answer, Evidence, Paper, Span
from cqa.text.pattern import pattern

MEANT = 0.45
"""Share of the topic that a sentence of the paper must hold, with its surroundings, for the paper to be meant."""

MARK_WORDS = 3
"""Concepts from which on a question names a topic other than the mark's own words (*key decision*)."""

_MARKS = (
    ("call_in", pattern(r"\bcall[- ]?in\b"), "eligible for call-in"),
    ("key_decision", pattern(r"\bkey decision\b"), "a key decision"),
)
"""The mark's field in :class:`~cqa.model.Paper`, how a question asks for it, and how the answer names it."""


def answer(context: AnswerContext) -> Answer | None:
    """Return the mark asked for, as the first paper in scope that has one prints it; None when no mark is asked for."""
    plain = context.question.text.lower()
    if not context.question.polar:
        return None
    for mark, asked, name in _MARKS:
        if not asked.search(plain):
            continue
        marked = [(p, getattr(p, mark)) for p in about(context) if getattr(p, mark) is not None]
        if not marked:
            why = f"the papers do not say whether it was {name}: the form has no mark, or it was lost."
            return not_found(context, why)
        paper, yes = marked[0]
        spans = [finding.span for field, finding in paper.findings if field == mark and finding.span]
        proof = tuple(e for span in spans for e in _at(context, paper, span))
        text = (
            f"{'Yes' if yes else 'No'}: the paper \u2018{paper.title}\u2019 is marked as {'' if yes else 'not '}{name}."
        )
        return Answer("passage", True, text, yes, evidence=proof, verdict="yes" if yes else "no")
    return None


def _at(context: AnswerContext, paper: Paper, span: Span) -> list[Evidence]:
    """Return the passages of a paper that hold what is at ``span`` of its text."""
    return [
        Evidence(p, (span[0], min(span[1], p.span[1])), 1.0, (), (), "cites")
        for p in context.passages_of([paper.id], ())
        if p.span[0] <= span[0] < p.span[1]
    ]


def about(context: AnswerContext) -> list[Paper]:
    """Return the papers in scope that the question's topic is about, the best first; all of them when it has none."""
    if len(context.concepts) < MARK_WORDS:
        return list(context.papers)
    best: dict[str, float] = {}
    for s in context.sentences:
        best[s.passage.paper] = max(best.get(s.passage.paper, 0.0), s.coverage)
    meant = [p for p in context.papers if best.get(p.id, 0.0) >= MEANT]
    return sorted(meant, key=lambda p: (-best[p.id], p.id))
