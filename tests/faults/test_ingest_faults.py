"""What a run over foreign folders must survive: shares that are away, links that lead out, bombs, Ctrl-C, Windows."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.ingest import limits
from cqa.show import as_json

PAPER = "Leeds City Council\n\nReport to Cabinet\n\nCaseloads of social workers in {name} are high.\n"


def folder_of(path: Path, count: int = 4) -> Path:
    path.mkdir()
    for i in range(count):
        (path / f"{i}.txt").write_text(PAPER.format(name=f"area {i}"), "utf-8")
    return path


def test_a_share_that_is_away_is_not_forgotten(tmp_path: Path) -> None:
    papers = folder_of(tmp_path / "papers")
    index = ["--index", str(tmp_path / "index")]
    assert CliRunner().invoke(cli, [*index, "ingest", str(papers)]).exit_code == 0
    shutil.rmtree(papers)
    papers.mkdir()
    told = CliRunner().invoke(cli, [*index, "ingest", "--prune", str(papers)])
    assert "not mounted" in str(told.exception)
    assert len(json.loads(CliRunner().invoke(cli, [*index, "papers", "--json"]).output)) == 4
    assert CliRunner().invoke(cli, [*index, "ingest", "--prune-all", str(papers)]).exit_code == 0
    assert CliRunner().invoke(cli, [*index, "papers", "--json"]).exit_code == 1


def test_an_empty_mount_point_is_not_forgotten(tmp_path: Path) -> None:
    """This test ensures that the only file of a folder is not forgotten while that folder is empty."""
    papers = folder_of(tmp_path / "papers", 1)
    index = ["--index", str(tmp_path / "index")]
    assert CliRunner().invoke(cli, [*index, "ingest", str(papers)]).exit_code == 0
    (papers / "0.txt").unlink()
    assert "not mounted" in str(CliRunner().invoke(cli, [*index, "ingest", "--prune", str(papers)]).exception)
    assert CliRunner().invoke(cli, [*index, "ingest", "--prune-all", str(papers)]).exit_code == 0


def test_one_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    papers = folder_of(tmp_path / "papers")
    index = ["--index", str(tmp_path / "index")]
    CliRunner().invoke(cli, [*index, "ingest", str(papers)])
    (papers / "0.txt").unlink()
    assert "1 removed" in CliRunner().invoke(cli, [*index, "ingest", "--prune", str(papers)]).output


def test_a_link_to_outside_is_left_out_and_named(tmp_path: Path) -> None:
    papers = folder_of(tmp_path / "papers", 1)
    outside = folder_of(tmp_path / "outside", 1)
    (outside / "0.txt").write_text("Secret of the machine, zirconium.", "utf-8")
    (papers / "link.txt").symlink_to(outside / "0.txt")
    (papers / "folder").symlink_to(outside)
    (papers / "inside.txt").symlink_to(papers / "0.txt")
    index = ["--index", str(tmp_path / "index")]
    told = CliRunner().invoke(cli, [*index, "ingest", str(papers)])
    assert "link.txt" in told.output
    assert CliRunner().invoke(cli, [*index, "search", "zirconium"]).exit_code == 1
    CliRunner().invoke(cli, [*index, "ingest", "--follow-links", str(papers)])
    assert CliRunner().invoke(cli, [*index, "search", "zirconium"]).exit_code == 0


def test_a_run_of_stops_costs_linear_time() -> None:
    """This test ensures that a megabyte of stops is read at all: at quadratic cost it would take hours."""
    program = "from cqa.text.sentences import light_sentence_spans as cut; print(len(cut('.' * 1_000_000 + 'x', 0)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "1", done.stderr


def test_memory_is_a_share_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": (8 << 30) // 4096}
    monkeypatch.setattr(os, "sysconf", pages.__getitem__)
    assert limits.memory_of(1) == limits.MEMORY_A_WORKER
    assert limits.memory_of(4) * 4 <= 8 << 30
    assert limits.memory_of(1_000) == limits.LEAST_A_WORKER


INTERRUPTED = """
import signal, sys, concurrent.futures._base as b
enter, n = b._AcquireFutures.__enter__, 0
def struck(self):
    global n
    n += 1
    if n == 3:
        signal.raise_signal(signal.SIGINT)
    return enter(self)
b._AcquireFutures.__enter__ = struck
from cqa.cli import main
if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs Unix signals")
def test_ctrl_c_between_two_locks_ends_the_run(tmp_path: Path) -> None:
    """This test ensures that an interrupt in the middle of the pool's wait neither hangs nor makes noise."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for i in range(8):
        (papers / f"{i}.html").write_text(f"<html><body><p>{PAPER.format(name=i)}</p></body></html>", "utf-8")
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, "utf-8")
    command = [sys.executable, str(script), "--index", str(tmp_path / "index"), "ingest", str(papers), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 130
    assert done.stderr.strip().splitlines() == ["cqa: interrupted; everything up to the last commit is in the index"]


WINDOWS = """
import os, signal, sys
for name in ("pthread_sigmask", "setitimer", "SIGPROF", "ITIMER_PROF", "SIG_BLOCK", "SIG_SETMASK"):
    if hasattr(signal, name):
        delattr(signal, name)
sys.modules["resource"] = None
del os.sysconf
from cqa.ingest import workers
if __name__ == "__main__":
    from pathlib import Path
    read = list(workers.read_files([Path(p) for p in sys.argv[1:]], 2))
    print(sorted(i.state.status for i in read))
"""


def test_files_are_read_where_unix_calls_are_missing(tmp_path: Path) -> None:
    """This test ensures that PDF, docx and HTML are read in workers of a system without Unix signals and limits."""
    papers = tmp_path / "papers"
    papers.mkdir()
    for i in range(5):
        (papers / f"{i}.html").write_text(f"<html><body><p>{PAPER.format(name=i)}</p></body></html>", "utf-8")
    script = tmp_path / "windows.py"
    script.write_text(WINDOWS, "utf-8")
    command = [sys.executable, str(script), *map(str, sorted(papers.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(["indexed"] * 5)


@pytest.mark.parametrize("lines", [True, False])
def test_json_cannot_steer_a_terminal(lines: bool) -> None:
    foreign = "a\x9bb\u202ec\u2066d\u200be\x1bf\U000e0041g"
    written = as_json.dump([{"text": foreign}], lines=lines)
    assert not any(c in written for c in foreign if not c.isascii() or ord(c) < 32)
    back = json.loads(written)
    assert (back if lines else back[0])["text"] == foreign
