"""Fits what nearness in meaning adds to a sentence's points: ``python -m tests.training meaning DIR``.

DIR is a sentence encoder. The points of all other features are taken as they are, fitted without the fold that is
measured; the weights of the two features of meaning are fitted on top of them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from cqa.engine import open_engine
from cqa.evidence.features import NAMES as FEATURES
from cqa.evidence.meaning import NAMES
from cqa.semantic import encoder, store
from tests.training import rank, sets
from tests.training.collect import Asked, cache_folder, index_of
from tests.training.fitting import Array, fit_ranking

FILE = sets.REPOSITORY / "cqa" / "evidence" / "data" / "meaning.json"

BEST = 30
"""Passages of a question, the best by BM25 with context, that are compared; the others stay out of the measurement."""

RIDGE = 0.01
"""Penalty on the squared weights of standardised features; nDCG is flat around it."""


def write(asked: Sequence[Asked], folds: Sequence[int], folder: Path) -> None:
    """Fit the weights, print the cross-validated figures with and without meaning, and write both."""
    chosen = [_best(a) for a in asked]
    nearness = _nearness(chosen, folder)
    usable = [n for n, a in enumerate(chosen) if rank.usable([a])]
    chosen, values = [chosen[n] for n in usable], [_values(chosen[n], nearness) for n in usable]
    folds = [folds[n] for n in usable]
    plain: list[Array] = []
    with_meaning: list[Array] = []
    by_fold = {fold: _fitted(chosen, values, folds, fold) for fold in sorted(set(folds))}
    for one, value, fold in zip(chosen, values, folds, strict=True):
        words, meaning = by_fold[fold]
        plain.append(rank.points(one, words))
        with_meaning.append(plain[-1] + value @ meaning)
    _, weights = _fitted(chosen, values, folds, None)
    figures = {"questions": len(chosen), "without": _figures(chosen, plain), "with": _figures(chosen, with_meaning)}
    held = {
        "about": {
            "written": datetime.date.today().isoformat(),
            "by": "python -m tests.training meaning DIR",
            "encoder": folder.resolve().name,
            "nDCG@10, right in first three, best sentence right; cross-validated by paper": figures,
        },
        "weights": {name: round(float(w), 4) for name, w in zip(NAMES, weights, strict=True)},
    }
    FILE.write_text(json.dumps(held, indent=1) + "\n", "utf-8")
    print(json.dumps(held, indent=1))


def _best(one: Asked) -> Asked:
    """Return a question with the sentences of its best passages."""
    bag = FEATURES.index("context_bm25")
    scores = {row.passage: row.features[bag] for row in one.rows}
    kept = set(sorted(scores, key=lambda name: (-scores[name], name))[:BEST])
    return one._replace(rows=tuple(row for row in one.rows if row.passage in kept))


def _nearness(asked: Sequence[Asked], folder: Path) -> Mapping[tuple[str, str, str], float]:
    """Return the cosine of each question and each passage: by set, question and passage."""
    made = encoder.load(folder)
    found: dict[tuple[str, str, str], float] = {}
    for one in sets.sets():
        of_set = [a for a in asked if a.set == one.name]
        kept = cache_folder() / f"vectors-{one.name}"  # not in the index: other fits go by words alone
        kept.mkdir(parents=True, exist_ok=True)
        names = sorted({row.passage for a in of_set for row in a.rows})
        passages = open_engine(index_of(one)).get(names)
        store.update(kept, made, folder, passages.values())
        vectors, _ = store.vectors_of(kept, [store.text_of(passages[name]) for name in names])
        at = {name: n for n, name in enumerate(names)}
        questions = made.vectors([a.question for a in of_set])
        for a, question in zip(of_set, questions, strict=True):
            for name in {row.passage for row in a.rows}:
                found[a.set, a.id, name] = float(vectors[at[name]] @ question)
    return found


def _values(one: Asked, nearness: Mapping[tuple[str, str, str], float]) -> Array:
    """Return the two features of each sentence, as :func:`cqa.evidence.meaning.meaning_values` has them."""
    whole = FEATURES.index("whole_coverage")
    unmatched = 1.0 - max(row.features[whole] for row in one.rows)
    near = np.array([nearness[one.set, one.id, row.passage] for row in one.rows])
    return np.column_stack([near, near * unmatched])


def _fitted(
    asked: Sequence[Asked], values: Sequence[Array], folds: Sequence[int], without: int | None
) -> tuple[Array, Array]:
    """Return the weights of the features of words, and of those of meaning, fitted without a fold."""
    kept = [n for n, fold in enumerate(folds) if fold != without]
    words = rank.fit([asked[n] for n in kept])
    points = [rank.points(asked[n], words) for n in kept]
    worth = [rank.worth_in(asked[n]) for n in kept]
    return words, fit_ranking([values[n] for n in kept], worth, RIDGE, points)


def _figures(asked: Sequence[Asked], scores: Sequence[Array]) -> list[float]:
    each = [rank.ranking(a, s) for a, s in zip(asked, scores, strict=True)]
    return [round(float(np.mean([e[n] for e in each])), 4) for n in range(3)]
