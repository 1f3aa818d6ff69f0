"""What programs read: feeds, JSON, its description, meta tags; and how little travels."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.made_index import indexed
from tests.web.conftest import Serve
from tests.web.journeys import searched
from tests.web.served import Served, told_by

ATOM = "{http://www.w3.org/2005/Atom}"
WHICH = "Which councils cite caseload pressure?"

HEAVIEST = 60_000
"""Bytes of a page as it travels."""


class Meta(HTMLParser):
    """Meta tags and links of a page's head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name"):
            self.meta[str(given["name"])] = str(given.get("content"))
        if tag == "link":
            self.links.append(given)


@pytest.mark.parametrize("q", ["caseloads", 'children OR "social workers"', "budget & <risk>"])
def test_a_search_has_a_feed_of_its_newest_passages(site: Served, q: str) -> None:
    page = Meta(site.get(searched(q, authority="Kent County Council")).text)
    (found,) = [link["href"] for link in page.links if link.get("type") == "application/atom+xml"]
    sent = site.get(found or "")
    assert sent.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(sent.body)  # noqa: S314 - our own server's
    told = told_by(site.index, "search", q, "--authority", "Kent County Council", "--sort", "-date", "--limit", "30")
    entries = feed.findall(f"{ATOM}entry")
    addresses = [urlsplit(e.findtext(f"{ATOM}id") or "").path for e in entries]
    assert addresses == [f"/papers/{p['id'].replace('#', '/')}" for p in told["passages"]]
    for entry, passage in zip(entries, told["passages"], strict=True):
        assert entry.findtext(f"{ATOM}updated") == (passage["date"] or "1970-01-01") + "T00:00:00Z"
        assert " ".join(passage["text"].split()) == entry.findtext(f"{ATOM}content")
    assert feed.findtext(f"{ATOM}title", "").startswith(q)
    for required in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{required}") is not None


def test_the_same_address_with_json_is_the_command(site: Served) -> None:
    told = told_by(site.index, "search", "caseloads", "--authority", "Leeds City Council", "--limit", "10")
    sent = json.loads(site.get("/search.json?q=caseloads&authority=Leeds+City+Council").text)
    assert sent["total"] == told["total"]
    assert [p["id"] for p in sent["passages"]] == [p["id"] for p in told["passages"]]
    answer = json.loads(site.get("/answer.json?q=" + quote(WHICH)).text)
    assert answer["answer"] == told_by(site.index, "ask", WHICH)["answer"]
    papers = json.loads(site.get("/papers.json?type=minutes").text)
    assert {p["id"] for p in papers} == {p["id"] for p in told_by(site.index, "papers", "--type", "minutes")}


def test_the_description_is_of_what_is_there(site: Served) -> None:
    """This test ensures that each described address answers with the fields and statuses that are described."""
    described = json.loads(site.get("/openapi.json").text)
    assert described["openapi"].startswith("3.1")
    assert len(described["paths"]) == 5
    for path, operations in described["paths"].items():
        (operation,) = operations.values()
        names = {p["name"] for p in operation["parameters"]}
        assert {"authority", "from", "to"} <= names
        sent = site.get(f"{path}?authority=Leeds+City+Council" + ("&q=" + quote(WHICH) if "q" in names else ""))
        assert sent.status == 200
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        found = json.loads(sent.text)
        assert isinstance(found, {"object": dict, "array": list}[schema["type"]]), path
        assert set(schema.get("required", ())) <= set(found if isinstance(found, dict) else ()), path
        wrong = site.get(f"{path}?from=never&q=caseloads")
        assert str(wrong.status) in operation["responses"], path


def test_a_browser_can_add_the_search_to_its_bar(site: Served) -> None:
    links = Meta(site.get("/").text).links
    (found,) = [link["href"] for link in links if link.get("rel") == "search"]
    sent = ET.fromstring(site.get(found or "").body)  # noqa: S314
    template = sent.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert template is not None
    address = template.attrib["template"].replace("{searchTerms}", "caseloads")
    assert "passages in" in site.get(address.removeprefix(site.url)).text


