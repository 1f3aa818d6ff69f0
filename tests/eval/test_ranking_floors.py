"""Ranking does not fall on the two public collections that take seconds; ``python -m tests.bench.ranking`` has all."""

from __future__ import annotations

import pytest

from tests.bench.ranking import SHARED, results

FLOORS = {"cranfield": 0.565, "medline": 0.725}
"""nDCG@10 with ``qrels`` (which for cranfield counts code -1 documents as relevant): 0.571 and 0.732 were reached."""


@pytest.mark.parametrize("name", ["cranfield", "medline"])
def test_ranking_holds(name: str) -> None:
    if not (SHARED / name).is_dir():
        pytest.skip(f"no {SHARED / name}: the public collections are not here")
    for r in results([name]):
        assert r.judgements != "qrels" or r.cqa.ndcg >= FLOORS[name]
        assert r.cqa.ndcg > r.plain.ndcg
        assert r.cqa.map > r.plain.map
        assert r.cqa.recall > r.plain.recall
