"""Passages hold every word of a paper exactly once and can be checked against the text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.model import Document, Judgement, Paper, Passage
from cqa.split import passages, split
from cqa.split.passages import LONGEST, cut_text
from tests.split.papers import document, seed
from tests.split.test_sections import WORDS


def made(doc: Document, paper: Paper | None = None) -> list[Passage]:
    out: list[Passage] = []
    for part in split(doc):
        out += passages(paper or Paper("p1", "paper.txt", "0" * 64, part.span), part.sections, doc.text, doc.pages)
    return out


def check(doc: Document) -> list[Passage]:
    have = made(doc)
    at = 0
    for p in sorted(have, key=lambda p: p.span):
        assert p.text == doc.text[p.span[0] : p.span[1]]
        assert 0 < len(p.text) <= LONGEST
        assert p.span[0] >= at, "passages overlap"
        at = p.span[1]
    return have


def left_out(doc: Document, have: list[Passage]) -> list[str]:
    """Words that are in no passage, in no path of one, and no running header or footer."""
    covered = bytearray(len(doc.text) + 1)
    for p in have:
        covered[p.span[0] : p.span[1]] = b"\1" * (p.span[1] - p.span[0])
    heads = {h for p in have for h in (*p.path, p.heading)}
    for part in split(doc):
        for s in part.sections:
            if s.kind in ("heading", "appendix") and s.heading in heads:
                covered[s.span[0] : s.span[1]] = b"\1" * (s.span[1] - s.span[0])
    return [m[0] for m in re.finditer(r"\w+", doc.text) if not covered[m.start()]]


@pytest.mark.parametrize("paper", range(5))
def test_every_word_of_a_seed_is_in_one_passage(shared: Path, paper: int) -> None:
    doc = seed(shared, paper)
    rest = " ".join(left_out(doc, check(doc)))
    assert rest.replace("This page is intentionally left blank", "").strip() == ""


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS | st.text(max_size=200), max_size=25))
def test_any_text_gives_checkable_passages(lines: list[str]) -> None:
    check(document("\n".join(lines)))


@given(st.text(alphabet="ab .\n•-1()", max_size=6000))
@settings(max_examples=60, deadline=None)
def test_cutting_keeps_every_word(text: str) -> None:
    parts = cut_text(text, (0, len(text)))
    assert all(0 < b - a <= LONGEST for a, b in parts)
    assert "".join("".join(text[a:b].split()) for a, b in parts) == "".join(text.split())


def test_a_paragraph_keeps_its_bullets() -> None:
    text = "Details\n\n1. We will:\n\n- act in time\n- act well\n\n2. That is all that we will do."
    have = {p.number: p.text for p in made(document(text))}
    assert have["1"].endswith("- act well")


def test_long_lists_are_cut_at_bullets() -> None:
    item = (
        "- the council will do a good deal in the coming year to make the services for children "
        "better than they are now\n"
    )
    parts = [p for p in made(document("Details\n\n1. We will:\n\n" + item * 40)) if p.number == "1"]
    assert len(parts) > 1
    assert all(p.text.startswith("- the council") for p in parts[1:])
    assert [p.id.rpartition("#")[2] for p in parts[:3]] == ["s1", "s1.2", "s1.3"]


def test_long_rows_are_a_passage_each_and_keep_their_heads() -> None:
    row = "\t".join(["Train the staff " * 12, "Head of service " * 4, "The plan is under way " * 8])
    text = "Plan of action\n\nAction\tLead\tProgress\n" + "\n".join([row] * 6)
    have = [p for p in made(document(text)) if p.kind == "table"]
    assert len(have) == 6
    assert all(p.columns == ("Action", "Lead", "Progress") for p in have)


def test_headings_that_head_nothing_are_in_a_passage() -> None:
    text = (
        "Background\n\n1. The vision was drawn up by the children of the city.\n\nOUR VISION\n\nOUR PEOPLE\n\nOUR CITY"
    )
    assert any("OUR CITY" in p.text for p in made(document(text)))


def test_short_unnumbered_paragraphs_go_together_but_numbered_ones_do_not() -> None:
    text = (
        "Details\n\n1. One is short.\n\n2. Two is short.\n\nOfficer to contact\n\nJo "
        "Smith, Director\n\nTel: 0116 305 0000\n\nEmail: jo@example.org"
    )
    have = [p.text for p in made(document(text))]
    assert have[:2] == ["1. One is short.", "2. Two is short."]
    assert have[-1].startswith("Jo Smith")
    assert have[-1].endswith("jo@example.org")


def test_fields_come_from_the_paper() -> None:
    doc = document("Details\n\n1. The city was judged to be good, which is what we had hoped for.")
    judged = Judgement("Overall effectiveness", "", "good", "Ofsted", None, "inspected", "s1", "good", (0, 4))
    own = Judgement("Overall effectiveness", "", "outstanding", "the council", None, "self-assessed", "s1", "x", (0, 1))
    paper = Paper(
        "p9", "a.txt", "0" * 64, (0, len(doc.text)), title="Update", date="2012-05-01", judgements=(judged, own)
    )
    (passage,) = made(doc, paper)
    assert (passage.id, passage.title, passage.date, passage.grades) == ("p9#s1", "Update", "2012-05-01", ("good",))
    assert (passage.path, passage.heading, passage.page) == (("Details",), "Details", 1)
