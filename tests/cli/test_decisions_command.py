"""``cqa decisions`` over real files: minutes, the report that went to the meeting, and what is linked to what."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

MINUTES = (
    "Leeds City Council\n\nMinutes of the Executive Board held on 12 June 2018\n\nPresent: Councillors Able, Baker\n\n"
    "1 Apologies\n\nNone.\n\n2 Road Safety Plan\n\nThe Director introduced the report.\n\nRESOLVED: That the road "
    "safety plan be approved.\n\nVoting: 6 for, 2 against, 1 abstention\n\n3 Library Service Review\n\nIt was agreed "
    "to defer this item to the next meeting.\n\n4 Close\n\nNone.\n"
)
REPORT = (
    "Leeds City Council\n\nReport to: Executive Board\nDate: {date}\nReport of: Director of Highways\n"
    "Subject: {title}\n\n"
    "1. Purpose\n\n1.1 To inform members.\n\n2. Recommendations\n\n2.1 That the Executive Board approves the plan.\n\n"
    "3. Background\n\n3.1 The plan was drawn up last year.\n"
)
FIELDS = {
    *("authority", "committee", "paper", "file", "item_number", "item", "verb", "outcome", "text", "span", "stated"),
    *("parts", "votes", "proposer", "seconder", "decided_by", "date", "section", "rule", "confidence", "proposal"),
}


@pytest.fixture
def held(run: Run, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs ``cqa`` over an index of the minutes and three reports."""
    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "minutes.txt").write_text(MINUTES, "utf-8")
    for name, title, date in (
        ("roads", "Road Safety Plan", "12 June 2018"),
        ("parks", "Parks and Green Spaces", "12 June 2018"),
        ("later", "Library Service Review", "10 July 2018"),
    ):
        (papers / f"{name}.txt").write_text(REPORT.format(title=title, date=date), "utf-8")
    assert run("ingest", str(papers), index=index).returncode == 0
    return lambda *arguments: run(*arguments, index=index)


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_decisions_as_json_with_the_recommendation_of_their_meeting(held: Run) -> None:
    found = [r for r in rows(held("decisions", "--json")) if r["file"].endswith("minutes.txt")]
    assert [(r["item_number"], r["item"], r["verb"], r["outcome"]) for r in found] == [
        ("2", "Road Safety Plan", "approve", "carried"),
        ("3", "Library Service Review", "defer", "deferred"),
    ]
    for row in found:
        assert row.keys() >= FIELDS
        assert (row["authority"], row["date"]) == ("Leeds City Council", "2018-06-12")
    vote = found[0]["votes"][0]
    assert (vote["for"], vote["against"], vote["abstained"]) == (6, 2, 1)
    assert found[0]["proposal"]["file"].endswith("roads.txt")
    assert found[1]["proposal"] is None  # the report of that title went to another meeting


def test_what_reports_recommend_is_called_proposed(held: Run) -> None:
    found = rows(held("decisions", "--outcome", "proposed", "--json"))
    assert sorted(Path(r["file"]).name for r in found) == ["later.txt", "parks.txt", "roads.txt"]
    assert {r["outcome"] for r in found} == {"proposed"}


def test_two_reports_of_one_title_are_not_guessed_between(run: Run, held: Run, tmp_path: Path) -> None:
    again = REPORT.format(title="Road Safety Plan", date="12 June 2018") + "\n3.2 Revised.\n"
    (tmp_path / "papers" / "again.txt").write_text(again, "utf-8")
    assert held("ingest", str(tmp_path / "papers")).returncode == 0
    found = rows(held("decisions", "--verb", "approve", "--outcome", "carried", "--json"))
    assert [r["proposal"] for r in found] == [None]


def test_decisions_as_csv_and_text(held: Run) -> None:
    listed = list(csv.DictReader(io.StringIO(held("decisions", "--type", "minutes", "--csv").stdout)))
    assert [(r["item"], r["for"], r["against"]) for r in listed] == [
        ("Road Safety Plan", "6", "2"),
        ("Library Service Review", "", ""),
    ]
    text = held("decisions", "--words", "library", "--type", "minutes").stdout
    assert "deferred" in text
    assert "Road Safety" not in text


def test_nothing_found_is_status_1_and_a_wrong_outcome_status_2(held: Run) -> None:
    assert held("decisions", "--words", "zyxwvut").returncode == 1
    assert held("decisions", "--outcome", "shelved").returncode == 2
