"""What sort of paper it is, by its wording and structure: :data:`cqa.model.PaperType`.

Named features (``features``) add up by fitted weights (``weights.json``, written by
``python -m tests.training.document_type``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from cqa.extract.document_type.features import Front, Shown, shown
from cqa.extract.document_type.inspection import is_inspection
from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.model import Document, Finding, PaperType, Part

__all__ = ["Front", "find", "is_inspection", "shown"]

MOST_SURE = 0.95
"""Highest confidence of a type: what people or the site say is surer."""


def find(
    doc: Document,
    part: Part,
    lines: Sequence[HeadLine],
    fields: Sequence[FrontPageField],
    title: str,
    pack: bool,
    inspection: bool,
) -> Finding[PaperType]:
    """Return the paper's type with the feature that says most for it.

    ``pack`` says that the part is an agenda pack's own record, ``inspection`` that an inspectorate wrote it.
    """
    found = shown(Front(doc, part, lines, fields, title, pack, inspection))
    likely = probabilities([feature.name for feature in found])
    kind = max(likely, key=lambda kind: likely[kind])
    weights = _weights()[kind]
    best = max(found, key=lambda feature: weights.get(feature.name, 0.0), default=Shown("any paper"))
    return Finding(kind, best.span, best.name, round(min(likely[kind], MOST_SURE), 2))


def probabilities(names: Iterable[str]) -> dict[PaperType, float]:
    """Return how likely each type is for a paper with these features."""
    features = tuple(names)
    scores = {kind: sum(row.get(name, 0.0) for name in features) for kind, row in _weights().items()}
    top = max(scores.values())
    shares = {kind: math.exp(score - top) for kind, score in scores.items()}
    whole = sum(shares.values())
    return {kind: share / whole for kind, share in shares.items()}


@cache
def _weights() -> Mapping[PaperType, Mapping[str, float]]:
    data = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    weights: Mapping[PaperType, Mapping[str, float]] = data["weights"]
    return weights
