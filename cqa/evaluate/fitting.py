"""Weights fitted in plain Python: a softmax over the sentences of each question, and a logistic regression.

Both minimise a loss with a ridge penalty on the weights of standardised features, by L-BFGS (Nocedal and Wright,
*Numerical Optimization*, 2nd ed. 2006, algorithm 7.4). The losses are those of ``tests/training``: a conditional logit
(McFadden 1974; as ranking, ListNet: Cao et al., ICML 2007) and the negative log-likelihood.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log, sqrt
from operator import mul
from typing import NamedTuple

Vector = Sequence[float]
Loss = Callable[[list[float]], tuple[float, list[float]]]
"""Weights to the loss and its gradient."""

STEPS = 80
"""Iterations at most: the cross-validated figures stay the same from about 50 on."""

MEMORY = 8
"""Pairs of steps and changes of the gradient that L-BFGS keeps."""

SMALL = 1e-6
"""Relative change of the loss below which the search ends."""

RANKING_RIDGE = 0.1
"""Penalty of the softmax on squared weights; chosen on cross-validated nDCG, which is flat around it."""


class Fitted(NamedTuple):
    """Weights of raw features and the intercept."""

    weights: tuple[float, ...]
    intercept: float = 0.0


class Option(NamedTuple):
    """A sentence found for a question: its features, and what it counts as an answer (0 to 1)."""

    features: Vector
    worth: float


def fit_ranking(questions: Sequence[Sequence[Option]], ridge: float = RANKING_RIDGE) -> Fitted:
    """Return the weights by which the sentences that answer come first; each question has one that counts at least."""
    scale = _spread([option.features for options in questions for option in options])
    tables = [[([f / s for f, s in zip(o.features, scale, strict=True)], o.worth) for o in one] for one in questions]

    def loss(weights: list[float]) -> tuple[float, list[float]]:
        total, slope = 0.0, [0.0] * len(weights)
        for table in tables:
            points = [sum(map(mul, row, weights)) for row, _ in table]
            top = max(points)
            raised = [exp(p - top) for p in points]
            whole = sum(raised)
            right = sum(r * worth for r, (_, worth) in zip(raised, table, strict=True)) + 1e-12 * whole
            total -= log(right / whole)
            for r, (row, worth) in zip(raised, table, strict=True):
                by = r / whole - r * worth / right
                if abs(by) > 1e-9:
                    for i, value in enumerate(row):
                        slope[i] += by * value
        return _penalised(total / len(tables), [x / len(tables) for x in slope], weights, ridge)

    found = minimise(loss, len(scale))
    return Fitted(tuple(w / s for w, s in zip(found, scale, strict=True)))


def fit_logistic(
    rows: Sequence[Vector], right: Sequence[bool], strength: float, worth: Sequence[float] | None = None
) -> Fitted:
    """Return the weights of a logistic regression; ``strength`` is the inverse of the ridge penalty on the sum of the
    losses, and the intercept is not penalised. ``worth`` is what each row counts, 1 by default."""
    counts = worth or [1.0] * len(rows)
    scale = _spread(rows)
    table = [[f / s for f, s in zip(row, scale, strict=True)] for row in rows]
    ridge = 1.0 / (2.0 * strength)

    def loss(weights: list[float]) -> tuple[float, list[float]]:
        total, slope = 0.0, [0.0] * len(weights)
        for row, good, count in zip(table, right, counts, strict=True):
            score = weights[-1] + sum(map(mul, row, weights))
            chance = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))
            total -= count * log(chance if good else 1.0 - chance)
            by = count * (chance - good)
            for i, value in enumerate(row):
                slope[i] += by * value
            slope[-1] += by
        return _penalised(total, slope, weights, ridge, free=1)

    found = minimise(loss, len(scale) + 1)
    return Fitted(tuple(w / s for w, s in zip(found, scale, strict=False)), found[-1])


def _penalised(
    loss: float, slope: list[float], weights: list[float], ridge: float, free: int = 0
) -> tuple[float, list[float]]:
    """Return loss and gradient with the penalty on all weights but the last ``free``."""
    held = len(weights) - free
    penalty = ridge * sum(w * w for w in weights[:held])
    return loss + penalty, [
        s + (2.0 * ridge * w if i < held else 0.0) for i, (s, w) in enumerate(zip(slope, weights, strict=True))
    ]


def _spread(rows: Sequence[Vector]) -> list[float]:
    """Return the standard deviation of each feature."""
    count = len(rows)
    means = [sum(column) / count for column in zip(*rows, strict=True)]
    squares = [sum((x - m) ** 2 for x in column) for column, m in zip(zip(*rows, strict=True), means, strict=True)]
    return [sqrt(square / count) + 1e-6 for square in squares]


def minimise(loss: Loss, size: int, most: int = STEPS, small: float = SMALL) -> list[float]:
    """Return the weights of the least loss found from zero, in at most so many iterations.

    The search ends when the loss changes by less than ``small``, relative to its size.
    """
    at = [0.0] * size
    value, slope = loss(at)
    steps: list[tuple[list[float], list[float], float]] = []
    for _ in range(most):
        direction = _direction(slope, steps)
        falling = sum(map(mul, direction, slope))
        if falling >= 0.0:  # not a way down: begin again from the gradient
            direction, steps = [-s for s in slope], []
            falling = -sum(map(mul, slope, slope))
        pace = 1.0 if steps else min(1.0, 1.0 / (sum(map(abs, slope)) + 1e-12))
        for _ in range(30):
            there = [a + pace * d for a, d in zip(at, direction, strict=True)]
            new_value, new_slope = loss(there)
            if new_value <= value + 1e-4 * pace * falling:
                break
            pace /= 2.0
        else:
            return at
        moved = [b - a for a, b in zip(at, there, strict=True)]
        turned = [b - a for a, b in zip(slope, new_slope, strict=True)]
        curved = sum(map(mul, moved, turned))
        if curved > 1e-12:
            steps = [*steps, (moved, turned, curved)][-MEMORY:]
        done = abs(value - new_value) <= small * max(1.0, abs(value))
        at, value, slope = there, new_value, new_slope
        if done:
            break
    return at


def _direction(slope: list[float], steps: Sequence[tuple[list[float], list[float], float]]) -> list[float]:
    """Return the way down by the two-loop recursion of L-BFGS."""
    along = list(slope)
    shares = []
    for moved, turned, curved in reversed(steps):
        share = sum(map(mul, moved, along)) / curved
        shares.append(share)
        along = [a - share * t for a, t in zip(along, turned, strict=True)]
    if steps:
        _, turned, curved = steps[-1]
        scale = curved / sum(map(mul, turned, turned))
        along = [scale * a for a in along]
    for (moved, turned, curved), share in zip(steps, reversed(shares), strict=True):
        back = sum(map(mul, turned, along)) / curved
        along = [a + (share - back) * m for a, m in zip(along, moved, strict=True)]
    return [-a for a in along]
