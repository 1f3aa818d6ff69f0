"""What was decided, looked up in the records of decisions, and the verdict that they give to a question."""

from __future__ import annotations

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from cqa.model import Answer
from tests.made_index import index_of

MINUTES = """# Slough Borough Council

## Minutes of a meeting of the Cabinet held on Monday, 12 May 2025.

PRESENT: Councillors Adam Smith (Chair), Jane Brown, Peter Green

## 4. Minutes of the last meeting

RESOLVED: That the minutes of the meeting held on 7 April 2025 be approved as a correct record.

## 5. Library opening hours

Councillor Brown spoke of the loss of readers in the villages.

RESOLVED: That the libraries open on Sundays from September 2025.

## 6. Markets policy

Councillor Green moved and Councillor Brown seconded a proposal to move the Friday market to the station forecourt.

On being put to the vote, there were 2 votes for and 5 votes against. The motion was declared lost.

## 7. Skatepark at Salt Hill

RESOLVED: That the decision on the skatepark at Salt Hill be deferred to the next meeting.

## 8. Allotment rents

RESOLVED: That the increase in allotment rents be not approved.
"""

REPORT = """# Slough Borough Council

## Report to the Cabinet, 9 June 2025

## Toll on the canal towpath

## Recommendations

1. The Cabinet is recommended to introduce a toll on the canal towpath for cyclists.

## Background

2. Cyclists use the towpath in great number.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("recorded"), {"minutes.md": MINUTES, "report.md": REPORT})


@pytest.mark.parametrize(
    ("question", "verdict", "said"),
    [
        ("Did the Cabinet agree that libraries open on Sundays?", "yes", "open on Sundays"),
        ("Did Slough approve the move of the Friday market to the station forecourt?", "no", "Not approved"),
        ("Was the move of the Friday market to the station forecourt rejected?", "yes", "Not approved"),
        ("Was the decision on the Salt Hill skatepark deferred?", "yes", "Deferred"),
        ("Was the Salt Hill skatepark approved?", "no", "Deferred"),
        ("Was the increase in allotment rents approved?", "no", "be not approved"),
        ("Was the increase in allotment rents turned down?", "yes", "be not approved"),
    ],
)
def test_a_record_answers_by_its_outcome(engine: Engine, question: str, verdict: str, said: str) -> None:
    answer = ask(engine, question).answer
    assert answer.found
    assert answer.verdict == verdict
    assert said in answer.text
    assert answer.text.startswith(f"{verdict.capitalize()}. ")
    assert _verbatim(engine, answer)


def test_what_was_lost_is_never_said_to_be_approved(engine: Engine) -> None:
    answer = ask(engine, "What was decided about the Friday market?").answer
    assert "Not approved" in answer.text
    assert "2 for, 5 against" in answer.text
    assert answer.value == "lost"
    assert answer.verdict is None


def test_a_proposal_without_a_decision_is_called_one(engine: Engine) -> None:
    for question in (
        "What was decided about the towpath toll?",
        "Did the Cabinet approve a toll on the canal towpath?",
    ):
        answer = ask(engine, question).answer
        assert not answer.found
        assert answer.verdict is None
        assert answer.text.startswith("Recommended; no paper records a decision.")
        assert "introduce a toll on the canal towpath" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who proposed that the Friday market move to the station forecourt?", "Councillor Green"),
        ("Who seconded the proposal on the Friday market?", "Councillor Brown"),
        ("When was it agreed that libraries open on Sundays?", "2025-05-12"),
    ],
)
def test_who_moved_it_and_when_come_from_the_record(engine: Engine, question: str, value: str) -> None:
    answer = ask(engine, question).answer
    assert answer.found
    assert answer.value == value


def test_all_decisions_of_a_meeting_leave_its_course_out(engine: Engine) -> None:
    answer = ask(engine, "What did the Cabinet decide on 12 May 2025?").answer
    assert answer.value == 4
    assert "correct record" not in answer.text
    assert "open on Sundays" in answer.text


@pytest.mark.parametrize(
    "question", ["What was decided about wheelie bins?", "Did the Cabinet approve a wheelie bin charge?"]
)
def test_no_record_answers_what_was_not_decided(engine: Engine, question: str) -> None:
    assert not ask(engine, question).answer.found


def _verbatim(engine: Engine, answer: Answer) -> bool:
    return all(
        engine.text(e.passage.paper)[0][slice(*e.quote)] == e.sentence and e.sentence.strip() for e in answer.evidence
    )
