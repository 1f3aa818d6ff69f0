"""Fits whether a council belongs in the answer to a which-question, by the judged pairs of question and council."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from cqa.answer.council_support import councils_of
from cqa.ask.pipeline import gathered, understood
from cqa.ask.scope import scope
from cqa.engine import open_engine
from tests.training import sets
from tests.training.collect import index_of

STRENGTH = 0.2
"""Inverse of the ridge penalty of the regression."""

WITH_JUNK = ("corpus", "papers", "council")
"""Sets of which questions of other fields are asked, too: no council belongs in their answers."""

KINDS = ("which", "which-authorities", "paraphrase")


class Pair(NamedTuple):
    """A question and a council that its labels name: what speaks for it, and whether it belongs in the answer."""

    set: str
    id: str
    council: str
    values: tuple[float, ...]
    belongs: bool
    said: str


def collect() -> tuple[list[Pair], int]:
    """Return the pairs whose council has any sentence with the topic, and how many that belong have none."""
    made: list[Pair] = []
    lost = 0
    for one in sets.sets():
        engine = open_engine(index_of(one))
        junk = [q for q in sets.junk() if one.name not in q.get("held_in", ())] if one.name in WITH_JUNK else []
        for q in (*sets.questions_of(one), *junk):
            named, others = names_of(q)
            nobody = not sets.answerable(q)
            if not nobody and (q["kind"] not in KINDS or not named or q.get("answer_unit") == "paper"):
                continue
            step = understood(engine, q["question"])
            if step.question.kind != "which" or step.question.grade_asked:
                continue
            context, refusal = scope(step.question, step.held, step.unread)
            if refusal is not None:
                continue
            found = councils_of(gathered(engine, step, context))
            seen = set()
            for council in found:
                belongs = next((n for n in named if _same(n, council.name)), None)
                if not nobody and belongs is None and not any(_same(n, council.name) for n in others):
                    continue
                seen.add(belongs)
                made.append(
                    Pair(
                        one.name, str(q["id"]), council.name, council.values, belongs is not None,
                        council.sentences[0].text,
                    )
                )  # fmt: skip
            lost += len([n for n in named if n not in seen])
    return made, lost


def names_of(q: Any) -> tuple[list[str], list[str]]:
    """Return the councils that belong in the answer and those that do not."""
    expected, names = q.get("expected") or {}, q.get("authorities") or {}
    return (
        list(names.get("expected") or expected.get("authorities") or []),
        list(names.get("not_expected") or expected.get("not_authorities") or []),
    )


def _same(one: str, other: str) -> bool:
    a, b = sets.squeezed(one), sets.squeezed(other)
    return a in b or b in a


def fit(pairs: Sequence[Pair]) -> tuple[Any, float]:
    """Return weights of raw values and the intercept; every question counts alike."""
    x = np.array([p.values for p in pairs])
    spread = x.std(0) + 1e-6
    count: dict[tuple[str, str], int] = {}
    for p in pairs:
        count[p.set, p.id] = count.get((p.set, p.id), 0) + 1
    worth = [1.0 / count[p.set, p.id] ** 0.5 for p in pairs]
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(x / spread, [p.belongs for p in pairs], sample_weight=worth)
    return model.coef_[0] / spread, float(model.intercept_[0])


def cross_validated(pairs: Sequence[Pair]) -> Any:
    """Return the probability of each pair by weights fitted without its set (the three sets of seed papers as one)."""
    of = [{"seeds_2": "seeds", "corpus": "seeds"}.get(p.set, p.set) for p in pairs]
    found = np.zeros(len(pairs))
    for fold in sorted(set(of)):
        weights, intercept = fit([p for p, f in zip(pairs, of, strict=True) if f != fold])
        for i, (p, f) in enumerate(zip(pairs, of, strict=True)):
            if f == fold:
                found[i] = 1 / (1 + np.exp(-(np.array(p.values) @ weights + intercept)))
    return found
