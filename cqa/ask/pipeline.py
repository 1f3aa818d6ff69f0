"""Answer a plain question from everything in the index: read it, find what bears on it, answer, check every quote.

    question ─ read ─▶ scope + concepts ─ engine ─▶ passages ─ weigh ─▶ sentences ─ answer ─▶ Answer

No language model, no network, no chance: the same question over the same index gives the same answer on every engine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from math import prod

from cqa.answer.context import AnswerContext
from cqa.ask.gathering import Watch, gathered
from cqa.ask.scope import covered, of_a_year, referred, scope, told_elsewhere
from cqa.ask.understanding import Understood, understood
from cqa.ask.unknown import refused, with_unknown
from cqa.engine.port import Coverage, Engine
from cqa.errors import UsageError
from cqa.evidence.model import Contribution, linear
from cqa.evidence.sentence_scorer import Concept
from cqa.gazetteer.authorities import mentions
from cqa.model import Answer, Authority, Page, Paper
from cqa.query.nodes import Everything, Node, Phrase, Word
from cqa.question.comparison import sides_of
from cqa.question.concepts import glossary
from cqa.question.question import OF_ALL, Question, in_two, is_question
from cqa.record import dataclass
from cqa.text.analyzer import tokenize
from cqa.text.pages import page_at

__all__ = ["Asked", "ask", "checked", "is_question"]


QUESTION_LONGEST = 500
"""Characters of a question: what an answer may cost is bounded by what may be asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its reading, its answer and what was searched."""

    question: Question
    answer: Answer
    coverage: Coverage
    concepts: tuple[Concept, ...]
    scope: tuple[Paper, ...]


def ask(
    engine: Engine,
    text: str,
    filters: Node | None = None,
    keep: Callable[[Paper], bool] | None = None,
    watch: Watch = iter,
) -> Asked:
    """Return the answer to ``text``. ``filters`` and ``keep`` limit passages and papers alike, as the caller's options
    say; ``watch`` hands on the passages that are weighed, as they are weighed.

    A question that has no answer is an :class:`~cqa.model.Answer` with ``found`` False, no error. Raises
    :class:`~cqa.errors.UsageError` for one that is longer than :data:`QUESTION_LONGEST`.
    """
    text = text.strip()
    if len(text) > QUESTION_LONGEST:
        raise UsageError(
            f"a question has {QUESTION_LONGEST} characters at most, and this one has {len(text):,}; "
            "ask for one thing, in a sentence or two"
        )
    engine = engine.pinned()
    parts = in_two(text)
    if parts is not None:
        both = _both(engine, text, parts, filters, keep, watch)
        if both is not None:
            return both
    asked = _asked(engine, text, filters, keep, watch)
    if len(asked.question.authorities) < 2 or asked.question.grade_asked or asked.question.kind in OF_ALL:
        return asked
    answer = _of_each_side(engine, text, filters, keep, watch)
    return replace(asked, answer=answer) if answer else asked


def _of_each_side(
    engine: Engine, text: str, filters: Node | None, keep: Callable[[Paper], bool] | None, watch: Watch
) -> Answer | None:
    """Return what each of the councils that a question compares says, from its own papers; None where no councils are
    compared, one of them does not say it, or it is too unlikely that all of it is right."""
    from cqa.answer.answerability import ENOUGH

    def of(council: Authority) -> Callable[[Paper], bool]:
        return lambda paper: paper.authority == council and (keep is None or keep(paper))

    answers: list[Answer] = []
    for side in sides_of(text, mentions(text)):
        one = _asked(engine, side.question, filters, of(side.authority), watch).answer
        if not one.found or not one.evidence:
            return None
        answers.append(one)
    confidence = round(prod(1.0 if one.confidence is None else one.confidence for one in answers), 4)
    if not answers or confidence < ENOUGH:
        return None
    depth = max(len(one.evidence) for one in answers)
    return Answer(
        kind="compare",
        found=True,
        text=" ".join(one.text for one in answers),
        value=[one.value for one in answers],
        authorities=tuple(verdict for one in answers for verdict in one.authorities),
        papers=tuple(verdict for one in answers for verdict in one.papers),
        evidence=tuple(one.evidence[i] for i in range(depth) for one in answers if i < len(one.evidence)),
        confidence=confidence,
        encoder=answers[0].encoder,
    )


def _both(
    engine: Engine,
    text: str,
    parts: tuple[str, str],
    filters: Node | None,
    keep: Callable[[Paper], bool] | None,
    watch: Watch,
) -> Asked | None:
    """Return the answers to two questions in one sentence (*How much was spent, and when was it agreed?*): the second
    is of the paper that answers the first. None where either has none."""
    first = _asked(engine, parts[0], filters, keep, watch)
    if first.question.kind not in _OF_ONE_PAPER or not first.answer.found or not first.answer.evidence:
        return None
    there = first.answer.evidence[0].passage.paper
    second = _asked(engine, parts[1], filters, lambda p: p.id == there, watch)
    if second.question.kind not in _OF_ONE_PAPER or not second.answer.found:
        return None
    texts = dict.fromkeys((first.answer.text, second.answer.text))  # one sentence may answer both
    values = [first.answer.value, second.answer.value]
    if len(texts) == 1 and values[0] == values[1]:
        return None
    one, other = first.answer.evidence, second.answer.evidence
    answer = replace(
        first.answer,
        text=" ".join(texts),
        value=values,
        evidence=tuple(dict.fromkeys((*one[:1], *other[:1], *one[1:], *other[1:]))),
    )
    return replace(first, question=replace(first.question, text=text, written=text), answer=answer)


_OF_ONE_PAPER = frozenset({"number", "when", "who", "passage"})
"""Kinds of questions that one paper answers, so that two of them in one sentence are about the same."""


def _asked(
    engine: Engine, text: str, filters: Node | None, keep: Callable[[Paper], bool] | None, watch: Watch
) -> Asked:
    """Return the answer to a single question."""
    step = understood(engine, text, filters, keep)
    context, answer = tried(engine, step, watch, dated=True)
    if not answer.found and context.event_dates and of_a_year(step.question):  # "for 2020": in a paper of 2019
        later, told = tried(engine, step, watch, dated=False)
        if told.found:
            context, answer = later, told
    answer = replace(answer, encoder=context.view.encoder if context.view else None)
    searched = covered(engine, context, step.base, step.coverage)
    return Asked(step.question, checked(answer, engine), searched, step.concepts, context.papers)


def tried(engine: Engine, step: Understood, watch: Watch = iter, *, dated: bool) -> tuple[AnswerContext, Answer]:
    """Return what was found for a question, with its answer. With ``dated`` off a date that only says when something
    was does not limit the papers."""
    context, refusal = scope(step.question, step.held, step.unread, dated=dated)
    if refusal is None:
        context, refusal = referred(engine, context, step.base)
    if refusal is None:
        context = gathered(engine, step, context, watch)
    elif step.question.authorities and not context.papers:
        refusal = told_elsewhere(engine, context, refusal, step.base, step.concepts)
    if refusal is None and step.unknown:
        refusal = refused(engine, context, step.concepts, step.unknown)
    answer = with_unknown(refusal or _answer(engine, context), step.unknown)
    lacking = ", ".join(f"\u2018{words}\u2019" for words in context.question.unapplied)
    if lacking:
        answer = replace(answer, text=f"{answer.text} Not applied: {lacking}.")
    return context, answer


def reasons(answer: Answer) -> list[Contribution]:
    """Return what each feature adds to the log-odds of an answer, the largest first."""
    return linear("answer").contributions(answer.support) if answer.support else []


def checked(answer: Answer, engine: Engine) -> Answer:
    """Return the answer with every quote compared with the canonical text and put on its page; a quote that differs
    from its source is a defect of ours and is never shown."""
    sources: dict[str, tuple[str, tuple[Page, ...]]] = {}
    good = []
    for e in answer.evidence:
        p = e.passage
        if p.paper not in sources:
            sources[p.paper] = engine.text(p.paper)
        text, pages = sources[p.paper]
        if text[slice(*p.span)] != p.text or not (p.span[0] <= e.quote[0] <= e.quote[1] <= p.span[1]):
            continue
        first, last = page_at(pages, p.span[0]), page_at(pages, max(p.span[0], p.span[1] - 1))
        good.append(replace(e, passage=replace(p, page=first.number, page_last=last.number, page_label=first.label)))
    return replace(answer, evidence=tuple(good))


def _answer(engine: Engine, context: AnswerContext) -> Answer:
    """Return the answer of the question's kind. Each kind is its own module and loaded when it is asked for."""
    from cqa.answer.answerability import nothing, tells_enough
    from cqa.answer.kinds import front_page, vote

    q = context.question
    if q.kind == "definition":
        meaning = _definition(engine, context)
        return meaning if meaning.found or not meaning.evidence else _of("passage", context)
    if q.grade_asked and q.kind in ("which", "grade"):
        return _of("grade", context)
    marked = front_page.answer(context)
    if marked is not None:
        return marked
    if q.number:
        return _of("paragraph", context)
    if vote.asked(context):
        came = vote.answer(context)
        if came is not None or q.polar:
            return came or nothing(context, f"no minutes say what came of \u2018{context.topic()}\u2019.")
    if q.polar and q.deed and q.kind == "passage":
        came = vote.answer(context, vote.SURE)
        deed = {i for i, c in enumerate(context.concepts) if c.variants[0] == (q.deed,)}
        done = tuple(s for s in context.scored if deed & {m.concept for m in s.matches} and tells_enough(s))
        if came is not None or not done:
            return came or nothing(context, f"no paper says that of \u2018{context.topic()}\u2019.")
        return _of("passage", replace(context, scored=done))
    if q.improve:
        return _of("improvement", context)
    if q.decision:
        return _of("decision", context)
    if q.kind == "number":
        from cqa.answer.kinds import table_lookup

        cell = table_lookup.answer(context)
        if cell is not None:
            return cell
    if (
        q.kind == "which"
        and q.unit == "authority"
        and q.authorities
        and len({p.authority for p in context.papers if p.authority}) == 1
    ):
        return _of("passage", context)  # "according to Bristol's paper, which cities ...?" asks for no verdicts
    found = _of(_MODULES.get(q.kind, "passage"), context)
    if not found.found and q.kind in ("recommendation", "role") and context.scored:
        return _of("passage", context)  # no section of that name: the best sentences may say it all the same
    return found


_MODULES = {
    "which": "which",
    "absence": "absence",
    "when": "date",
    "who": "person",
    "role": "role",
    "recommendation": "recommendation",
    "change": "change",
    "compare": "compare",
}
"""The module of ``cqa.answer.kinds`` for each kind of question; all other questions ask for passages."""


def _of(module: str, context: AnswerContext) -> Answer:
    answer: Callable[[AnswerContext], Answer] = import_module(f"cqa.answer.kinds.{module}").answer
    return answer(context)


def _definition(engine: Engine, context: AnswerContext) -> Answer:
    """Return the meaning of a short form, from every passage that holds it in its very letters."""
    from cqa.answer.kinds import definition

    forms = tokenize(context.question.acronym or "")
    node: Node = Word(forms[0], "text", exact=True) if len(forms) == 1 else Phrase(tuple(forms), 0, "text")
    holding = list(engine.scan(node, Everything())) if forms else []
    kept = {p.id for p in context.papers}
    return definition.answer(context, [p for p in holding if p.paper in kept], glossary())
