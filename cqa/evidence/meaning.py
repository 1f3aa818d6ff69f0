"""Nearness in meaning as two more features of the scorer, for an index that was given a sentence encoder.

Their weights (``data/meaning.json``) are fitted on top of the points of all other features, so they stay right when
those are fitted again. ``python -m tests.training meaning DIR`` writes them with their cross-validated figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from cqa.evidence.features import NAMES as FEATURES
from cqa.evidence.sentence_scorer import Sentence

NAMES = ("similarity", "similarity_unmatched")

_WHOLE = FEATURES.index("whole_coverage")


def meaning_values(near: Mapping[str, float], sentences: Sequence[Sentence]) -> list[tuple[float, float]]:
    """Return the values of :data:`NAMES` for each sentence: how near its passage is in meaning (a cosine), and the same
    times the share of the question's words that not even the best passage holds: where words do not match, meaning says
    more.

    A passage without a vector counts as near as the others on average.
    """
    usual = sum(near.values()) / len(near) if near else 0.0
    unmatched = 1.0 - max((s.features[_WHOLE] for s in sentences), default=0.0)
    cosines = [near.get(s.passage.id, usual) for s in sentences]
    return [(cosine, cosine * unmatched) for cosine in cosines]


def with_meaning(near: Mapping[str, float], sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return scored sentences with the points for meaning added, in their order."""
    weights = tuple(_weights()[name] for name in NAMES)
    return [
        replace(s, score=round(s.score + sum(w * v for w, v in zip(weights, values, strict=True)), 6))
        for s, values in zip(sentences, meaning_values(near, sentences), strict=True)
    ]


@cache
def _weights() -> Mapping[str, float]:
    path = Path(__file__).with_name("data") / "meaning.json"
    held: Mapping[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return held
