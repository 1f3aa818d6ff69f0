"""A paper's page: what is known of it, its outline, its text with the passage and the matches marked."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Look
from tests.web.journeys import cards, passages, searched
from tests.web.served import Served, told_by

LEEDS = "leeds-2010"


@pytest.mark.parametrize("n", [0, 3, 6, 7])
def test_the_passage_is_marked_in_its_paper(look: Look, site: Served, n: int) -> None:
    """This test ensures that what is marked in the list and in the paper is what the command highlights; the passage
    of place 7 is of two sections, a heading and what is below it, which names it."""
    told = {p["id"]: p for p in told_by(site.index, "search", "high caseloads")["passages"]}
    page = look(searched("high caseloads"))
    shown = passages(page)[n]
    matches = [told[shown]["text"][a:b] for a, b in told[shown]["highlights"]]
    assert matches
    card = cards(page).nth(n)
    assert set(card.locator("mark").all_text_contents()) <= set(matches)
    card.get_by_role("link", name="Read in the paper").click()
    here = page.locator(".section.here")
    expect(page.locator(f".section.here[id='{shown.partition('#')[2]}']")).to_be_in_viewport()
    expect(here.first).to_be_in_viewport()
    assert here.locator("mark").all_text_contents() == matches


def test_the_outline_leads_to_the_sections(look: Look, site: Served) -> None:
    paper = told_by(site.index, "show", LEEDS)
    page = look(f"/papers/{paper['id']}", reduced_motion="reduce")
    headings = {s["id"]: s["heading"] for s in paper["sections"] if s["heading"]}
    entries = page.locator(".outline li a")
    assert entries.count() > 3
    for link in (entries.nth(1), entries.last):
        section = (link.get_attribute("href") or "").partition("#")[2]
        assert link.inner_text().rstrip("…").split()[-1] in headings[section]
        link.click()
        expect(page.locator(f"[id='{section}']")).to_be_in_viewport()


def test_what_is_known_of_it(look: Look, site: Served) -> None:
    paper = told_by(site.index, "show", LEEDS)
    page = look(f"/papers/{paper['id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(paper["title"])
    facts = page.locator("dl.facts")
    for words in ("Leeds City Council", "Executive Board", "12 February 2010", "Sandie Keene"):
        expect(facts).to_contain_text(words)
    rows = page.locator("table:has(#judgements) tbody tr")
    assert rows.count() == len(paper["judgements"])
    grades = page.locator("table:has(#judgements) .grade").all_text_contents()
    assert sorted(grades) == sorted(j["grade"] for j in paper["judgements"])


def test_a_judgement_leads_to_where_it_stands(look: Look, site: Served) -> None:
    paper = told_by(site.index, "show", "norfolk-2018")
    first = paper["judgements"][0]
    page = look(f"/papers/{paper['id']}")
    page.locator("table:has(#judgements) .grade a").first.click()
    expect(page.locator(".section.here")).to_have_id(first["section"])


def test_all_of_its_text_is_there(look: Look, site: Served) -> None:
    for name in (LEEDS, "kent-2025-01-30", "stoke-ferry", "brighton"):
        paper = told_by(site.index, "show", name)
        page = look(f"/papers/{paper['id']}")
        shown = " ".join(" ".join(page.locator(".section").all_text_contents()).split())
        for section in paper["sections"]:
            for line in section["text"].splitlines():
                assert " ".join(line.replace("\t", " ").split()) in shown or "\t" in line or "|" in line


@pytest.mark.parametrize("name", ["leeds-2013", "hertfordshire"])
def test_printed_page_and_pdf_page(look: Look, site: Served, name: str) -> None:
    paper = told_by(site.index, "show", name)
    page = look(f"/papers/{paper['id']}")
    pages = page.locator(".text .page a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    firsts = {s["page_first"] for s in paper["sections"]}
    assert {int(href.rpartition("=")[2].removesuffix("#sheet")) for href in pages} == firsts
    assert all(href.startswith(f"/papers/{paper['id']}/pages?page=") for href in pages)


def test_a_passage_with_its_neighbours_and_its_like(look: Look, site: Served) -> None:
    page = look(searched("caseloads", authority="Surrey County Council"))
    here = passages(page)[0]
    cards(page).first.get_by_role("link", name="More like this").click()
    paper, _, section = here.partition("#")
    held = [s["id"] for s in told_by(site.index, "show", paper)["sections"]]
    around = page.locator("section[aria-labelledby=around] h3 a")
    near = [
        href.partition("?")[0].rpartition("/")[2]
        for href in around.evaluate_all("all => all.map(a => a.getAttribute('href'))")
    ]
    order = [held.index(s.partition(".")[0]) for s in (near[0], section, near[1])]
    assert order == sorted(order)
    like = page.locator("section[aria-labelledby=like] article")
    assert like.count()
    assert f"/papers/{paper}/" not in "".join(like.locator("h3 a").first.get_attribute("href") or "")
    expect(page.locator("#like")).to_be_in_viewport()


def test_a_pack_names_its_papers_and_they_their_pack(look: Look, site: Served) -> None:
    pack = told_by(site.index, "show", "agenda-pack")
    inside = [p for p in told_by(site.index, "papers") if p["pack"] == pack["id"]]
    page = look(f"/papers/{pack['id']}")
    entries = page.locator("section[aria-labelledby=inside] li")
    assert entries.count() == len(inside) > 1
    entries.first.get_by_role("link").click()
    back = page.locator("dl.facts").get_by_role("link", name=pack["title"])
    assert back.get_attribute("href") == f"/papers/{pack['id']}"
