"""Wheel and sdist: the same bytes from the same files, with nothing in them that should not be; licences are listed."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LEFT = shutil.ignore_patterns(".git", ".venv", "dist", "build", "__pycache__", ".*_cache", ".hypothesis", "index")
UNWANTED = re.compile(r"\.(pyc|pyo|so|pem|key|env)$|(^|/)(\.venv|\.git|node_modules|shared|attack|\.hypothesis)/")
OWN = {"cqa", ".github", ".ci", "corpus", "index", "tests"}
LICENCES = ROOT / ".github" / "licences.csv"
FREE = {"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "PSF-2.0", "ZPL-2.1", "MPL-2.0", "CNRI-Python"}
"""Licences under which a program of any licence may use a library."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with wheel and sdist, each built from a copy of the checkout; one has other times and rights."""
    made = []
    for number in range(2):
        folder = tmp_path_factory.mktemp(f"build{number}")
        copy = folder / "checkout"
        shutil.copytree(ROOT, copy, ignore=LEFT)
        if number:
            for path in copy.rglob("*"):
                path.touch()
                if path.is_file():
                    path.chmod(path.stat().st_mode & 0o711)
        command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")]
        subprocess.run(command, check=True, capture_output=True, cwd=copy)
        made.append(folder / "dist")
    return made[0], made[1]


def test_the_same_files_give_the_same_bytes(built: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in built)
    assert sorted(Path(name).suffix for name in first) == [".gz", ".whl"]
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_wheel_has_the_program_and_nothing_else(built: tuple[Path, Path]) -> None:
    (wheel,) = built[0].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"cqa"}
    assert not [name for name in names if UNWANTED.search(name)]
    assert "cqa/web/static/cqa.css" in names
    assert "cqa/extract/exemption/lexicon.toml" in names


def test_the_sdist_has_what_the_repository_has(built: tuple[Path, Path]) -> None:
    (sdist,) = built[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = archive.getmembers()
    names = [member.name.partition("/")[2] for member in members]
    assert not [name for name in names if UNWANTED.search(name)]
    assert {name.split("/")[0] for name in names if "/" in name} <= OWN
    assert all(member.isfile() and not member.name.startswith(("/", "..")) for member in members)
    assert {"LICENSE", "README.md", "pyproject.toml", "requirements.lock", "PKG-INFO"} <= set(names)


def _required() -> set[str]:
    """The libraries that cqa needs at run time, and those that they need, by name as in an address."""
    found: set[str] = set()
    todo = ["cqa"]
    while todo:
        for needed in map(Requirement, metadata.requires(todo.pop()) or []):
            wanted = needed.marker is None or needed.marker.evaluate({"extra": ""})
            if wanted and _norm(needed.name) not in found:
                found.add(_norm(needed.name))
                todo.append(needed.name)
    return found


def _norm(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_library_has_a_licence_that_allows_its_use() -> None:
    rows = list(csv.DictReader(LICENCES.read_text("utf-8").splitlines()))
    assert {_norm(row["package"]) for row in rows} >= _required()
    assert {licence for row in rows for licence in row["licence"].split(" AND ")} <= FREE
