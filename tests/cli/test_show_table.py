"""``cqa show PAPER --table N``: one table of a paper as CSV, and the number that an outline gives it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.made_index import indexed

PAPER = """<html><body><h1>Testford Borough Council</h1><h2>Report to Cabinet, 10 June 2024</h2>
<h3>1. Background</h3><p>1.1 Members asked for the figures, which are in the tables below.</p>
<table><tr><th>Service</th><th>Budget</th><th>Actual</th></tr>
<tr><td>Parks</td><td>10</td><td></td></tr><tr><td>Roads, bridges</td><td>20</td><td>21</td></tr></table>
<h3>2. Risks</h3><p>2.1 The risks are few and they are in the next table.</p>
<table><tr><th rowspan="2">Risk</th><th colspan="2">Rating</th><th colspan="2">Owner</th></tr>
<tr><th>Before</th><th>After</th><th>Council</th><th>Partner</th></tr>
<tr><td>=Flood</td><td>High</td><td>Low</td><td>Yes</td><td>No</td></tr>
<tr><td>Fire</td><td>Low</td><td>Low</td><td>Yes</td><td>No</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "papers").mkdir()
    (folder / "papers" / "figures.html").write_text(PAPER, "utf-8")
    (folder / "papers" / "plain.txt").write_text("Testford Borough Council\n\nA note without any table.\n", "utf-8")
    indexed(folder / "index", folder / "papers").close()
    return folder / "index"


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_a_table_is_csv_with_its_heads_and_empty_cells(run: Run, index: Path) -> None:
    shown = run("show", "figures", "--table", "1", index=index)
    assert shown.returncode == 0
    assert rows(shown.stdout) == [["Service", "Budget", "Actual"], ["Parks", "10", ""], ["Roads, bridges", "20", "21"]]


def test_heads_of_two_rows_are_one_and_a_formula_is_text(run: Run, index: Path) -> None:
    heads, *body = rows(run("show", "figures", "--table", "2", index=index).stdout)
    assert heads == ["Risk", "Rating Before", "Rating After", "Owner Council", "Owner Partner"]
    assert body == [["'=Flood", "High", "Low", "Yes", "No"], ["Fire", "Low", "Low", "Yes", "No"]]


def test_an_outline_counts_the_tables(run: Run, index: Path) -> None:
    outline = run("show", "figures", "--outline", index=index).stdout
    assert [n for n in ("table 1", "table 2", "table 3") if n in outline] == ["table 1", "table 2"]


def test_a_table_of_one_section_and_as_json(run: Run, index: Path) -> None:
    outline = json.loads(run("show", "figures", "--json", index=index).stdout)
    second = [s for s in outline["sections"] if s["kind"] == "table"][1]
    of_section = run("show", f"figures#{second['id']}", "--table", "1", index=index)
    assert of_section.stdout == run("show", "figures", "--table", "2", index=index).stdout
    (only,) = json.loads(run("show", "figures", "--table", "2", "--json", index=index).stdout)["sections"]
    assert only["rows"][2][0] == "=Flood"


@pytest.mark.parametrize(
    ("paper", "number", "says"),
    [("figures", "3", "has 2 tables, none of number 3"), ("plain", "1", "has no tables"), ("figures", "0", "0 is not")],
)
def test_a_table_that_is_not_there(run: Run, index: Path, paper: str, number: str, says: str) -> None:
    shown = run("show", paper, "--table", number, index=index)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert says in shown.stderr
