"""A question has its answer above the passages, quoted word by word; and a search that finds nothing says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cqa.engine import open_engine
from cqa.web.names import VERDICTS
from tests.web.conftest import Look
from tests.web.journeys import passages, searched, totals
from tests.web.served import Served, passage_of, told_by

WHICH = "Which councils cite caseload pressure?"

QUOTED = """rows => rows.map(row => ({
  council: row.querySelector("th").childNodes[0].textContent,
  verdict: row.querySelector(".tag").textContent,
  quote: [...row.querySelector("td.words").childNodes]
    .filter(n => n.nodeName !== "A").map(n => n.textContent).join("").trim(),
  link: row.querySelector("td.words a")?.getAttribute("href"),
}))"""


def pieces(quote: str) -> list[str]:
    """A quotation without the ellipses where something is left off."""
    return [piece.strip() for piece in quote.split("…") if piece.strip()]


def assert_verbatim(index: Path, link: str, quote: str) -> None:
    """The quotation is text of the passage that its link names."""
    engine = open_engine(index)
    paper, _, _ = passage_of(link).partition("#")
    passage = next(p for p in engine.passages(paper) if p.id == passage_of(link))
    text = engine.text(paper)[0]
    assert pieces(quote)
    for piece in pieces(quote):
        assert piece in text
        assert piece in passage.text


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_every_council_has_its_verdict_and_its_own_words(look: Look, site: Served, script: bool) -> None:
    told = told_by(site.index, "ask", WHICH)
    page = look(searched(WHICH), script=script)
    panel = page.locator("section.answer")
    expect(panel.get_by_role("heading", name="Answer")).to_be_visible()
    expect(panel.locator(".said")).to_have_text(told["answer"])
    rows = panel.locator("table.verdicts tbody tr").evaluate_all(QUOTED)
    verdicts = {row["name"]: row["verdict"] for row in told["authorities"]}
    said = [name for name, verdict in verdicts.items() if verdict in ("cites", "mentions")]
    assert {row["council"]: row["verdict"] for row in rows} == {name: VERDICTS[verdicts[name]] for name in said}
    for row in rows:
        assert_verbatim(site.index, row["link"], row["quote"])
    panel.get_by_role("link", name="Show all").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WHICH)
    whole = page.locator("table.verdicts tbody tr").evaluate_all(QUOTED)
    assert {row["council"]: row["verdict"] for row in whole} == {n: VERDICTS[v] for n, v in verdicts.items()}
    assert len(verdicts) == len({p["authority"]["name"] for p in told_by(site.index, "papers")})
    page.get_by_role("link", name="Back to the passages").click()
    expect(page.locator("section.answer")).to_be_visible()


def quotations(page: Page) -> list[tuple[str, str]]:
    """Links and words of the quotations in the panel."""
    shown = page.locator("section.answer figure.quote")
    links = shown.locator("figcaption a:first-child").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return list(zip(links, shown.locator("blockquote").all_text_contents(), strict=True))


@pytest.mark.parametrize(
    "question",
    [
        "What overall effectiveness grade did Ofsted give Norfolk?",
        "When was Leeds last inspected?",
        "What was Cabinet asked to do about family hubs?",
    ],
)
def test_an_answer_rests_on_quotations(look: Look, site: Served, question: str) -> None:
    told = told_by(site.index, "ask", question)
    page = look(searched(question))
    expect(page.locator("section.answer .said")).to_have_text(told["answer"])
    quoted = quotations(page)
    assert quoted
    for link, quote in quoted:
        assert_verbatim(site.index, link, quote)
        assert passage_of(link) in [p["id"] for p in told["passages"]]


@pytest.mark.parametrize("question", ["What is the parking charge in Birmingham?", "Does Leeds mention zeppelins?"])
def test_not_found_is_said_and_nothing_is_made_up(look: Look, site: Served, question: str) -> None:
    told = told_by(site.index, "ask", question)
    assert not told["found"]
    page = look(searched(question))
    panel = page.locator("section.answer")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Not found")
    expect(panel.locator(".said")).to_have_text(told["answer"])
    expect(panel.locator(".coverage")).to_contain_text(f"{told['coverage']['papers']} papers")
    assert not panel.get_by_text("Evidence").count()


def test_a_question_within_filters_is_answered_within_them(look: Look, site: Served) -> None:
    told = told_by(site.index, "ask", WHICH, "--authority", "Leeds City Council")
    page = look(searched(WHICH, authority="Leeds City Council"))
    expect(page.locator("section.answer .said")).to_have_text(told["answer"])
    with page.expect_download() as saving:
        page.locator("section.answer").get_by_role("link", name="JSON").click()
    assert told["answer"] in saving.value.path().read_text("utf-8")


def test_a_misspelt_word_is_put_right(look: Look, site: Served) -> None:
    page = look(searched("socail workers"))
    better = page.locator(".better")
    expect(better).to_have_text("Did you mean social workers?")
    better.get_by_role("link").click()
    assert totals(page) == told_by(site.index, "search", "social workers")["total"]
    assert totals(page)["passages"] > 0
    expect(page.locator(".better")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_found_says_what_was_searched(look: Look, site: Served, script: bool) -> None:
    page = look(searched("zzyzx", authority="Leeds City Council"), script=script)
    told = told_by(site.index, "search", "zzyzx")["coverage"]
    leeds = told_by(site.index, "papers", "--authority", "leeds")
    assert len(leeds) < told["papers"]
    expect(page.locator("#results")).to_have_text("Nothing found")
    nothing = page.locator(".nothing")
    expect(nothing).to_contain_text(f"Searched: {len(leeds)} papers, 1 council")
    expect(nothing).to_contain_text("‘zzyzx’")
    assert nothing.get_by_role("link", name="Coverage").get_attribute("href") == "/coverage"
    nothing.get_by_role("link", name="Search without filters").click()
    assert "authority" not in page.url


def test_how_it_was_read_and_the_exact_switch(look: Look, site: Served) -> None:
    page = look(searched("caseloads"))
    page.get_by_text("How this was read").click()
    expect(page.locator("details.reading")).to_contain_text("workload")
    page.get_by_role("link", name="Search for the exact words only").click()
    told = told_by(site.index, "search", "caseloads", "--exact", "--limit", "10")
    assert totals(page) == told["total"]
    assert passages(page) == [p["id"] for p in told["passages"]]
