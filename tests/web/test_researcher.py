"""A researcher narrows a search to three councils, reads to the last hit, opens originals and saves the list."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import all_passages, facet, passages, search_for, searched, totals
from tests.web.served import Served, said_by, told_by

WORDS = "children"
COUNCILS = ("Kent County Council", "Leeds City Council", "Norfolk County Council")
ALL = ("--limit", "10000")

three = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def of(*councils: str) -> list[str]:
    return [option for name in councils for option in ("--authority", name)]


def narrowed(page: Page) -> None:
    """Searches, ticks the three councils, applies."""
    search_for(page, WORDS)
    for name in COUNCILS:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Apply filters").first.click()


@three
def test_counts_are_those_of_the_command(look: Look, site: Served, script: bool) -> None:
    page = look(script=script)
    search_for(page, WORDS)
    everywhere = told_by(site.index, "search", WORDS)
    assert totals(page) == everywhere["total"]
    councils = {row["value"]: row["passages"] for row in everywhere["facets"]["authority"]}
    shown = facet(page, "authority")
    assert shown == {name: councils[name] for name in shown}
    for name in COUNCILS:
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Apply filters").first.click()
    narrow = told_by(site.index, "search", WORDS, *of(*COUNCILS))
    assert totals(page) == narrow["total"]
    for name in ("role", "type", "grade", "year"):
        told = {row["value"]: row["passages"] for row in narrow["facets"][name] if row["value"]}
        shown = facet(page, name)
        assert shown
        assert shown == {value: told[value] for value in shown}, name
    assert facet(page, "authority")[COUNCILS[0]] == councils[COUNCILS[0]], "the other councils stay open to choice"


@three
def test_a_chip_takes_its_filter_away(look: Look, site: Served, script: bool) -> None:
    page = look(script=script)
    narrowed(page)
    chips = page.get_by_role("list", name="Filters in use")
    for name in COUNCILS:
        expect(chips.get_by_role("link", name=name)).to_be_visible()
    chips.get_by_role("link", name=COUNCILS[0]).click()
    assert totals(page) == told_by(site.index, "search", WORDS, *of(*COUNCILS[1:]))["total"]
    expect(page.get_by_role("checkbox", name=COUNCILS[0])).not_to_be_checked()
    expect(page.get_by_role("checkbox", name=COUNCILS[1])).to_be_checked()
    page.get_by_role("list", name="Filters in use").get_by_role("link", name="Clear all").click()
    assert totals(page) == told_by(site.index, "search", WORDS)["total"]


@three
def test_paging_reaches_every_hit_once(look: Look, site: Served, script: bool) -> None:
    page = look(script=script)
    narrowed(page)
    if not script:
        page.get_by_label("Results per page").select_option("20")
        page.get_by_role("button", name="Apply filters").first.click()
    told = [p["id"] for p in told_by(site.index, "search", WORDS, *of(*COUNCILS), *ALL)["passages"]]
    found = all_passages(page)
    assert len(told) > 100
    assert len(set(found)) == len(found)
    assert found == told
    size = 10 if script else 20
    last = (len(told) - 1) // size * size
    assert passages(page) == told[last:]
    page.get_by_role("link", name="Previous page").click()
    assert passages(page) == told[last - size : last]


@pytest.mark.parametrize(
    "more",
    [
        {"sort": "-date"},
        {"sort": "date", "size": "20"},
        {"exact": "1", "from": "2011"},
        {"role": "recommendations"},
        {"grade": "Inadequate", "to": "2018-06"},
    ],
    ids=lambda more: "-".join(more),
)
def test_every_order_and_filter_is_that_of_the_command(look: Look, site: Served, more: dict[str, str]) -> None:
    asked = {"--exact" if k == "exact" else f"--{k}": v for k, v in more.items() if k != "size"}
    options = [part for k, v in asked.items() for part in ([k] if k == "--exact" else [k, v])]
    told = told_by(site.index, "search", "high caseloads", *options, *ALL)
    page = look(searched("high caseloads", **more))
    assert totals(page) == told["total"]
    assert all_passages(page) == [p["id"] for p in told["passages"]]


def test_one_passage_a_paper(look: Look, site: Served) -> None:
    told = told_by(site.index, "search", WORDS, "--per-paper", "1", *ALL)
    page = look(searched(WORDS, per="paper"))
    assert all_passages(page) == [p["id"] for p in told["passages"]]


def test_years_and_dates_narrow(look: Look, site: Served) -> None:
    page = look(searched("caseloads"))
    page.get_by_role("link", name="2018", exact=True).click()
    assert totals(page) == told_by(site.index, "search", "caseloads", "--from", "2018", "--to", "2018")["total"]
    page.get_by_label("From", exact=True).fill("12 February 2010")
    page.get_by_label("To", exact=True).fill("2013")
    page.get_by_role("button", name="Apply filters").first.click()
    told = told_by(site.index, "search", "caseloads", "--from", "2010-02-12", "--to", "2013")
    assert totals(page) == told["total"]


def test_the_original_opens_at_the_page(look: Look, site: Served) -> None:
    """This test ensures that the file sent is the file on disk, and the page in the link the passage's own."""
    page = look(searched(WORDS, size="20"))
    told = {p["id"]: p for p in told_by(site.index, "search", WORDS, "--limit", "20")["passages"]}
    links = page.locator("section.results article.card a[href*='/file']").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    )
    for passage, link in zip(passages(page), links, strict=True):
        path, _, at = link.partition("#")
        is_pdf = told[passage]["file"].endswith(".pdf")
        assert at == (f"page={told[passage]['page']}" if is_pdf else "")
        assert path == f"/papers/{passage.partition('#')[0]}/file"
    assert {told[p]["page"] for p in told} > {1}
    for file, paper in {told[p]["file"]: told[p]["paper"] for p in told}.items():
        sent = site.get(f"/papers/{paper}/file")
        assert sent.body == Path(file).read_bytes()
        assert sent.headers["content-type"].startswith("application/pdf") == file.endswith(".pdf")


