"""How much of each fault test runs: a bounded share with the other tests, the whole by ``python -m tests.faults``."""

from __future__ import annotations

import os

WHOLE = os.environ.get("CQA_FAULTS") == "whole"
SEED = int(os.environ.get("CQA_FAULTS_SEED", "17"))
"""Seed of every random choice, so that a fault found can be made again."""


def count(bounded: int, whole: int) -> int:
    """Return how many of something to do."""
    return whole if WHOLE else bounded
