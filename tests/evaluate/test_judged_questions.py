"""Judged questions: both forms are read, and broken labels stop the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cqa.errors import UsageError
from cqa.evaluate import read_questions

ONE = {
    "id": "W01",
    "kind": "which",
    "question": "Which councils cite caseloads?",
    "answerable": True,
    "answer_short": {"required": ["Leeds"], "forbidden": ["Kent"]},
    "authorities": {"expected": ["Leeds City Council"], "not_expected": ["Kent County Council"]},
    "relevant": [
        {"file": "seeds/a.txt", "quote": "caseloads", "grade": 3, "same_as_group": "g"},
        {"file": "b.txt", "quote": "high caseloads", "same_as_group": "g"},
        {"file": "b.txt", "quote": "not relevant", "grade": 0},
    ],
    "distractors": [{"file": "a.txt", "quote": "suitcases"}],
}
OTHER = {
    "id": "q01",
    "kind": "which-authorities",
    "question": "Which councils cite caseloads?",
    "expected": {
        "authorities": ["Leeds City Council"],
        "not_authorities": ["Kent County Council"],
        "must_contain": ["Leeds"],
        "must_not_contain": ["Kent"],
    },
    "passages": [{"file": "pdf/a.pdf", "page": 1, "quote": "caseloads", "grade": 2}],
}


def written(tmp_path: Path, held: Any) -> Path:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps(held), "utf-8")
    return path


def test_both_forms_say_the_same(tmp_path: Path) -> None:
    first, second = read_questions(written(tmp_path, {"questions": [ONE, OTHER]}))
    for question in (first, second):
        assert question.required == ("Leeds",)
        assert question.forbidden == ("Kent",)
        assert question.expected == ("Leeds City Council",)
        assert question.not_expected == ("Kent County Council",)
        assert question.answerable
    assert [(p.file, p.grade, p.group) for p in first.relevant] == [("a.txt", 3, "g"), ("b.txt", 1, "g")]
    assert [p.file for p in second.relevant] == ["a.pdf"]
    assert [p.quote for p in first.distractors] == ["suitcases"]


def test_unanswerable_by_kind_or_by_flag(tmp_path: Path) -> None:
    by_kind = {"id": "u1", "kind": "unanswerable", "question": "?"}
    by_flag = {"id": "u2", "kind": "who", "question": "?", "answerable": False}
    assert [q.answerable for q in read_questions(written(tmp_path, [by_kind, by_flag]))] == [False, False]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": ""}, "lacks 'id'"),
        ({"question": None}, "lacks 'question'"),
        ({"answer_short": {"required": ["(unclosed"]}}, "does not compile"),
        ({"answer_short": ["Leeds"]}, "'answer_short' is not an object"),
        ({"kind": 5}, "'kind' is not text"),
        ({"relevant": 5}, "'relevant' is not a list"),
        ({"answer_short": {"required": 5}}, "what is expected, or not, is not a list"),
        ({"relevant": [{"file": "a.txt", "quote": " "}]}, "without file or quote"),
        ({"relevant": [{"file": "a.txt", "quote": "x", "grade": 4}]}, "grade 4"),
        ({"authorities": {"expected": ["Leeds"], "not_expected": ["leeds"]}}, "both expected and not expected"),
    ],
)
def test_broken_labels_are_named(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match="faulty labels") as caught:
        read_questions(written(tmp_path, [OTHER, {**ONE, **change}]))
    assert said in str(caught.value)
    assert "question 2" in str(caught.value)


@pytest.mark.parametrize("held", [[], {}, {"questions": []}, {"questions": "none"}, "text"])
def test_a_file_without_questions_is_refused(tmp_path: Path, held: Any) -> None:
    with pytest.raises(UsageError, match="has no questions"):
        read_questions(written(tmp_path, held))


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'W01' is used twice"):
        read_questions(written(tmp_path, [ONE, ONE]))


def test_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    path.write_text("Which councils?", "utf-8")
    with pytest.raises(UsageError, match="not a file of judged questions"):
        read_questions(path)


@pytest.mark.parametrize("name", ["seed_questions.json", "council_questions.json"])
def test_the_judged_questions_at_hand_are_sound(shared: Path, name: str) -> None:
    questions = read_questions(shared / "gold" / name)
    assert len(questions) >= 40
    assert all(question.relevant for question in questions if question.answerable and question.kind == "passage")
