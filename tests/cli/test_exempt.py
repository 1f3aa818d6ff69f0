"""Exempt papers through the commands that take a paper's name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqa.cli import cli
from cqa.engine import open_engine
from cqa.ingest.report import IngestOptions
from cqa.ingest.run import ingest

PACK = """Leeds City Council

AGENDA

EXECUTIVE BOARD

Wednesday 12 February 2020

1. Apologies for absence
2. Caseloads of social workers
3. A matter of property




Report of: Director of Children's Services
Report to: Executive Board
Date: 12 February 2020
Subject: Caseloads of social workers

1. Social worker caseloads are high in Leeds and must be reduced.

2. The board is recommended to note the report.




Report of: Director of City Development
Report to: Executive Board
Date: 12 February 2020
Subject: Sale of Quartz House
Classification: Exempt under paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972

1. The council will sell Quartz House to Mr Wobble for 4,321,987 pounds.

2. The board is recommended to sell Quartz House.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exempt")
    (folder / "pack.txt").write_text(PACK, "utf-8")
    where = folder / "index"
    engine = open_engine(where, create=True)
    ingest(engine, [folder / "pack.txt"], IngestOptions(jobs=1))
    assert [p.exempt for p in sorted(engine.papers(), key=lambda p: p.span)] == [False, False, True]
    engine.close()
    return where


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "pack.txt"),
        ("show", "pack.txt", "--json"),
        ("show", "pack.txt", "--outline"),
        ("similar", "pack.txt"),
        ("similar", "pack.txt", "--json"),
        ("show", "quartz"),
        ("cite", "quartz"),
        ("similar", "quartz"),
        ("show", "2020"),
    ],
)
def test_an_exempt_paper_of_an_open_pack_is_not_told(index: Path, arguments: tuple[str, ...]) -> None:
    told = CliRunner().invoke(cli, ["--index", str(index), *arguments])
    said = f"{told.output}{told.exception}".lower()
    assert "quartz house" not in said
    assert "wobble" not in said


def test_it_is_told_when_it_is_asked_for(index: Path) -> None:
    for arguments in (("show", "pack.txt"), ("cite", "quartz"), ("show", "quartz")):
        told = CliRunner().invoke(cli, ["--index", str(index), *arguments, "--include-exempt"])
        assert told.exit_code == 0, told.output
        assert "Quartz House" in told.output


MINUTES = """Minutes of the Cabinet held on 4 March 2015

Leeds City Council

Present: Councillor Lee

1. Library hours

The cabinet agreed to extend the opening hours of the library.

PART II - EXEMPT ITEMS

2. Sale of depot

The cabinet agreed to sell the depot to Quartz Limited for two million pounds.
"""


def test_the_closed_part_of_open_minutes(tmp_path: Path) -> None:
    """This test ensures that status lists what is hidden with its words, and that no other command shows it."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.txt").write_text(MINUTES, "utf-8")
    index = ["--index", str(tmp_path / "index")]
    assert CliRunner().invoke(cli, [*index, "ingest", str(tmp_path / "papers")]).exit_code == 0
    listed = json.loads(CliRunner().invoke(cli, [*index, "status", "--exempt", "--json"]).output)
    assert [(row["part"], row["words"], row["place"]) for row in listed] == [(True, "PART II - EXEMPT ITEMS", "page 1")]
    assert "EXEMPT ITEMS" in CliRunner().invoke(cli, [*index, "status", "--exempt"]).output
    for arguments in (("show", "minutes.txt"), ("search", "depot"), ("papers",), ("show", "minutes.txt", "--json")):
        told = CliRunner().invoke(cli, [*index, *arguments])
        assert "Quartz" not in told.output, arguments
    assert "opening hours" in CliRunner().invoke(cli, [*index, "search", "library"]).output
    with_all = CliRunner().invoke(cli, [*index, "search", "depot", "--include-exempt"])
    assert "Quartz" in with_all.output


def test_a_file_is_exempt_by_its_name(tmp_path: Path) -> None:
    """This test ensures that a name pattern hides a file, also one that is indexed already, and once it has changed."""
    folder = tmp_path / "papers" / "Part II"
    folder.mkdir(parents=True)
    paper = folder / "sale.txt"
    paper.write_text("Leeds City Council\n\nReport to Cabinet\n\nThe depot is to be sold to Quartz Limited.\n", "utf-8")
    index = ["--index", str(tmp_path / "index")]
    ingest_it = [*index, "ingest", str(tmp_path / "papers")]
    assert CliRunner().invoke(cli, ingest_it).exit_code == 0
    assert "Quartz" in CliRunner().invoke(cli, [*index, "search", "depot"]).output
    assert CliRunner().invoke(cli, [*ingest_it, "--exempt-paths", "*/Part II/*"]).exit_code == 0
    assert "Quartz" not in CliRunner().invoke(cli, [*index, "search", "depot"]).output
    paper.write_text("Leeds City Council\n\nReport to Cabinet\n\nThe depot was sold to Quartz Limited.\n", "utf-8")
    assert CliRunner().invoke(cli, ingest_it).exit_code == 0
    assert "Quartz" not in CliRunner().invoke(cli, [*index, "search", "depot"]).output
