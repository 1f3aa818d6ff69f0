"""Decisions and sections of minutes against the labels made by hand: figures of training, held as floors."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval import labels_score
from tests.eval.labels_score import SETS, main, squeezed

FLOORS = {
    "decisions": {"found": 0.95, "item": 0.92, "verb": 0.93, "outcome": 0.95, "votes": 0.93},
    "sections": {"must": 0.97},
    "decisions_2": {"found": 0.93, "item": 0.82, "verb": 0.84, "outcome": 0.93, "votes": 0.83},
    "decisions_3": {"found": 0.97, "item": 0.93, "verb": 0.97, "outcome": 0.97},
    "decisions_4": {"found": 0.92, "item": 0.86, "verb": 0.84, "outcome": 0.86, "votes": 0.75},
    "sections_2": {"must": 0.95},
}
MOST_FALSE = 0.01
"""Share of the numbers found that may be no numbers of the minutes."""


@pytest.mark.parametrize("name", SETS)
def test_minutes_are_read_as_their_labels_say(name: str, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not (shared / "papers_b").is_dir():
        pytest.skip("the labelled papers are not here")
    monkeypatch.setattr(labels_score, "SHARED", shared)
    result = SETS[name]()
    for figure, floor in FLOORS[name].items():
        right, of = result.figures[figure]
        assert right >= floor * of, "\n".join(result.missed)
    whole = name == "sections"  # the second labels leave out the numbers of lists
    false, numbers = result.figures.get("false numbers", (0, 1)) if whole else (0, 1)
    assert false <= MOST_FALSE * numbers


def test_letters_are_compared_without_what_readers_print_otherwise() -> None:
    assert squeezed("7\\. The ‘re-\nport’") == "7thereport"
    assert squeezed(None) == ""


def test_a_set_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agendas"]) == 2
    assert "decisions|sections" in capsys.readouterr().err
