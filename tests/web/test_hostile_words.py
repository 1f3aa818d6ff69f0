"""Papers, file names and addresses are other people's words: shown as text, and never run."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import cards, searched
from tests.web.made_papers import ATTACK, ATTACK_TITLE, BELL, BIDI, ESCAPE, LINE
from tests.web.served import Served, told_by

UNSEEN = (BIDI, BELL, ESCAPE, LINE, "\x00", "\u2066", "\u200f", "\U000e0041")

OWN = """() => ({
  hit: window.hit ?? null,
  images: document.querySelectorAll("img, iframe, object, embed, form[action^='javascript'], style, base").length,
  scripts: [...document.scripts].map(s => s.getAttribute("src")),
  links: [...document.querySelectorAll("[href], [src], [action]")]
    .map(e => e.getAttribute("href") ?? e.getAttribute("src") ?? e.getAttribute("action")),
  handlers: [...document.querySelectorAll("*")].flatMap(e => [...e.attributes])
    .filter(a => a.name.startsWith("on")).map(a => a.name),
  words: document.documentElement.textContent,
})"""


def assert_harmless(page: Page) -> None:
    """The page has its own elements alone, has run nothing foreign, and no unseen character reaches it."""
    page.wait_for_load_state("load")
    found = page.evaluate(OWN)
    assert found["hit"] is None
    assert not found["images"]
    assert [src.partition("?")[0] for src in found["scripts"]] == ["/static/cqa.js"]
    assert not found["handlers"]
    assert not [link for link in found["links"] if not link.startswith(("/", "#", "?"))]
    assert not [char for char in UNSEEN if char in found["words"]]


def addresses(site: Served) -> list[str]:
    """Every kind of page on which a hostile paper shows."""
    papers = [p for p in told_by(site.index, "papers") if p["id"] and "long" not in p["file"]]
    pages = [
        "/papers",
        "/councils",
        "/grades?theme=",
        "/coverage",
        "/recommendations",
        searched("caseloads", size="20"),
    ]
    pages += [searched("Which councils say that caseloads are high?"), "/topics?topic=caseloads"]
    pages += ["/topics/Leeds%20City%20Council?topic=caseloads", "/councils/Leeds%20City%20Council"]
    pages += ["/answer?q=" + quote("Which councils say that caseloads are high?")]
    for paper in papers:
        sections = told_by(site.index, "show", paper["id"])["sections"]
        pages += [f"/papers/{paper['id']}?q=caseloads&at={sections[-1]['id']}", f"/papers/{paper['id']}/similar"]
    held = list(told_by(site.index, "search", "caseloads NOT title:long", "--limit", "9")["passages"])
    return pages + [f"/papers/{p['paper']}/{p['id'].partition('#')[2]}?q=caseloads" for p in held]


def test_hostile_papers_are_text_on_every_page(look: Look, made_site: Served) -> None:
    page = look(at=made_site)
    for path in addresses(made_site):
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        assert_harmless(page)


def test_hostile_words_are_shown_as_they_are(look: Look, made_site: Served) -> None:
    page = look(searched("caseloads", authority="Leeds City Council", **{"from": "2025"}), at=made_site)
    shown = page.locator("section.results").text_content() or ""
    assert ATTACK in shown
    assert "javascript:window.hit=1" in shown
    assert "\ufffddesrever\ufffd" in shown
    assert ATTACK_TITLE in page.locator("main").inner_text()
    cards(page).first.get_by_role("link", name="Read in the paper").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ATTACK_TITLE)
    assert ATTACK in (page.locator(".text").text_content() or "")


def test_a_hostile_citation_is_copied_as_text(look: Look, made_site: Served) -> None:
    page = look("/papers", at=made_site, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name=ATTACK_TITLE).first.click()
    page.locator("summary", has_text="Cite this paper").click()
    page.get_by_role("button", name="Copy Plain").click()
    expect(page.get_by_role("status")).not_to_be_empty()
    assert ATTACK_TITLE in page.evaluate("navigator.clipboard.readText()")
    assert_harmless(page)


QUERIES = {
    "attack": ATTACK,
    "quoted attack": f'"{ATTACK}"',
    "attribute": '" autofocus onfocus=window.hit=1 x="',
    "javascript": "javascript:window.hit=1",
    "bidi": f"case{BIDI}loads{ESCAPE}[31m{BELL}",
    "null": "case\x00loads",
    "ten thousand": "caseloads " * 1000,
    "wildcards": "*" * 300,
    "prefixes": "a* " * 160,
    "brackets": "(" * 300,
    "closing": "(a OR " * 60 + ")" * 60,
    "quotes": '"' * 300,
    "nots": "NOT " * 120 + "a",
    "nears": "a NEAR/5 " * 60 + "a",
    "fields": "authority:" * 50,
    "regex": "(a+)+$ [^x]{9999} .*.*.*",
    "date": "date:9999999999999..-1",
    "surrogate": "\U0001f4b7 \ufffe caseloads",
}


@pytest.mark.parametrize("q", QUERIES.values(), ids=QUERIES)
def test_hostile_queries_are_answered_as_text(look: Look, made_site: Served, q: str) -> None:
    """This test ensures that each query gives a page, within a bounded time, that shows it as it is."""
    path = searched(q)
    status = made_site.get(path).status
    assert status in ((200, 400) if len(path) < 8_000 else (414,))
    page = look(path, at=made_site, status=status)
    assert_harmless(page)
    typed = page.get_by_role("search").locator("input[name=q]")
    if status == 200 and q.isprintable():
        expect(typed).to_have_value(q[:500].strip())
    for also in ("/recommendations", "/answer", "/topics", "/suggest", "/download/search.json", "/papers"):
        name = "topic" if also == "/topics" else "q"
        assert made_site.get(f"{also}?{name}={quote(q)}").status in (200, 400, 414)


@pytest.mark.parametrize("name", ["authority", "committee", "grade", "role", "type", "from", "to", "paper"])
def test_hostile_filters_are_said_to_be_unknown(look: Look, made_site: Served, name: str) -> None:
    path = searched("caseloads", **{name: ATTACK})
    status = made_site.get(path).status
    assert status in (200, 400)
    page = look(path, at=made_site, status=status)
    assert_harmless(page)
    if status == 400:
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        expect(page.get_by_role("alert")).to_contain_text(ATTACK)
    else:
        expect(page.locator("#results")).to_have_text("Nothing found")


def test_suggestions_are_text(look: Look, made_site: Served) -> None:
    page = look(at=made_site)
    page.route("**/suggest?*", lambda route: route.fulfill(json=[ATTACK]))
    page.get_by_role("combobox").press_sequentially("case")
    expect(page.get_by_role("option")).to_have_text(ATTACK)
    assert_harmless(page)
