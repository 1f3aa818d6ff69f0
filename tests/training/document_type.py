"""``python -m tests.training.document_type``: fits the weights of document types and writes them.

Labels by hand count fully: the labelled papers and the layouts of the tests. The other papers of the two folders have
no label; what the rules before these weights said of them counts little (``AGREED``), so that the weights keep to it
where nobody has looked. Both kinds are training; the figures are cross-validated by source: no council, whose papers
have one layout, is in two folds. A source is in the same fold whatever else is added.
"""

from __future__ import annotations

import datetime
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, get_args

import numpy as np

from cqa.errors import ReadError
from cqa.extract import front_page
from cqa.extract.document_type import Front, is_inspection, shown
from cqa.extract.document_type.features import word_features
from cqa.extract.title import title as titles
from cqa.model import Document, PaperType, Part
from cqa.read import read
from cqa.split import split
from tests.extract.test_layouts import LAYOUTS
from tests.extract.text_paper import document
from tests.training import sets

WEIGHTS = sets.REPOSITORY / "cqa" / "extract" / "document_type" / "weights.json"
FORMER = sets.REPOSITORY / "tests" / "training" / "former_types.csv"
SHARED = sets.REPOSITORY.parent / "shared"
TYPES: tuple[PaperType, ...] = get_args(PaperType)
AGREED = 0.2
"""Weight of an unlabelled paper next to one that was labelled by hand."""
EXAMPLE = 0.9
"""Weight of a paper that has nothing but the example of a feature."""
RIDGE = 0.05
"""Strength with which weights are drawn to zero. Cross-validated shares are alike from 0.005 to 0.1."""
STEPS, RATE = 1500, 0.5
"""Steps of gradient descent with momentum, and their size."""
FOLDS = 5


class Case(NamedTuple):
    """One paper: its features, the types that are right, the first of them the best, and how much it counts."""

    features: frozenset[str]
    right: tuple[str, ...]
    weight: float
    group: str


def front(doc: Document, part: Part, pack: bool) -> Front:
    """Return what is known of a paper when its type is asked."""
    lines = front_page.head_lines(doc, part)
    fields = front_page.fields(doc, lines)
    inspection = is_inspection(doc, part, lines, fields)
    printed = titles.printed(doc, part, lines, fields, inspection)
    return Front(doc, part, lines, fields, printed.value if printed else "", pack, inspection)


def cases() -> Iterator[Case]:
    """Yield the training papers."""
    for name, (text, expected) in LAYOUTS.items():
        if "type" in expected:
            whole = front(document(text), Part((0, len(text)), ()), False)
            yield Case(_names(whole), (expected["type"],), 1.0, name)
    yield from _examples()
    labelled = dict(_labels())
    former: dict[tuple[str, int], str] = {}
    for line in FORMER.read_text("utf-8").splitlines()[1:]:
        file, number, kind = line.rsplit(",", 2)
        former[file, int(number)] = kind
    for path in sorted(p for folder in ("papers", "papers_b") for p in (SHARED / folder).rglob("*")):
        file = str(path.relative_to(SHARED))
        if (file, 0) not in former:
            continue
        try:
            doc = read(path)
        except ReadError:
            continue
        parts = split(doc)
        for number, part in enumerate(parts):
            names = _names(front(doc, part, len(parts) > 1 and number == 0))
            if number == 0 and path.name in labelled:
                yield Case(names, labelled[path.name], 1.0, _source(path))
            elif (file, number) in former:
                yield Case(names, (former[file, number],), AGREED, _source(path))


