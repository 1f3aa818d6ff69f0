"""``cqa recommendations`` over real files: wordings of several councils, who is asked, and what came of it."""

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
REPORT = (
    "{council}\n\nReport to: {body}\nDate: {date}\nReport of: Director of Highways\nSubject: {title}\n\n"
    "1. Purpose\n\n1.1 To inform members of salt.\n\n2. Recommendations\n\n2.1 {words}\n\n3. Background\n\n3.1 Frost.\n"
)
MINUTES = (
    "Leeds City Council\n\nMinutes of the Executive Board held on 12 June 2018\n\nPresent: Councillors Able, Baker\n\n"
    "1 Apologies\n\nNone.\n\n2 Winter Gritting\n\nThe Director introduced the report.\n\n"
    "RESOLVED: That the gritting of roads be approved.\n\n"
    "Voting: 6 for, 2 against\n\n4 Close\n\nNone.\n"
)
PAPERS = {
    "leeds.txt": REPORT.format(
        council="Leeds City Council", body="Executive Board", date="12 June 2018", title="Winter Gritting",
        words="That the Executive Board approves the gritting plan for the coming winter.",
    ),
    "kent.txt": REPORT.format(
        council="Kent County Council", body="Cabinet", date="4 July 2018", title="Gritting of highways",
        words="That the Cabinet approves the gritting plan for the coming winter.",
    ),
    "norfolk.txt": REPORT.format(
        council="Norfolk County Council", body="Cabinet", date="5 July 2018", title="Libraries",
        words="Members are recommended to note the use of libraries.",
    ),
    "minutes.txt": MINUTES,
}  # fmt: skip


@pytest.fixture
def held(run: Run, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    for name, text in PAPERS.items():
        (papers / name).write_text(text, "utf-8")
    assert run("ingest", str(papers), index=index).returncode == 0
    return lambda *arguments: run("recommendations", *arguments, index=index)


def loaded(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_one_wording_of_two_councils_is_one_group(held: Run) -> None:
    found = loaded(held("gritting", "--json"))
    assert found.keys() >= {"topic", "relaxed", "verbs", "wordings"}
    first = found["wordings"][0]
    assert (first["verb"], len(first["used"])) == ("approve", 2)
    by_council = {row["authority"]: row for row in first["used"]}
    assert by_council["Kent County Council"]["addressee"] == "Cabinet"
    assert by_council["Kent County Council"]["outcome"] == "proposed"
    leeds = by_council["Leeds City Council"]
    assert (leeds["addressee"], leeds["outcome"]) == ("Executive Board", "carried")
    assert leeds["strip"]["text"] == "Recommended 12 June 2018 → approved 12 June 2018, minute 2, 6 for, 2 against"
    assert not any("libraries" in w["text"] for w in found["wordings"])


def test_members_are_those_whose_meeting_it_is(held: Run) -> None:
    (wording,) = loaded(held("libraries", "--json"))["wordings"]
    (row,) = wording["used"]
    assert (row["verb"], row["addressee"], row["outcome"]) == ("note", "Cabinet", "proposed")


def test_filters_text_and_csv(held: Run) -> None:
    assert loaded(held("gritting", "--authority", "kent", "--json"))["wordings"][0]["used"][0]["authority"].startswith(
        "Kent"
    )
    assert loaded(held("--verb", "note", "--json"))["verbs"] == [{"verb": "note", "recommendations": 1}]
    rows = list(csv.DictReader(io.StringIO(held("gritting", "--csv").stdout)))
    assert len(rows) == 3
    assert len({row["group"] for row in rows if row["text"].startswith("That the Cabinet approves")}) == 1
    text = held("gritting").stdout
    assert "approve: That the Cabinet approves the gritting plan for the coming winter." in text
    assert "Kent County Council, Cabinet, 4 July 2018: proposed" in text


def test_a_topic_that_nobody_recommends_on(held: Run) -> None:
    done = held("zeppelins")
    assert done.returncode == 1
    assert done.stdout == "No recommendation in the index is on zeppelins\n"
