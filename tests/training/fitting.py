"""The fits of :mod:`cqa.evaluate.fitting` over arrays, for more rows than plain Python takes in good time.

Losses, penalties and search are the same; ``tests/evaluate/test_fitting.py`` compares the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from cqa.evaluate.fitting import minimise

Array = NDArray[np.float64]

STEPS, SMALL = 2000, 1e-11
"""Iterations at most, and the relative change of the loss below which the search ends: four decimals are written."""


def fit_ranking(
    rows: Sequence[Array], worth: Sequence[Array], ridge: float, points: Sequence[Array] | None = None
) -> Array:
    """Return the weights by which the sentences that answer come first.

    ``rows`` are the raw features of the sentences of each question, ``worth`` what each sentence counts (0-1).
    ``points`` are what the sentences have before these features, 0 by default.
    """
    whole, values = np.vstack(rows), np.concatenate(worth)
    before = np.concatenate(points) if points is not None else np.zeros(len(values))
    spread = whole.std(0) + 1e-6
    scaled = whole / spread
    sizes = np.array([len(r) for r in rows])
    starts = np.cumsum(sizes) - sizes

    def loss(weights: Array) -> tuple[float, Array]:
        score = before + scaled @ weights
        raised = np.exp(score - np.repeat(np.maximum.reduceat(score, starts), sizes))
        share = raised / np.repeat(np.add.reduceat(raised, starts), sizes)
        right = values * share
        total = np.add.reduceat(right, starts) + 1e-12
        slope = share - right / np.repeat(total, sizes)
        value = -np.log(total).sum() / len(rows) + ridge * weights @ weights
        return float(value), scaled.T @ slope / len(rows) + 2 * ridge * weights

    return _least(loss, whole.shape[1]) / spread


def fit_logistic(
    rows: Sequence[Sequence[float]], right: Sequence[bool], strength: float, worth: Sequence[float] | None = None
) -> tuple[Array, float]:
    """Return the weights of raw values and the intercept of a logistic regression.

    ``strength`` is the inverse of the ridge penalty on standardised values, ``worth`` what each row counts (1).
    """
    x, y = np.array(rows, float), np.array(right, float)
    counts = np.ones(len(y)) if worth is None else np.array(worth, float)
    spread = x.std(0) + 1e-6
    scaled = np.column_stack([x / spread, np.ones(len(y))])
    free = np.append(np.full(x.shape[1], 1.0 / strength), 0.0)

    def loss(weights: Array) -> tuple[float, Array]:
        score = scaled @ weights
        value = counts @ (np.logaddexp(0.0, score) - y * score) + free @ weights**2 / 2
        return float(value), scaled.T @ (counts * (1 / (1 + np.exp(-score)) - y)) + free * weights

    found = _least(loss, scaled.shape[1])
    return found[:-1] / spread, float(found[-1])


def _least(loss: Callable[[Array], tuple[float, Array]], size: int) -> Array:
    def listed(weights: list[float]) -> tuple[float, list[float]]:
        value, slope = loss(np.array(weights))
        return value, slope.tolist()

    return np.array(minimise(listed, size, STEPS, SMALL))
