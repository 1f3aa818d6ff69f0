"""The real command, run as people run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def cqa_program() -> str:
    """The installed command next to this Python."""
    beside = Path(sys.executable).with_name("cqa")
    found = str(beside) if beside.exists() else shutil.which("cqa")
    assert found, "cqa is not installed: pip install -e ."
    return found


@pytest.fixture(scope="session")
def command() -> str:
    return cqa_program()


@pytest.fixture
def run(command: str, corpus_index: Path, tmp_path: Path) -> Run:
    """Runs ``cqa`` with these arguments over the sample corpus (``index=`` for another), away from the checkout."""

    def run_it(
        *arguments: str, index: Path | None = corpus_index, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        chosen = [] if index is None else ["--index", str(index)]
        plain = {k: v for k, v in os.environ.items() if k not in ("CQA_INDEX", "COLUMNS")}
        return subprocess.run(
            [command, *chosen, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=plain | (env or {}),
            timeout=120,
        )

    return run_it
