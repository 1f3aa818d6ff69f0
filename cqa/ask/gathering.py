"""The sentences that bear on a question, each with its score: of the best passages of all, or of each council.

A question about all councils looks at every passage of the index that has its topic. The engine counts them all; the
best of each council are read sentence by sentence. Where the answer rests on every single passage (which councils
never mention it, which most often), the others are read too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from cqa.answer.context import AnswerContext
from cqa.ask.retrieval import any_word, compared, head_of, in_place, in_time, naming, once, retrieved
from cqa.ask.scope import fetcher, inside
from cqa.ask.understanding import Understood
from cqa.engine.port import Engine, Facet, Group, Request
from cqa.evidence.scorer import score
from cqa.evidence.sentence_scorer import MENTIONS_TOPIC, Sentence, score_sentences
from cqa.model import Paper, Passage
from cqa.query.nodes import And, Node, Or, Value
from cqa.question.question import OF_ALL

MOST_OF_EACH = 6
"""Passages of each council that are read for a question about all: the best by BM25 of the topic's head phrase, and as
many of the best by any word of the question. On 125 labelled which-questions the sets have F1 .697 with 12, .691 with
6, .702 with 4."""

MOST_OF_A_PAPER = 3
"""The same for each paper, where papers or committees are asked for."""

Watch = Callable[[Iterable[Passage]], Iterable[Passage]]
"""Hands passages on as they are read, to show progress."""


def gathered(engine: Engine, step: Understood, context: AnswerContext, watch: Watch = iter) -> AnswerContext:
    """Return the context with the sentences found in the papers in scope, each with its score."""
    every = len(context.papers) >= step.coverage.papers
    context = replace(
        context, concepts=step.concepts, passages_of=fetcher(engine, step.base), everywhere=every, view=step.view
    )
    where = inside(context, step.base, step.all_papers)
    if step.question.kind in OF_ALL and not step.question.grade_asked:
        return _of_each(engine, step, context, where, watch)
    found = retrieved(engine, step.question, step.view, step.concepts, where)
    context = replace(context, view=compared(engine, step.view, found))
    return _with(context, _read(context, watch(found)))


def _of_each(engine: Engine, step: Understood, context: AnswerContext, where: Node, watch: Watch) -> AnswerContext:
    """Return the context with the sentences of the best passages of each council, or of each paper."""
    q = step.question
    by: Facet = "authority" if q.unit == "authority" else "paper"
    head, words = head_of(step.concepts), any_word(q, step.view, step.concepts)
    most = MOST_OF_EACH if by == "authority" else MOST_OF_A_PAPER
    groups = best_of_each(engine, head, where, context.papers, by, most) if head.children else []
    best = list(chain.from_iterable(group.passages for group in groups))
    if q.kind == "which" and words.children:
        beside = best_of_each(engine, words, where, context.papers, "authority", MOST_OF_EACH)
        best = list(once(chain(best, *(group.passages for group in beside))))
    read = _read(context, watch(best))
    found = _with(context, read)
    rest: Node = where
    if q.kind == "absence":
        undecided = _undecided(groups, found.sentences, by)
        rest = And((Or(tuple(Value(by, name) for name in undecided)), where))
    if not groups or not (q.often or (q.kind == "absence" and undecided)):
        return found
    seen = {passage.id for passage in best}
    others = _read(context, watch(p for p in engine.scan(head, rest) if p.id not in seen), every=False)
    return replace(found, sentences=_fitting(context, [*read, *others]))


class BestOf(NamedTuple):
    """A council or paper with its best passages, and how many match in all."""

    value: str
    number: int
    passages: list[Passage]


def best_of_each(
    engine: Engine, query: Node, where: Node, papers: Sequence[Paper], by: Facet, most: int
) -> list[BestOf]:
    """Return the best passages of each council (or paper) that match, of ``papers`` alone, in order of the value.

    A filter may let other papers through; councils that these fill are asked for again by their papers.
    """
    wanted = {paper.id for paper in papers}
    found = {group.value: _kept(group, wanted) for group in engine.group(Request(query, where), by, most)}
    short = {name for name, one in found.items() if len(one.passages) < min(most, one.number)}
    if by == "authority" and short:
        theirs = [Value("paper", p.id) for p in papers if p.authority and p.authority.name in short]
        again = engine.group(Request(query, And((Or(tuple(theirs)), where))), by, most) if theirs else ()
        found |= {name: BestOf(name, 0, []) for name in short} | {g.value: _kept(g, wanted) for g in again}
    return [one for _, one in sorted(found.items()) if one.passages]


def _kept(group: Group, wanted: set[str]) -> BestOf:
    return BestOf(group.value, group.passages, [hit.passage for hit in group.hits if hit.passage.paper in wanted])


def _undecided(groups: Iterable[BestOf], sentences: Iterable[Sentence], by: Facet) -> list[str]:
    """Return the councils (or papers) none of whose best passages mentions the topic, and that have more."""
    mentioned = {
        s.passage.authority if by == "authority" else s.passage.paper for s in sentences if s.core >= MENTIONS_TOPIC
    }
    return [one.value for one in groups if one.number > len(one.passages) and one.value not in mentioned]


def _read(context: AnswerContext, passages: Iterable[Passage], *, every: bool = True) -> list[Sentence]:
    """Return the sentences of the passages that are of papers in scope: all, or those that hold a part of the topic."""
    wanted = {p.id for p in context.papers}
    return score_sentences((p for p in once(passages) if p.paper in wanted), context.concepts, every=every)


def _with(context: AnswerContext, read: Sequence[Sentence]) -> AnswerContext:
    """Return the context with sentences that were read, scored."""
    scored = score(context.view, read) if context.view else list(read)
    with_topic = read if context.question.kind in OF_ALL else scored
    return replace(
        context,
        sentences=_fitting(context, with_topic),
        scored=tuple(s for s in scored if in_place(s, context)),
    )


def _fitting(context: AnswerContext, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences that hold a part of the topic and are of the names, the time and the place asked about."""
    matched = naming([s for s in sentences if s.matches], context.concepts)
    return tuple(s for s in matched if in_time(s, context) and in_place(s, context) and context.settles(s))
