"""Ingest: what changed is read, nothing is lost, one bad file or a killed run spoils nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import deque
from functools import partial
from pathlib import Path

import pytest

from cqa.engine import Engine, open_engine
from cqa.errors import IndexBusy, UsageError
from cqa.ingest import file_reader, workers
from cqa.ingest.file_reader import read_file
from cqa.ingest.report import IngestOptions, IngestReport
from cqa.ingest.run import ingest
from cqa.model import FileState, Ingested

ONE = IngestOptions(jobs=1)
PAPER = """# Report of the Director to Cabinet

Date: 4 March 2025

1. Caseloads are high in {}.

2. Agency staff left.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("one", "two", "three"):
        (papers / f"{name}.md").write_text(PAPER.format(name), "utf-8")
    return papers


@pytest.fixture(params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "index", engine=request.param, create=True)


def actions(report: IngestReport) -> dict[str, str]:
    return {Path(o.path).name: o.action for o in report.outcomes}


def held(engine: Engine) -> set[str]:
    return {Path(p.file).name for p in engine.papers()}


def test_only_what_changed_is_read(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(actions(ingest(engine, [folder], ONE)).values()) == {"added"}
    read: list[str] = []
    monkeypatch.setattr(
        file_reader,
        "read_file",
        lambda path, *, ocr=False, given=(), exempt=None: read.append(path.name) or read_file(path),
    )
    assert set(actions(ingest(engine, [folder], ONE)).values()) == {"unchanged"}
    assert read == []
    (folder / "two.md").write_text(PAPER.format("a different place"), "utf-8")
    assert actions(ingest(engine, [folder], ONE)) == {
        "one.md": "unchanged",
        "three.md": "unchanged",
        "two.md": "replaced",
    }
    assert read == ["two.md"]
    assert len(engine.papers()) == 3


def test_touched_file_is_not_read_again(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that a new time stamp costs a checksum once, and a stat from then on."""
    ingest(engine, [folder], ONE)
    before = {p.id: engine.passages(p.id) for p in engine.papers()}
    os.utime(folder / "one.md", (1, 1))
    monkeypatch.setattr(file_reader, "read_file", lambda *_, **__: pytest.fail("it was read"))
    assert actions(ingest(engine, [folder], ONE))["one.md"] == "unchanged"
    assert {p.id: engine.passages(p.id) for p in engine.papers()} == before
    monkeypatch.setattr("cqa.ingest.store.sha256", lambda _: pytest.fail("it was summed again"))
    assert actions(ingest(engine, [folder], ONE))["one.md"] == "unchanged"


def test_same_bytes_count_once(engine: Engine, folder: Path) -> None:
    shutil.copy(folder / "one.md", folder / "zz-copy.md")
    assert actions(ingest(engine, [folder], ONE))["zz-copy.md"] == "duplicate"
    assert len(engine.papers()) == 3
    (folder / "one.md").unlink()
    assert actions(ingest(engine, [folder], ONE))["zz-copy.md"] in ("added", "replaced")
    assert held(engine) == {"two.md", "three.md", "zz-copy.md"}


def test_moved_file_counts_once(engine: Engine, folder: Path) -> None:
    ingest(engine, [folder], ONE)
    (folder / "one.md").rename(folder / "moved.md")
    assert actions(ingest(engine, [folder], ONE)) == {
        "moved.md": "added", "one.md": "removed", "three.md": "unchanged", "two.md": "unchanged"
    }  # fmt: skip
    assert held(engine) == {"moved.md", "two.md", "three.md"}


def test_prune(engine: Engine, folder: Path, tmp_path: Path) -> None:
    """This test ensures that files go only when asked, and only from below the given folders."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "four.md").write_text(PAPER.format("four"), "utf-8")
    ingest(engine, [folder, other], ONE)
    (folder / "one.md").unlink()
    (other / "four.md").unlink()
    ingest(engine, [folder], ONE)
    assert len(engine.papers()) == 4
    assert actions(ingest(engine, [folder], IngestOptions(jobs=1, prune=True)))["one.md"] == "removed"
    assert held(engine) == {"two.md", "three.md", "four.md"}


def test_dry_run_changes_nothing(engine: Engine, folder: Path) -> None:
    report = ingest(engine, [folder], IngestOptions(dry_run=True))
    assert set(actions(report).values()) == {"added"}
    assert list(engine.files()) == []


def test_damaged_copy_keeps_what_was_held(engine: Engine, tmp_path: Path, corpus: Path) -> None:
    paper = tmp_path / "paper.pdf"
    shutil.copy(corpus / "leeds" / "leeds-2010-02-12-safeguarding-inspection-outcomes.pdf", paper)
    ingest(engine, [paper], ONE)
    before = engine.papers()
    paper.write_bytes(paper.read_bytes()[:2000])
    report = ingest(engine, [paper], ONE)
    assert [o.status for o in report.failures] == ["unreadable"]
    assert engine.papers() == before
    assert "stays in the index" in next(iter(engine.files())).notes[0]


def test_defect_of_ours_costs_one_file(engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, *, ocr: bool = False, given: object = (), exempt: bool | None = None) -> Ingested:
        if path.name == "two.md":
            raise ZeroDivisionError("oh")
        return read_file(path, ocr=ocr, exempt=exempt)

    monkeypatch.setattr(file_reader, "read_file", broken)
    report = ingest(engine, [folder], ONE)
    assert [(Path(o.path).name, o.action) for o in report.failures] == [("two.md", "failed")]
    assert "please report" in (report.failures[0].error or "")
    assert held(engine) == {"one.md", "three.md"}


def crashing(path: Path) -> Ingested:
    """Reads a file; the process dies of one."""
    if path.name == "two.md":
        os.kill(os.getpid(), signal.SIGKILL)
    return Ingested(FileState(str(path), "", 0, 0, "indexed"))


def test_crash_of_a_worker_costs_one_file(folder: Path) -> None:
    """This test ensures that a library that takes its process down is separated from files read at the same time."""
    rest = deque(sorted(folder.iterdir()))
    found: dict[str, str] = {}

    def gather() -> list[Path]:
        pooled = workers._pooled(rest, 2, lambda path: partial(crashing, path))
        while True:
            try:
                ingested = next(pooled)
            except StopIteration as end:
                return list(end.value)
            found[Path(ingested.state.path).name] = ingested.state.status

    suspects = gather()
    for path in suspects:
        (alone,) = workers._alone(path, lambda path: partial(crashing, path))
        found[path.name] = alone.state.status
    assert found == {"one.md": "indexed", "three.md": "indexed", "two.md": "unreadable"}


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signal masks here")
def test_ctrl_c_waits_while_a_worker_starts(request: pytest.FixtureRequest) -> None:
    """This test ensures that a worker is never left without what it is to do, and never broken off itself."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell ignores it for what it runs with ``&``
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))
    ask = [sys.executable, "-c", "import signal; print(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"]
    held_back = []

    def start_a_worker() -> None:
        with workers._uninterrupted():
            os.kill(os.getpid(), signal.SIGINT)
            held_back.append(subprocess.run(ask, capture_output=True, text=True, check=True).stdout)

    with pytest.raises(KeyboardInterrupt):
        start_a_worker()
    assert held_back == ["True\n"]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_missing_paths_are_all_named(engine: Engine, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nope.*neither"):
        ingest(engine, [folder, tmp_path / "nope", tmp_path / "neither"], ONE)
    assert list(engine.files()) == []


def test_readme_and_hidden_files_are_no_papers(engine: Engine, folder: Path) -> None:
    (folder / "README.md").write_text("About this folder", "utf-8")
    (folder / ".draft.md").write_text("Not yet", "utf-8")
    report = ingest(engine, [folder], ONE)
    assert len(report.outcomes) == 3
    assert [Path(p).name for p in report.skipped] == [".draft.md", "README.md"]


def test_second_writer_is_refused_and_readers_go_on(engine: Engine, folder: Path, tmp_path: Path) -> None:
    ingest(engine, [folder], ONE)
    with engine.writer():
        other = open_engine(tmp_path / "index")
        (folder / "one.md").write_text(PAPER.format("elsewhere"), "utf-8")
        with pytest.raises(IndexBusy, match="being written by process"):
            ingest(other, [folder], ONE)
        assert len(other.papers()) == 3


FILES = 60
"""Enough that a run is far from done when it is ended."""


def _started(index: Path, papers: Path, command: list[str]) -> subprocess.Popen[str]:
    """An ingest of many papers that has begun to write."""
    for i in range(FILES):
        (papers / f"p{i:03}.md").write_text(PAPER.format(f"place {i} ") * 20, "utf-8")
    process = subprocess.Popen(
        [*command, "--index", str(index), "ingest", str(papers)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (index / "writer.txt").exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return process


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_interrupted_run_leaves_the_last_commit(folder: Path, tmp_path: Path, end: signal.Signals) -> None:
    """This test ensures that a run ended in the midst leaves the index as it was, and the next one completes it."""
    program = [sys.executable, "-c", "from cqa.cli import main; main()"]
    index = tmp_path / "index"
    first = open_engine(index, create=True)
    ingest(first, [folder / "one.md"], ONE)
    first.close()
    process = _started(index, folder, program)
    process.send_signal(end)
    _, said = process.communicate(timeout=60)
    if end == signal.SIGINT:
        assert process.returncode == 130
        assert said.splitlines()[-1] == "cqa: interrupted; everything up to the last commit is in the index"
        assert "Traceback" not in said
    again = open_engine(index)
    assert held(again) == {"one.md"}
    assert len(ingest(again, [folder], ONE).outcomes) == FILES + 3
    assert len(again.papers()) == FILES + 3


def test_of_copies_the_first_by_name_is_held_however_it_was_read(engine: Engine, folder: Path) -> None:
    for name in ("z.md", "a.md", "m.md"):
        (folder / name).write_text(PAPER.format("the very same place"), "utf-8")
    report = ingest(engine, [folder], IngestOptions(jobs=2))
    assert {Path(o.path).name for o in report.outcomes if o.action == "duplicate"} == {"m.md", "z.md"}
    assert {"a.md"} <= held(engine)
    assert not {"m.md", "z.md"} & held(engine)


@pytest.mark.parametrize(
    ("name", "held", "harmless"),
    [
        ("one.md", b"# Report\n\n1. Caseloads are high.\n", True),
        ("one.txt", b"Leeds City Council\n\n1. Caseloads are high.\n", True),
        ("page.html", b"<html><body><p>Caseloads are high.</p></body></html>", False),
        ("page.txt", b"<!doctype html><html><body><p>Caseloads are high.</p></body></html>", False),
        ("paper.txt", b"%PDF-1.7\n1 0 obj\n", False),
        ("long.md", b"1. Caseloads are high.\n" * 200_000, False),
    ],
)
def test_only_plain_text_is_read_in_the_main_process(tmp_path: Path, name: str, held: bytes, harmless: bool) -> None:
    """This test ensures that no library that a file could crash runs in the main process, be it one file alone."""
    path = tmp_path / name
    path.write_bytes(held)
    assert workers._is_harmless(path) is harmless
    assert not workers._is_harmless(tmp_path / "gone.md")
