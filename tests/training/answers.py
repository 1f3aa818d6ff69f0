"""Fits the probability that an answer is right: logistic regression on what it rests on, by the judged questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from cqa.answer import answerability
from cqa.ask.pipeline import ask
from cqa.engine import open_engine
from cqa.evaluate.gold import judged_question
from cqa.evaluate.judge import judge
from cqa.refit import ANSWER_STRENGTH
from cqa.show import as_json
from tests.training import sets
from tests.training.collect import index_of
from tests.training.fitting import fit_logistic

JUNK_WORTH = 0.5
"""Weight of a question without sense or of another field, where a judged question has 1."""


class Given(NamedTuple):
    """The answer to one question as if none were refused: what it rests on, and whether it is right."""

    set: str
    id: str
    kind: str
    question: str
    support: tuple[float, ...]
    right: bool
    answerable: bool
    text: str
    why: str


def collect() -> list[Given]:
    """Return the answers to all questions of all sets; only those that the fitted probability decides on."""
    answerability.ENOUGH = -1.0
    made: list[Given] = []
    for one in sets.sets():
        engine = open_engine(index_of(one))
        asked: list[tuple[str, Mapping[str, Any]]] = [(one.name, q) for q in sets.questions_of(one)]
        if one.name in ("corpus", "papers", "council"):
            asked += [(f"junk-{one.name}", q) for q in sets.junk() if one.name not in q.get("held_in", ())]
        for name, q in asked:
            done = ask(engine, q["question"])
            if not done.answer.support:
                continue
            verdict = judge(judged_question(q), as_json.answer(done.question, done.answer, done.coverage))
            good = verdict.right and sets.answerable(q)
            made.append(
                Given(
                    name, str(q["id"]), q["kind"], q["question"], done.answer.support, good, sets.answerable(q),
                    done.answer.text, verdict.why,
                )
            )  # fmt: skip
    return made


def fit(given: Sequence[Given]) -> tuple[Any, float]:
    """Return weights of raw values and the intercept."""
    worth = [JUNK_WORTH if g.set.startswith("junk") else 1.0 for g in given]
    return fit_logistic([g.support for g in given], [g.right for g in given], ANSWER_STRENGTH, worth)


def cross_validated(given: Sequence[Given], folds: Sequence[int]) -> Any:
    """Return the probability of each answer by weights fitted without its fold."""
    found = np.zeros(len(given))
    for fold in sorted(set(folds)):
        weights, intercept = fit([g for g, f in zip(given, folds, strict=True) if f != fold])
        for i, (g, f) in enumerate(zip(given, folds, strict=True)):
            if f == fold:
                found[i] = 1 / (1 + np.exp(-(np.array(g.support) @ weights + intercept)))
    return found


def report(given: Sequence[Given], probabilities: Any) -> list[str]:
    """Return the calibration: Brier score, reliability by tenths, and what each threshold gives."""
    right = np.array([g.right for g in given], float)
    lines = [f"{len(given)} answers, {right.mean():.3f} right; Brier {np.mean((probabilities - right) ** 2):.4f}"]
    for low in np.arange(0, 1, 0.1):
        chosen = (probabilities >= low) & (probabilities < low + 0.1)
        if chosen.any():
            lines.append(
                f"  {low:.1f}-{low + 0.1:.1f}  {int(chosen.sum()):4d} answers  {right[chosen].mean():.2f} right"
            )
    answerable = np.array([g.answerable for g in given])
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7):
        said = probabilities >= threshold
        lines.append(
            f"  from {threshold:.2f}: precision {right[said].mean():.3f}, "
            f"of the right ones given {right[said].sum() / right.sum():.3f}, "
            f"unanswerable refused {1 - said[~answerable].mean():.3f}"
        )
    return lines
