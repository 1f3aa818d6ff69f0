"""Every page for everybody: axe-core finds nothing, nothing runs off a narrow screen, paper and calm are respected."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.web.conftest import Look
from tests.web.journeys import searched
from tests.web.served import Served, told_by

WHICH = "Which councils cite caseload pressure?"

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""Rules whose outcome depends on the colour scheme."""

NARROW, MIDDLE, WIDE = 320, 768, 1440
"""Pixels. 320 is also what 400 % zoom leaves of 1280 (WCAG 2.2, 1.4.10)."""

AXE = """async ([type, values]) => {
  const { violations } = await axe.run(document, { runOnly: { type, values }, resultTypes: ["violations"] });
  return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 200)} ${n.failureSummary}`));
}"""

OVERFLOWING = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""

OPEN_ALL = "document.querySelectorAll('details').forEach(d => { d.open = true; })"

PAGES: dict[str, tuple[str, int]] = {
    "home": ("/", 200),
    "search-start": ("/search", 200),
    "search": (searched("caseloads"), 200),
    "search-filtered": (searched("children", authority="Leeds City Council", page="2", to="2030"), 200),
    "search-nothing": (searched("zzyzx"), 200),
    "search-misspelt": (searched("socail workers"), 200),
    "search-fixed": (searched("caseloads AND (high OR"), 200),
    "search-wrong": (searched("caseloads", authority="Atlantis"), 400),
    "search-wrong-date": (searched("caseloads", authority="Leeds City Council") + "&from=never", 400),
    "search-beyond": (searched("caseloads", page="99"), 200),
    "question": (searched(WHICH), 200),
    "question-not-found": (searched("What is the parking charge in Birmingham?"), 200),
    "answer": ("/answer?q=" + WHICH, 200),
    "recommendations": ("/recommendations?q=family+hubs", 200),
    "facet": ("/facets/authority?q=children", 200),
    "paper": ("/papers/{leeds-2010}?q=caseloads&at=s21", 200),
    "pages": ("/papers/{leeds-2010}/pages?q=caseloads&at=s21", 200),
    "pages-none": ("/papers/{leeds-2010}/pages?q=zzyzx", 200),
    "accessibility": ("/accessibility", 200),
    "paper-html": ("/papers/{brighton}", 200),
    "pack": ("/papers/{agenda-pack}", 200),
    "passage": ("/papers/{leeds-2010}/s21?q=caseloads", 200),
    "similar": ("/papers/{leeds-2010}/similar", 200),
    "papers": ("/papers", 200),
    "papers-none": ("/papers?q=zzyzx", 200),
    "councils": ("/councils", 200),
    "council": ("/councils/Leeds City Council", 200),
    "grades": ("/grades", 200),
    "grades-all": ("/grades?theme=&kind=all", 200),
    "grades-none": ("/grades?theme=zzyzx", 200),
    "topics": ("/topics", 200),
    "topics-matrix": ("/topics?topic=high caseloads%0Aagency staff%0Astaff turnover", 200),
    "topic": ("/topics/Leeds City Council?topic=high caseloads", 200),
    "coverage": ("/coverage", 200),
    "help": ("/help", 200),
    "help-query": ("/help/query", 200),
    "help-answers": ("/help/answers", 200),
    "help-output": ("/help/output", 200),
    "not-found": ("/nowhere", 404),
}
"""Each template, in each state that looks different; ``{name}`` means the id of a paper."""

MADE = {
    "made-coverage": ("/coverage", 200),
    "made-search": (searched("caseloads", to="2025", sort="-date", size="20"), 200),
    "made-table": ("/papers/{table}", 200),
    "made-long": ("/papers/{long}?part=2&q=caseloads", 200),
}
"""Pages over the made-up papers, with what the corpus does not have."""


def address(site: Served, path: str) -> str:
    before, brace, rest = path.partition("{")
    if not brace:
        return path
    name, _, after = rest.partition("}")
    return f"{before}{told_by(site.index, 'show', name)['id']}{after}"


HEADINGS = """() => {
  const ranks = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(e => e.checkVisibility()).map(e => +e.tagName[1]);
  return ranks.filter((rank, i) => i ? rank > ranks[i - 1] + 1 || rank === 1 : rank !== 1).map(r => `h${r}: ${ranks}`);
}"""
"""Headings that skip a rank, and any h1 but the first heading of all."""


def violations(page: Page, kind: str, values: list[str]) -> list[str]:
    found: list[str] = page.evaluate(AXE, [kind, values])
    return found


def save(page: Page, folder: Path, name: str, scheme: str) -> None:
    for width in (NARROW, MIDDLE, WIDE):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


@pytest.mark.parametrize("name", [*PAGES, *MADE])
def test_page(look: Look, site: Served, made_site: Served, name: str, pytestconfig: pytest.Config) -> None:
    """This test ensures that axe finds nothing wide or narrow, light or dark, folded or open, and that nothing runs off
    the screen."""
    at = site if name in PAGES else made_site
    path, status = (PAGES | MADE)[name]
    page = look(address(at, path), at=at, status=status, width=WIDE, reduced_motion="reduce")
    folder = pytestconfig.getoption("--screenshots", default=None)
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            save(page, Path(folder), name, scheme)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDE, "height": 900})
    assert page.title().endswith("council papers")
    page.evaluate(AXE_SCRIPT)
    found = {"wide": violations(page, "tag", TAGS), "headings": page.evaluate(HEADINGS)}
    page.set_viewport_size({"width": NARROW, "height": 900})
    found["runs off, folded"] = page.evaluate(OVERFLOWING)
    page.evaluate(OPEN_ALL)
    found["runs off, open"] = page.evaluate(OVERFLOWING)
    found["narrow, open"] = violations(page, "tag", TAGS)
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, "rule", OF_COLOUR)
    assert not {where: wrong for where, wrong in found.items() if wrong}


@pytest.mark.parametrize("name", ["search", "answer", "paper", "grades"])
def test_on_paper_there_is_the_content_alone(look: Look, site: Served, name: str) -> None:
    page = look(address(site, PAGES[name][0]))
    page.emulate_media(media="print")
    for part in ("header nav", ".searchbox", ".side", ".skip", ".pager", "button", "p.save", "form.line"):
        for one in page.locator(part).all():
            expect(one).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    if name == "search":
        expect(page.locator("article.card blockquote").first).to_be_visible()


def test_nothing_moves_for_those_who_ask_for_calm(look: Look) -> None:
    for wish, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        page = look(searched("caseloads"), reduced_motion=wish)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    page = look(searched("caseloads"), reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].map(e => getComputedStyle(e)).filter(s =>
      s.animationName !== "none" || s.transitionDuration.split(", ").some(d => parseFloat(d) > 0)).length"""
    assert page.evaluate(moving) == 0
