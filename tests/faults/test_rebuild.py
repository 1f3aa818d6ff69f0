"""A rebuilt index answers as the old one does, for the same engine and for another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli

PAPER = "Leeds City Council\n\nReport to Cabinet\nDate: {n} March 2015\n\n1. Caseloads in area {n} are high.\n"


def run(index: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, ["--index", str(index), *arguments])


def stable(index: Path, *arguments: str) -> object:
    return json.loads(run(index, *arguments, "--json").output)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    for n in range(1, 6):
        (papers / f"{n}.txt").write_text(PAPER.format(n=n), "utf-8")
    (papers / "closed.txt").write_text("NOT FOR PUBLICATION\n\n" + PAPER.format(n=9), "utf-8")
    (papers / "empty.txt").write_text("", "utf-8")
    assert run(tmp_path / "index", "ingest", str(papers)).exit_code == 3
    return tmp_path / "index"


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_a_rebuilt_index_has_everything(index: Path, tmp_path: Path, engine: str) -> None:
    """This test ensures that papers, results and what is exempt are the same, though the papers themselves are gone."""
    for path in (tmp_path / "papers").iterdir():
        path.unlink()
    new = tmp_path / "new"
    done = run(index, "rebuild", str(new), "--engine", engine)
    assert done.exit_code == 0, done.output
    assert "7 files" in done.output
    assert json.loads((new / "manifest.json").read_text())["engine"] == engine
    assert run(new, "verify").exit_code == 0
    for asked in (("papers",), ("papers", "--include-exempt"), ("search", "caseloads"), ("status",)):
        before, after = stable(index, *asked), stable(new, *asked)
        if asked[0] == "search":
            assert [p["id"] for p in before["passages"]] == [p["id"] for p in after["passages"]]  # type: ignore[index]
        elif asked[0] == "papers":
            assert before == after
    assert run(new, "status", "--exempt").output == run(index, "status", "--exempt").output


def test_an_index_is_not_written_over(index: Path) -> None:
    said = run(index, "rebuild", str(index))
    assert "has an index already" in str(said.exception)
