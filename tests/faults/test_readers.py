"""Readers while somebody writes: no error, and each sees one whole commit."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import cqa
from cqa.cli import cli
from cqa.errors import IndexBusy
from tests.faults.scale import count

SECONDS = count(6, 60)
LEAST_COMMITS = 2
PAPERS = 6
PAPER = "Leeds City Council\n\nReport to Cabinet\n\nCaseloads of social workers in area {n} are {state}.\n"


def write(papers: Path, state: str) -> None:
    for n in range(PAPERS):
        (papers / f"{n}.txt").write_text(PAPER.format(n=n, state=state), "utf-8")


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_readers_during_writers_see_whole_commits(tmp_path: Path, engine: str) -> None:
    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    write(papers, "state0")
    ingest = ["--index", str(index), "ingest", "--again", str(papers)]
    assert CliRunner().invoke(cli, [*ingest, "--engine", engine]).exit_code == 0
    stop = threading.Event()
    faults: list[str] = []
    reads = [0, 0]

    def reader(me: int) -> None:
        while not stop.is_set():
            try:
                with cqa.open_index(index) as opened:
                    found = opened.search("caseloads")
                    words = {word for hit in found.passages for word in hit.passage.text.split()}
                    said = {word for word in words if word.startswith("state")}
                    if found.totals.papers != PAPERS or len(said) != 1:
                        faults.append(f"{found.totals.papers} papers of {said}")
                reads[me] += 1
            except Exception as error:
                faults.append(f"{type(error).__name__}: {error}")

    readers = [threading.Thread(target=reader, args=(me,)) for me in range(2)]
    for thread in readers:
        thread.start()
    until, commits = time.monotonic() + SECONDS, 0
    while time.monotonic() < until or commits < LEAST_COMMITS:
        commits += 1
        write(papers, f"state{commits}")
        assert CliRunner().invoke(cli, ingest).exit_code == 0
    stop.set()
    for thread in readers:
        thread.join()
    assert not faults, faults[:3]
    assert min(reads) > 1


def test_a_second_writer_is_refused_by_name_and_process(tmp_path: Path) -> None:
    import os

    from cqa.engine import lock

    papers, index = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    write(papers, "high")
    ingest = ["--index", str(index), "ingest", "--again", str(papers)]
    assert CliRunner().invoke(cli, ingest).exit_code == 0
    with lock.writing(index):
        said = CliRunner().invoke(cli, ingest).exception
    assert isinstance(said, IndexBusy)
    assert str(os.getpid()) in str(said)
