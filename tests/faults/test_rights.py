"""Who may read an index, and an index that nobody may write: searched and served all the same."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.engine import rights

PAPER = "Leeds City Council\n\nReport to Cabinet\n\nCaseloads of social workers are high.\n"
CLOSED = "Leeds City Council\n\nNOT FOR PUBLICATION\n\nReport to Cabinet\n\nZirconium is dear.\n"
posix = pytest.mark.skipif(os.name != "posix", reason="needs rights of files")
ENGINES = ("tantivy", "whoosh")
PLAIN = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
"""Runs a command of root's as one who must keep to the rights of files."""


def run(index: Path, *arguments: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(cli, ["--index", str(index), *arguments])


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}


def papers_in(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text(PAPER, "utf-8")
    (folder / "secret.txt").write_text(CLOSED, "utf-8")
    return folder


@posix
@pytest.mark.parametrize("engine", ENGINES)
def test_a_new_index_is_private(tmp_path: Path, engine: str) -> None:
    papers = papers_in(tmp_path / "papers")
    mask = os.umask(0o022)
    try:
        assert run(tmp_path / "index", "ingest", str(papers), "--engine", engine).exit_code == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) == rights.PRIVATE
    assert not any(mode & 0o077 for mode in modes(tmp_path / "index"))


@posix
@pytest.mark.parametrize("engine", ENGINES)
def test_a_shared_index_is_the_groups(tmp_path: Path, engine: str) -> None:
    """This test ensures that every file of a shared index can be read and written by its group, and by nobody else,
    also after a second run without the option."""
    papers = papers_in(tmp_path / "papers")
    mask = os.umask(0o077)
    try:
        assert run(tmp_path / "index", "ingest", str(papers), "--engine", engine, "--shared").exit_code == 0
        (papers / "b.txt").write_text(PAPER.replace("high", "low"), "utf-8")
        assert run(tmp_path / "index", "ingest", str(papers)).exit_code == 0
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "index").stat().st_mode) & 0o2070 == 0o2070
    assert modes(tmp_path / "index") <= {0o660}


@posix
def test_a_folder_that_exists_keeps_its_rights(tmp_path: Path) -> None:
    papers = papers_in(tmp_path / "papers")
    (tmp_path / "index").mkdir(0o755)
    (tmp_path / "index").chmod(0o755)
    assert run(tmp_path / "index", "ingest", str(papers)).exit_code == 0
    assert modes(tmp_path / "index") == {0o644}


def _command(index: Path, *arguments: str) -> list[str]:
    """Return the command as run by a user who may not do everything."""
    command = [sys.executable, "-m", "cqa", "--index", str(index), *arguments]
    return [*PLAIN, *command] if os.geteuid() == 0 else command


def plain_user(index: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(index, *arguments), capture_output=True, text=True, timeout=120)


@pytest.fixture(params=ENGINES)
def read_only(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """An index in which nobody may write."""
    index = tmp_path / "index"
    assert run(index, "ingest", str(papers_in(tmp_path / "papers")), "--engine", request.param).exit_code == 0
    folders = [index, *(path for path in index.rglob("*") if path.is_dir())]
    for path in index.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    index.chmod(0o555)
    if os.geteuid() == 0 and not shutil.which(PLAIN[0]):
        pytest.skip("root may do everything, and setpriv is not installed")
    yield index
    for folder in folders:
        folder.chmod(0o755)


@posix
def test_an_index_that_may_not_be_written_is_searched(read_only: Path) -> None:
    for arguments in (("search", "caseloads"), ("papers",), ("status",), ("ask", "Are caseloads high?"), ("verify",)):
        done = plain_user(read_only, *arguments)
        assert done.returncode in (0, 1), done.stderr
        assert "remove" not in done.stderr
    found = json.loads(plain_user(read_only, "search", "caseloads", "--json").stdout)
    assert found["passages"]


@posix
def test_writing_there_says_who_may_not_and_deletes_nothing(read_only: Path, tmp_path: Path) -> None:
    (tmp_path / "papers" / "c.txt").write_text(PAPER.replace("high", "middling"), "utf-8")
    done = plain_user(read_only, "ingest", str(tmp_path / "papers"))
    assert done.returncode == 2, done.stdout
    assert "remove" not in done.stderr
    assert "index" in done.stderr


@posix
def test_an_index_that_may_not_be_written_is_served(read_only: Path) -> None:
    from http.client import HTTPConnection

    command = _command(read_only, "serve", "--port", "0")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
            asking = HTTPConnection("127.0.0.1", port, timeout=60)
            asking.request("GET", "/search?q=caseloads")
            answer = asking.getresponse()
            answer.read()
            asking.close()
            assert answer.status == 200
        finally:
            server.terminate()
            server.communicate()
