"""The whole journey through the real command: what a cluster answers is byte for byte what tantivy answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

COMMANDS = {
    "search": ["search", "caseloads unacceptably high", "--json", "--limit", "50"],
    "explain": ["search", "care leavers", "--explain", "--json", "--authority", "leeds"],
    "by date": ["search", "care", "--sort", "date", "--offset", "5", "--limit", "60", "--json"],
    "nothing": ["search", "zxqv caseload", "--json"],
    "ask": ["ask", "Which councils cite caseload pressure?", "--json"],
    "grade": ["ask", "What overall effectiveness grade did Ofsted give Norfolk?", "--json"],
    "papers": ["papers", "--json"],
    "show": ["show", "leeds-2010#3.4", "--json"],
    "grades": ["grades", "--json"],
    "matrix": ["matrix", "high caseloads", "agency staff", "--json"],
    "similar": ["similar", "leeds-2010", "--json"],
    "export": ["export", "--format", "csl"],
    "status": ["status", "--json"],
}


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [str(Path(sys.executable).with_name("cqa")), *arguments]
    plain = {k: v for k, v in os.environ.items() if k not in ("CQA_INDEX", "COLUMNS")}
    return subprocess.run(command, capture_output=True, env=plain, timeout=300)


def answers(index: Path) -> dict[str, tuple[int, bytes, bytes]]:
    def one(arguments: list[str]) -> tuple[int, bytes, bytes]:
        done = run(*arguments, "--index", str(index))
        return done.returncode, done.stdout, done.stderr

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(COMMANDS, pool.map(one, COMMANDS.values()), strict=True))


@pytest.fixture(scope="module")
def wanted(corpus_index: Path) -> dict[str, tuple[int, bytes, bytes]]:
    return answers(corpus_index)


def test_every_answer_is_the_same(
    url: str, corpus: Path, wanted: dict[str, tuple[int, bytes, bytes]], tmp_path: Path
) -> None:
    made = run("ingest", str(corpus), "--engine", "opensearch", "--url", url, "--index", str(tmp_path))
    assert made.returncode == 0, made.stderr
    assert b"21 added; 24 papers" in made.stdout
    again = run("ingest", str(corpus), "--index", str(tmp_path))
    assert again.stdout.startswith(b"21 unchanged; 24 papers")
    got = answers(tmp_path)
    for name, (status, out, err) in wanted.items():
        assert status in (0, 1), (name, err)
        assert got[name] == (status, out.replace(b'"engine": "tantivy"', b'"engine": "opensearch"'), err), name
    assert json.loads((tmp_path / "manifest.json").read_text())["url"] == url
    assert not any(word in err for _, _, err in got.values() for word in (b"Warning", b"WARNING"))


def test_engines_lists_it_and_loads_nothing(tmp_path: Path) -> None:
    rows = {row["engine" if "engine" in row else "name"]: row for row in json.loads(run("engines", "--json").stdout)}
    assert rows["opensearch"]["state"] == "ready"
    assert "--url" in rows["opensearch"]["purpose"]


def test_rebuild_is_refused_by_other_engines(corpus: Path, tmp_path: Path) -> None:
    done = run("ingest", str(next(corpus.glob("*.md"))), "--rebuild", "--index", str(tmp_path / "i"))
    assert done.returncode == 2
    assert b"--rebuild is for opensearch" in done.stderr
