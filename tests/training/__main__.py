"""``python -m tests.training [fit|evaluate|ablate|meaning DIR]``: fits and measures the scorer, and its parts."""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from cqa.evidence.features import NAMES
from tests.training import rank, sets
from tests.training.collect import Asked, collect

WEIGHTS = sets.REPOSITORY / "cqa" / "evidence" / "data" / "weights.json"

FOLDS = 6
"""Folds of questions next to the fold of the largest group, the one of the five seed papers."""


def main(arguments: Sequence[str]) -> None:
    """Run one of the commands."""
    command = arguments[0] if arguments else "fit"
    give_new_features_no_weight()
    asked = collect(again="--again" in arguments)
    if command == "evaluate":
        evaluate(asked)
    elif command == "ablate":
        ablate(asked)
    elif command == "meaning":
        from tests.training import meaning

        usable = rank.usable(asked)
        meaning.write(usable, folds_of(usable), Path(arguments[1]))
    else:
        write(asked)
        write_answers()
        write_councils()


def give_new_features_no_weight() -> None:
    """Write 0 for each feature that has no weight yet and drop those that are gone, so that the road can be walked."""
    from cqa.answer.answerability import NAMES as ANSWER
    from cqa.answer.council_support import NAMES as COUNCIL
    from cqa.answer.council_support import SUPPORT_NAMES as SUPPORT

    held = json.loads(WEIGHTS.read_text("utf-8"))
    for part, names in (
        ("sentence", NAMES),
        ("answer", ANSWER),
        ("support", SUPPORT),
        ("council", COUNCIL),
    ):
        old = held.setdefault(part, {"weights": {}})["weights"]
        held[part]["weights"] = {name: old.get(name, 0.0) for name in names}
    WEIGHTS.write_text(json.dumps(held, indent=1) + "\n", "utf-8")


def folds_of(asked: Sequence[Asked]) -> list[int]:
    """Return the fold of each question: no paper is in two folds."""
    numbers = sets.folds({one.name: sets.questions_of(one) for one in sets.sets()})
    groups = [numbers.get((a.set, a.id), 0) for a in asked]
    largest = Counter(groups).most_common(1)[0][0]
    return [-1 if g == largest else g % FOLDS for g in groups]


def figures(asked: Sequence[Asked], scores: Sequence[Any]) -> dict[str, float]:
    """Return the mean measures of a ranking."""
    each = [rank.ranking(a, s) for a, s in zip(asked, scores, strict=True)]
    names = ("nDCG@10", "right in first three", "best sentence right")
    return {name: round(float(np.mean([e[i] for e in each])), 4) for i, name in enumerate(names)}


def baseline(asked: Sequence[Asked]) -> list[Any]:
    """Return the scores of plain BM25 with context on the same passages."""
    bag, own = NAMES.index("context_bm25"), NAMES.index("sentence_bm25")
    return [np.array([r.features[bag] + 1e-3 * r.features[own] for r in a.rows]) for a in asked]


def evaluate(asked: Sequence[Asked]) -> None:
    """Print cross-validated figures, in all and by set, next to those of BM25 with context."""
    usable = rank.usable(asked)
    scores, plain = rank.cross_validated(usable, folds_of(usable)), baseline(usable)
    for name in ("all", *sorted({a.set for a in usable})):
        chosen = [i for i, a in enumerate(usable) if name in ("all", a.set)]
        for label, by in (("BM25 with context", plain), ("fitted", scores)):
            shown = figures([usable[i] for i in chosen], [by[i] for i in chosen])
            print(f"{name:10s} {len(chosen):4d} {label:18s} " + "  ".join(f"{k} {v:.3f}" for k, v in shown.items()))


def ablate(asked: Sequence[Asked]) -> None:
    """Print what the cross-validated figures lose without each feature in turn."""
    usable = rank.usable(asked)
    folds = folds_of(usable)
    whole = figures(usable, rank.cross_validated(usable, folds))
    print(f"{'all features':22s} " + "  ".join(f"{k} {v:.4f}" for k, v in whole.items()))
    for i, name in enumerate(NAMES):
        without = figures(usable, rank.cross_validated(usable, folds, without=frozenset({i})))
        print(f"{name:22s} " + "  ".join(f"{k} {without[k] - v:+.4f}" for k, v in whole.items()))


def write(asked: Sequence[Asked]) -> None:
    """Fit on everything and write the weights with what they are made of."""
    usable = rank.usable(asked)
    weights = rank.fit(usable)
    held = json.loads(WEIGHTS.read_text("utf-8")) if WEIGHTS.exists() else {}
    held["about"] = {
        "written": datetime.date.today().isoformat(),
        "by": "python -m tests.training",
        "sets": dict(Counter(a.set for a in usable)),
        "cross-validated by paper": figures(usable, rank.cross_validated(usable, folds_of(usable))),
        "BM25 with context on the same": figures(usable, baseline(usable)),
    }
    held["sentence"] = {"weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}}
    Path(WEIGHTS).write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    print(json.dumps(held["about"], indent=1))


def write_answers() -> None:
    """Fit the probability of answers, print its calibration by folds of papers, and write its weights."""
    from cqa.answer.answerability import NAMES as SUPPORT
    from tests.training import answers

    given = answers.collect()
    numbers = sets.folds({one.name: sets.questions_of(one) for one in sets.sets()})
    folds = [numbers.get((g.set, g.id), len(g.question)) % FOLDS for g in given]
    print("\n".join(answers.report(given, answers.cross_validated(given, folds))))
    weights, intercept = answers.fit(given)
    _keep("answer", SUPPORT, weights, intercept)


def write_councils() -> None:
    """Fit which councils belong in an answer, print the cross-validated figures, and write the weights."""
    from cqa.answer.council_support import NAMES as COUNCIL
    from cqa.answer.council_support import SUPPORT_NAMES as SUPPORT
    from tests.training import councils

    asked = councils.collect()
    found = councils.cross_validated(asked)
    belong = sum(p.belongs for p, _ in found) + sum(q.lost for q in asked)
    for enough in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        said = [p for p, likely in found if likely >= enough]
        right = sum(p.belongs for p in said)
        print(f"{enough}: precision {right / max(1, len(said)):.3f}, recall {right / belong:.3f} of {belong}")
    sentences = councils.fit_sentences(asked)
    _keep("support", SUPPORT, *sentences)
    _keep("council", COUNCIL, *councils.fit(councils.pairs(asked, *sentences)))


def _keep(name: str, names: Sequence[str], weights: Sequence[float], intercept: float) -> None:
    held = json.loads(WEIGHTS.read_text("utf-8"))
    kept = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
    held[name] = {"intercept": round(intercept, 4), "weights": kept}
    Path(WEIGHTS).write_text(json.dumps(held, indent=1) + "\n", "utf-8")


main(sys.argv[1:])