def _search(index: Path) -> Any:
    return told_by(index, "search", WORDS, *of(*COUNCILS), *ALL)


@three
def test_saves_the_list(look: Look, site: Served, script: bool, tmp_path: Path) -> None:
    """This test ensures that each download holds the rows of the command's, in the same order."""
    page = look(script=script)
    narrowed(page)
    saved: dict[str, Path] = {}
    for form in ("CSV", "XLSX", "JSON"):
        with page.expect_download() as saving:
            page.locator("p.save").last.get_by_role("link", name=form).click()
        assert saving.value.suggested_filename == f"cqa-search.{form.lower()}"
        saved[form] = tmp_path / form
        saving.value.save_as(saved[form])

    told = said_by(site.index, "search", WORDS, *of(*COUNCILS), *ALL, "--csv")
    head, *rows = csv.reader(io.StringIO(told))
    file = head.index("file")
    wanted = [head, *([*r[:file], Path(r[file]).name, *r[file + 1 :]] for r in rows)]
    by_csv = list(csv.reader(io.StringIO(saved["CSV"].read_text("utf-8-sig"))))
    assert by_csv == wanted
    sheet = openpyxl.load_workbook(io.BytesIO(saved["XLSX"].read_bytes()), read_only=True).active
    assert sheet
    by_xlsx = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    score = head.index("score")
    for row in (*by_xlsx[1:], *wanted[1:]):
        row[score] = f"{float(row[score]):.3f}"
    assert by_xlsx == wanted

    record = json.loads(saved["JSON"].read_text("utf-8"))
    asked = _search(site.index)
    assert record["total"] == asked["total"]
    assert [{**p, "file": Path(p["file"]).name} for p in asked["passages"]] == record["passages"]
