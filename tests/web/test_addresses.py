"""The address holds the whole search: it can be reloaded, bookmarked and sent to a colleague."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Look
from tests.web.journeys import passages, search_for, searched, totals
from tests.web.served import Served


def test_a_search_made_by_hand_is_the_same_for_a_colleague(look: Look) -> None:
    page = look()
    search_for(page, 'children OR "social workers"')
    page.get_by_role("checkbox", name="inspection report").check()
    page.get_by_label("From", exact=True).fill("2015")
    page.get_by_label("Order", exact=True).select_option("Newest first")
    page.get_by_label("Results per page").select_option("20")
    page.get_by_role("button", name="Apply filters").first.click()
    page.get_by_role("link", name="Next page").click()
    said = parse_qs(urlsplit(page.url).query)
    assert (said["q"], said["type"], said["from"], said["sort"], said["size"], said["page"]) == (
        ['children OR "social workers"'],
        ["inspection report"],
        ["2015"],
        ["-date"],
        ["20"],
        ["2"],
    )
    before = page.locator("main").inner_html()
    page.reload()
    assert page.locator("main").inner_html() == before
    path = page.url.removeprefix("http://").partition("/")[2]
    elsewhere = look("/" + path)
    assert elsewhere.locator("main").inner_html() == before
    assert passages(elsewhere)


def test_the_form_shows_what_the_address_says(look: Look) -> None:
    page = look(searched("caseloads", authority="Leeds City Council", to="2015", sort="date", per="paper", exact="1"))
    expect(page.get_by_role("search").locator("input[name=q]")).to_have_value("caseloads")
    expect(page.get_by_role("checkbox", name="Leeds City Council")).to_be_checked()
    expect(page.get_by_label("To", exact=True)).to_have_value("2015")
    expect(page.get_by_label("Order", exact=True)).to_have_value("date")
    expect(page.get_by_label("Only the best passage of each paper")).to_be_checked()
    expect(page.get_by_label("Exact words only")).to_be_checked()


@pytest.mark.parametrize(
    "more",
    [
        {"page": "-3"},
        {"page": "0"},
        {"page": "x"},
        {"size": "7"},
        {"size": "-1"},
        {"sort": "sideways"},
        {"per": "x"},
        {"exact": "x"},
        {"nobody": "knows"},
    ],
    ids=lambda more: "=".join(*more.items()),
)
def test_what_cannot_be_meant_is_as_usual(site: Served, more: dict[str, str]) -> None:
    usual, odd = (site.get(searched("caseloads", **given)).text for given in ({}, more))
    assert odd == usual


def test_a_page_beyond_the_last_says_so(look: Look) -> None:
    page = look(searched("caseloads", page="99999999"))
    assert totals(page)["passages"]
    assert not passages(page)
    page.get_by_role("link", name="Back to the first page").click()
    assert passages(page)
