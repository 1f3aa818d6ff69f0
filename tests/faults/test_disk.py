"""Faults of the disk: no advice to delete a sound index, and commits that survive a power cut."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.engine import disk, manifest, open_engine
from cqa.engine.whoosh.schema import translated
from cqa.errors import EngineRefused

PAPER = "Leeds City Council\n\nReport to Cabinet\n\nCaseloads of social workers are high.\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError(13, "Permission denied"), "Check its permissions"),
    ],
)
def test_whoosh_never_advises_to_delete_a_sound_index(tmp_path: Path, error: OSError, said: str) -> None:
    with pytest.raises(EngineRefused) as told, translated(tmp_path):
        raise error
    assert said in str(told.value)
    assert "remove" not in str(told.value)


def test_a_manifest_that_may_not_be_read_is_not_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that missing rights are said to be that. Root may read everything, so a call fails."""
    open_engine(tmp_path, create=True).close()

    def refused(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(EngineRefused, match="Check its permissions"):
        manifest.read(tmp_path)


def test_the_manifest_has_the_rights_of_any_file(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        open_engine(tmp_path / "index", create=True).close()
    finally:
        os.umask(mask)
    assert (tmp_path / "index" / manifest.NAME).stat().st_mode & 0o777 == 0o640


def test_a_whoosh_commit_is_on_the_disk_before_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that data and table of contents are synced before the rename, and the folder after it."""
    calls: list[str] = []
    rename = os.rename

    def synced(path: Path) -> None:
        calls.append(f"sync {path.suffix if path.is_file() else 'folder'}")

    def renamed(old: str, new: str) -> None:
        calls.append(f"rename {Path(new).suffix}")
        rename(old, new)

    (tmp_path / "a.txt").write_text(PAPER, "utf-8")
    index = ["--index", str(tmp_path / "index"), "ingest", str(tmp_path / "a.txt"), "--engine", "whoosh"]
    monkeypatch.setattr(disk, "synced", synced)
    monkeypatch.setattr(os, "rename", renamed)
    assert CliRunner().invoke(cli, index).exit_code == 0
    last = len(calls) - 1 - calls[::-1].index("rename .toc")
    assert "sync .seg" in calls[:last]
    assert calls[last + 1] == "sync folder"
