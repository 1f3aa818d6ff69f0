"""``cqa changes`` over papers that come, change and go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cqa.cli import cli

MINUTES = """Kent County Council

Minutes of the Cabinet held on 4 July 2018

1. Budget

RESOLVED: that the budget for {year} be approved.
"""
EXEMPT = "Kent County Council\n\nReport to: Cabinet\nDate: 4 July 2018\nSubject: Land\n\n1. Purpose\n\n1.1 Land.\n"


class Desk:
    """A folder of papers, its index, and the command over both."""

    def __init__(self, folder: Path) -> None:
        self.papers, self.index = folder / "papers", folder / "index"
        self.papers.mkdir()

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--index", str(self.index), *arguments])

    def ingest(self, *options: str) -> None:
        result = self.run("ingest", str(self.papers), "--jobs", "1", *options)
        assert result.exit_code == 0, result.output

    def changes(self, *options: str) -> list[dict[str, Any]]:
        said = self.run("changes", "--since", "2020-01-01", *options).stdout
        return [json.loads(line) for line in said.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_added_changed_withdrawn(desk: Desk) -> None:
    file = desk.papers / "minutes.txt"
    file.write_text(MINUTES.format(year=2019), "utf-8")
    desk.ingest()
    added, decision = desk.changes()
    assert (added["change"], added["authority"], added["date"]) == ("added", "Kent County Council", "2018-07-04")
    assert (decision["change"], decision["paper"]) == ("decision", added["paper"])
    assert "budget for 2019 be approved" in decision["text"]

    desk.ingest()
    assert len(desk.changes()) == 2  # nothing changed

    file.write_text(MINUTES.format(year=2020), "utf-8")
    desk.ingest()
    changed, decision = desk.changes()[-2:]
    assert (changed["change"], changed["was"]) == ("changed", added["paper"])
    assert "budget for 2020 be approved" in decision["text"]

    file.rename(desk.papers / "renamed.txt")
    desk.ingest("--prune-all")
    renamed = desk.changes()[-1]
    assert (renamed["change"], renamed["was"]) == ("changed", changed["paper"])  # its id has the name of the file

    (desk.papers / "renamed.txt").unlink()
    desk.ingest("--prune-all")
    assert desk.changes()[-1]["change"] == "withdrawn"


def test_exempt_papers_are_left_out(desk: Desk) -> None:
    (desk.papers / "sale.txt").write_text(EXEMPT, "utf-8")
    desk.ingest("--exempt-paths", "sale.txt")
    assert desk.run("changes", "--since", "2020-01-01").exit_code == 1
    assert [row["change"] for row in desk.changes("--include-exempt")] == ["added"]


def test_removed_papers_are_withdrawn(desk: Desk) -> None:
    (desk.papers / "minutes.txt").write_text(MINUTES.format(year=2019), "utf-8")
    desk.ingest()
    assert desk.run("remove", "minutes").exit_code == 0
    assert [row["change"] for row in desk.changes()][-1] == "withdrawn"


@pytest.mark.parametrize(("since", "code"), [("2999-01-01", 1), ("yesterday", 2)])
def test_since(desk: Desk, since: str, code: int) -> None:
    (desk.papers / "minutes.txt").write_text(MINUTES.format(year=2019), "utf-8")
    desk.ingest()
    result = desk.run("changes", "--since", since)
    assert (result.exit_code, result.stdout) == (code, "") or code == 2
