"""Entries of a bibliography are read back by bibtexparser, rispy and citeproc-py, as other programs would."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pytest
import rispy
from click.testing import CliRunner, Result

from cqa.cli import cli

Run = Callable[..., subprocess.CompletedProcess[str]]

TITLE = "Café costs & 100% {of} the_ferry #1"
SOURCE = "https://example.org/papers/a_b%20c.pdf?x=1&y=2"
REPORT = f"""Leeds City Council

Report of the Director of Resources
Report to: Executive Board
Date: 4 March 2025
Subject: {TITLE}

1. Introduction

1.1 The ferry costs more than it did, and the board is asked to note the costs of the ferry.
"""


@pytest.fixture(scope="module")
def cite(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """The command over a paper with an odd title, an address and a date of access from a manifest."""
    folder = tmp_path_factory.mktemp("cited")
    papers = folder / "papers"
    papers.mkdir()
    (papers / "ferry.txt").write_text(REPORT, "utf-8")
    stated = folder / "facts.csv"
    stated.write_text(f'file,source,date of access\nferry.txt,"{SOURCE}",30 November 2026\n', "utf-8")
    index = ["--index", str(folder / "index")]
    made = CliRunner().invoke(cli, [*index, "ingest", str(papers), "--manifest", str(stated)])
    assert made.exit_code == 0, made.output
    return lambda *options: CliRunner().invoke(cli, [*index, *options])


def test_bibtex_is_read_by_bibtexparser(cite: Callable[..., Result]) -> None:
    said = cite("cite", "ferry#1.1", "--format", "bibtex").output
    library = bibtexparser.parse_string(said, append_middleware=[bibtexparser.middlewares.LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value for name, field in entry.fields_dict.items()}
    assert fields["title"].strip("{}") == TITLE
    assert (fields["year"], fields["month"], fields["day"]) == ("2025", "3", "4")
    assert fields["urldate"] == "2026-11-30"
    assert "para 1.1" in fields["note"]


def test_ris_is_read_by_rispy(cite: Callable[..., Result]) -> None:
    (entry,) = rispy.loads(cite("cite", "ferry#1.1", "--format", "ris").output)
    assert entry["type_of_reference"] == "RPRT"
    assert entry["title"] == TITLE
    assert entry["authors"] == ["Director of Resources, Leeds City Council"]
    assert entry["urls"] == [SOURCE]
    assert entry["access_date"] == "2026/11/30/"
    assert entry["date"] == "2025/03/04/"
    assert entry["start_page"] == "1"


def test_csl_has_address_and_date_of_access(cite: Callable[..., Result]) -> None:
    (item,) = json.loads(cite("cite", "ferry#1.1", "--format", "csl").output)
    assert item["URL"] == SOURCE
    assert item["accessed"] == {"date-parts": [[2026, 11, 30]]}


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("harvard", f"Director of Resources, Leeds City Council (2025) {TITLE}. report. Leeds City Council, p. 1."),
        ("oscola", f"Director of Resources, Leeds City Council, ‘{TITLE}’ (Leeds City Council 2025) report <{SOURCE}>"),
        ("apa", f"Director of Resources, Leeds City Council. (2025). {TITLE} (p. 1) [Report]. Leeds City Council."),
        ("chicago", f"Director of Resources, Leeds City Council. 2025. {TITLE}. Report."),
    ],
)
def test_styles_are_set_by_citeproc(cite: Callable[..., Result], style: str, said: str) -> None:
    made = cite("cite", "ferry#1.1", "--style", style)
    assert made.exit_code == 0, made.output
    assert made.output.casefold().startswith(said.casefold())  # styles change the case of titles
    assert SOURCE in made.output


def test_dates_of_access_are_in_the_styles_that_have_them(cite: Callable[..., Result]) -> None:
    assert "(Accessed: 30 November 2026)" in cite("cite", "ferry", "--style", "harvard").output
    assert "accessed 30 November 2026" in cite("cite", "ferry", "--style", "oscola").output


OWN = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
  <info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="publisher" suffix=" :: "/><text variable="title"/></layout></bibliography>
</style>
"""


def test_a_style_of_your_own(cite: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "own.csl").write_text(OWN, "utf-8")
    made = cite("cite", "ferry", "--style", str(tmp_path / "own.csl"))
    assert made.output == f"Leeds City Council :: {TITLE}\n"


def test_a_style_that_is_none_is_an_error_that_helps(cite: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "page.csl").write_text("<a/>", "utf-8")
    for style, said in (
        ("vancouver", "no style 'vancouver'; there are apa, chicago, harvard, oscola, and any .csl file"),
        (str(tmp_path / "none.csl"), "there is no file"),
        (str(tmp_path / "page.csl"), "not a CSL style"),
    ):
        done = cite("cite", "ferry", "--style", style)
        assert done.exit_code != 0
        assert said in str(done.exception) + done.output
    assert "not two of them" in str(cite("cite", "ferry", "--style", "apa", "--json").exception)


def test_all_sample_papers_are_read_back(run: Run) -> None:
    papers = [p for p in json.loads(run("papers", "--json").stdout) if p["id"]]
    entries = bibtexparser.parse_string(run("export", "--format", "bibtex").stdout)
    assert len(entries.entries) == len(papers)
    assert not entries.failed_blocks
    assert len(rispy.loads(run("export", "--format", "ris").stdout)) == len(papers)


def test_the_sheet_of_papers_states_the_date_of_access(cite: Callable[..., Result]) -> None:
    sheet = cite("papers", "--csv").output
    assert "source,accessed," in sheet
    assert f"{SOURCE},2026-11-30," in sheet
