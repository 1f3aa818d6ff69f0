"""Fits the sentence scorer: a softmax over all sentences found for a question, with a ridge penalty."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from cqa.evaluate.fitting import RANKING_RIDGE
from tests.training.collect import Asked
from tests.training.fitting import Array, fit_ranking

ANSWERS, IN_PART = 3, 2
"""Grades of labels: an answer, and one in part, which counts half."""


def usable(asked: Iterable[Asked]) -> list[Asked]:
    """Return the questions that have a right sentence among those found."""
    return [a for a in asked if a.answerable and any(r.grade >= IN_PART for r in a.rows)]


def fit(asked: Sequence[Asked], ridge: float = RANKING_RIDGE, without: frozenset[int] = frozenset()) -> Array:
    """Return the weights of raw features, in their order; those of columns ``without`` are 0."""
    kept = [i for i in range(len(asked[0].rows[0].features)) if i not in without]
    rows = [np.array([r.features for r in a.rows])[:, kept] for a in asked]
    weights = np.zeros(len(kept) + len(without))
    weights[kept] = fit_ranking(rows, [worth_in(a) for a in asked], ridge)
    return weights


def worth_in(asked: Asked) -> Array:
    """Return what each sentence of a question counts."""
    return np.array([worth_of(r.grade) for r in asked.rows])


def worth_of(grade: int) -> float:
    """Return what a sentence of a grade counts (0-1)."""
    return 1.0 if grade >= ANSWERS else 0.5 if grade >= IN_PART else 0.0


def points(asked: Asked, weights: Array) -> Array:
    """Return the score of every sentence of a question."""
    return np.array([r.features for r in asked.rows]) @ weights


def cross_validated(
    asked: Sequence[Asked], folds: Sequence[int], ridge: float = RANKING_RIDGE, without: frozenset[int] = frozenset()
) -> list[Array]:
    """Return the scores of each question's sentences by weights fitted without any question of its fold."""
    made: dict[int, Array] = {}
    for fold in sorted(set(folds)):
        made[fold] = fit([a for a, f in zip(asked, folds, strict=True) if f != fold], ridge, without)
    return [points(a, made[f]) for a, f in zip(asked, folds, strict=True)]


def ranking(asked: Asked, scores: Array) -> tuple[float, bool, bool]:
    """Return nDCG@10 over passages, whether one of the first three is right, and whether the best sentence is."""
    best: dict[str, float] = {}
    hits: dict[str, set[int]] = {}
    for row, score in zip(asked.rows, scores, strict=True):
        best[row.passage] = max(best.get(row.passage, -1e9), float(score))
        hits.setdefault(row.passage, set()).update(row.labels)
    order = sorted(best, key=lambda p: (-best[p], p))[:10]
    grades: dict[str, int] = {}
    for grade, group in zip(asked.grades, asked.groups, strict=True):
        grades[group] = max(grades.get(group, 0), grade)
    seen: set[str] = set()
    gain = 0.0
    for place, name in enumerate(order):
        new = {asked.groups[n]: asked.grades[n] for n in hits[name] if asked.groups[n] not in seen}
        seen |= set(new)
        gain += max(new.values(), default=0) / math.log2(place + 2)
    ideal = sum(g / math.log2(n + 2) for n, g in enumerate(sorted(grades.values(), reverse=True)[:10]))
    cited = any(asked.grades[n] >= IN_PART for p in order[:3] for n in hits[p])
    first = asked.rows[int(np.argmax(scores))].grade >= IN_PART
    return gain / ideal, cited, first
