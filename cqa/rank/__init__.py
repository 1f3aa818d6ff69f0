"""Ranking: what the engine found, put in the order that serves a reader.

    hits ─ matching ─▶ which words, where ─ signals ─▶ score parts ─ order ─▶ folded, spread over papers

Works on passages and the query tree alone, never on an engine, so that every engine's hits are ranked alike. All
weights are in :mod:`cqa.rank.weights`.
"""

from cqa.rank.order import Ranked, mark, rerank, rerank_free, spread
from cqa.rank.weights import WEIGHTS, RankWeights

__all__ = ["WEIGHTS", "RankWeights", "Ranked", "mark", "rerank", "rerank_free", "spread"]
