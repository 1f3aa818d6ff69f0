"""An officer looks for the wording of a recommendation and cites it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import cards, passages, search_for, totals
from tests.web.served import Served, passage_of, said_by, told_by
from tests.web.test_keyboard import tab_to

WORDS = "family hubs"


def found_precedent(page: Page) -> None:
    """From the first page to a list of recommendations with these words."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Recommendations").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recommendations and decisions")
    search_for(page, WORDS)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_finds_precedent_wording_and_reads_it(look: Look, site: Served, script: bool) -> None:
    page = look(script=script)
    found_precedent(page)
    wanted = told_by(site.index, "search", f"{WORDS} (role:recommendations OR role:decision)")
    assert totals(page) == wanted["total"]
    assert set(passages(page)) == {p["id"] for p in wanted["passages"]}
    first = cards(page).first
    quote, passage = first.locator("blockquote").inner_text(), passages(page)[0]
    first.get_by_role("link", name="Read in the paper").click()
    here = page.locator(".section.here")
    expect(here).to_have_id(passage.partition("#")[2])
    assert "".join(quote.split()) in "".join(page.locator(".text").inner_text().split())
    expect(here).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_citation_is_that_of_the_command(look: Look, site: Served, script: bool) -> None:
    page = look(f"/recommendations?q={WORDS}", script=script)
    head = cards(page).first.get_by_role("heading").get_by_role("link")
    passage = passage_of(head.get_attribute("href") or "")
    cards(page).first.locator("summary", has_text="Cite").click()
    cited = cards(page).first.locator(".citation").inner_text()
    assert cited == said_by(site.index, "cite", passage).strip()
    head.click()
    expect(page.locator(".citation").first).to_have_text(cited)


@pytest.fixture
def clipboard_page(look: Look) -> Page:
    page = look(f"/recommendations?q={WORDS}", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    return page


FORMS = [("citation", "Plain", "Kent County Council"), ("BibTeX", "BibTeX", "@"), ("RIS", "RIS", "TY  - ")]


@pytest.mark.parametrize(("button", "label", "begins"), FORMS, ids=[form[0] for form in FORMS])
def test_copies_what_is_shown(clipboard_page: Page, button: str, label: str, begins: str) -> None:
    """This test ensures that the same citation is copied from the list and from the passage's page, where it is."""
    page = clipboard_page
    first = cards(page).first
    cited = first.locator(".citation").text_content()
    first.locator("summary", has_text="Cite").click()
    first.get_by_role("button", name=f"Copy {button}").click()
    expect(first.get_by_text("Copied")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(begins)
    assert button != "citation" or copied == cited
    page.evaluate("navigator.clipboard.writeText('')")
    first.get_by_role("link", name="Show the citation, BibTeX and RIS").click()
    part = page.locator(".copyable", has=page.get_by_role("heading", name=label, exact=True))
    expect(part).to_be_in_viewport()
    part.get_by_role("button", name=f"Copy {label}").click()
    expect(part.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == part.locator("pre").text_content() == copied


def test_wording_citation_and_outcome_in_four_actions(look: Look, site: Served) -> None:
    """This test ensures that four actions lead from the first page to a recommendation on the clipboard: follow the
    link, type, press Enter, copy."""
    page = look(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name="Find precedent").click()
    page.get_by_label("Words in the recommendation or decision").fill(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations?q=*")
    page.get_by_role("button", name="Copy with citation of passage 1", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Quotation and citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    told = next(
        p for p in told_by(site.index, "search", "*", "--limit", "10000")["passages"] if p["id"] == passages(page)[0]
    )
    assert told["text"].strip() in copied
    assert told["title"] in copied
    assert said_by(site.index, "cite", told["id"]).strip() in copied
    assert f"{site.url}/papers/{told['id'].replace('#', '/')}" in copied
    outcome = cards(page).first.locator(".outcome").inner_text()
    assert outcome
    assert outcome.casefold() in copied.casefold()


def test_by_keyboard_alone(look: Look) -> None:
    """This test ensures that the same is done without a mouse."""
    page = look(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    tab_to(page, "Find precedent")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations")
    page.keyboard.press("/")
    page.keyboard.type(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/recommendations?q=*")
    tab_to(page, "Copy with citation")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Quotation and citation copied")
    assert "Kent County Council" in page.evaluate("navigator.clipboard.readText()")


def test_without_script_the_quotation_is_a_link(look: Look) -> None:
    page = look(f"/recommendations?q={WORDS}", script=False)
    wanted = cards(page).first.locator("blockquote").inner_text()
    cards(page).first.get_by_role("link", name="Quotation with citation").click()
    assert "".join(wanted.split()) in "".join(page.locator("body").inner_text().split())


def test_without_script_the_citation_can_be_read_and_no_button_offers_to_copy(look: Look) -> None:
    page = look(f"/recommendations?q={WORDS}", script=False)
    first = cards(page).first
    first.locator("summary", has_text="Cite").click()
    assert not first.get_by_role("button", name="Copy").count()
    first.get_by_role("link", name="Show the citation, BibTeX and RIS").click()
    for pre in page.locator("#cite pre, section:has(#cite) pre").all():
        expect(pre).to_be_visible()
    assert not page.get_by_role("button", name="Copy").count()


def test_a_papers_citation_can_be_saved(look: Look, site: Served) -> None:
    page = look(f"/recommendations?q={WORDS}")
    cards(page).first.get_by_role("link", name="Read in the paper").click()
    paper = page.url.partition("/papers/")[2].partition("?")[0]
    folder = told_by(site.index, "show", paper)["file"].rpartition("/")[0] + "/"
    page.locator("summary", has_text="Cite this paper").click()
    for name, form in (("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl")):
        with page.expect_download() as saving:
            page.get_by_role("link", name=name, exact=True).click()
        saved = saving.value.path().read_text("utf-8")
        told = said_by(site.index, "cite", paper, "--format", form)
        assert saved.strip() == told.replace(folder, "").strip(), "but for where the file lies"