@pytest.mark.parametrize("name", ["leeds-2010", "norfolk-2018", "brighton"])
def test_reference_managers_find_the_paper(site: Served, name: str) -> None:
    paper = told_by(site.index, "show", name)
    for path in (f"/papers/{paper['id']}", f"/papers/{paper['id']}/{paper['sections'][0]['id']}"):
        sent = site.get(path)
        if sent.status != 200:
            continue
        meta = Meta(sent.text).meta
        assert meta["citation_title"] == meta["DC.title"] == paper["title"]
        assert meta["citation_author"] == meta["DC.creator"] == paper["authority"]["name"]
        assert meta["DC.date"] == paper["date"]
        assert meta["citation_publication_date"] == paper["date"].replace("-", "/")
        assert ("citation_pdf_url" in meta) == paper["file"].endswith(".pdf")


def test_behind_a_server_that_encrypts_addresses_are_encrypted(serve: Serve, corpus_index: Path) -> None:
    """This test ensures that what is copied behind a proxy leads back through it."""
    at = serve(corpus_index, "--name", "papers.example:443")
    passage = told_by(corpus_index, "search", "caseloads")["passages"][0]["id"].replace("#", "/")
    for path in (f"/papers/{passage}/quotation.txt", "/search.atom?q=caseloads", "/opensearch.xml", "/openapi.json"):
        said = at.get(path, Host="papers.example:443").text
        assert "https://papers.example/" in said, path
        assert "http://papers.example" not in said, path


PAGES = ["/", searched("children", size="20"), searched(WHICH, size="20"), "/papers", "/static/cqa.css"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_travel_small_and_once(site: Served, path: str) -> None:
    plain = site.get(path)
    packed = site.get(path, Accept_Encoding="gzip, deflate, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) <= HEAVIEST
    assert len(packed.body) < len(plain.body) / 2
    assert "accept-encoding" in packed.headers["vary"].lower()
    for encoding in ("gzip", "identity"):
        again = site.get(path, Accept_Encoding=encoding, If_None_Match=packed.headers["etag"])
        assert (again.status, again.body) == (304, b"")
    assert site.get(path, If_None_Match='W/"other"').status == 200


def test_static_files_are_kept_for_ever(site: Served) -> None:
    (style,) = [link["href"] for link in Meta(site.get("/").text).links if link.get("rel") == "stylesheet"]
    assert "immutable" in site.get(style or "").headers["cache-control"]


@pytest.mark.parametrize(
    ("name", "status"), [("kent", 302), ("Leeds", 302), ("surrey county", 302), ("nowhere", 404), ("county", 404)]
)
def test_a_council_is_found_by_the_name_people_use(site: Served, name: str, status: int) -> None:
    sent = site.get(f"/councils/{quote(name)}")
    assert sent.status == status
    if status == 302:
        assert name.split()[0].casefold() in site.get(sent.headers["location"]).text.casefold()


def test_without_an_index_the_page_says_what_to_do_and_then_works(serve: Serve, tmp_path: Path) -> None:
    """This test ensures that a first start is no exit, and that the index is found once it is there."""
    index, papers = tmp_path / "index", tmp_path / "papers"
    at = serve(index)
    first = at.get("/")
    assert first.status == 503
    assert "cqa ingest FOLDER" in first.text
    assert str(tmp_path) not in first.text
    for path in (searched("caseloads"), "/search.json?q=a", "/papers/x", "/suggest?q=case"):
        assert at.get(path).status == 503, path
    assert at.get("/static/cqa.css").status == 200
    assert "Disallow" in at.get("/robots.txt").text
    papers.mkdir()
    (papers / "one.md").write_text("# Report\n\nLeeds City Council\n\n1. Caseloads are high.\n", "utf-8")
    indexed(index, papers).close()
    assert "1 passage in 1 paper" in at.get(searched("caseloads")).text


def test_an_empty_index_says_what_to_do(serve: Serve, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    indexed(tmp_path / "index", papers).close()
    page = serve(tmp_path / "index").get("/")
    assert page.status == 200
    assert "cqa ingest FOLDER" in page.text
