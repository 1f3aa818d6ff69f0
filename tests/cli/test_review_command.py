"""The way of a coder: a sheet of evidence written, filled in with another program's library, read back, shown later."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cqa.evaluate.agreement import cohen_kappa, krippendorff_alpha
from tests.made_index import indexed

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """An index of its own: corrections are kept beside it."""
    where = tmp_path_factory.mktemp("review") / "index"
    indexed(where, corpus).close()
    return where


@pytest.fixture
def sheet(run: Run, index: Path, tmp_path: Path) -> Path:
    written = tmp_path / "caseloads.xlsx"
    done = run("matrix", "caseloads", "agency staff", "--xlsx", str(written), index=index)
    assert done.returncode == 0, done.stderr
    return written


def coded(sheet: Path, fill: Callable[[dict[str, Any]], tuple[str, str]]) -> list[dict[str, Any]]:
    """Fill in a sheet; return its rows as they were."""
    book = load_workbook(sheet)
    page = book["Evidence"]
    heads = [c.value for c in page[1]]
    rows = []
    for cells in page.iter_rows(min_row=2):
        row = dict(zip(heads, (c.value for c in cells), strict=True))
        verdict, note = fill(row)
        cells[heads.index("coder verdict")].value = verdict or None
        cells[heads.index("coder note")].value = note or None
        rows.append(row)
    book.save(sheet)
    return rows


def test_the_sheet_has_every_passage_and_every_cell(run: Run, index: Path, sheet: Path) -> None:
    """This test ensures that nothing that is counted is left out, and that silent councils are rows, too."""
    found = json.loads(run("matrix", "caseloads", "agency staff", "--json", index=index).stdout)
    cells = {(r["name"], t): c for r in found["authorities"] for t, c in zip(found["topics"], r["cells"], strict=True)}
    rows = coded(sheet, lambda _: ("", ""))
    assert {(r["authority"], r["topic"]) for r in rows} == set(cells)
    for at, cell in cells.items():
        mine = [r for r in rows if (r["authority"], r["topic"]) == at]
        assert [r["passage"] for r in mine if r["passage"]] == cell["passages"]
        assert {r["verdict"] for r in mine} == {cell["verdict"]}
    quoted = next(r for r in rows if r["passage"])
    assert quoted["quotation"]
    assert quoted["passage link"] == f"http://127.0.0.1:8000/papers/{quoted['passage'].replace('#', '/').split('.')[0]}"
    assert "/" not in quoted["file"]


def test_a_council_that_is_asked_for_and_has_no_paper_is_not_held(run: Run, index: Path, tmp_path: Path) -> None:
    done = run("matrix", "caseloads", "--authority", "York", "--authority", "Leeds", "--json", index=index)
    verdicts = {r["name"]: r["cells"][0]["verdict"] for r in json.loads(done.stdout)["authorities"]}
    assert verdicts["City of York Council"] == "not held"
    assert verdicts["Leeds City Council"] != "not held"


def test_review_reports_agreement_and_keeps_corrections(run: Run, index: Path, sheet: Path) -> None:
    changed: list[str] = []

    def fill(row: dict[str, Any]) -> tuple[str, str]:
        if row["topic"] != "caseloads":
            return "", ""
        if row["verdict"] == "cites" and not changed:
            changed.append(row["passage"])
            return "Mentions", "only in passing"
        return str(row["verdict"]), ""

    rows = coded(sheet, fill)
    done = run("review", str(sheet), "--json", index=index)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (agreement,) = found["agreement"]
    judged = [r for r in rows if r["topic"] == "caseloads"]
    assert (agreement["topic"], agreement["coded"]) == ("caseloads", len(judged))
    assert agreement["agree"] == pytest.approx(1 - 1 / len(judged), abs=1e-4)
    pairs = [(r["verdict"], "mentions" if r["passage"] == changed[0] else r["verdict"]) for r in judged]
    assert agreement["kappa"] == pytest.approx(cohen_kappa(pairs), abs=1e-4)
    assert agreement["alpha"] == pytest.approx(krippendorff_alpha(pairs), abs=1e-4)

    later = json.loads(run("matrix", "caseloads", "--json", index=index).stdout)
    (mended,) = [c for c in later["corrections"] if c["verdict"] != c["was"]]
    assert (mended["passage"], mended["was"], mended["verdict"], mended["note"]) == (
        changed[0], "cites", "mentions", "only in passing",
    )  # fmt: skip
    assert "1 corrected" in run("matrix", "caseloads", index=index).stdout
    asked = run("ask", "Which councils mention caseloads?", "--limit", "100", index=index).stdout
    assert f"Corrected by a reader: {changed[0]} on ‘caseloads’: mentions, not cites; only in passing" in " ".join(
        asked.split()
    )


def test_a_sheet_that_cannot_be_used_says_why(run: Run, index: Path, sheet: Path, tmp_path: Path) -> None:
    empty = run("review", str(sheet), index=index)
    assert empty.returncode == 2
    assert "nobody filled in the columns 'coder verdict' and 'coder note'" in empty.stderr
    coded(sheet, lambda _: ("maybe", ""))
    wrong = run("review", str(sheet), index=index)
    assert wrong.returncode == 2
    assert "row 2 says 'maybe'; a verdict is one of cites, mentions, silent" in wrong.stderr
    (tmp_path / "notes.xlsx").write_text("no spreadsheet")
    assert "not a spreadsheet" in run("review", str(tmp_path / "notes.xlsx"), index=index).stderr


def test_agreement_of_published_examples() -> None:
    """Krippendorff (2011), section B: two observers, nominal data, alpha 0.692; Cohen's kappa of chance is 0."""
    first = ["a", "a", "b", "b", "d", "c", "c", "c", "e", "d", "d", "a"]
    second = ["b", "a", "b", "b", "b", "c", "c", "c", "e", "d", "d", "d"]
    assert krippendorff_alpha(list(zip(first, second, strict=True))) == pytest.approx(0.692, abs=5e-4)
    assert cohen_kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0
    assert cohen_kappa([("a", "a"), ("a", "a")]) is None
    assert krippendorff_alpha([["a"], ["b"]]) is None
    assert krippendorff_alpha([["a", "b", "a"], ["b", "b"], ["a", "a", "a", "a"]]) == pytest.approx(0.5556, abs=1e-4)