def _examples() -> Iterator[Case]:
    """Yield papers that have nothing but the example of a feature, for types of which few papers are labelled."""
    for feature in word_features():
        if not feature.says:
            continue
        running, named = feature.where == "running", feature.where == "file name"
        words = "" if running or named else feature.example
        text = f"{words}\n\nThe council has nine libraries and they are well used.\n"
        doc = document(text, f"{feature.example}.txt" if named else "paper.txt")
        doc = replace(doc, running_lines=(feature.example,)) if running else doc
        title = feature.example if feature.where in ("title", "head") else ""
        whole = front(doc, Part((0, len(text)), ()), False)._replace(title=title)
        yield Case(_names(whole), (feature.says,), EXAMPLE, f"example: {feature.name}")


def _source(path: Path) -> str:
    """Return the council or site from which a paper is, by the first words of its file's name."""
    return path.name.partition("__")[0]


def _names(of: Front) -> frozenset[str]:
    return frozenset(feature.name for feature in shown(of))


def _labels() -> Iterator[tuple[str, tuple[str, ...]]]:
    for path in (SHARED / "gold" / "council_papers.json", sets.REPOSITORY / "tests/eval/labels/papers.json"):
        for row in json.loads(path.read_text("utf-8")):
            kinds = (row["doc_type"], *(row.get("doc_type_also_accept") or []))
            if kinds[0] in TYPES:
                yield Path(row["file"]).name, tuple(k for k in kinds if k in TYPES)


def fit(chosen: Sequence[Case], names: Sequence[str]) -> Any:
    """Return the weights, one row a type, by ridge-regularised multinomial logistic regression."""
    x = np.array([[float(n in case.features) for n in names] for case in chosen])
    y = np.array([[float(kind == case.right[0]) for kind in TYPES] for case in chosen])
    share = np.array([case.weight for case in chosen])[:, None] / sum(case.weight for case in chosen)
    weights, speed = np.zeros((len(TYPES), len(names))), 0.0
    for _ in range(STEPS):
        scores = x @ weights.T
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = ((likely - y) * share).T @ x + RIDGE * weights / len(chosen) ** 0.5
        speed = 0.9 * speed - RATE * slope
        weights = weights + speed
    return weights


def _right(case: Case, weights: Any, names: Sequence[str]) -> bool:
    x = np.array([float(n in case.features) for n in names])
    return TYPES[int((weights @ x).argmax())] in case.right


def _kind(case: Case) -> str:
    kinds = {1.0: "labelled by hand", EXAMPLE: "examples of features", AGREED: "as the former rules said"}
    return kinds[case.weight]


def _fold(case: Case) -> int:
    return zlib.crc32(case.group.encode()) % FOLDS


def cross_validated(every: Sequence[Case], names: Sequence[str]) -> Mapping[str, str]:
    """Return how many papers are right in the fold that the weights had not seen, by kind of label."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for fold in range(FOLDS):
        weights = fit([case for case in every if _fold(case) != fold], names)
        for case in every:
            if _fold(case) == fold:
                kind = _kind(case)
                count[kind] += 1
                right[kind] += _right(case, weights, names)
    return {kind: f"{right[kind]} of {count[kind]}" for kind in count}


def main() -> None:
    """Fit on everything and write the weights with what they are made of."""
    every = list(cases())
    names = sorted({name for case in every for name in case.features})
    weights = fit(every, names)
    wrong = [(case.group, case.right[0]) for case in every if case.weight == 1.0 and not _right(case, weights, names)]
    about = {
        "written": datetime.date.today().isoformat(),
        "by": "python -m tests.training.document_type",
        "papers": dict(Counter(map(_kind, every))),
        "cross-validated by source": cross_validated(every, names),
        "labelled by hand and wrong after fitting": len(wrong),
    }
    rows = {
        kind: {name: round(float(w), 2) for name, w in zip(names, row, strict=True) if abs(w) >= 0.05}
        for kind, row in zip(TYPES, weights, strict=True)
    }
    WEIGHTS.write_text(json.dumps({"about": about, "weights": rows}, indent=1) + "\n", "utf-8")
    print(json.dumps(about, indent=1), wrong, file=sys.stderr)


if __name__ == "__main__":
    main()
