"""A run that ends between tantivy's deletions and its commit leaves a sound index that the next run can write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.faults.test_kills import run, states, write_papers


def stopped_before_commit(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return an index as a run leaves it that is killed just before it replaces ``meta.json``, the file of deletions
    that no commit names, and the papers that were being read."""
    papers, index, killed = tmp_path / "papers", tmp_path / "index", tmp_path / "killed"
    write_papers(papers, "high")
    assert run(index, "ingest", str(papers), "--engine", "tantivy").exit_code == 0
    before = tmp_path / "before"
    shutil.copytree(index / "tantivy", before)
    write_papers(papers, "low", range(1))
    assert run(index, "ingest", str(papers)).exit_code == 0
    shutil.copytree(index, killed)
    for path in before.iterdir():
        if path.suffix != ".json" or path.name == "meta.json":
            shutil.copy2(path, killed / "tantivy" / path.name)
    known = {
        name for folder in (before, index / "tantivy") for name in json.loads((folder / ".managed.json").read_text())
    }
    (killed / "tantivy" / ".managed.json").write_text(json.dumps(sorted(known)) + "\n")
    (left_over,) = (killed / "tantivy").glob("*.del")
    return killed, left_over, papers


@pytest.mark.parametrize("size", [None, 0, 10], ids=["whole", "empty", "begun"])
def test_deletions_without_a_commit_are_no_damage(tmp_path: Path, size: int | None) -> None:
    """The next run counts its operations from the same commit, and so wants the same name."""
    index, left_over, papers = stopped_before_commit(tmp_path)
    if size is not None:
        left_over.write_bytes(left_over.read_bytes()[:size])
    checked = run(index, "verify")
    assert checked.exit_code == 0, checked.output
    assert set(states(index).values()) == {"high"}
    again = run(index, "ingest", str(papers))
    assert again.exit_code == 0, again.exception
    assert states(index)["0.html"] == "low"
    assert run(index, "verify").exit_code == 0


def test_deletions_of_the_commit_are_missed(tmp_path: Path) -> None:
    """This test ensures that only deletions that no commit names may be absent."""
    papers, index = tmp_path / "papers", tmp_path / "index"
    write_papers(papers, "high")
    assert run(index, "ingest", str(papers), "--engine", "tantivy").exit_code == 0
    write_papers(papers, "low", range(1))
    assert run(index, "ingest", str(papers)).exit_code == 0
    from cqa.engine.tantivy.checksums import damaged

    (named,) = (index / "tantivy").glob("*.del")
    assert list(damaged(index / "tantivy")) == []
    named.unlink()
    assert list(damaged(index / "tantivy")) == [f"{named.name}: it is missing"]
