"""What a page of results says, and how much room it takes: levels of an answer, filters, mistakes, heights."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import cards, searched, totals
from tests.web.served import Served, told_by
from tests.web.test_keyboard import tab_to

WHICH = "Which councils cite caseload pressure?"
CLOSEST = "What is the leisure centre opening time?"

GREEN = "getComputedStyle(document.querySelector('.answer')).borderTopColor"


def test_closest_passages_are_no_answer(look: Look, site: Served) -> None:
    """This test ensures that passages without a claim are not dressed as an answer."""
    told = told_by(site.index, "ask", CLOSEST)
    assert not told["found"]
    answered = look(searched(WHICH)).evaluate(GREEN)
    page = look(searched(CLOSEST))
    panel = page.locator("section.answer")
    assert page.evaluate(GREEN) != answered
    expect(panel.get_by_role("heading", level=2)).not_to_have_text("Answer")
    assert not re.search(r"\banswer\b", panel.locator("h2, h3, .save").all_inner_texts()[-1], re.IGNORECASE)
    shown = {p["id"]: p["role"] for p in told["passages"]}
    for link in panel.locator("figcaption a:first-child").all():
        paper, section = (link.get_attribute("href") or "").partition("?")[0].split("/")[2:4]
        assert shown[f"{paper}#{section}"] not in ("front matter", "officer contact", "appendices list")


def test_a_filter_in_use_is_above_the_answer_and_counted_in_it(look: Look, site: Served) -> None:
    page = look(searched(WHICH, authority="Leeds City Council"))
    chip = page.get_by_role("list", name="Filters in use").get_by_role("link", name="Leeds City Council")
    panel = page.locator("section.answer")
    above, below = chip.bounding_box(), panel.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    leeds = told_by(site.index, "papers", "--authority", "leeds")
    expect(panel.locator(".coverage")).to_contain_text(f"Searched: {len(leeds)} papers, 1 council")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_wrong_date_keeps_every_filter(look: Look, site: Served, script: bool) -> None:
    address = searched("caseloads", authority="Kent County Council") + "&from=yesterday&sort=-date"
    page = look(address, status=400, script=script)
    summary = page.get_by_role("alert")
    if script:
        expect(summary).to_be_focused()
    assert page.title().startswith("Error: ")
    expect(page.get_by_role("checkbox", name="Kent County Council")).to_be_checked()
    expect(page.get_by_label("Order", exact=True)).to_have_value("-date")
    box = page.get_by_label("From", exact=True)
    expect(box).to_have_value("yesterday")
    expect(box).to_have_attribute("aria-invalid", "true")
    summary.get_by_role("link", name="is not a date").click()
    expect(box).to_be_focused()
    box.fill("2010")
    page.get_by_role("button", name="Apply filters").first.click()
    told = told_by(site.index, "search", "caseloads", "--authority", "Kent County Council", "--from", "2010")
    assert totals(page) == told["total"]


def heights(page: Page) -> list[float]:
    found: list[float] = cards(page).evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    return found


@pytest.mark.parametrize("q", ["caseloads", "children", "budget", "agency staff"])
def test_several_results_fit_a_window(look: Look, q: str) -> None:
    for width, most in ((1440, 262), (320, 420)):
        found = heights(look(searched(q, size="20"), width=width))
        assert found
        assert max(found) <= most, width


def test_the_question_is_the_heading_also_on_paper(look: Look) -> None:
    page = look(searched(WHICH))
    for media in ("screen", "print"):
        page.emulate_media(media=media)  # type: ignore[arg-type]
        expect(page.get_by_role("heading", level=1)).to_have_text(WHICH)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    mark = page.locator("mark").first
    assert mark.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact"


def test_examples_on_the_first_page_are_links_that_find_something(look: Look) -> None:
    addresses = look().locator(".try a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert len(addresses) >= 4
    for address in addresses:
        page = look(address)
        assert cards(page).count() or page.locator("section.answer").count(), address


def test_every_year_is_offered(look: Look, site: Served) -> None:
    told = told_by(site.index, "search", "children")["facets"]["year"]
    page = look(searched("children"))
    shown = page.locator("ul.years a").all_inner_texts()
    assert sorted(shown) == sorted(row["value"] for row in told if row["value"])
    tab_to(page, shown[-1])
