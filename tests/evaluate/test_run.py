"""Judging answers, and the report of a run."""

from __future__ import annotations

import importlib.util
import json
import math
import random
from pathlib import Path
from typing import Any

import pytest

from cqa.errors import NoIndex, UsageError
from cqa.evaluate import JudgedQuestion, QuestionScore, Report, evaluate, judge, read_questions, read_run
from cqa.evaluate.gold import JudgedPassage
from cqa.evaluate.set_precision_recall import SetCounts

LABELS = (
    JudgedPassage("a.txt", "levels of caseloads", 3, "#0"),
    JudgedPassage("b.txt", "caseloads — too high", 2, "g"),
    JudgedPassage("b.txt", "caseloads, too high again", 2, "g"),
    JudgedPassage("c.txt", "some context", 1, "#3"),
)
WHICH = JudgedQuestion(
    "w", "which", "Which?", True, ("Leeds",), ("Kent",), ("Leeds City Council",), ("Kent County Council",), LABELS,
    (JudgedPassage("d.txt", "suitcases", 1, "#0"),),
)  # fmt: skip


def passage(file: str, text: str) -> dict[str, Any]:
    return {"file": f"/papers/{file}", "text": text}


def test_a_right_answer() -> None:
    answer = {
        "found": True,
        "answer": "Leeds cites caseloads.",
        "authorities": [
            {"name": "Leeds City Council", "in_answer": True},
            {"name": "Kent County Council", "in_answer": False},
        ],
        "passages": [
            passage("x.txt", "nothing"),
            passage("a.txt", "the Levels of\ncaseloads of social workers"),
            passage("b.txt", "Caseloads - too high"),
            passage("b.txt", "caseloads, too high again"),
        ],
    }
    outcome = judge(WHICH, answer)
    assert outcome.right, outcome.why
    gain = 3 / math.log2(3) + 2 / math.log2(4)  # the fourth passage repeats a statement: no gain
    assert outcome.ndcg == pytest.approx(gain / (3 + 2 / math.log2(3) + 1 / math.log2(4)))
    assert outcome.reciprocal_rank == 0.5
    assert outcome.recall == pytest.approx(2 / 3)
    assert outcome.cited is True
    assert outcome.authorities == SetCounts(1, 0, 0)
    assert not outcome.distracted


def test_a_wrong_answer_names_every_fault() -> None:
    answer = {
        "found": True,
        "answer": "Kent cites suitcases.",
        "authorities": [{"name": "Kent", "in_answer": True}],
        "passages": [passage("d.txt", "suitcases"), passage("c.txt", "some context")],
    }
    outcome = judge(WHICH, answer)
    assert not outcome.right
    for fault in (
        "lacks 'Leeds'",
        "forbidden 'Kent'",
        "wrongly includes Kent County Council",
        "misses Leeds City Council",
    ):
        assert fault in outcome.why
    assert outcome.distracted
    assert outcome.cited is False
    assert outcome.reciprocal_rank == 0
    assert outcome.authorities == SetCounts(0, 1, 1)


def test_a_passage_that_nobody_can_check_hits_nothing() -> None:
    answer = {"found": True, "answer": "Leeds", "passages": [passage("a.txt", "levels of caseloads " + "x" * 2500)]}
    assert judge(WHICH, answer).ndcg == 0


def test_unanswerable_is_right_when_refused() -> None:
    question = JudgedQuestion("u", "unanswerable", "?", False, forbidden=("£",))
    assert judge(question, {"found": False, "answer": "Not found.", "passages": [passage("a.txt", "near miss")]}).right
    assert not judge(question, {"found": True, "answer": "Seven."}).right
    assert not judge(question, {"found": False, "answer": "£7 perhaps"}).right


