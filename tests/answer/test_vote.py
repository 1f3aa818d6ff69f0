"""What came of a motion: stated below it, in separate paragraphs, with the votes."""

from __future__ import annotations

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import index_of

MINUTES = """# Kent County Council

## Minutes of a meeting of the County Council held on Thursday, 13 February 2025.

PRESENT: Mr Adam Smith (Chairman), Mrs Jane Brown, Mr Peter Green, Ms Rose White

## 280. Ferry subsidy

(1) Mr Smith proposed and Mrs Brown seconded the motion that the county take over the subsidy of the river ferry.

(2) Mr Green proposed and Ms White seconded that the debate on the river crossing last no longer than one hour.

(3) The Chairman put the motion set out in paragraph 2 to the vote and the voting was as follows:

For (21)

Mr Smith, Mrs Brown

Against (5)

Mr Green

Abstain (2)

Ms White

Motion carried.

(4) The Chairman put the motion set out in paragraph 1 to the vote and the voting was as follows:

For (9)

Mr Green

Against (44)

Mr Smith, Mrs Brown

Abstain (0)

Motion lost.

## 281. Street lights

(1) Members spoke about the lanterns in Hythe. Mrs Brown agreed to look into the matter of their colour. Residents
were concerned for their safety. It was agreed that they be kept and converted.

## 282. Allotments

(1) Mr Smith said that the allotments of Deal were in good order.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("outcome"), {"minutes.md": MINUTES})


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Was the motion on the river ferry subsidy carried?", "Motion lost (9 for, 44 against", "Motion carried"),
        ("What was the vote on how long to debate the river crossing?", "Motion carried (21 for, 5 against", "lost"),
        ("What happened to the motion on the ferry subsidy?", "Motion lost", "Motion carried"),
        ("Did Kent County Council agree to take over the subsidy of the river ferry?", "Motion lost", "carried"),
    ],
)  # fmt: skip
def test_a_vote_is_about_the_motion_that_it_names(engine: Engine, question: str, said: str, not_said: str) -> None:
    asked = ask(engine, question).answer
    assert asked.found
    assert said in asked.text
    assert not_said not in asked.text
    assert "Motion" in asked.evidence[1].sentence


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("How many members voted against the ferry subsidy?", 44),
        ("How many members abstained on the length of the debate on the river crossing?", 2),
    ],
)
def test_votes_are_counted_by_side_and_shown_where_they_stand(engine: Engine, question: str, count: int) -> None:
    asked = ask(engine, question).answer
    assert asked.value == count
    assert any(f"({count})" in e.sentence for e in asked.evidence)


@pytest.mark.parametrize(
    "question",
    [
        "What was the vote on the allotments of Deal?",
        "How many members voted against the allotments of Deal?",
        "Was the motion on the allotments of Deal carried?",
        "Did Kent County Council agree to sell the allotments of Deal?",
    ],
)
def test_without_a_vote_there_is_no_outcome(engine: Engine, question: str) -> None:
    assert not ask(engine, question).answer.found


def test_a_recorded_decision_counts_before_what_somebody_agreed_to(engine: Engine) -> None:
    asked = ask(engine, "What was decided about the lanterns in Hythe?").answer
    assert asked.found
    assert "they be kept and converted" in asked.text
    assert "look into" not in asked.text
