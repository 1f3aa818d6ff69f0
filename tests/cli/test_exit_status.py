"""Exit status and messages: one test for each row of README's table."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read.made import Rule, lines, pdf

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "arguments",
    [("search", "caseloads"), ("ask", "Which councils cite caseload pressure?"), ("papers",), ("status",),
     ("engines",), ("--version",), ("--help",), ("export",), ("show", "leeds-2010")],
)  # fmt: skip
def test_0_found_or_done(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert not done.stderr


@pytest.mark.parametrize(
    "arguments",
    [("search", "zyxwvut"), ("ask", "Who is the mayor of Casterbridge?"), ("papers", "--authority", "Cornwall"),
     ("grades", "--theme", "zyxwvut"), ("export", "--to", "1900"), ("matrix", "zyxwvut")],
)  # fmt: skip
def test_1_nothing_found(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 1, done.stderr
    assert not done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("serch", "x"), "Did you mean 'search'?"),
        (("search",), "Missing argument"),
        (("search", '"open'), "^"),
        (("search", "caseloads", "--from", "yesterday"), "yesterday"),
        (("search", "caseloads", "--authority", "Atlantis"), "Atlantis"),
        (("search", "caseloads", "--limit", "-1"), "--limit"),
        (("search", " "), "nothing to search for"),
        (("ask",), "one question"),
        (("ask", " "), "one question"),
        (("matrix", "caseloads", "--xlsx", "out.csv"), "out.csv: spreadsheet programs"),
        (("show", "nosuchpaper"), "cqa papers"),
        (("show", "leeds"), "matches 3 papers"),
        (("show", "leeds-2010#99.9"), "--outline"),
        (("ingest", "/no/such/folder"), "/no/such/folder"),
        (("ingest", ".", "--engine", "lucene"), "lucene"),
        (("eval", "/no/such/file"), "/no/such/file"),
        (("similar", "nosuchpaper"), "nosuchpaper"),
        (("export", "--format", "word"), "bibtex"),
        (("serve", "--host", "999.1.1.1", "--port", "0"), "check --host"),
    ],
)
def test_2_wrong_usage_or_error(run: Run, arguments: tuple[str, ...], said: str) -> None:
    """This test ensures that every error is one message that says what to do, never a traceback."""
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("option", ["--limit", "--offset", "--per-paper"])
def test_0_numbers_beyond_the_machine_s(run: Run, option: str) -> None:
    done = run("search", "caseloads", option, "9" * 30)
    assert (done.returncode, done.stderr) == (0, "")


def test_2_no_index(run: Run, tmp_path: Path) -> None:
    done = run("search", "x", index=tmp_path / "none")
    assert done.returncode == 2
    assert "cqa ingest" in done.stderr


def test_2_unwritable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", "utf-8")
    done = run("ingest", ".", index=tmp_path / "taken")
    assert done.returncode == 2
    assert "taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_3_some_unreadable(run: Run, tmp_path: Path, corpus: Path) -> None:
    """This test ensures that bad files are named with the reason, every time, and that the others are indexed."""
    papers = tmp_path / "papers"
    papers.mkdir()
    good = corpus / "leeds" / "leeds-2010-02-12-safeguarding-inspection-outcomes.pdf"
    (papers / "good.pdf").write_bytes(good.read_bytes())
    (papers / "cut.pdf").write_bytes(good.read_bytes()[:3000])
    (papers / "empty.docx").write_bytes(b"")
    first = run("ingest", "papers", index=tmp_path / "index")
    assert first.returncode == 3
    assert first.stdout.startswith("1 added, 2 failed; 1 paper; ")
    assert "cut.pdf" in first.stderr
    assert "empty.docx" in first.stderr
    again = run("ingest", "papers", index=tmp_path / "index")
    assert again.returncode == 3
    assert again.stdout.startswith("3 unchanged")
    assert "cqa status" in again.stderr
    status = run("status", index=tmp_path / "index")
    assert status.returncode == 3
    assert "cut.pdf" in status.stdout
    assert run("search", "safeguarding", index=tmp_path / "index").returncode == 0


def test_a_reader_that_has_seen_enough_and_closed_streams_are_no_errors(corpus_index: Path) -> None:
    """This test ensures that ``cqa papers --json | true`` is no failure, and that a closed stdout is no defect."""
    command = [
        sys.executable,
        "-c",
        "from cqa.cli import main; main()",
        "--index",
        str(corpus_index),
        "papers",
        "--json",
    ]
    gone, end = os.pipe()
    os.close(gone)
    told = subprocess.run(command, stdout=end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(end)
    assert (told.returncode, told.stderr) == (0, "")
    shell = ["sh", "-c", shlex.join(command)]
    closed = subprocess.run([*shell[:2], f"{shell[2]} >&-"], stderr=subprocess.PIPE, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (0, "")
    full = subprocess.run([*shell[:2], f"{shell[2]} >/dev/full"], capture_output=True, text=True, check=False)
    assert full.returncode == 2
    assert "No space left" in full.stderr
    assert "defect" not in full.stderr


def test_pages_without_usable_text_are_counted(run: Run, tmp_path: Path) -> None:
    """This test ensures that status adds up the pages of scans and those that are scans among pages with text."""
    papers = tmp_path / "papers"
    papers.mkdir()
    picture = [Rule(100, 100, 400, 700)]
    (papers / "scan.pdf").write_bytes(pdf([picture, picture, picture]))
    (papers / "part.pdf").write_bytes(pdf([lines(["The library stays open."]), picture, lines(["It is used."])]))
    (papers / "whole.pdf").write_bytes(pdf([lines(["The museum stays open."])]))
    run("ingest", "papers", index=tmp_path / "index")
    assert "4 pages in 2 files without usable text" in run("status", index=tmp_path / "index").stdout
    status = json.loads(run("status", "--json", index=tmp_path / "index").stdout)
    assert {Path(f["file"]).name: f["pages"] for f in status["unread_pages"]} == {"scan.pdf": 3, "part.pdf": 1}
