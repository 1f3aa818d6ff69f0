"""The sentence that states a value: one that gives it to what is asked about, not one that tells of a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.ask import ask
from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.ingest import IngestOptions, ingest

PAPER = """# Kent County Council

Report to: Cabinet

Date: 4 March 2025

Subject: Budget

## Main issues

1. There is a small increase in the net budget requirement for 2025-26 of £356k, which changes no charge.

2. The net budget requirement of £1,530.9m for 2025-26 was approved.

3. The duties of the Equality Act 2010 apply to the budget.

4. Those duties of the Equality Act took effect in April 2011.

5. Proposer: Mr Adam Smith, seconder: Mrs Jane Brown, of the amendment on reserves.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("value")
    (folder / "budget.md").write_text(PAPER, "utf-8")
    made = open_engine(folder / "index", create=True)
    ingest(made, [folder / "budget.md"], IngestOptions(jobs=1))
    return made


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
    assert value in asked.text
    assert "£1,530.9m" not in asked.text or "£356k" not in asked.text


def test_the_year_of_a_law_is_no_date(engine: Engine) -> None:
    asked = ask(engine, "When did the Equality Act 2010 take effect?").answer
    assert asked.found
    assert asked.value == "April 2011"


def test_who_proposed_is_told_by_the_form(engine: Engine) -> None:
    asked = ask(engine, "Who seconded the amendment on reserves?").answer
    assert asked.found
    assert "Jane Brown" in asked.text
