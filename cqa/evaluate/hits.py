"""When a passage that was returned hits a labelled one, and what a ranked list of them gains."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from cqa.evaluate.gold import JudgedPassage

LONGEST_PASSAGE = 2500
"""Characters. A longer passage is not one that a reader can check, and hits nothing."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})


def normal(text: str | None) -> str:
    """Return lower case, one space between words, plain quotation marks and dashes."""
    return re.sub(r"\s+", " ", (text or "").translate(_PLAIN)).strip().lower()


def squeezed(text: str | None) -> str:
    """Return letters and digits only, in lower case: hyphens lost at line ends do not count."""
    return re.sub(r"[^a-z0-9]+", "", normal(text))


def is_hit(passage: Mapping[str, Any], label: JudgedPassage) -> bool:
    """Return whether a passage of an answer's JSON comes from the label's file and holds its quote."""
    text = passage.get("text") or ""
    if PurePath(passage.get("file") or "").name != label.file or len(text) > LONGEST_PASSAGE:
        return False
    return normal(label.quote) in normal(text) or squeezed(label.quote) in squeezed(text)


def statements(passages: Sequence[Mapping[str, Any]], labels: Sequence[JudgedPassage]) -> list[set[str]]:
    """Return for each passage the groups of labelled statements in it."""
    return [{label.group for label in labels if is_hit(passage, label)} for passage in passages]


def gains(passages: Sequence[Mapping[str, Any]], labels: Sequence[JudgedPassage]) -> list[float]:
    """Return what each passage gains: the highest grade among the statements that no passage before it had, else 0."""
    seen: set[str] = set()
    gained = []
    for passage in passages:
        gain = 0
        for label in labels:
            if label.group not in seen and is_hit(passage, label):
                seen.add(label.group)
                gain = max(gain, label.grade)
        gained.append(float(gain))
    return gained


def ideal_gains(labels: Sequence[JudgedPassage]) -> list[float]:
    """Return every gain there is: the highest grade of each group."""
    best: dict[str, int] = {}
    for label in labels:
        best[label.group] = max(best.get(label.group, 0), label.grade)
    return [float(grade) for grade in best.values()]
