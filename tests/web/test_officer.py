"""An officer looks for the wording of a recommendation and cites it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from web.conftest import Look
from web.journeys import cards, passages, search_for, totals
from web.served import Served, passage_of, said_by, told_by

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
    cited, passage = head.inner_text(), passage_of(head.get_attribute("href") or "")
    assert cited == said_by(site.index, "cite", passage).strip()
    head.click()
    expect(page.locator(".citation").first).to_have_text(cited)


@pytest.fixture
def clipboard_page(look: Look) -> Page:
    page = look(f"/recommendations?q={WORDS}", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    return page


def test_copies_the_citation_that_is_shown(clipboard_page: Page) -> None:
    page = clipboard_page
    first = cards(page).first
    first.get_by_role("button", name="Copy citation").click()
    expect(first.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == first.get_by_role("heading").inner_text()
    expect(page.get_by_role("status")).to_have_text("Citation copied")


@pytest.mark.parametrize(("form", "begins"), [("Plain", "Kent County Council"), ("BibTeX", "@"), ("RIS", "TY  - ")])
def test_copies_each_form_of_citation(clipboard_page: Page, form: str, begins: str) -> None:
    first = cards(clipboard_page).first
    first.locator("summary", has_text="Cite").click()
    part = first.locator(".copyable", has=clipboard_page.get_by_text(form, exact=True))
    part.get_by_role("button", name=f"Copy {form}").click()
    expect(part.get_by_text("Copied")).to_be_visible()
    copied = clipboard_page.evaluate("navigator.clipboard.readText()")
    assert copied == part.locator("pre").text_content()
    assert copied.startswith(begins)


def test_without_script_no_button_offers_to_copy(look: Look) -> None:
    page = look(f"/recommendations?q={WORDS}", script=False)
    page.locator("summary", has_text="Cite").first.click()
    assert page.locator("pre").first.is_visible()
    assert not [b.inner_text() for b in page.get_by_role("button", name="Copy").all() if b.is_visible()]


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
