"""Answers by weights that were fitted without the papers that answer: cross-validation by paper.

For each fold of papers the weights of sentences, of answers and of councils are fitted on the judged questions, with
nothing of the fold's papers; its questions are then answered by these weights. Thresholds and rules stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import PurePath
from typing import Any

from cqa.answer import answerability, council_support
from cqa.ask.pipeline import ask, gathered, understood
from cqa.ask.scope import scope
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.evaluate.fitting import Fitted, Option, fit_logistic, fit_ranking
from cqa.evaluate.folds import Folds, folds_of
from cqa.evaluate.gold import JudgedPassage, JudgedQuestion
from cqa.evaluate.judge import judge, same_council
from cqa.evidence import features
from cqa.evidence.model import Linear, linear, using
from cqa.evidence.sentence_scorer import Sentence
from cqa.model import Passage
from cqa.query.nodes import Everything
from cqa.record import dataclass
from cqa.show import as_json

OTHERS = 150
"""Sentences of a question that do not answer it and are learnt from: the best by BM25, which are the hardest."""

OVERLAP = 12
"""Letters that a sentence and a labelled quote share at least where they are the same statement."""

WORTH = {3: 1.0, 2: 0.5}
"""What a sentence counts by the grade of its label."""

ANSWER_STRENGTH, COUNCIL_STRENGTH = 0.3, 0.2
"""Inverse ridge penalties, as in ``tests/training``."""

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
            said.append(f"{len(self.folds.wide)} questions rest on papers of other folds, too: for these in part only")
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
    missing = set()
    for name, names, cases, strength in (
        ("answer", answerability.NAMES, _answers(engine, others, models), ANSWER_STRENGTH),
        ("council", council_support.NAMES, _councils(engine, questions, models, folds, fold), COUNCIL_STRENGTH),
    ):
        held = list(cases)
        right = [good for _, good in held]
        if min(sum(right), len(right) - sum(right)) < FEWEST:
            missing.add(name)
            models[name] = linear(name)
        else:
            models[name] = _linear(names, fit_logistic([values for values, _ in held], right, strength))
    return models, missing


def _linear(names: Sequence[str], fitted: Fitted) -> Linear:
    return Linear(tuple(names), fitted.weights, fitted.intercept)


def _answers(
    engine: Engine, questions: Sequence[JudgedQuestion], models: Mapping[str, Linear]
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield what each answer rests on by the new weights of sentences, and whether it is right."""
    for question in questions:
        with using({**models, **_ALWAYS}):
            done = ask(engine, question.question)
        if done.answer.support:
            verdict = judge(question, as_json.answer(done.question, done.answer, done.coverage))
            yield done.answer.support, verdict.right and question.answerable


def _councils(
    engine: Engine, questions: Sequence[JudgedQuestion], models: Mapping[str, Linear], folds: Folds, fold: int
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Yield what speaks for each labelled council, and whether it belongs in the answer; only where its best sentence
    is in no paper of the fold."""
    for question in questions:
        if not question.expected or question.unit == "paper":
            continue
        with using(models):
            step = understood(engine, question.question)
            context, refusal = scope(step.question, step.held, step.unread)
            if refusal is not None or step.question.kind != "which" or step.question.grade_asked:
                continue
            found = council_support.councils_of(gathered(engine, step, context))
        for one in found:
            if folds.files.get(PurePath(one.sentences[0].passage.file).name) == fold:
                continue
            belongs = any(same_council(name, one.name) for name in question.expected)
            if belongs or any(same_council(name, one.name) for name in question.not_expected):
                yield one.values, belongs


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
