"""A writer that is killed leaves the last commit readable and the index writable; a second writer is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.errors import IndexBusy
from cqa.query.nodes import Word
from tests.engine.engine_corpus import FILES, LEEDS, write

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, from which the writer imports the made corpus."""

WRITER = """
import sys, time
from pathlib import Path
from tests.engine.engine_corpus import town
from cqa.engine import open_engine
engine = open_engine(Path({index!r}))
with engine.writer() as writer:
    for n in range({committed}):
        writer.put(town(f"c{{n}}", "York", "2020-01-01", ["Committed words"] * 5))
    writer.commit()
    for n in range(300):
        writer.put(town(f"u{{n}}", "York", "2020-01-01", ["Uncommitted words"] * 5))
    print("ready", flush=True)
    n = 0
    while {busy}:
        writer.put(town(f"u{{n}}", "York", "2020-01-01", ["Uncommitted words"] * 5))
        writer.commit()
        print("commit", flush=True)
        n += 1
    time.sleep(60)
"""


def start(index: Path, *, committed: int, busy: bool = False) -> subprocess.Popen[str]:
    """A process that writes and then waits to be killed; returns when it is ready."""
    code = WRITER.format(index=str(index), committed=committed, busy=busy)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(timeout=20)
    assert process.stdout is not None
    process.stdout.close()


@pytest.fixture
def index(engine_name: str, tmp_path: Path) -> Path:
    if engine_name == "memory":
        pytest.skip("the reference engine lives in one process")
    write(open_engine(tmp_path / "index", engine=engine_name, create=True), FILES)
    return tmp_path / "index"


def test_a_killed_writer_leaves_its_last_commit_and_no_lock(index: Path) -> None:
    kill(start(index, committed=3))
    engine = open_engine(index)
    assert engine.coverage().passages == 7 + 15
    assert [p.id for p in engine.passages("leeds-2010")] == [p.id for p in LEEDS.passages]
    write(engine, (LEEDS,))
    assert engine.coverage().passages == 7 + 15


def test_a_writer_killed_while_it_commits_leaves_a_whole_number_of_files(index: Path) -> None:
    process = start(index, committed=0, busy=True)
    assert process.stdout is not None
    for _ in range(4):
        process.stdout.readline()
    kill(process)
    engine = open_engine(index)
    held = engine.coverage()
    assert (held.passages - 7) % 5 == 0
    assert held.passages - 7 == 5 * (held.papers - 3) > 0
    for paper in engine.papers():
        assert engine.text(paper.id)[0]
        assert engine.passages(paper.id)
    write(engine, (LEEDS,))


def test_a_second_writer_is_refused_by_name_while_readers_go_on(index: Path) -> None:
    process = start(index, committed=1)
    try:
        engine = open_engine(index)
        with pytest.raises(IndexBusy, match=rf"process {process.pid} since .*Searching works"), engine.writer():
            pass
        assert engine.count(Word("committed"), Word("committed")).passages == 5
    finally:
        kill(process)
    with engine.writer() as writer:
        writer.commit()


def test_a_second_writer_in_the_same_process_is_refused(index: Path) -> None:
    first, second = open_engine(index), open_engine(index)
    with first.writer(), pytest.raises(IndexBusy), second.writer():
        pass
    with second.writer() as writer:
        writer.put(LEEDS)
        writer.commit()
