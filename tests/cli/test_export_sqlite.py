"""The index as an SQLite database: read back, it holds what the other commands say, and no exempt word."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.engine import open_engine

EXEMPT = "Testford Borough Council\n\nCabinet, 4 March 2020\n\nNOT FOR PUBLICATION\n\n1 The zirconium lease\n"


def run(index: Path, *arguments: str) -> str:
    result = CliRunner().invoke(cli, ["--index", str(index), *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(database: sqlite3.Connection, statement: str) -> list[Any]:
    return database.execute(statement).fetchall()


def test_the_database_holds_what_the_commands_print(corpus_index: Path, tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    run(corpus_index, "export", "--sqlite", str(path))
    assert [p.name for p in tmp_path.iterdir()] == ["papers.db"]  # nothing is left beside it
    with closing(sqlite3.connect(path)) as database:
        for table, command in (("papers", "papers"), ("judgements", "grades"), ("decisions", "decisions")):
            options = ("--kind", "all") if command == "grades" else ()
            printed = list(csv.reader(io.StringIO(run(corpus_index, command, "--csv", *options))))
            assert [row[1] for row in rows(database, f"PRAGMA table_info({table})")] == printed[0]
            assert len(rows(database, f"SELECT * FROM {table}")) == len(printed) - 1  # noqa: S608
        engine = open_engine(corpus_index)
        for paper, start, end, text in rows(database, "SELECT paper, start, end, text FROM passages"):
            assert engine.text(paper)[0][start:end] == text
        found = rows(database, "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH 'caseloads'")
        there = [
            t for (t,) in rows(database, "SELECT lower(text || heading || title) FROM passages") if "caseloads" in t
        ]
        assert found == [(len(there),)]
        assert rows(database, "SELECT value FROM about WHERE name = 'schema'") == [(1,)]


def test_filters_choose_the_papers_and_exempt_ones_stay_out(tmp_path: Path) -> None:
    papers, index, path = tmp_path / "papers", tmp_path / "index", tmp_path / "papers.db"
    papers.mkdir()
    (papers / "open.txt").write_text("Leeds City Council\n\nCabinet, 4 March 2020\n\n1 Libraries stay open.\n", "utf-8")
    (papers / "closed.txt").write_text(EXEMPT, "utf-8")
    run(index, "ingest", str(papers))
    run(index, "export", "--sqlite", str(path), "--authority", "leeds")
    with closing(sqlite3.connect(path)) as database:
        assert [Path(file).name for (file,) in rows(database, "SELECT file FROM papers")] == ["open.txt"]
    run(index, "export", "--sqlite", str(path))
    assert b"zirconium" not in path.read_bytes()


@pytest.mark.parametrize("place", ["missing/papers.db", "folder"])
def test_a_file_that_cannot_be_written_is_one_message(corpus_index: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    result = CliRunner().invoke(cli, ["--index", str(corpus_index), "export", "--sqlite", str(tmp_path / place)])
    assert result.exit_code != 0
    assert not list(tmp_path.glob("**/*.part"))
