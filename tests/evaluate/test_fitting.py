"""Weights fitted in plain Python."""

from __future__ import annotations

import math
import random

import pytest

from cqa.evaluate.fitting import Option, fit_logistic, fit_ranking, minimise


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


def test_logistic_weights_agree_with_a_library() -> None:
    linear_model = pytest.importorskip("sklearn.linear_model", reason="scikit-learn is not installed")
    chance = random.Random(3)  # noqa: S311
    rows = [tuple(chance.gauss(0, scale) for scale in (1, 5, 0.1)) for _ in range(200)]
    right = [row[0] + row[1] / 5 + chance.gauss(0, 1) > 0 for row in rows]
    spread = [math.sqrt(sum((x - sum(c) / 200) ** 2 for x in c) / 200) + 1e-6 for c in zip(*rows, strict=True)]
    theirs = linear_model.LogisticRegression(C=0.3, max_iter=2000).fit(
        [[x / s for x, s in zip(row, spread, strict=True)] for row in rows], right
    )
    ours = fit_logistic(rows, right, 0.3)
    assert ours.intercept == pytest.approx(float(theirs.intercept_[0]), abs=0.02)
    assert ours.weights == pytest.approx(
        [w / s for w, s in zip(theirs.coef_[0], spread, strict=True)], rel=0.02, abs=0.02
    )


def test_a_ranking_puts_first_what_answers() -> None:
    """Feature 0 tells the answers; feature 1 is noise of another scale."""
    chance = random.Random(5)  # noqa: S311
    questions = [
        [Option((float(n == 0) + chance.gauss(0, 0.1), chance.gauss(0, 50)), float(n == 0)) for n in range(20)]
        for _ in range(30)
    ]
    weights = fit_ranking(questions).weights
    for options in questions:
        points = [sum(w * f for w, f in zip(weights, o.features, strict=True)) for o in options]
        assert points.index(max(points)) == 0
    assert abs(weights[1]) * 50 < weights[0] / 4
