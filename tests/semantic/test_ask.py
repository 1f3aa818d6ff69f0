"""Answers over an index with an encoder: they say so, and are the same twice and on every engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.semantic import small_encoder

PAPER = """# Report to Cabinet

Date: 4 March 2025

1. The council mended 40 roads in the year, and caseloads in care were high.

2. Caseloads of children in care were 18 on average.
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cqa", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def ask(index: Path, question: str = "How many roads were mended?") -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("--index", index, "ask", question, "--json").stdout)
    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.md").write_text(PAPER, "utf-8")
    small_encoder.write(tmp_path / "small")
    return tmp_path


@pytest.mark.parametrize("engine", ["tantivy", "whoosh"])
def test_answer_says_whether_an_encoder_was_used(folder: Path, engine: str) -> None:
    index = folder / engine
    assert run("--index", index, "ingest", folder / "papers", "--engine", engine).returncode == 0
    before = ask(index)
    assert before["encoder"] is None
    done = run("--index", index, "ingest", folder / "papers", "--encoder", folder / "small")
    assert "texts encoded" in done.stdout
    after = ask(index)
    assert after["encoder"] == "small"
    assert after["passages"]
    assert ask(index) == after
    assert "compared in meaning, too, by small" in " ".join(
        run("--index", index, "ask", "Are roads mended?").stdout.split()
    )


def test_engines_agree_with_an_encoder(folder: Path) -> None:
    answers = []
    for engine in ("tantivy", "whoosh"):
        given = ("--engine", engine, "--encoder", folder / "small")
        assert run("--index", folder / engine, "ingest", folder / "papers", *given).returncode == 0
        answers.append(ask(folder / engine))
    assert answers[0] == answers[1]


def test_folder_without_an_encoder_is_a_usage_error(folder: Path) -> None:
    done = run("--index", folder / "index", "ingest", folder / "papers", "--encoder", folder / "papers")
    assert done.returncode == 2
    assert "config.json" in done.stderr
