"""The sentence that states a value: one that gives it to what is asked about, not one that reports a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from cqa.question.question import read_question
from tests.made_index import index_of

PAPER = """# Kent County Council

Report to: Cabinet

Date: 4 March 2025

Subject: Budget

## Main issues

1. There is a small increase in the net budget requirement for 2025-26 of £356k, which changes no charge.

2. The net budget requirement of £1,530.9m for 2025-26 was approved.

3. The duties of the Equality Act 2010 apply to the budget.

4. Those duties of the Equality Act took effect in April 2011.

6. In 2005 there were 15,613 live births in Kent. Since then birth numbers have fallen to 16,364 in 2022.

7. The draft budget had regard to the number of premises in every one of the districts of the

county and to the views of the

residents, and a rate on valuation of 26p be and is hereby set for 2027.

5. Proposer: Mr Adam Smith, seconder: Mrs Jane Brown, of the amendment on reserves.
"""


OF_2022 = """# Kent County Council

Report to: Cabinet

Date: 4 March 2022

Subject: Libraries

1. All libraries are to be kept.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("value"), {"budget.md": PAPER, "other.md": OF_2022})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What is the total net budget requirement for 2025-26?", "£1,530.9m"),
        ("What is the increase in the net budget requirement for 2025-26?", "£356k"),
    ],
)
def test_a_value_and_its_change_are_told_apart(engine: Engine, question: str, value: str) -> None:
    asked = ask(engine, question).answer
    assert asked.found
    assert asked.value == value
    assert value in asked.evidence[0].sentence  # the other may be quoted after it


def test_the_year_of_a_law_is_no_date(engine: Engine) -> None:
    asked = ask(engine, "When did the Equality Act 2010 take effect?").answer
    assert "April 2011" in asked.evidence[0].sentence


def test_who_proposed_is_told_by_the_form(engine: Engine) -> None:
    asked = ask(engine, "Who seconded the amendment on reserves?").answer
    assert asked.found
    assert "Jane Brown" in asked.text


def test_a_year_may_be_that_of_the_figure_and_not_of_its_paper(engine: Engine) -> None:
    """This test ensures that a paper of the year asked about, which says nothing of it, hides none of another year."""
    asked = ask(engine, "How many live births were there in Kent in 2022?").answer
    assert asked.value == "16,364"
    assert asked.evidence[0].passage.date == "2025-03-04"
    assert not ask(engine, "How many live births were there in Kent in 2021?").answer.found
    assert not ask(engine, "How many live births did the Kent report of 2022 tell of?").answer.found


def test_lines_that_stand_apart_are_one_sentence(engine: Engine) -> None:
    asked = ask(engine, "What rate on valuation did Kent set for 2027?").answer
    assert asked.found
    assert "districts of the county and to the views of the residents, and a rate on valuation of 26p" in asked.text


@pytest.mark.parametrize("question", ["What council tax did Kent set for 2012?", "What council homes did Kent sell?"])
def test_what_belongs_to_a_council_is_no_question_for_councils(question: str) -> None:
    assert read_question(question).kind == "passage"


def test_a_figure_is_quoted_with_what_the_next_page_says_of_it(tmp_path: Path) -> None:
    """This test ensures that a sentence broken by the layout is quoted to its end, each part from its own passage."""
    text = (
        "# Kent County Council\n\n## Report to the Cabinet, 4 March 2025\n\n## Harbour pilots\n\n"
        "3. Retirement is a concern at Ramsgate. Forty percent of the harbour\n\n"
        "pilots employed there are older than sixty. Others are being trained.\n"
    )
    made = index_of(tmp_path, {"report.md": text})
    asked = ask(made, "What share of the harbour pilots at Ramsgate are older than sixty?").answer
    assert asked.found
    assert "Forty percent of the harbour pilots employed there are older than sixty" in asked.text
    assert asked.value == "Forty percent"
