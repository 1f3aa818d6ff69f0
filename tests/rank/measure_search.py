"""Measure plain search: nDCG@10 and cited@3, the gold questions' own words as the query.

    python tests/rank/measure_search.py QUESTIONS.json INDEX [QUESTIONS.json INDEX ...]

The measures are the referee's (``shared/eval/score.py``), so that they mean the same as for ``cqa ask``. Questions that
nothing answers are left out. Not a test: it is how the numbers in :mod:`cqa.rank.weights` came about.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path
from statistics import mean, median
from types import ModuleType

from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.rank import WEIGHTS, RankWeights
from cqa.search import SearchOptions, search

REFEREE = Path(__file__).resolve().parents[3] / "shared" / "eval" / "score.py"


def referee() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", REFEREE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(engine: Engine, questions: list[dict], weights: RankWeights = WEIGHTS) -> tuple[float, float, float]:
    """nDCG@10, share of questions with an answering passage in the first three, median milliseconds."""
    score = referee()
    gains, cited, took = [], [], []
    for q in questions:
        wanted = [g for g in (q.get("relevant") or q.get("passages") or []) if g.get("grade", 1) >= 1]
        began = time.perf_counter()
        result = search(engine, q["question"], SearchOptions(facets=()), weights)
        took.append(time.perf_counter() - began)
        if not wanted or q["kind"] == "unanswerable" or q.get("answerable") is False:
            continue
        found = [{"file": r.passage.file, "text": r.passage.text} for r in result.passages]
        gains.append(score.ndcg(found, wanted))
        cited.append(any(score.is_hit(p, g) for p in found[:3] for g in wanted if g.get("grade", 1) >= 2))
    return mean(gains), mean(cited), median(took) * 1000


def main(arguments: list[str]) -> None:
    for questions, index in zip(arguments[::2], arguments[1::2], strict=True):
        held = json.loads(Path(questions).read_text("utf-8"))
        gold = held["questions"] if isinstance(held, dict) else held
        ndcg, cited, took = measure(open_engine(Path(index)), gold)
        print(f"{Path(questions).stem}: nDCG@10 {ndcg:.3f}, cited@3 {cited:.3f}, median {took:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
