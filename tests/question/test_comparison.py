"""What a question that compares councils asks of each of them."""

from __future__ import annotations

import pytest

from cqa.gazetteer.authorities import mentions
from cqa.question.comparison import sides_of


def asked(question: str) -> list[str]:
    return [side.question for side in sides_of(question, mentions(question))]


@pytest.mark.parametrize(
    ("question", "of_each"),
    [
        (
            "Which had the higher rate of absence, Hull in early 2015 or Kent in March 2016, and what were they?",
            ["What is the rate of absence, Hull in early 2015?", "What is the rate of absence, Kent in March 2016?"],
        ),
        (
            "Of Leeds, Bury and Kent, where was the largest share of roads resurfaced, and what was it?",
            [f"What is the was share of roads resurfaced, {name}?" for name in ("Leeds", "Bury", "Kent")],
        ),
        (
            "Did Leeds or Bury spend more on potholes?",
            ["How much Did spend on potholes, Leeds?", "How much Did spend on potholes, Bury?"],
        ),
        (
            "How do Norfolk and Surrey compare on adoption?",
            ["on adoption, Norfolk?", "on adoption, Surrey?"],
        ),
        (
            "How does the parking levy in Leeds compare with the workplace charge in Bury's plan?",
            ["the parking levy in Leeds?", "the workplace charge in Bury's plan?"],
        ),
        (
            "How does the parking levy sought in Leeds compare with that in Bury?",
            ["the parking levy sought in Leeds?", "the parking levy sought in Bury?"],
        ),
        (
            "How soon was each of Dorset and Plymouth due its next inspection?",
            ["How soon due its next inspection, Dorset?", "How soon due its next inspection, Plymouth?"],
        ),
    ],
)  # fmt: skip
def test_each_council_is_asked_the_same_with_its_own_date(question: str, of_each: list[str]) -> None:
    assert asked(question) == of_each


@pytest.mark.parametrize(
    "question",
    [
        "How do the two reports of Leeds compare?",  # one council
        "Why was Kent and Medway left out of the programme?",  # nothing is compared
        "What did Leeds and Bury agree on waste?",
        "What was the rate in Leeds in 2010, in the neighbours' table of West Sussex?",
        "Which homes of ten or more are asked for by Leeds and Bury?",  # "or more" compares no councils
        "Compare Leeds, Bury, Kent, Hull, Surrey, Norfolk and Devon on fostering.",  # too many to ask each
    ],
)
def test_other_questions_are_left_whole(question: str) -> None:
    assert asked(question) == []
