"""``python -m tests.training.date_choice``: fits which of the dates found in a paper is its own; writes the weights.

Labels by hand count fully: the labelled papers and the layouts of the tests. Of the other papers what the rules before
these weights chose counts little. The figures are cross-validated by file; both kinds are training.
"""

from __future__ import annotations

import datetime
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from cqa.errors import ReadError
from cqa.extract import front_page
from cqa.extract.document_type import is_inspection
from cqa.extract.meeting import date_choice, meeting
from cqa.extract.meeting.date_candidates import DateCandidates
from cqa.model import Document, Part
from cqa.read import read
from cqa.split import split
from tests.extract.test_layouts import LAYOUTS
from tests.extract.text_paper import document
from tests.training import sets

WEIGHTS = sets.REPOSITORY / "cqa" / "extract" / "meeting" / "date_weights.json"
FORMER = sets.REPOSITORY / "tests" / "training" / "former_dates.csv"
SHARED = sets.REPOSITORY.parent / "shared"
AGREED = 0.2
"""Weight of an unlabelled paper next to one that was labelled by hand."""
RIDGE = 0.002
"""Strength with which weights are drawn to zero."""
STEPS, RATE = 1500, 0.5
"""Steps of gradient descent with momentum, and their size."""
FOLDS = 5


class Case(NamedTuple):
    """One paper: the features of each date found, which of them are right, and how much it counts."""

    found: tuple[frozenset[str], ...]
    right: tuple[bool, ...]
    weight: float
    group: str


PREFERRED = (
    DateCandidates("2020-03-01", "meeting", "Cabinet", None, "label: Meeting", 0.95),
    DateCandidates("2020-03-02", "meeting", "Cabinet", None, "line: committee and date", 0.93),
    DateCandidates("2020-03-03", "meeting", "Cabinet", None, "sentence: meeting held", 0.9),
    DateCandidates("2020-03-04", "decision", None, None, "label: Date of decision", 0.9),
    DateCandidates("2020-03-05", "published", None, None, "label: Published", 0.9),
    DateCandidates("2020-03-06", "published", None, None, "words: published on", 0.7),
    DateCandidates("2020-03-07", "published", None, None, "line: date alone", 0.5),
    DateCandidates("2020-03-08", "published", None, None, "file name", 0.35),
    DateCandidates("2020-03", "published", None, None, "line: month on the cover", 0.3),
    DateCandidates("2020-04", "published", None, None, "running header", 0.25),
)
"""What is believed before any paper is seen, the surest first: words of the paper before the name of its file."""
BELIEF = 0.3
"""Weight of a pair of these next to a paper that was labelled by hand."""


def cases() -> Iterator[Case]:
    """Yield the pairs believed in, then the papers in which more than one date was found, the right one among them."""
    for pair in combinations(PREFERRED, 2):
        for right in ((True, False), (False, True)):
            found = pair if right[0] else pair[::-1]
            names = tuple(frozenset(date_choice.features(f, found, False)) for f in found)
            yield Case(names, right, BELIEF, f"{pair[0].rule} before {pair[1].rule}")
    for every, right, weight, group in _papers():
        if any(right) and not all(right):
            yield Case(every, right, weight, group)


def _papers() -> Iterator[tuple[tuple[frozenset[str], ...], tuple[bool, ...], float, str]]:
    for name, (text, expected) in LAYOUTS.items():
        if "date" in expected:
            yield (*_dated(document(text), Part((0, len(text)), ()), {expected["date"]}), 1.0, name)
    labelled = dict(_labels())
    former = dict(line.split(",") for line in FORMER.read_text("utf-8").splitlines()[1:])
    for path in sorted(p for folder in ("papers", "papers_b") for p in (SHARED / folder).rglob("*")):
        file = str(path.relative_to(SHARED))
        if file not in former:
            continue
        try:
            doc = read(path)
        except ReadError:
            continue
        wanted = labelled.get(path.name)
        yield (*_dated(doc, split(doc)[0], wanted or {former[file]}), 1.0 if wanted else AGREED, path.name)


def _dated(doc: Document, part: Part, wanted: set[str]) -> tuple[tuple[frozenset[str], ...], tuple[bool, ...]]:
    lines = front_page.head_lines(doc, part)
    fields = front_page.fields(doc, lines)
    inspection = is_inspection(doc, part, lines, fields)
    found = meeting.candidates(doc, part, lines, fields, inspection)
    named = bool(meeting.find(doc, part, lines, fields, inspection).committees)
    usable = meeting.usable(found, named, inspection)
    names = tuple(frozenset(date_choice.features(f, usable, inspection)) for f in usable)
    return names, tuple(f.date in wanted for f in usable)


def _labels() -> Iterator[tuple[str, set[str]]]:
    for path in (SHARED / "gold" / "council_papers.json", sets.REPOSITORY / "tests/eval/labels/papers.json"):
        for row in json.loads(path.read_text("utf-8")):
            if row.get("date"):
                yield Path(row["file"]).name, {row["date"], *(row.get("date_also_accept") or [])}


def fit(chosen: Sequence[Case], names: Sequence[str]) -> Any:
    """Return the weights under which the right dates of each paper are likeliest among those found (softmax, ridge)."""
    papers = [(np.array([[float(n in f) for n in names] for f in c.found]), c) for c in chosen]
    total = sum(case.weight for case in chosen)
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        slope = RIDGE * weights
        for x, case in papers:
            likely = _softmax(x @ weights)
            right = likely * np.array(case.right)
            slope += case.weight / total * (x.T @ (likely - right / right.sum()))
        speed = 0.9 * speed - RATE * slope
        weights = weights + speed
    return weights


def _softmax(scores: Any) -> Any:
    shares = np.exp(scores - scores.max())
    return shares / shares.sum()


def _right(case: Case, weights: Mapping[str, float]) -> bool:
    scores = [sum(weights.get(name, 0.0) for name in found) for found in case.found]
    return case.right[max(range(len(scores)), key=lambda i: scores[i])]


def cross_validated(every: Sequence[Case], names: Sequence[str]) -> dict[str, str]:
    """Return how many papers are right in the fold that the weights had not seen, by kind of label."""
    groups = sorted({case.group for case in every})
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for fold in range(FOLDS):
        out = set(groups[fold::FOLDS])
        weights = dict(zip(names, fit([c for c in every if c.group not in out], names), strict=True))
        for case in (c for c in every if c.group in out):
            count[_kind(case)] += 1
            right[_kind(case)] += _right(case, weights)
    return {kind: f"{right[kind]} of {count[kind]}" for kind in count}


def _kind(case: Case) -> str:
    if case.weight == BELIEF:
        return "believed"
    return "labelled by hand" if case.weight == 1.0 else "as the former rules chose"


def main() -> None:
    """Fit on everything and write the weights with what they are made of."""
    every = list(cases())
    names = sorted({name for case in every for found in case.found for name in found})
    weights = {name: round(float(w), 2) for name, w in zip(names, fit(every, names), strict=True)}
    about = {
        "written": datetime.date.today().isoformat(),
        "by": "python -m tests.training.date_choice",
        "papers with a choice": dict(Counter(map(_kind, every))),
        "cross-validated by file": cross_validated(every, names),
        "wrong after fitting": dict(Counter(_kind(case) for case in every if not _right(case, weights))),
    }
    WEIGHTS.write_text(json.dumps({"about": about, "weights": weights}, indent=1) + "\n", "utf-8")
    print(json.dumps(about, indent=1), [c.group for c in every if not _right(c, weights)], file=sys.stderr)


if __name__ == "__main__":
    main()
