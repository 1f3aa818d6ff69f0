"""Which of the dates found is the paper's own: named features, added up by fitted weights.

The weights (``date_weights.json``) are written by ``python -m tests.training.date_choice``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cqa.extract.meeting.date_candidates import DateCandidates

WHOLE = 10
"""Characters of a date with its day."""


def best(found: Sequence[DateCandidates], inspection: bool) -> DateCandidates | None:
    """Return the evidence of the paper's own date; of equals the one with the higher confidence."""
    known = weights()
    scored = [(sum(known.get(name, 0.0) for name in features(f, found, inspection)), f.confidence) for f in found]
    return found[max(range(len(found)), key=lambda i: scored[i])] if found else None


def features(one: DateCandidates, found: Sequence[DateCandidates], inspection: bool) -> list[str]:
    """Return the names of what is so of one piece of evidence, among all ``found`` in the paper."""
    place = one.rule.split(":")[0]
    names = [f"place: {one.rule if place == 'line' else place}", f"happened: {one.kind}", f"{place}, {one.kind}"]
    if inspection:
        names.append(f"inspection: {one.kind}")
    if len(one.date or "") < WHOLE:
        names += ["month only", f"month only, {place}"]
    if one.committee:
        names.append("with its committee")
    if any(other.date == one.date and other.rule != one.rule for other in found):
        names.append("said twice")
    if one.confidence < SURE:
        names.append("unsure")
    if one is next((f for f in found if f.kind == one.kind), None):
        names.append("first of its kind")
    return names


SURE = 0.8
"""Confidence from which a rule is sure of its date and of what happened on it."""


@cache
def weights() -> Mapping[str, float]:
    """Return the fitted weights by feature."""
    data = json.loads((Path(__file__).parent / "date_weights.json").read_text(encoding="utf-8"))
    fitted: Mapping[str, float] = data["weights"]
    return fitted
