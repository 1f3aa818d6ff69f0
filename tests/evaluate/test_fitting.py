"""Weights fitted in plain Python, and over arrays for training."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from cqa.evaluate.fitting import RANKING_RIDGE, Option, fit_logistic, fit_ranking, minimise
from tests.training import fitting


def test_the_least_of_a_bowl_is_found() -> None:
    def bowl(at: list[float]) -> tuple[float, list[float]]:
        x, y = at
        return (x - 3) ** 2 + 10 * (y + x) ** 2, [2 * (x - 3) + 20 * (y + x), 20 * (y + x)]

    assert minimise(bowl, 2) == pytest.approx([3, -3], abs=0.01)


def test_a_logistic_regression_without_penalty_gives_the_odds() -> None:
    """Of 10 rows without the feature 2 are right, of 10 with it 8: log-odds -1.386 and +1.386."""
    rows = [(0.0,)] * 10 + [(1.0,)] * 10
    right = [True] * 2 + [False] * 8 + [True] * 8 + [False] * 2
    fitted = fit_logistic(rows, right, strength=1e6)
    assert fitted.intercept == pytest.approx(math.log(2 / 8), abs=0.01)
    assert fitted.weights[0] == pytest.approx(2 * math.log(8 / 2), abs=0.02)


def test_a_penalty_shrinks_the_weights() -> None:
    rows = [(0.0,)] * 10 + [(1.0,)] * 10
    right = [True] * 2 + [False] * 8 + [True] * 8 + [False] * 2
    loose, tight = (fit_logistic(rows, right, strength).weights[0] for strength in (10.0, 0.01))
    assert 0 < tight < loose / 2


def test_logistic_weights_agree_with_those_of_training() -> None:
    chance = random.Random(3)  # noqa: S311
    rows = [tuple(chance.gauss(0, scale) for scale in (1, 5, 0.1)) for _ in range(200)]
    right = [row[0] + row[1] / 5 + chance.gauss(0, 1) > 0 for row in rows]
    worth = [chance.choice((0.5, 1.0)) for _ in rows]
    ours, (weights, intercept) = fit_logistic(rows, right, 0.3, worth), fitting.fit_logistic(rows, right, 0.3, worth)
    assert ours.intercept == pytest.approx(intercept, abs=0.01)
    assert ours.weights == pytest.approx(list(weights), rel=0.01)


def test_ranking_weights_agree_with_those_of_training() -> None:
    questions = _questions(seed=11)
    rows = [np.array([o.features for o in options]) for options in questions]
    worth = [np.array([o.worth for o in options]) for options in questions]
    assert fit_ranking(questions).weights == pytest.approx(
        list(fitting.fit_ranking(rows, worth, RANKING_RIDGE)), rel=0.01, abs=1e-4
    )


def test_a_ranking_puts_first_what_answers() -> None:
    questions = _questions(seed=5)
    weights = fit_ranking(questions).weights
    for options in questions:
        points = [sum(w * f for w, f in zip(weights, o.features, strict=True)) for o in options]
        assert points.index(max(points)) == 0
    assert abs(weights[1]) * 50 < weights[0] / 4


def _questions(seed: int) -> list[list[Option]]:
    """Return questions of which feature 0 marks the answers; feature 1 is noise of another scale."""
    chance = random.Random(seed)  # noqa: S311
    return [
        [Option((float(n == 0) + chance.gauss(0, 0.1), chance.gauss(0, 50)), float(n == 0)) for n in range(20)]
        for _ in range(30)
    ]
