"""The fitted scorer: a weighted sum of the features, its weights from ``data/weights.json``.

``tests/training`` writes the weights: a softmax over all sentences found for a question, fitted so that those that
answer come first (a conditional logit: McFadden 1974; as ranking, ListNet: Cao et al., ICML 2007), with a ridge
penalty. At run time it is a sum of products in plain Python.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import exp
from operator import mul
from pathlib import Path
from typing import NamedTuple

from cqa.record import dataclass


class Contribution(NamedTuple):
    """A feature, its value and the points that it adds to a score."""

    feature: str
    value: float
    points: float


@dataclass(frozen=True, slots=True)
class Linear:
    """A weighted sum: ``names`` of the features, their ``weights``, and the ``intercept``."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float = 0.0

    def score(self, values: Sequence[float]) -> float:
        """Return the weighted sum of feature values, given in the order of the names."""
        if len(values) != len(self.weights):
            raise ValueError(f"{len(values)} values for {len(self.weights)} weights")
        return self.intercept + float(sum(map(mul, self.weights, values)))

    def contributions(self, values: Sequence[float]) -> list[Contribution]:
        """Return what each feature adds to the score, the largest first; those that add nothing are left out."""
        parts = [Contribution(n, v, w * v) for n, v, w in zip(self.names, values, self.weights, strict=True) if w * v]
        return sorted(parts, key=lambda part: (-abs(part.points), part.feature))


def probability(score: float) -> float:
    """Return the logistic function of a score (log-odds)."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))


def linear(name: str) -> Linear:
    """Return one of the fitted sums: ``sentence``, ``answer``, ``council``."""
    return (_INSTEAD.get() or {}).get(name) or _models()[name]


_INSTEAD: ContextVar[Mapping[str, Linear] | None] = ContextVar("weights in place of those of the file", default=None)


@contextmanager
def using(models: Mapping[str, Linear]) -> Iterator[None]:
    """Use other fitted sums than those of the file inside a ``with`` block, to measure them."""
    token = _INSTEAD.set({**(_INSTEAD.get() or {}), **models})
    try:
        yield
    finally:
        _INSTEAD.reset(token)


@cache
def about_weights() -> Mapping[str, object]:
    """Return what the file of weights says of itself: date, sets, cross-validated figures."""
    held: Mapping[str, object] = _file()["about"]
    return held


@cache
def _models() -> Mapping[str, Linear]:
    return {
        name: Linear(tuple(held["weights"]), tuple(held["weights"].values()), held.get("intercept", 0.0))
        for name, held in _file().items()
        if name != "about"
    }


@cache
def _file() -> Mapping[str, dict]:  # type: ignore[type-arg]
    held: Mapping[str, dict] = json.loads(  # type: ignore[type-arg]
        Path(__file__).with_name("data").joinpath("weights.json").read_text("utf-8")
    )
    return held
