"""Answers by weights that were fitted without the papers that answer: cross-validation by paper.

For each fold of papers the weights of sentences, of answers and of councils are fitted on the judged questions, with
nothing of the fold's papers; its questions are then answered by these weights. Thresholds and rules stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NamedTuple

from cqa.answer import answerability, council_support
from cqa.answer.council_support import Supporting
from cqa.ask.gathering import gathered
from cqa.ask.pipeline import ask
from cqa.ask.scope import scope
from cqa.ask.understanding import understood
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.evaluate.fitting import Fitted, Option, fit_logistic, fit_ranking
from cqa.evaluate.folds import Folds, folds_of
from cqa.evaluate.gold import JudgedPassage, JudgedQuestion
from cqa.evaluate.judge import judge, same_council
from cqa.evidence import features
from cqa.evidence.model import Linear, linear, using
from cqa.evidence.sentence_scorer import Sentence
from cqa.evidence.views import QuestionView
from cqa.model import Passage, Span
from cqa.query.nodes import Everything
from cqa.record import dataclass
from cqa.show import as_json

OTHERS = 150
"""Sentences of a question that do not answer it and are learnt from: the best by BM25, which are the hardest."""

OVERLAP = 12
"""Letters that a sentence and a labelled quote share at least where they are the same statement."""

WORTH = {3: 1.0, 2: 0.5}
"""What a sentence counts by the grade of its label."""

ANSWER_STRENGTH, SUPPORT_STRENGTH, COUNCIL_STRENGTH = 0.3, 0.1, 0.1
"""Inverse ridge penalties, as in ``tests/training``."""

NOT_SUPPORTING = 0.05
"""Weight of a sentence of a council that does not belong, where a labelled one of a council that does has 1."""

OTHERS_OF_COUNCIL = 10
"""Sentences of one council that are learnt from, other than those that labels quote: the best by BM25."""

FEWEST = 8
"""Right and wrong cases each from which weights are fitted; with fewer those of the release are used, and named."""

_ALWAYS = {"answer": Linear(answerability.NAMES, (0.0,) * len(answerability.NAMES), 30.0)}
"""Makes every answer certain, so that none is refused for its probability."""

_BM25 = features.NAMES.index("context_bm25")

Answered = Mapping[str, Any]


def every_passage(engine: Engine) -> Iterable[Passage]:
    """Return all passages of the index, for the baseline."""
    return engine.scan(Everything(), Everything())


def ungated(engine: Engine, question: str) -> Answered:
    """Return the answer to a question as if its probability were never too small, in the form of ``ask --json``."""
    with using(_ALWAYS):
        return _answered(engine, question)


def _answered(engine: Engine, question: str) -> Answered:
    done = ask(engine, question)
    return as_json.answer(done.question, done.answer, done.coverage)


@dataclass(frozen=True, slots=True)
class Refitted:
    """The weights of each fold, and the parts (*answer*, *council*) for which the judged questions are too few."""

    folds: Folds
    models: tuple[Mapping[str, Linear], ...]
    kept: tuple[str, ...] = ()

    def using(self, question: JudgedQuestion) -> AbstractContextManager[None]:
        """Answer a question inside a ``with`` block by the weights fitted without the papers of its home fold."""
        return using(self.models[self.folds.homes[question.id]])

    def notes(self) -> list[str]:
        """Return what a reader of the figures must know."""
        said = [f"cross-validated: {self.folds.number} folds, no paper in two; thresholds and rules are not refitted"]
        if self.folds.wide:
            said.append(
                f"{len(self.folds.wide)} questions have labels in papers of other folds, too: for these in part only"
            )
        for name in self.kept:
            said.append(
                f"too few right or wrong cases to refit the weights of the {name}: those of the release are used"
            )
        return said


def refitted(engine: Engine, questions: Sequence[JudgedQuestion], note: Callable[[str], None] = print) -> Refitted:
    """Return weights fitted without each fold of papers. Raises :class:`~cqa.errors.UsageError` when the questions
    cannot be divided or hardly any has a sentence that answers it."""
    folds = folds_of(questions)
    found = {q.id: found_for(engine, q) for q in questions if q.answerable and q.relevant}
    models, kept = [], set()
    for fold in range(folds.number):
        note(f"fold {fold + 1} of {folds.number}")
        one, missing = _fitted(engine, questions, found, folds, fold)
        models.append(one)
        kept |= missing
    return Refitted(folds, tuple(models), tuple(sorted(kept)))


def found_for(engine: Engine, question: JudgedQuestion) -> list[tuple[Option, str]]:
    """Return the sentences found for a question, as options to rank, each with the name of its file."""
    quotes = [(label, _squeezed(label.quote)) for label in question.relevant if label.grade in WORTH]
    options = [
        (Option(s.features, _worth(s, quotes)), PurePath(s.passage.file).name) for s in _scored(engine, question)
    ]
    right = [one for one in options if one[0].worth]
    others = sorted((one for one in options if not one[0].worth), key=lambda one: -one[0].features[_BM25])
    return [*right, *others[:OTHERS]]


def _scored(engine: Engine, question: JudgedQuestion) -> Sequence[Sentence]:
    step = understood(engine, question.question)
    context, refusal = scope(step.question, step.held, step.unread)
    return gathered(engine, step, context).scored if refusal is None else ()


def _fitted(
    engine: Engine,
    questions: Sequence[JudgedQuestion],
    found: Mapping[str, list[tuple[Option, str]]],
    folds: Folds,
    fold: int,
) -> tuple[dict[str, Linear], set[str]]:
    """Return the weights without one fold, and the parts that could not be fitted."""
    shown = [[o for o, file in one if folds.files.get(file) != fold] for one in found.values()]
    usable = [options for options in shown if any(o.worth for o in options) and not all(o.worth for o in options)]
    if len(usable) < FEWEST:
        raise UsageError(
            f"cannot cross-validate: outside a fold only {len(usable)} questions have a sentence that answers them, "
            f"and {FEWEST} are needed; label more questions"
        )
    models = {"sentence": _linear(features.NAMES, fit_ranking(usable))}
    others = [q for q in questions if not any(folds.files[label.file] == fold for label in q.relevant)]
    others = [q for q in others if q.relevant or folds.homes[q.id] != fold]
    models["answer"] = _logistic("answer", answerability.NAMES, _answers(engine, others, models), ANSWER_STRENGTH)
    asked = _asked_of_councils(engine, questions, models, folds, fold)
    names = council_support.SUPPORT_NAMES
    models["support"] = _logistic("support", names, _sentences(asked), SUPPORT_STRENGTH)
    models["council"] = _logistic("council", council_support.NAMES, _pairs(asked, models["support"]), COUNCIL_STRENGTH)
    return models, {name for name, model in models.items() if model == linear(name)}


Case = tuple[tuple[float, ...], bool, float]
"""The values of a case, whether it is right, and what it counts."""


def _logistic(name: str, names: Sequence[str], cases: Iterable[Case], strength: float) -> Linear:
    """Return weights fitted on cases; those of the release where hardly any is right, or wrong."""
    held = list(cases)
    right = [good for _, good, _ in held]
    if min(sum(right), len(right) - sum(right)) < FEWEST:
        return linear(name)
    return _linear(names, fit_logistic([v for v, _, _ in held], right, strength, [worth for _, _, worth in held]))


def _linear(names: Sequence[str], fitted: Fitted) -> Linear:
    return Linear(tuple(names), fitted.weights, fitted.intercept)


def _answers(engine: Engine, questions: Sequence[JudgedQuestion], models: Mapping[str, Linear]) -> Iterator[Case]:
    """Yield what each answer rests on by the new weights of sentences, and whether it is right."""
    for question in questions:
        with using({**models, **_ALWAYS}):
            done = ask(engine, question.question)
        if done.answer.support:
            verdict = judge(question, as_json.answer(done.question, done.answer, done.coverage))
            yield done.answer.support, verdict.right and question.answerable, 1.0


class _WhichQuestion(NamedTuple):
    """The sentences of each labelled council, those that a label quotes, and which councils belong in the answer."""

    view: QuestionView
    groups: dict[str, list[Supporting]]
    quoted: frozenset[tuple[str, Span]]
    belongs: dict[str, bool]


def _asked_of_councils(
    engine: Engine, questions: Sequence[JudgedQuestion], models: Mapping[str, Linear], folds: Folds, fold: int
) -> list[_WhichQuestion]:
    """Return the which-questions with the sentences found by the new weights, without those of the fold's papers."""
    made = []
    for question in questions:
        if not question.expected or question.unit == "paper":
            continue
        with using(models):
            step = understood(engine, question.question)
            context, refusal = scope(step.question, step.held, step.unread)
            if refusal is not None or step.question.kind != "which" or step.question.grade_asked:
                continue
            found = council_support.supporting(gathered(engine, step, context))
        shown = {name: [x for x in held if folds.files.get(_file(x.sentence)) != fold] for name, held in found.items()}
        groups = {name: held for name, held in shown.items() if held}
        belongs = {name: True for name in groups if any(same_council(n, name) for n in question.expected)}
        belongs |= {name: False for name in groups if any(same_council(n, name) for n in question.not_expected)}
        quotes = [(label, _squeezed(label.quote)) for label in question.relevant if label.grade in WORTH]
        quoted = frozenset(
            (x.sentence.passage.id, x.sentence.span)
            for held in groups.values()
            for x in held
            if _worth(x.sentence, quotes)
        )
        made.append(_WhichQuestion(step.view, groups, quoted, belongs))
    return made


