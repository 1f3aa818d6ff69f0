"""Somebody who uses no mouse: every stop can be seen, everything can be reached and done."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import searched, totals
from tests.web.served import Served, told_by

STOPS_MOST = 600

STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const lit = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {
    at: [...document.querySelectorAll("*")].indexOf(e), says: (e.innerText || e.name || e.id || e.tagName).trim(), lit,
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}"""

REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(e => e.type !== "hidden" && e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true }))
  .map(e => [...document.querySelectorAll("*")].indexOf(e))"""


class Stop(NamedTuple):
    at: int
    says: str
    lit: bool
    seen: bool


def stop(page: Page) -> Stop | None:
    """What has the focus: its place in the document, its words, whether an outline shows and it is in the window."""
    found = page.evaluate(STOP)
    return Stop(**found) if found else None


def walk(page: Page) -> list[Stop]:
    """Every stop of the Tab key, from the first to the last."""
    stops: list[Stop] = []
    for _ in range(STOPS_MOST):
        page.keyboard.press("Tab")
        here = stop(page)
        if here is None or (stops and here.at == stops[0].at):
            return stops
        stops.append(here)
    raise AssertionError(f"no end after {STOPS_MOST} stops")


def tab_to(page: Page, says: str) -> None:
    """Tab until something that begins with these words has the focus."""
    for _ in range(STOPS_MOST):
        page.keyboard.press("Tab")
        here = stop(page)
        if here and here.says.startswith(says):
            return
    raise AssertionError(f"{says!r} is not reached")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        searched("caseloads"),
        searched("Which councils cite caseload pressure?"),
        "/topics?topic=agency+staff",
        "/grades",
        "/papers",
    ],
)
def test_every_stop_is_seen_and_nothing_is_left_out(look: Look, path: str) -> None:
    page = look(path, reduced_motion="reduce")
    reachable = set(page.evaluate(REACHABLE))
    stops = walk(page)
    assert stops[0].says.startswith("Skip to ")
    assert not [s.says for s in stops if not s.lit], "no outline"
    assert not [s.says for s in stops if not s.seen], "out of sight"
    assert reachable <= {s.at for s in stops}
    assert [s.at for s in stops] == sorted(s.at for s in stops), "in the order of the page"


def test_the_skip_link_leads_to_the_main_content(look: Look) -> None:
    page = look("/papers")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_one_stop_leads_to_the_results(look: Look) -> None:
    """This test ensures that the first result is three stops away, not behind 71 of filters."""
    page = look(searched("caseloads"), reduced_motion="reduce")
    page.keyboard.press("Tab")
    found = stop(page)
    assert found
    assert found.says == "Skip to results"
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article.card h3 a").first).to_be_focused()


def test_one_stop_leads_to_the_answer(look: Look) -> None:
    page = look(searched("Which councils cite caseload pressure?"))
    tab_to(page, "Skip to the answer")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_be_focused()


@pytest.mark.parametrize("path", ["/papers", "/grades", "/help"])
def test_the_slash_finds_the_search_of_every_page(look: Look, path: str) -> None:
    page = look(path)
    page.keyboard.press("/")
    page.keyboard.type("caseloads")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=caseloads")


def test_searches_with_a_suggestion(look: Look, site: Served) -> None:
    page = look()
    box = page.get_by_role("combobox")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("casel")
    listed = page.get_by_role("listbox", name="Suggestions")
    expect(listed).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(listed.get_by_role("option").first).to_have_text(re.compile("^caseload"))  # of all letters, not the first
    page.keyboard.press("ArrowDown")
    chosen = listed.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    words = chosen.inner_text()
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("Enter")
    expect(box).to_have_value(words)
    expect(listed).to_be_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert totals(page) == told_by(site.index, "search", words)["total"]


def test_escape_closes_the_suggestions_and_keeps_the_words(look: Look) -> None:
    page = look()
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("leed")
    listed = page.get_by_role("listbox")
    expect(listed.get_by_role("option", name="Leeds City Council")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(listed.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    expect(box).to_have_value("leed")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None


def test_the_slash_is_a_letter_while_one_types(look: Look) -> None:
    page = look("/search?q=*")
    page.get_by_label("From", exact=True).focus()
    page.keyboard.type("1/2")
    expect(page.get_by_label("From", exact=True)).to_have_value("1/2")


def test_filters_and_folds_by_keyboard(look: Look, site: Served) -> None:
    page = look(searched("caseloads"), reduced_motion="reduce")
    kent = page.get_by_role("checkbox", name="Kent County Council")
    for _ in range(STOPS_MOST):
        page.keyboard.press("Tab")
        if kent.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Space")
    expect(kent).to_be_checked()
    tab_to(page, "Apply filters")
    page.keyboard.press("Enter")
    page.wait_for_url("**authority=Kent*")
    assert totals(page) == told_by(site.index, "search", "caseloads", "--authority", "Kent County Council")["total"]
    tab_to(page, "Why this matched")
    folded = page.locator("details", has=page.locator("summary:focus"))
    assert folded.get_attribute("open") is None
    page.keyboard.press("Enter")
    assert folded.get_attribute("open") is not None
    expect(folded.get_by_text("Matched:")).to_be_visible()


def test_filters_fold_on_a_narrow_screen(look: Look) -> None:
    page = look(searched("caseloads"), width=320, reduced_motion="reduce")
    expect(page.get_by_role("checkbox", name="Kent County Council")).to_be_hidden()
    tab_to(page, "Filters")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Kent County Council")).to_be_visible()
