"""From a hit to its paper: ids, headings and citations of a section, by the real command."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_the_id_of_a_hit_is_taken_by_show_cite_and_similar(run: Run) -> None:
    first = run("search", "caseloads", "--limit", "1").stdout
    found = re.search(r"\[([0-9a-f]{12}#s[\d.]+)\]", first)
    assert found, first
    shown = run("show", found[1])
    assert shown.returncode == 0, shown.stderr
    assert "caseloads" in shown.stdout.lower()
    assert " ".join(run("cite", found[1]).stdout.split()) in " ".join(first.split())
    like = json.loads(run("similar", found[1], "--json").stdout)
    assert like["of"] == found[1]
    assert like["passages"]
    assert not any(p["paper"] == found[1].partition("#")[0] for p in like["passages"])


def test_an_outline_prints_the_ids_of_sections(run: Run) -> None:
    lines = run("show", "leeds-2010", "--outline").stdout.splitlines()
    line = next(line for line in lines if "BACKGROUND INFORMATION" in line)
    found = re.search(r"\[#(s\d+), background, p\. 1\]", line)
    assert found, line
    assert "BACKGROUND INFORMATION" in run("show", f"leeds-2010#{found[1]}").stdout


@pytest.mark.parametrize("heading", ["Main issues", "MAIN ISSUES", "main iss"])
def test_a_heading_is_an_address(run: Run, heading: str) -> None:
    assert "MAIN ISSUES" in run("show", f"leeds-2010#{heading}").stdout


def test_a_whole_heading_shows_what_is_below_it(run: Run) -> None:
    shown = run("show", "leeds-2010#Main issues").stdout
    assert "3.1 " in shown
    assert "3.4 " in shown
    assert "2.1 " not in shown


def test_an_unknown_heading_is_an_error_with_the_nearest(run: Run) -> None:
    done = run("show", "leeds-2010#Man isues")
    assert done.returncode == 2
    assert "did you mean 'MAIN ISSUES'?" in done.stderr


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("bibtex", ["note = {Executive Board; by Interim Director", "para 3.4, p. 3}", "pages = {3}"]),
        ("ris", ["para 3.4, p. 3\n", "SP  - 3\n"]),
        ("csl", ['"page": "3"', "para 3.4, p. 3; file: leeds-2010-02-12"]),
    ],
)
def test_a_section_keeps_its_paragraph_and_page(run: Run, form: str, kept: list[str]) -> None:
    cited = run("cite", "leeds-2010#3.4", "--format", form).stdout
    assert all(words in cited for words in kept), cited
    assert "/leeds-2010" not in cited  # no folder of this machine


def test_the_author_is_who_wrote_it(run: Run) -> None:
    def author(paper: str) -> str:
        (item,) = json.loads(run("cite", paper, "--format", "csl").stdout)
        return str(item["author"][0]["literal"])

    assert author("norfolk-2018") == "Ofsted"
    assert author("leeds-2010") == "Interim Director of Children’s Services, Leeds City Council"
    assert author("kent-2025-03-13-county-council-minutes") == "Kent County Council, County Council"