def _sentences(asked: Sequence[_WhichQuestion]) -> Iterator[Case]:
    """Yield the sentences quoted for councils that belong, and those of councils that do not."""
    for one in asked:
        for name, belongs in one.belongs.items():
            held = sorted(one.groups[name], key=lambda x: -x.values[_BM25])
            quoted = [x for x in held if (x.sentence.passage.id, x.sentence.span) in one.quoted]
            for x in quoted if belongs else held[:OTHERS_OF_COUNCIL]:
                yield x.values, belongs, 1.0 if belongs else NOT_SUPPORTING


def _pairs(asked: Sequence[_WhichQuestion], model: Linear) -> Iterator[Case]:
    """Yield what speaks for each labelled council by new weights of its sentences; every question counts alike."""
    for one in asked:
        groups = {
            name: [replace(x, points=round(model.score(x.values), 6)) for x in held]
            for name, held in one.groups.items()
        }
        for council in council_support.judged(one.view, groups):
            if council.asserted and council.name in one.belongs:
                yield council.values, one.belongs[council.name], len(one.belongs) ** -0.5


def _file(sentence: Sentence) -> str:
    return PurePath(sentence.passage.file).name


def _worth(sentence: Sentence, quotes: Sequence[tuple[JudgedPassage, str]]) -> float:
    """Return what a sentence counts: the best of the labels whose quote it shares letters with."""
    p = sentence.passage
    of_file = [(label, quote) for label, quote in quotes if quote and label.file == PurePath(p.file).name]
    if not of_file:
        return 0.0
    whole = _squeezed(p.text)
    start = len(_squeezed(p.text[: sentence.span[0]]))
    end = start + len(_squeezed(sentence.text))
    best = 0.0
    for label, quote in of_file:
        at = whole.find(quote)
        shared = min(end, at + len(quote)) - max(start, at)
        if at >= 0 and shared >= min(OVERLAP, len(quote), max(end - start, 1)):
            best = max(best, WORTH[label.grade])
    return best


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())
