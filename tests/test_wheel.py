"""The wheel, installed into an empty environment outside the checkout, has commands, guide, sample papers and page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.request
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = next(p for p in sys.path if p.endswith("site-packages"))
"""Where the libraries that cqa needs are installed."""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel of this checkout and sees the libraries of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*build, "-w", str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("cqa-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (own,) = (folder / "env").rglob("site-packages")
    (own / "libraries.pth").write_text(LIBRARIES + "\n", "utf-8")  # after its own packages: cqa is that of the wheel
    return python


def run(python: Path, folder: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "CQA_INDEX")}
    done = subprocess.run(
        [python, *arguments], capture_output=True, text=True, cwd=folder, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_and_not_the_checkout_is_imported(installed: Path, tmp_path: Path) -> None:
    where = run(installed, tmp_path, "-c", "import cqa; print(cqa.__file__)").strip()
    assert Path(where).is_relative_to(installed.parents[1])


def test_demo_answers_from_the_sample_papers_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    said = run(installed, tmp_path, "-m", "cqa", "demo")
    assert "8 of 13 councils" in said
    assert "Requires improvement to be good for overall effectiveness: Norfolk County Council" in said


def test_guide_is_in_the_wheel(installed: Path, tmp_path: Path) -> None:
    for topic in ("query", "changelog"):
        assert run(installed, tmp_path, "-m", "cqa", "help", topic).startswith("# ")
    assert "Guide (cqa help TOPIC)" in run(installed, tmp_path, "-m", "cqa", "help")


def test_page_is_served_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "-m", "cqa", "demo")
    command = [str(installed), "-m", "cqa", "--index", str(tmp_path / "index" / "demo"), "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=tmp_path
    ) as server:
        try:
            assert server.stdout is not None
            address = re.sub(r"^cqa is at ", "", server.stdout.readline().strip())
            with urllib.request.urlopen(f"{address}help/query", timeout=60) as page:  # noqa: S310 - our own server
                assert "<h1>The query language</h1>" in page.read().decode("utf-8")
        finally:
            server.terminate()
