"""Runs killed or interrupted at random moments leave a whole index, whole outputs, the right status and no noise."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from tests.faults.scale import SEED, count

KILLS = count(3, 100)
"""Runs killed on each engine; both together are the figure on record."""
INTERRUPTS = count(2, 25)
"""Runs interrupted on each engine by each of two signals."""
AT_ONCE = 2.0
"""Seconds in which an interrupted run has ended on an idle machine."""
GRACE = 20.0
"""Seconds that are allowed where other programs take the machine's time."""
PAPERS = 12
PAPER = """<html><body><h1>Caseloads in area {n}</h1><p>Leeds City Council</p><p>Report to Cabinet</p>
<p>Date: {day} March 2015</p><p>1.1 Caseloads in area {n} are {state}.</p>{more}</body></html>"""
SLOW = """
import cqa.ingest.store
cqa.ingest.store.COMMIT_EVERY_SECONDS = 0.1
from cqa.cli import main
if __name__ == "__main__":
    main()
"""
"""The command, with commits so often that a kill strikes some of them."""

unix = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs Unix signals")


def write_papers(folder: Path, state: str, numbers: range = range(PAPERS)) -> None:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        more = "".join(f"<p>1.{i} Paragraph {i} of area {n} is {state}.</p>" for i in range(2, 60))
        (folder / f"{n}.html").write_text(PAPER.format(n=n, day=n + 1, state=state, more=more), "utf-8")


def run(index: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, ["--index", str(index), *arguments])


def start(script: Path, index: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(script), "--index", str(index), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def states(index: Path) -> dict[str, str]:
    """What each indexed paper says, by the name of its file."""
    found = run(index, "papers", "--json")
    assert found.exit_code in (0, 1), found.output
    said = {}
    for paper in json.loads(found.output) if found.exit_code == 0 else []:
        text = run(index, "show", paper["id"]).output
        kinds = {word for word in ("high", "low") if f" is {word}." in text}
        assert len(kinds) == 1, f"a mixture of two versions: {paper['file']}"
        said[Path(paper["file"]).name] = kinds.pop()
    return said


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A script that runs the command, a folder with papers and an index of them, by engine."""
    folder = tmp_path_factory.mktemp("kills")
    script = folder / "often.py"
    script.write_text(SLOW)
    write_papers(folder / "papers", "high")
    assert run(folder / "index", "ingest", str(folder / "papers"), "--engine", request.param).exit_code == 0
    return script, folder, request.param


def changed(papers: Path, action: str) -> None:
    if action == "replace":
        write_papers(papers, "low")
    elif action == "prune":
        for n in range(0, PAPERS, 3):
            (papers / f"{n}.html").unlink()
    elif action == "add":
        write_papers(papers, "low", range(PAPERS, 2 * PAPERS))


@unix
def test_killed_runs_leave_a_whole_index(sound: tuple[Path, Path, str], tmp_path: Path) -> None:
    """This test ensures that after kill -9 of the whole process group every paper is one of two versions, whole, that
    the index is sound, and that the next run brings it up to date."""
    script, folder, _ = sound
    chance = random.Random(SEED)  # noqa: S311 - no secret
    for number in range(KILLS):
        action = ("replace", "prune", "add")[number % 3]
        papers, index = folder / "papers", tmp_path / f"index{number}"
        shutil.rmtree(papers)
        write_papers(papers, "high")
        shutil.copytree(folder / "index", index)
        changed(papers, action)
        process = start(script, index, "ingest", str(papers), "--prune", "--jobs", "2")
        time.sleep(chance.uniform(0.2, 4.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        said = states(index)
        missing = {f"{n}.html" for n in range(PAPERS)} - said.keys()
        assert not missing or action == "prune", f"run {number}: lost {missing}"
        checked = run(index, "verify")
        assert checked.exit_code == 0, f"run {number}: {checked.output}"
        again = run(index, "ingest", str(papers), "--prune")
        assert again.exit_code == 0, f"run {number}: {again.output}"
        assert states(index).keys() == {path.name for path in papers.iterdir()}
        shutil.rmtree(index)


@unix
def test_killed_exports_are_whole_or_absent(sound: tuple[Path, Path, str], tmp_path: Path) -> None:
    """This test ensures that a spreadsheet that was being written is there whole, or as it was before."""
    script, folder, _ = sound
    chance = random.Random(SEED)  # noqa: S311 - no secret
    out = tmp_path / "matrix.xlsx"
    asked = ("matrix", "caseloads", "area", "--xlsx", str(out))
    assert run(folder / "index", *asked).exit_code == 0
    before = out.read_bytes()
    for number in range(count(4, 40)):
        process = start(script, folder / "index", *asked)
        time.sleep(chance.uniform(0.1, 2.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        data = out.read_bytes()
        assert data[:2] == b"PK", f"run {number}"
        assert b"PK\x05\x06" in data[-30:], f"run {number}: {len(data)} of {len(before)} bytes"


@unix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("group", [True, False], ids=["group", "process"])
def test_interrupted_runs_end_soon_without_noise(
    sound: tuple[Path, Path, str], tmp_path: Path, number: int, status: int, group: bool
) -> None:
    script, _, engine = sound
    chance = random.Random(SEED + number)  # noqa: S311 - no secret
    write_papers(tmp_path / "papers", "high", range(5 * PAPERS))
    slowest = 0.0
    for trial in range(INTERRUPTS):
        index = tmp_path / f"index{trial}"
        process = start(script, index, "ingest", str(tmp_path / "papers"), "--engine", engine, "--jobs", "2")
        time.sleep(chance.uniform(1.0, 4.0))
        if process.poll() is None:
            began = time.monotonic()
            (os.killpg if group else os.kill)(process.pid, number)
            _, said = process.communicate(timeout=60)
            slowest = max(slowest, time.monotonic() - began)
            assert process.returncode in (0, status), said
            if process.returncode == status:
                assert len(said.strip().splitlines()) == 1, said
                assert said.strip().startswith("cqa: "), said
        else:
            process.communicate()
        if (index / "manifest.json").exists():
            assert run(index, "verify").exit_code == 0
    assert slowest < AT_ONCE + GRACE
