"""Ingest among hostile files: each is named, none is waited for, none takes the machine down."""

from __future__ import annotations

import os
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.ingest import file_reader, limits, workers
from cqa.ingest.discover import find_files
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest
from cqa.model import Ingested

ONE = IngestOptions(jobs=1)
PAPER = "# Report of the Director to Cabinet\n\nDate: 4 March 2025\n\n1. Caseloads are high.\n"


def test_an_index_inside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(PAPER, "utf-8")
    for _ in range(2):
        engine = open_engine(tmp_path / "found", create=True)
        report = ingest(engine, [tmp_path], ONE)
        engine.close()
        assert [Path(o.path).name for o in report.outcomes] == ["one.md"]
        assert str(tmp_path / "found") in report.skipped


def test_a_folder_with_somebody_elses_manifest_is_read(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    (tmp_path / "one.md").write_text(PAPER, "utf-8")
    engine = open_engine(tmp_path.parent / "elsewhere", create=True)
    assert str(tmp_path / "one.md") in [o.path for o in ingest(engine, [tmp_path], ONE).outcomes]


def test_links_to_nothing_fail_by_name_and_pipes_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.txt")
    engine = open_engine(tmp_path.parent / "index-of-links", create=True)
    report = ingest(engine, [tmp_path], ONE)
    assert {Path(o.path).name: o.status for o in report.outcomes} == {
        "gone.pdf": "unreadable",
        "loop.pdf": "unreadable",
    }
    assert {Path(p).name for p in report.skipped} == {"pipe.txt", "zero.txt"}


def test_folders_behind_links_are_read_once_and_never_round_and_round(tmp_path: Path) -> None:
    top, elsewhere = tmp_path / "papers", tmp_path / "elsewhere"
    (top / "own").mkdir(parents=True)
    (elsewhere / "deep").mkdir(parents=True)
    (top / "own" / "one.md").write_text(PAPER, "utf-8")
    (elsewhere / "deep" / "two.md").write_text(PAPER, "utf-8")
    (top / "again").symlink_to(top / "own")
    (top / "other").symlink_to(elsewhere)
    (top / "other-again").symlink_to(elsewhere / "deep")
    (elsewhere / "back").symlink_to(top)
    (elsewhere / "deep" / "round").symlink_to(elsewhere)
    files, skipped = find_files([top], follow_links=True)
    assert [f.relative_to(top).as_posix() for f in files] == ["other/deep/two.md", "own/one.md"]
    assert {Path(s).name for s in skipped} == {"again", "other-again", "back", "round"}


def test_prune_keeps_papers_that_cannot_be_looked_at_now(tmp_path: Path) -> None:
    """This test ensures that only a file known to be gone is forgotten: behind a link to itself nobody can say."""
    share, away = tmp_path / "papers" / "share", tmp_path / "away"
    share.mkdir(parents=True)
    (share / "one.md").write_text(PAPER, "utf-8")
    engine = open_engine(tmp_path / "index", create=True)
    ingest(engine, [tmp_path / "papers"], ONE)
    share.rename(away)
    share.symlink_to(share)
    prune = IngestOptions(jobs=1, prune=True)
    report = ingest(engine, [tmp_path / "papers"], prune)
    assert [(Path(o.path).name, o.action) for o in report.outcomes] == [("share", "failed")]
    assert len(engine.papers()) == 1
    share.unlink()
    prune = IngestOptions(jobs=1, prune=True, prune_all=True)
    assert "removed" in [o.action for o in ingest(engine, [tmp_path / "papers"], prune).outcomes]
    assert len(engine.papers()) == 0


def test_a_folder_that_may_not_be_opened_fails_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    listed = os.scandir

    def scandir(path: str) -> os.ScandirIterator[str]:  # root may open everything
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    files, _ = find_files([tmp_path])
    assert files == [tmp_path / "closed"]


def test_a_name_that_is_no_utf8_is_a_failure_that_says_so(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/latin\xe9.md"
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(PAPER)
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    found = file_reader.read_safely(Path(os.fsdecode(path)), ocr=False).state
    assert found.status == "unreadable"
    assert "not UTF-8" in (found.error or "")


def test_a_file_that_never_ends_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bait.md").write_text(PAPER, "utf-8")

    def endless(path: Path, *, ocr: bool, given: object = (), exempt: bool | None = None) -> Ingested:
        while True:
            sum(range(1000))

    monkeypatch.setattr(file_reader, "read_file", endless)
    monkeypatch.setattr(file_reader, "SECONDS_A_FILE", 0.05)
    found = file_reader.read_safely(tmp_path / "bait.md", ocr=False).state
    assert found.status == "unreadable"
    assert "was stopped" in (found.error or "")


def test_a_file_that_eats_all_memory_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bomb.md").write_text(PAPER, "utf-8")

    def hungry(path: Path, *, ocr: bool, given: object = (), exempt: bool | None = None) -> Ingested:
        raise MemoryError

    monkeypatch.setattr(file_reader, "read_file", hungry)
    assert "more memory" in (file_reader.read_safely(tmp_path / "bomb.md", ocr=False).state.error or "")


def test_workers_have_bounded_memory() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=workers.prepare_worker) as pool:
        soft, _ = pool.submit(resource.getrlimit, resource.RLIMIT_AS).result()
    assert 0 < soft <= limits.MEMORY_A_WORKER
