"""The BM25 baseline, calibration, and folds by paper."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.engine import open_engine
from cqa.errors import UsageError
from cqa.evaluate import JudgedQuestion
from cqa.evaluate.bm25 import Bm25
from cqa.evaluate.calibration import brier_score, reliability
from cqa.evaluate.folds import folds_of
from cqa.evaluate.gold import JudgedPassage
from cqa.refit import every_passage
from tests.engine.engine_corpus import a_passage


def test_headings_count_and_unknown_words_find_nothing() -> None:
    texts = ("Bins are emptied weekly.", "Bins and caseloads.", "It is emptied.")
    passages = [a_passage(str(n), n, text) for n, text in enumerate(texts)]
    passages.append(a_passage("3", 3, "Nothing here.", heading="Caseloads of bins"))
    index = Bm25(passages)
    assert {one["file"] for one in index.best("Which council mentions caseloads?")} == {
        "/papers/1.pdf",
        "/papers/3.pdf",
    }
    assert index.best("caseloads emptied weekly")[0] == {"file": "/papers/0.pdf", "text": texts[0]}
    assert index.best("What is the zorgle?") == []


def test_the_baseline_is_that_of_the_referee(shared: Path, corpus_index: Path) -> None:
    """This test ensures that figures of both can stand side by side: the same passages in the same order."""
    sys.path.insert(0, str(shared / "eval"))
    spec = importlib.util.spec_from_file_location("referee_baseline", shared / "eval/baseline.py")
    assert spec
    assert spec.loader
    referee: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(referee)
    engine = open_engine(corpus_index)
    ours = Bm25(every_passage(engine))
    docs = []
    for p in every_passage(engine):
        above = " ".join(
            [p.authority or "", (p.date or "")[:4], *p.committees, p.title or "", *p.path, p.heading or ""]
        )
        docs.append({"text": p.text, "words": referee.tokens(above + " " + p.text)})
    for question in (
        "Which councils cite caseload pressure?",
        "When was Leeds inspected?",
        "What did Kent's Cabinet decide?",
    ):
        theirs = ranked_by(referee, docs, question)
        assert [one["text"] for one in ours.best(question)][:5] == theirs[:5]


def ranked_by(referee: Any, docs: list[dict[str, Any]], question: str) -> list[str]:
    """The formula of the referee's main loop."""
    import math
    from collections import Counter

    n, mean = len(docs), sum(len(d["words"]) for d in docs) / len(docs)
    counts = [Counter(d["words"]) for d in docs]
    scores = [0.0] * n
    for word in set(referee.tokens(question)):
        holding = [i for i in range(n) if counts[i][word]]
        idf = math.log(1 + (n - len(holding) + 0.5) / (len(holding) + 0.5))
        for i in holding:
            c = counts[i][word]
            scores[i] += idf * c * 1.9 / (c + 0.9 * (0.6 + 0.4 * len(docs[i]["words"]) / mean))
    order = sorted((i for i in range(n) if scores[i]), key=lambda i: (-scores[i], i))
    return [docs[i]["text"] for i in order[:10]]


def test_brier() -> None:
    assert brier_score([], []) is None
    assert brier_score([1.0, 0.0], [True, False]) == 0
    assert brier_score([0.5, 0.5], [True, False]) == 0.25
    assert brier_score([1.0], [False]) == 1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_answer_is_in_one_row(answers: list[tuple[float, bool]]) -> None:
    rows = reliability([p for p, _ in answers], [good for _, good in answers])
    assert sum(row.answers for row in rows) == len(answers)
    assert round(sum(row.right * row.answers for row in rows)) == sum(good for _, good in answers)
    assert all(row.low - 1e-9 <= row.expected <= row.high + 1e-9 for row in rows)


def question(name: str, *files: str) -> JudgedQuestion:
    labels = tuple(JudgedPassage(file, "words", 3, f"#{n}") for n, file in enumerate(files))
    return JudgedQuestion(name, "passage", f"{name}?", bool(files), relevant=labels)


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=4, unique=True), min_size=2, max_size=25))
def test_no_paper_is_in_two_folds(papers: list[list[str]]) -> None:
    questions = [question(str(n), *files) for n, files in enumerate(papers)]
    if len({file for files in papers for file in files}) < 2:
        with pytest.raises(UsageError, match="cannot cross-validate"):
            folds_of(questions)
        return
    folds = folds_of(questions)
    assert set(folds.homes) == {q.id for q in questions}
    assert set(folds.files.values()) == set(range(folds.number))
    for q in questions:
        touched = {folds.files[label.file] for label in q.relevant}
        assert not touched or folds.homes[q.id] in touched
        assert (q.id in folds.wide) == (len(touched) > 1)


def test_papers_that_a_comparison_joins_are_in_one_fold() -> None:
    folds = folds_of([question("1", "a", "b"), question("2", "c"), question("3", "d"), question("4", "e")])
    assert folds.files["a"] == folds.files["b"]
    assert folds.wide == ()


def test_papers_are_parted_where_joining_leaves_too_few() -> None:
    folds = folds_of([question("1", "a", "b"), question("2", "b", "c"), question("3", "c", "a"), question("4", "d")])
    assert folds.number == 4
    assert json.dumps(folds.wide) == '["1", "2", "3"]'
