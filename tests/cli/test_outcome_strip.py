"""What became of a recommendation, shown by the real command over a report and the minutes of a later meeting."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

REPORT = (
    "Kent County Council\n\nReport to: Cabinet\nDate: 4 March 2025\nReport of: Director of Growth\n"
    "Subject: {title}\n\n1. Recommendations\n\nCabinet is asked to:\n\n(i) NOTE the report of the inspector.\n\n"
    "(ii) ENDORSE the plan for adoption by the County Council.\n\n2. Background\n\n2.1 The plan was examined.\n"
)
MINUTES = (
    "Kent County Council\n\nMinutes of the County Council held on {date}\n\nPresent: Councillors Able, Baker\n\n"
    "298 Apologies\n\nNone.\n\n299 Minerals and Waste Plan\n\nThe Leader introduced the report.\n\n"
    "RESOLVED that Council:\n\n(i) Notes the report of the inspector;\n\n(ii) Adopts the minerals and waste plan.\n\n"
    "Voting: 41 for, 3 against\n\n300 Close\n\nNone.\n"
)


@pytest.fixture
def shown(run: Run, tmp_path: Path) -> Callable[..., Any]:
    """Return the JSON or text of ``cqa show`` over these papers."""

    def show(name: str, papers: dict[str, str], *options: str) -> Any:
        folder, index = tmp_path / "papers", tmp_path / "index"
        folder.mkdir()
        for file, text in papers.items():
            (folder / file).write_text(text, "utf-8")
        assert run("ingest", str(folder), index=index).returncode == 0
        done = run("show", name, *options, index=index)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if "--json" in options else done.stdout

    return show


PAIR = {
    "report.txt": REPORT.format(title="Adoption of the Minerals and Waste Plan"),
    "minutes.txt": MINUTES.format(date="13 March 2025"),
}
STRIP = "Recommended 4 March 2025 → adopted 13 March 2025, minute 299(ii), 41 for, 3 against"


@pytest.mark.parametrize("name", PAIR)
def test_report_and_minutes_show_the_same_strip(shown: Any, name: str) -> None:
    """This test ensures that the part that decides most stands for the resolution, with its minute and vote."""
    assert STRIP in shown(name, PAIR)


def test_strip_as_json(shown: Any) -> None:
    (strip,) = shown("report.txt", PAIR, "--json")["outcomes"]
    assert strip["text"] == STRIP
    assert (strip["recommended"]["date"], strip["recommended"]["verb"]) == ("2025-03-04", "endorse")
    (decided,) = strip["decided"]
    assert (decided["verb"], decided["outcome"], decided["minute"]) == ("adopt", "carried", "299(ii)")
    assert (decided["for"], decided["against"], decided["abstained"]) == (41, 3, None)


def test_nothing_decided_is_called_proposed(shown: Any) -> None:
    text = shown("report.txt", {"report.txt": PAIR["report.txt"]})
    assert "Proposed 4 March 2025 → no decision on it in the index" in text


@pytest.mark.parametrize("date", ["13 February 2025", "13 March 2026"])
def test_a_decision_before_it_or_a_year_later_is_on_another_report(shown: Any, date: str) -> None:
    text = shown("report.txt", {**PAIR, "minutes.txt": MINUTES.format(date=date)})
    assert "Proposed 4 March 2025" in text


def test_two_reports_of_one_title_are_not_guessed_between(shown: Any) -> None:
    again = PAIR["report.txt"] + "\n2.2 Revised.\n"
    assert "Proposed 4 March 2025" in shown("report.txt", {**PAIR, "again.txt": again})
