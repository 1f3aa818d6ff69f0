"""The development gold: real papers, read, split and extracted; floors for what the labels say."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from cqa.errors import ReadError
from cqa.extract import extract
from cqa.model import Paper
from cqa.read import read
from cqa.split import split

SMALL = 600_000
"""Bytes; larger files are left to the evaluation, so that the tests stay fast."""


ABROAD = ("winnipeg", "limerick", "nipissing")
"""How the names of files from outside the United Kingdom begin."""


def papers_of(path: Path) -> tuple[Paper, ...]:
    doc = read(path)
    return extract(doc, split(doc))


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower())) - {"the", "and", "of", "for", "in", "to", "a"}


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[tuple[dict[str, Any], tuple[Paper, ...]]]:
    gold = json.loads((shared / "gold" / "seed_papers.json").read_text())["papers"]
    return [(g, papers_of(shared / "seeds" / g["file"])) for g in gold]


def test_seeds(seeds: list[tuple[dict[str, Any], tuple[Paper, ...]]]) -> None:
    for gold, papers in seeds:
        paper = papers[0]
        assert paper.authority is not None
        assert paper.authority.name == gold["authority"]
        primary = next(m for m in gold["meetings"] if m["primary"])
        assert paper.date == primary["date"]
        assert paper.committees[0] == primary["committee"]
        assert paper.title.lower() == gold["report_title"].lower()
        assert paper.call_in is gold["call_in"]["value"]
        assert paper.exempt is False
        assert (paper.author_role or "").lower().replace("’", "'") == gold["report_author_role"].lower().replace(
            "’", "'"
        )


def test_seed_contacts(seeds: list[tuple[dict[str, Any], tuple[Paper, ...]]]) -> None:
    for gold, papers in seeds:
        expected = gold["officer_contact"]
        report = papers[-1] if len(papers) > 1 else papers[0]
        contact = next(
            (p.contact for p in papers if p.contact and expected and p.contact.name == expected["name"]), report.contact
        )
        assert (contact and contact.name) == (expected and expected["name"])
        if expected:
            assert contact is not None
            assert contact.tel == expected["tel"]


def test_seed_wards(seeds: list[tuple[dict[str, Any], tuple[Paper, ...]]]) -> None:
    assert [papers[0].wards for _, papers in seeds[:3]] == [gold["wards"] for gold, _ in seeds[:3]]


@pytest.fixture(scope="module")
def council(shared: Path) -> list[tuple[dict[str, Any], Paper]]:
    out = []
    for gold in json.loads((shared / "gold" / "council_papers.json").read_text()):
        path = shared / "papers" / gold["file"]
        if path.stat().st_size <= SMALL:
            try:
                out.append((gold, papers_of(path)[0]))
            except ReadError:
                continue
    return out


def share(hits: list[bool]) -> float:
    assert len(hits) > 15
    return sum(hits) / len(hits)


def test_council_papers(council: list[tuple[dict[str, Any], Paper]]) -> None:
    """This test ensures that no field falls below its floor on the files that a test run can afford to read."""
    at_home = [(g, p) for g, p in council if not g["file"].split("/")[-1].startswith(ABROAD)]
    abroad = [p for g, p in council if g["file"].split("/")[-1].startswith(ABROAD)]
    authority = [
        (p.authority.name if p.authority else None) in (g.get("authority"), *(g.get("authority_also_accept") or []))
        for g, p in at_home
    ]
    assert abroad
    assert all(p.authority is None for p in abroad)  # unknown, never wrong
    date = [p.date in (g.get("date"), g.get("date_text_only", g.get("date"))) for g, p in council]
    kind = [p.type in (g["doc_type"], *(g.get("doc_type_also_accept") or [])) for g, p in council]
    title = [
        len(words(g["title"]) & words(p.title)) / max(1, len(words(p.title) | words(g["title"]))) > 0.5
        for g, p in at_home
        if g.get("title")
    ]
    assert share(authority) >= 0.97
    assert share(date) >= 0.97
    assert share(kind) >= 0.95
    assert share(title) >= 0.9
    assert not any(p.exempt for _, p in council)


def test_findings_quote_what_they_say(council: list[tuple[dict[str, Any], Paper]], shared: Path) -> None:
    """Every finding that has a span lies in its paper's file, and a label's finding holds the value's first word."""
    gold, paper = council[0]
    text = read(shared / "papers" / gold["file"]).text
    spans = [f.span for _, f in paper.findings if f.span]
    assert spans
    assert all(0 <= a < b <= len(text) for a, b in spans)
