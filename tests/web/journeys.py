"""Steps that several journeys share, and what a page of results says."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page

from tests.web.served import passage_of

_TOTALS = re.compile(r"([\d,]+) passages? in ([\d,]+) papers? of ([\d,]+) councils?")

MOST_PAGES = 200


def searched(q: str, **more: str) -> str:
    """The address of a search."""
    return "/search?q=" + quote(q) + "".join(f"&{name}={quote(value)}" for name, value in more.items())


def search_for(page: Page, words: str) -> None:
    """Types words into the page's search box and sends it."""
    box = page.locator("main").get_by_role("search").or_(page.get_by_role("search")).last
    box.locator("input[name=q]").fill(words)
    box.get_by_role("button", name="Search", exact=True).click()


def totals(page: Page) -> dict[str, int]:
    """The counts of the results' heading, as ``cqa search --json`` names them."""
    found = _TOTALS.search(page.locator("#results").inner_text())
    numbers = [int(n.replace(",", "")) for n in found.groups()] if found else [0, 0, 0]
    return dict(zip(("passages", "papers", "authorities"), numbers, strict=True))


def cards(page: Page) -> Locator:
    return page.locator("section.results article.card")


def passages(page: Page) -> list[str]:
    """Ids of the passages on a page of results, in their order."""
    heads = page.locator("section.results article.card h3 a")
    return [passage_of(href) for href in heads.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def all_passages(page: Page) -> list[str]:
    """Ids of the passages on this page of results and all that follow it, by the link to the next page."""
    found = passages(page)
    for _ in range(MOST_PAGES):
        following = page.get_by_role("link", name="Next page")
        if not following.count():
            return found
        following.click()
        found += passages(page)
    raise AssertionError(f"more than {MOST_PAGES} pages")


def facet(page: Page, name: str) -> dict[str, int]:
    """Values of a facet with their counts; of years too."""
    if name == "year":
        entries = page.locator("ul.years li").all_inner_texts()
    else:
        labels = page.locator(f".check:has(input[name={name}]):has(.n)")
        entries = labels.evaluate_all(
            "all => all.map(e => e.querySelector('input').value + ' ' + e.querySelector('.n').textContent)"
        )
    split = (entry.strip().rpartition(" ") for entry in entries)
    return {value.strip(): int(n.replace(",", "")) for value, _, n in split}
