"""Who: read off where papers print names."""

from __future__ import annotations

import pytest

from cqa.answer.kinds.person import chair
from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import index_of

MINUTES = """# Stoke Ferry Parish Council

Minutes of the Parish Council Meeting held on Wednesday 6 March 2019

Present: Ann Hill, Tom Rudd

1. Cemetery. The Bluebell Landscape Trust maintains the cemetery. Elm Farm lies beside Manor Field of old.

2. Clerk. The clerk, Jim Neal, has resigned from his post. His workload had become too heavy beside his new employment.

3. Market. The market opened on 4 May 2018. It has 26 stalls, and Old Ferry Traders run it.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("person"), {"minutes.md": MINUTES})


def test_a_body_is_named_by_the_sentence_that_tells_of_the_deed(engine: Engine) -> None:
    """This test ensures that capitals next to the rest of the topic are nobody's name."""
    assert "Bluebell Landscape Trust" in ask(engine, "Who maintains the cemetery in Stoke Ferry?").answer.text
    assert not ask(engine, "Who owns Elm Farm in Stoke Ferry?").answer.found


def test_a_chair_that_the_minutes_do_not_name_is_not_guessed(engine: Engine) -> None:
    asked = ask(engine, "Who chaired the Stoke Ferry meeting of 6 March 2019?").answer
    assert not asked.found
    assert "in the chair" in asked.text


def test_a_reason_may_be_in_the_sentence_after(engine: Engine) -> None:
    asked = ask(engine, "Why did the clerk of Stoke Ferry resign?").answer
    assert asked.found
    assert "workload" in asked.text


def test_both_questions_of_a_sentence_are_answered_from_one_paper(engine: Engine) -> None:
    asked = ask(engine, "When did the market of Stoke Ferry open and how many stalls does it have?").answer
    assert asked.found
    assert "4 May 2018" in asked.text
    assert "26 stalls" in asked.text
    assert isinstance(asked.value, list)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PRESENT: Mr A B Smith (Chairman), Mr C Jones (Vice-Chairman), Mrs D Brown", "Mr A B Smith"),
        ("PRESENT (six): - Pam Ash (PA), Claire Oak (CO) - Chair, Tom Elm (TE)", "Claire Oak"),
        ("Councillors present: Cllr. R. Crane – Chair (RC), Cllr. A. Finch (AF)", "R. Crane"),
        ("Attendance:  D Clement (Chair); P Dean; C Harding (Vice-Chair)", "D Clement"),
        ("Cllrs. Leed (Chair), Butcher, Day, Folly", "Leed"),
        ("Present: Mrs R Crane-Chair, Mr F. Eagle", "Mrs R Crane"),
        ("Frank Read (FR)      Councillor/Chairman\n\nMark Poole (MP)     Councillor", "Frank Read"),
        ("Lorna Hunter (LH) Chair of Meeting, Paula King (PK)", "Lorna Hunter"),
        ("PRESENT IN THE CHAIR: Councillor A. Teal, An Cathaoirleach.\nMEMBERS PRESENT:", "Councillor A. Teal"),
        ("PRESENT IN THE CHAIR**:**\n\nCouncillor T. Rudd, Cathaoirleach.", "Councillor T. Rudd"),
        ("Chairman: Councillor J. O’Neill", "Councillor J. O’Neill"),
        ("The meeting was chaired by Councillor Mary Hill-Jones.", "Councillor Mary Hill-Jones"),
        ("Councillor J Blake in the Chair", "Councillor J Blake"),
        ("In attendance: Cllr Jim Neal (Vice-Chair) Cllr Dan Clement", None),
        ("Apologies for absence were received from Cllr Sue Lint (Chair)", None),
        ("Karen Smith, Chair of the Scrutiny Committee, was thanked", None),
        ("The minutes were signed by the Chairman.", None),
    ],
)
def test_who_was_in_the_chair(text: str, name: str | None) -> None:
    span = chair(text)
    said = text[slice(*span)] if span else None
    assert (said or "").removeprefix("Cllr. ") == (name or "")
