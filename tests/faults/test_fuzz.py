"""What ``python -m tests.faults.fuzz`` begins with, without atheris: every target takes its corpus, and odd bytes."""

from __future__ import annotations

import random

import pytest

from tests.faults.fuzz import TARGETS, seeds
from tests.faults.scale import SEED, count


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_takes_its_corpus_cut_and_joined(target: str) -> None:
    chance = random.Random(SEED)  # noqa: S311 - no secret
    corpus = seeds(target)
    for seed in corpus:
        TARGETS[target](seed)
    for _ in range(count(20, 500)):
        first, second = chance.choice(corpus), chance.choice(corpus)
        cut = first[: chance.randint(0, len(first))] + bytes(chance.choices(range(256), k=3))
        TARGETS[target](cut + second[chance.randint(0, len(second)) :])
