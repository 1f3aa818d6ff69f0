"""Looking around in what is held."""

from __future__ import annotations

import io
import json
import re

import openpyxl
from playwright.sync_api import expect

from cqa.web.names import VERDICTS
from tests.web.conftest import Look
from tests.web.journeys import passages
from tests.web.served import Served, links, passage_of, said_by, told_by


def test_councils_and_what_is_held_of_each(look: Look, site: Served) -> None:
    papers = told_by(site.index, "papers")
    page = look("/councils")
    rows = page.locator("tbody tr")
    shown = {row[0]: int(row[1]) for row in (r.locator("th, td").all_inner_texts() for r in rows.all())}
    names = [p["authority"]["name"] for p in papers]
    assert shown == {name: names.count(name) for name in names}
    page.get_by_role("link", name="Leeds City Council").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leeds City Council")
    listed = page.locator("section[aria-labelledby=papers] tbody th a")
    assert sorted(listed.all_inner_texts()) == sorted(
        p["title"] for p in papers if p["authority"]["name"] == "Leeds City Council"
    )
    page.locator("main").get_by_role("search").locator("input[name=q]").fill("caseloads")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*q=caseloads*")
    told = told_by(site.index, "search", "caseloads", "--authority", "Leeds City Council")
    assert passages(page) == [p["id"] for p in told["passages"]]


def test_papers_can_be_narrowed_and_saved(look: Look, site: Served) -> None:
    page = look("/papers")
    assert page.locator("tbody tr").count() == len(told_by(site.index, "papers"))
    page.get_by_label("Council", exact=True).select_option("Kent County Council")
    page.get_by_label("Type").select_option("minutes")
    page.get_by_role("button", name="Show").click()
    told = told_by(site.index, "papers", "--authority", "Kent County Council", "--type", "minutes")
    links = page.locator("tbody th a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert [link.rpartition("/")[2] for link in links] == [p["id"] for p in told]
    with page.expect_download() as saving:
        page.get_by_role("link", name="JSON").click()
    assert told[0]["id"] in saving.value.path().read_text("utf-8")


def test_grades_as_a_chart_and_as_a_table(look: Look, site: Served) -> None:
    told = [g for g in told_by(site.index, "grades") if "overall" in f"{g['theme']} {g['area']}".casefold()]
    assert told
    page = look("/grades")
    one_by_one = page.locator("table:has(#list) tbody tr")
    shown = sorted((r.locator("th").inner_text(), r.locator(".grade").inner_text()) for r in one_by_one.all())
    assert shown == sorted((g["authority"], g["grade"] or "not given") for g in told)
    by_year = page.locator("table.timeline tbody tr")
    assert set(by_year.locator("th").all_inner_texts()) == {g["authority"] for g in told}
    chart = page.locator("svg.chart")
    expect(chart).to_be_visible()
    dots = chart.locator(".dot")
    assert dots.count() >= len({(g["authority"], (g["as_of"] or g["date"])[:4]) for g in told})
    by_year.locator(".grade a").first.click()
    expect(page.locator(".section.here")).to_have_count(1)


def test_grades_of_one_council_and_kind(look: Look, site: Served) -> None:
    page = look("/grades")
    page.get_by_label("Council", exact=True).select_option("Leeds City Council")
    page.get_by_label("Theme, or part of its name").fill("")
    page.get_by_label("Kind").select_option("all")
    page.get_by_role("button", name="Show").click()
    told = told_by(site.index, "grades", "--authority", "leeds", "--kind", "all")
    assert page.locator("table:has(#list) tbody tr").count() == len(told)


def test_the_matrix_leads_to_its_evidence(look: Look, site: Served) -> None:
    page = look("/topics")
    page.get_by_label("Topics").fill("high caseloads\nagency staff")
    page.get_by_role("button", name="Compare").click()
    table = page.locator("table.matrix")
    head, *rows = (
        line.split("\t")
        for line in said_by(site.index, "matrix", "high caseloads", "agency staff").split("\n\n")[0].splitlines()
    )
    assert [h.strip() for h in table.locator("thead th").all_inner_texts()] == ["Council", *head[1:]]
    shown = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    assert [_cells(row) for row in shown] == [[r[0], *map(_cell, r[1:])] for r in rows]
    cell = table.get_by_role("link", name="of Leeds City Council on high caseloads")
    n = int(cell.inner_text().split()[0])
    cell.click()
    links = page.locator("article.card h3 a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(links) == n
    leeds = {p["id"] for p in told_by(site.index, "papers", "--authority", "leeds")}
    assert {passage_of(link).partition("#")[0] for link in links} <= leeds


def test_the_sheet_of_topics_has_its_evidence(site: Served) -> None:
    """This test ensures that the spreadsheet has a row for each passage of a cell, and that its links lead there."""
    address = "/download/topics.{}?topic=high+caseloads%0Aagency+staff"
    cells = json.loads(site.get(address.format("json")).text)["authorities"]
    counted = [(row["name"], i) for row in cells for cell in row["cells"] for i in cell["passages"]]
    book = openpyxl.load_workbook(io.BytesIO(site.get(address.format("xlsx")).body))
    assert book.sheetnames[:2] == ["Verdicts", "Evidence"]
    head, *rows = ([str(cell or "") for cell in row] for row in book["Evidence"].iter_rows(values_only=True))
    found = [dict(zip(head, row, strict=True)) for row in rows]
    passages = [(row["authority"], row["passage"]) for row in found if row["passage"]]
    assert sorted(passages) == sorted(counted)
    assert len(counted) > 10
    for row in [row for row in found if row["passage"]][:5]:
        assert row["passage link"].startswith(f"{site.url}/papers/")
        page = site.get(row["passage link"].removeprefix(site.url))
        assert page.status == 200
        assert row["citation"]


def _cell(words: str) -> tuple[str, int]:
    """``cites (2)`` and ``cites 2 passages`` alike."""
    verdict = re.match(r"[a-z ]*[a-z]", words)
    number = re.search(r"\d+", words)
    said = verdict[0].strip() if verdict else ""
    return (VERDICTS.get(said, said), int(number[0]) if number else 0)


def _cells(row: list[str]) -> list[object]:
    return [row[0], *map(_cell, row[1:])]


def test_coverage_names_what_could_not_be_read_and_why(look: Look, made_site: Served) -> None:
    page = look("/coverage", at=made_site)
    told = {f["file"].rpartition("/")[2]: f for f in told_by(made_site.index, "status")["unread"]}
    assert set(told) == {"broken.pdf", "void.txt"}
    for name, state in told.items():
        row = page.locator("tr", has=page.get_by_role("rowheader", name=name))
        expect(row).to_contain_text(state["status"])
        expect(row).to_contain_text(state["error"])


def test_help_leads_to_searches_that_work(site: Served) -> None:
    examples = [link for link in links(site.get("/help").text) if "?q=" in link]
    assert len(examples) > 10
    for link in examples:
        answer = site.get(link)
        assert answer.status == 200, link
        assert "There is a problem" not in answer.text, link
        assert "We fixed your search" not in answer.text, link
