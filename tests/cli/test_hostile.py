"""Documents, names and queries are other people's words: terminals, spreadsheets and shells stay unharmed."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

HOSTILE = """# =HYPERLINK("http://evil.example")

1. +cmd|' /C calc'!A0 caseloads \x1b[2J\x1b]0;owned\x07 are high, \u202edrowssap\u202c they said.

2. @SUM(1+1) caseloads again.

3. -2+3 caseloads; <script>alert(1)</script> [red]bold[/red] & {brace} %d.
"""


@pytest.fixture
def hostile(run: Run, tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "=cmd \x1b[31m [bold]x.md").write_text(HOSTILE, "utf-8")
    done = run("ingest", "papers", index=tmp_path / "index")
    assert done.returncode == 0, done.stderr
    return tmp_path / "index"


@pytest.mark.parametrize(
    "arguments", [("search", "caseloads"), ("papers",), ("status",), ("show", "cmd"), ("ask", "Are caseloads high?"),
                  ("show", "cmd", "--outline"), ("export",), ("cite", "cmd"), ("grades",)],
)  # fmt: skip
def test_no_control_characters_reach_the_terminal(run: Run, hostile: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, index=hostile)
    assert done.returncode in (0, 1), done.stderr
    for bad in "\x1b\x07\u202e\u202c":
        assert bad not in done.stdout
        assert bad not in done.stderr


@pytest.mark.parametrize("arguments", [("search", "caseloads", "--csv"), ("papers", "--csv"), ("status", "--csv")])
def test_no_csv_cell_is_a_formula(run: Run, hostile: Path, arguments: tuple[str, ...]) -> None:
    rows = list(csv.reader(io.StringIO(run(*arguments, index=hostile).stdout)))
    assert len(rows) > 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_json_keeps_the_words_as_they_are(run: Run, hostile: Path) -> None:
    """This test ensures that what is made harmless for people stays exact for programs."""
    texts = [p["text"] for p in json.loads(run("search", "caseloads", "--json", index=hostile).stdout)["passages"]]
    assert any("<script>alert(1)</script> [red]bold[/red] & {brace} %d" in t for t in texts)


@pytest.mark.parametrize(
    "query", ["24/00093", "02091-C-71", "s.47", "(i)", ".", '"', "'", "a" * 3000, "-", "--", "*", "NOT", "OR OR", "(((",
              "authority:", "date:2010..", "~", "\u202e", "%s %d {0}", "💷 budget"],
)  # fmt: skip
def test_no_query_crashes(run: Run, query: str) -> None:
    """This test ensures that a query is answered, or refused in one message."""
    done = run("search", "--", query)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert "defect" not in done.stderr
    assert done.returncode != 2 or done.stderr
