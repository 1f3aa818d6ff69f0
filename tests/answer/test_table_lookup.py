"""A figure asked for by the row and the column of its table, and refused where either is missing."""

from __future__ import annotations

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import index_of

PAPER = """# West Sussex County Council

Report to: Cabinet

Date: 4 March 2013

Subject: Census 2011, residents by district

## Main issues

1. The table gives residents by age at the census. Most districts have grown since the last census.

| District | 0-19 | 65+ | Share aged 65+ |
|---|---|---|---|
| Arun | 29,700 | 39,200 | 26.3% |
| Crawley | 27,000 | 13,500 | 12.6% |
| Mid Sussex | 33,500 | 25,300 | 18.1% |

2. Charges for stalls at the market rise each year with inflation.

| Stall at the market | 2011/12 | 2012/13 | 2013/14 |
|---|---|---|---|
| Fish | £40 | £44 | £48 |
| Fruit and vegetables | £30 | £31 | £32 |
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return index_of(tmp_path_factory.mktemp("cell"), {"census.md": PAPER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How many residents of Crawley were aged 65 and over at the 2011 census?", "13,500"),
        ("How many residents aged 0 to 19 did Arun have at the census?", "29,700"),
        ("What share of the residents of Mid Sussex was aged 65 and over?", "18.1%"),
        ("What was the charge for a fruit and vegetables stall at the market in 2012/13?", "£31"),
        ("How much is a fish stall at the West Sussex market in 2013/14?", "£48"),
    ],
)
def test_row_and_column_give_the_value(engine: Engine, question: str, value: str) -> None:
    asked = ask(engine, question).answer
    assert asked.found
    assert asked.value == value
    assert value in asked.evidence[0].sentence


@pytest.mark.parametrize(
    "question",
    [
        "How many residents of Hastings were aged 65 and over at the 2011 census?",
        "How many residents of Crawley were aged 85 and over at the 2011 census?",
        "What was the charge for a flower stall at the market in 2012/13?",
        "What was the charge for a fish stall at the market in 2019/20?",
    ],
)
def test_without_the_row_or_the_column_there_is_no_value(engine: Engine, question: str) -> None:
    asked = ask(engine, question).answer
    assert not asked.found, asked.text
