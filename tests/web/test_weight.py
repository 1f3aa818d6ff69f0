"""Pages are small, and load nothing but their own style sheet, script and picture."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

import pytest

from tests.web.conftest import Look
from tests.web.journeys import searched
from tests.web.made_papers import SECTIONS
from tests.web.served import Served, links, told_by

HEAVIEST = 100_000
"""Bytes of HTML."""


def too_heavy(site: Served, paths: list[str]) -> dict[str, int]:
    sizes = {}
    for path in paths:
        answer = site.get(path)
        assert answer.status == 200, path
        sizes[path] = len(answer.body)
    return {path: size for path, size in sizes.items() if size > HEAVIEST}


def test_every_paper_of_the_corpus(site: Served) -> None:
    papers = [p["id"] for p in told_by(site.index, "papers")]
    paths = [path for p in papers for path in (f"/papers/{p}?q=children", f"/papers/{p}/similar")]
    assert not too_heavy(site, paths)


def test_lists_and_answers(site: Served) -> None:
    questions = [
        "Which councils cite caseload pressure?",
        "Which councils mention children?",
        "What did Ofsted say of Leeds?",
    ]
    paths = [
        searched("children", size="20"),
        searched("*", size="20"),
        searched("the children of a council", size="20"),
    ]
    paths += [
        "/recommendations?size=20",
        "/grades?theme=&kind=all",
        "/papers",
        "/councils",
        "/coverage",
        "/help",
        "/help/query",
        "/help/answers",
        "/",
    ]
    paths += ["/topics?topic=children%0Astaff%0Abudget%0Aagency%0Acaseloads%0Arisk", "/facets/committee?q=*"]
    paths += ["/topics/Leeds%20City%20Council?topic=children"]
    paths += [f"{page}?q={quote(q)}&size=20" for q in questions for page in ("/search", "/answer")]
    paths += [link for link in links(site.get("/councils").text) if link.startswith("/councils/")]
    assert not too_heavy(site, paths)


def test_the_longest_passages_of_each_paper(site: Served) -> None:
    paths = []
    for paper in told_by(site.index, "papers"):
        sections = told_by(site.index, "search", "*", "--type", paper["type"], "--limit", "10000")["passages"]
        own = [p for p in sections if p["paper"] == paper["id"]]
        paths += [
            f"/papers/{p['id'].replace('#', '/')}?q=children" for p in sorted(own, key=lambda p: -len(p["text"]))[:1]
        ]
    assert not too_heavy(site, paths)


def test_a_paper_of_many_sections(made_site: Served) -> None:
    """This test ensures that a very long paper comes in parts, which together have every section."""
    paper = told_by(made_site.index, "show", "long")
    assert len(paper["sections"]) >= SECTIONS
    found: set[str] = set()
    path, parts = f"/papers/{paper['id']}?q=caseloads", 0
    while path:
        page = made_site.get(path)
        assert len(page.body) <= HEAVIEST, path
        found |= {section["id"] for section in paper["sections"] if f'id="{section["id"]}"' in page.text}
        following = [link for link in links(page.text) if f"part={parts + 2}" in link and link.endswith("#text")]
        path, parts = following[0].partition("#")[0].replace("&amp;", "&") if following else "", parts + 1
    assert parts > 1
    assert found == {section["id"] for section in paper["sections"]}
    assert not too_heavy(
        made_site,
        [
            searched("caseloads", size="20"),
            "/topics/Leeds%20City%20Council?topic=caseloads",
            f"/papers/{paper['id']}?at={paper['sections'][-1]['id']}",
        ],
    )


@pytest.mark.parametrize("path", ["/", searched("caseloads"), "/grades"])
def test_nothing_is_loaded_but_its_own(look: Look, path: str) -> None:
    page = look()
    loaded: list[tuple[str, str]] = []
    page.on("request", lambda request: loaded.append((request.resource_type, urlsplit(request.url).path)))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert {item for item in loaded if item[0] != "document"} <= {
        ("stylesheet", "/static/cqa.css"),
        ("script", "/static/cqa.js"),
        ("image", "/static/cqa.svg"),
        ("other", "/static/cqa.svg"),
    }
    assert ("stylesheet", "/static/cqa.css") in loaded


def test_its_own_are_small_and_kept(site: Served) -> None:
    sizes = {}
    for link in (link for link in links(site.get("/").text) if link.startswith("/static/")):
        answer = site.get(link)
        sizes[link] = len(answer.body)
        if "?v=" in link:
            assert "max-age=31536000" in answer.headers["cache-control"]
    assert len(sizes) == 3
    assert sum(sizes.values()) < HEAVIEST
