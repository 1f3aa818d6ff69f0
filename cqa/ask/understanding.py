"""The first step of answering: what a question means, and what the index has of it, before anything is looked for."""

from __future__ import annotations

from collections.abc import Callable

from cqa.ask.retrieval import concepts_of, viewed
from cqa.ask.unknown import UnknownWord, unknown_words
from cqa.catalogue.versions import superseded
from cqa.catalogue.visibility import coverage, within
from cqa.engine.port import Coverage, Engine
from cqa.evidence.sentence_scorer import Concept
from cqa.evidence.views import QuestionView
from cqa.model import FileState, Paper
from cqa.query.nodes import Everything, Node
from cqa.question.question import Question, read_question
from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that was read, with what the index has of it: before anything is looked for."""

    question: Question
    concepts: tuple[Concept, ...]
    view: QuestionView
    held: tuple[Paper, ...]
    all_papers: int
    unread: tuple[FileState, ...]
    coverage: Coverage
    base: Node
    unknown: tuple[UnknownWord, ...] = ()
    """Words that no passage holds."""


def understood(
    engine: Engine, text: str, filters: Node | None = None, keep: Callable[[Paper], bool] | None = None
) -> Understood:
    """Return the question as read, its concepts weighted by how rare they are among all passages of the index."""
    papers = engine.papers()
    kept = tuple(p for p in papers if keep is None or keep(p))
    old = superseded(engine, kept)
    held = tuple(p for p in kept if p.id not in old) if old else kept
    outside = {p.authority for p in held if p.authority and p.authority.code is None}
    question = read_question(text, sorted(outside), sorted({c for p in held for c in p.committees}))
    held_in_all = coverage(engine, within(engine, filters or Everything()))
    unread = tuple(f for f in engine.files() if f.status != "indexed") if held_in_all.unreadable else ()
    concepts = concepts_of(engine, question, held_in_all)
    view = viewed(engine, question, concepts, held_in_all.passages)
    unknown = unknown_words(engine, text, view) if view.absent else ()
    base = filters or Everything()
    return Understood(question, concepts, view, held, len(papers), unread, held_in_all, base, unknown)
