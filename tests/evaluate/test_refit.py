"""Cross-validation by paper on the sample corpus, by the functions and by the real command."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cqa.ask.pipeline import ask
from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.evaluate import JudgedQuestion, read_questions
from cqa.evidence.model import linear
from cqa.refit import found_for, refitted, ungated

QUESTIONS = Path(__file__).parents[1] / "eval" / "corpus_questions.json"
SOME = 24
"""Questions that are enough to fit the ranking and few enough to be quick."""


@pytest.fixture(scope="module")
def engine(corpus_index: Path) -> Engine:
    return open_engine(corpus_index)


@pytest.fixture(scope="module")
def questions() -> list[JudgedQuestion]:
    """Questions that one paper answers, of as many papers as there are."""
    single = [q for q in read_questions(QUESTIONS) if len({label.file for label in q.relevant}) == 1]
    return sorted(single, key=lambda q: q.id)[::2][:SOME]


def test_weights_of_a_fold_do_not_know_its_labels(engine: Engine, questions: list[JudgedQuestion]) -> None:
    """This test ensures that nothing of the papers that are measured is learnt from."""
    said: list[str] = []
    first = refitted(engine, questions, said.append)
    assert len(said) == first.folds.number == len(first.models) > 1
    other = [
        replace(q, relevant=tuple(replace(label, quote="the") for label in q.relevant))
        if first.folds.homes[q.id] == 0
        else q
        for q in questions
    ]
    second = refitted(engine, other, said.append)
    assert second.folds == first.folds
    assert second.models[0]["sentence"] == first.models[0]["sentence"]
    assert second.models[1]["sentence"] != first.models[1]["sentence"]


def test_a_question_is_answered_by_the_weights_of_its_fold_and_then_no_more(
    engine: Engine, questions: list[JudgedQuestion]
) -> None:
    shipped = linear("sentence")
    made = refitted(engine, questions, lambda said: None)
    question = questions[0]
    with made.using(question):
        assert linear("sentence") == made.models[made.folds.homes[question.id]]["sentence"] != shipped
        assert ask(engine, question.question).question.text
    assert linear("sentence") == shipped


def test_sentences_that_hold_the_label_count(engine: Engine) -> None:
    (question,) = [q for q in read_questions(QUESTIONS) if q.id == "cD04"]
    options = found_for(engine, question)
    assert {option.worth for option, _ in options} == {0.0, 1.0}
    assert {file for option, file in options if option.worth} <= {label.file for label in question.relevant}


def test_an_answer_without_its_threshold(engine: Engine) -> None:
    """This test ensures that a refusal for want of probability is answered, and the threshold is back afterwards."""
    junk = json.loads((QUESTIONS.parent / "junk_questions.json").read_text("utf-8"))["questions"]
    each = (ask(engine, q["question"]) for q in junk)
    refused = next(done for done in each if done.answer.confidence is not None and not done.answer.found)
    question = refused.question.text
    assert ungated(engine, question)["found"]
    assert ask(engine, question) == refused


def evaluated(index: Path, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cqa", "--index", str(index), "eval", str(file), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def some(tmp_path: Path, wanted: Any) -> Path:
    stored = json.loads(QUESTIONS.read_text("utf-8"))
    held = [q for q in stored["questions"] if wanted(q)]
    file = tmp_path / "questions.json"
    file.write_text(json.dumps(held), "utf-8")
    return file


def test_the_command_prints_the_baseline_and_the_calibration(corpus_index: Path, tmp_path: Path) -> None:
    file = some(tmp_path, lambda q: q["id"][:2] in ("cW", "cU", "cP"))
    text = evaluated(corpus_index, file).stdout.splitlines()
    assert text[0].split() == "kind right nDCG@10 BM25 cited@3 BM25 MRR R@10 sets P R given right".split()  # noqa: SIM905
    assert all(len(line) <= 100 for line in text[: text.index(next(x for x in text if x.startswith("answers given")))])
    for start in (
        "answers given: ",
        "unanswerable questions refused: ",
        "authority sets: ",
        "calibration: Brier score ",
    ):
        assert [line for line in text if line.startswith(start)], start
    record = json.loads(evaluated(corpus_index, file, "--json").stdout)
    total = record["total"]
    assert 0 < total["bm25_ndcg"] < 1
    assert 0 <= record["total"]["brier"] <= 1
    assert sum(row["answers"] for row in record["reliability"]) == sum(
        q["holds"] is not None for q in record["questions"]
    )
    assert total["given"] >= total["given_right"]
    assert total["unanswerable"] == sum(not q["answerable"] for q in record["questions"])
    assert sum(row["given"] for row in record["kinds"]) == total["given"]


def test_the_command_cross_validates(corpus_index: Path, tmp_path: Path) -> None:
    file = some(tmp_path, lambda q: q["id"][:2] in ("cP", "cD", "cN", "cG"))
    run = evaluated(corpus_index, file, "--cross-validate", "--json")
    assert run.returncode == 0, run.stderr
    record = json.loads(run.stdout)
    assert record["cross_validated"]["folds"] == 5
    assert record["cross_validated"]["notes"][0].startswith("cross-validated: 5 folds")
    assert run.stderr.count("fold ") == 5


def test_one_paper_cannot_be_cross_validated(corpus_index: Path, tmp_path: Path) -> None:
    file = some(tmp_path, lambda q: q["id"] == "cD04")
    run = evaluated(corpus_index, file, "--cross-validate")
    assert run.returncode == 2
    assert "label passages of more papers" in run.stderr