def test_an_error_of_ours_is_a_miss_and_any_other_is_raised() -> None:
    def no_index(question: str) -> dict[str, Any]:
        raise NoIndex("nothing at ./index\nRun cqa ingest.")

    def broken(question: str) -> dict[str, Any]:
        raise KeyError("passages")

    report = evaluate([WHICH], no_index)
    assert report.wrong[0].why == "NoIndex: nothing at ./index"
    with pytest.raises(KeyError):
        evaluate([WHICH], broken)
    assert evaluate([WHICH], lambda question: None).wrong[0].why == "no answer came"


def test_report_has_a_row_a_kind_and_a_total() -> None:
    report = Report(
        (
            QuestionScore("1", "which", "?", True, ndcg=1.0, cited=True, authorities=SetCounts(2, 0, 0)),
            QuestionScore("2", "which", "?", False, "misses", ndcg=0.5, cited=False, authorities=SetCounts(1, 1, 0)),
            QuestionScore("3", "when", "When?", True),
        )
    )
    which, when = report.rows
    assert (which.kind, which.right, which.questions, which.ndcg, which.cited) == ("which", 1, 2, 0.75, 0.5)
    assert (when.ndcg, when.cited) == (None, None)
    assert (report.total.right, report.total.questions, report.total.ndcg) == (2, 3, 0.75)
    assert report.authorities == SetCounts(3, 1, 0)
    text = "\n".join(report.lines())
    assert "precision 0.750 recall 1.000" in text
    assert "  2      '?': misses" in text


def test_gains_and_losses_against_a_saved_run(tmp_path: Path) -> None:
    saved = tmp_path / "run.json"
    Report(
        (QuestionScore("1", "k", "?", True), QuestionScore("2", "k", "?", False), QuestionScore("3", "k", "?", True))
    ).save(saved)
    now = Report(
        (QuestionScore("1", "k", "?", False), QuestionScore("2", "k", "?", True), QuestionScore("4", "k", "?", True))
    )
    assert now.against(read_run(saved)) == (("2",), ("1",))
    saved.write_text("{}[]", "utf-8")
    with pytest.raises(UsageError, match="not a saved run"):
        read_run(saved)


def referee(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("referee", shared / "eval/score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["seed_questions.json", "council_questions.json"])
def test_figures_agree_with_the_referee(shared: Path, name: str) -> None:
    """Answers made at random out of the labels are judged alike by both."""
    held = json.loads((shared / "gold" / name).read_text("utf-8"))
    entries = held["questions"] if isinstance(held, dict) else held
    questions = {question.id: question for question in read_questions(shared / "gold" / name)}
    judged = referee(shared).judge
    chance = random.Random(7)  # noqa: S311
    for entry in entries * 3:
        answer = made_up(entry, chance)
        theirs, ours = judged(entry, answer, None), judge(questions[entry["id"]], answer)
        assert ours.right == theirs["ok"], (entry["id"], ours.why, theirs["why"])
        assert ours.ndcg == (pytest.approx(theirs["ndcg"]) if theirs.get("ndcg") is not None else None)
        assert ours.cited == theirs.get("cited")
        assert ours.authorities == (SetCounts(*theirs["set"]) if "set" in theirs else None)
        assert ours.distracted == theirs.get("distracted", False)


def made_up(entry: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    short, expected = entry.get("answer_short") or {}, entry.get("expected") or {}
    names = entry.get("authorities") or {
        "expected": expected.get("authorities"),
        "not_expected": expected.get("not_authorities"),
    }
    labels = [*(entry.get("relevant") or entry.get("passages") or []), *entry.get("distractors", [])]
    shown = chance.sample(labels, chance.randint(0, len(labels)))
    said = [name for name in names.get("expected") or [] if chance.random() < 0.8]
    said += [name for name in names.get("not_expected") or [] if chance.random() < 0.1]
    required = short.get("required") or expected.get("must_contain") or []
    return {
        "found": chance.random() < 0.8,
        "answer": " ".join(pattern for pattern in required if chance.random() < 0.9),
        "authorities": [{"name": name, "in_answer": chance.random() < 0.9} for name in said],
        "passages": [{"file": label["file"], "text": f"… {label['quote'].upper()} …"} for label in shown],
    }
