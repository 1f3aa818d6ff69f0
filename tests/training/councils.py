"""Fits which sentences support a council, and whether it belongs in the answer to a which-question.

By the judged pairs of question and council, and by the quotations that the labels give for those that belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cqa.answer.council_support import Supporting, judged, supporting
from cqa.ask.gathering import gathered
from cqa.ask.scope import scope
from cqa.ask.understanding import understood
from cqa.engine import open_engine
from cqa.evaluate.judge import same_council
from cqa.evidence.views import QuestionView
from cqa.refit import COUNCIL_STRENGTH, NOT_SUPPORTING, SUPPORT_STRENGTH
from tests.training import sets
from tests.training.collect import index_of, label_of
from tests.training.fitting import fit_logistic

WITH_JUNK = ("corpus", "papers", "council")
"""Sets of which questions of other fields are asked, too: no council belongs in their answers."""

KINDS = ("which", "which-authorities", "paraphrase")


class Judged(NamedTuple):
    """A which-question: the sentences found by council, those that a label quotes, and which councils belong."""

    set: str
    id: str
    question: str
    view: QuestionView
    groups: dict[str, list[Supporting]]
    quoted: frozenset[tuple[str, tuple[int, int]]]
    belongs: dict[str, bool]
    lost: int
    """Councils that belong of which no sentence was found."""


class Pair(NamedTuple):
    """A question and a council: what speaks for it, and whether it belongs in the answer."""

    set: str
    id: str
    council: str
    values: tuple[float, ...]
    belongs: bool
    asserted: bool
    """Some sentence says what is asked; none of the others can belong in the answer."""
    said: str


def collect() -> list[Judged]:
    """Return every which-question with the sentences that the real road finds for each council."""
    return [one for held in sets.sets() for one in _of_set(held)]


def _of_set(one: sets.QuestionSet) -> Iterator[Judged]:
    engine = open_engine(index_of(one))
    junk = [q for q in sets.junk() if one.name not in q.get("held_in", ())] if one.name in WITH_JUNK else []
    for q in (*sets.questions_of(one), *junk):
        named, others = names_of(q)
        nobody = not sets.answerable(q)
        if not nobody and (q["kind"] not in KINDS or not named or q.get("answer_unit") == "paper"):
            continue
        step = understood(engine, q["question"])
        context, refusal = scope(step.question, step.held, step.unread)
        if step.question.kind != "which" or step.question.grade_asked or refusal is not None:
            continue
        groups = supporting(gathered(engine, step, context))
        belongs = {name: True for name in groups if any(same_council(n, name) for n in named)}
        belongs |= {name: False for name in groups if nobody or any(same_council(n, name) for n in others)}
        labels = [(Path(x["file"]).name, sets.squeezed(x["quote"]), int(x.get("grade", 1))) for x in sets.labels_of(q)]
        whole: dict[str, str] = {}
        quoted = frozenset(
            (x.sentence.passage.id, x.sentence.span)
            for held in groups.values()
            for x in held
            if label_of(x.sentence, labels, whole).grade >= 2
        )
        lost = sum(not any(same_council(n, name) for name in groups) for n in named)
        yield Judged(one.name, str(q["id"]), q["question"], step.view, groups, quoted, belongs, lost)


def names_of(q: Any) -> tuple[list[str], list[str]]:
    """Return the councils that belong in the answer and those that do not."""
    expected, names = q.get("expected") or {}, q.get("authorities") or {}
    return (
        list(names.get("expected") or expected.get("authorities") or []),
        list(names.get("not_expected") or expected.get("not_authorities") or []),
    )


def fit_sentences(asked: Sequence[Judged]) -> tuple[Any, float]:
    """Return the weights of a sentence's values: those quoted for councils that belong against all those of others."""
    values, right = [], []
    for q in asked:
        for name, belongs in q.belongs.items():
            for x in q.groups[name]:
                quoted = (x.sentence.passage.id, x.sentence.span) in q.quoted
                if quoted or not belongs:
                    values.append(x.values)
                    right.append(belongs)
    return fit_logistic(values, right, SUPPORT_STRENGTH, [1.0 if r else NOT_SUPPORTING for r in right])


def pairs(asked: Sequence[Judged], weights: Any, intercept: float) -> list[Pair]:
    """Return the pairs with a verdict, each with its values by these weights of sentences."""
    made = []
    for q in asked:
        groups = {
            name: [replace(x, points=round(float(x.values @ weights + intercept), 6)) for x in held]
            for name, held in q.groups.items()
        }
        for council in judged(q.view, groups):
            if council.name in q.belongs:
                said = council.sentences[0].text
                belongs = q.belongs[council.name]
                made.append(Pair(q.set, q.id, council.name, council.values, belongs, council.asserted, said))
    return made


def fit(held: Sequence[Pair]) -> tuple[Any, float]:
    """Return the weights of a council's values and the intercept; every question counts alike."""
    held = [p for p in held if p.asserted]
    count: dict[tuple[str, str], int] = {}
    for p in held:
        count[p.set, p.id] = count.get((p.set, p.id), 0) + 1
    worth = [1.0 / count[p.set, p.id] ** 0.5 for p in held]
    return fit_logistic([p.values for p in held], [p.belongs for p in held], COUNCIL_STRENGTH, worth)


def cross_validated(asked: Sequence[Judged]) -> list[tuple[Pair, float]]:
    """Return each pair with its probability by weights fitted without its set (the sets of seed papers as one)."""
    of = [{"seeds_2": "seeds", "corpus": "seeds"}.get(q.set, q.set) for q in asked]
    found: list[tuple[Pair, float]] = []
    for fold in sorted(set(of)):
        train = [q for q, f in zip(asked, of, strict=True) if f != fold]
        sentences = fit_sentences(train)
        weights, intercept = fit(pairs(train, *sentences))
        for p in pairs([q for q, f in zip(asked, of, strict=True) if f == fold], *sentences):
            likely = 1.0 / (1.0 + float(np.exp(-(np.array(p.values) @ weights + intercept))))
            found.append((p, likely if p.asserted else 0.0))
    return found
