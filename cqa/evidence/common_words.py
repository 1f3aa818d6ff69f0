"""How informative a word is in plain English, whatever papers the index has: *get* and *live* say little of any
topic."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

RARE = 7.0
"""Inverse document frequency in plain English from which a word counts fully."""

LEAST = 0.25
"""Share that the commonest word keeps."""


def informativeness(stem: str) -> float:
    """Return the share (0-1) of its weight that a stem keeps.

    >>> informativeness("get") < informativeness("school") < informativeness("caseload")
    True
    """
    return min(1.0, max(LEAST, _common().get(stem, RARE) / RARE))


@cache
def _common() -> Mapping[str, float]:
    """Inverse document frequencies of common stems; the file's source is ``tests/training/common_words.py``."""
    text = Path(__file__).with_name("data").joinpath("common_words.csv").read_text("utf-8")
    return {row["stem"]: float(row["idf"]) for row in csv.DictReader(text.splitlines())}
