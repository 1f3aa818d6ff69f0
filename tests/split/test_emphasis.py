"""Headings that only italics or underlining sets off."""

from __future__ import annotations

from cqa.model import Document, Line, Page, Section
from tests.split.papers import sections

PROSE = (
    "The officers have looked at this with care and advise members that it is in line with the policies of the plan."
)


def paper(rows: list[tuple[str, bool]]) -> Document:
    """Lines with their emphasis, one under the other; an empty one leaves a space."""
    text, lines, top = "", [], 60.0
    for words, emphasis in rows:
        if words:
            x1 = min(520.0, 72 + 5.0 * len(words))
            lines.append(
                Line(len(text), len(text) + len(words), 1, 72, top, x1, top + 11, 11.0, False, "", 0, emphasis)
            )
            text += words + "\n"
        top += 13
    return Document("paper.pdf", "0" * 64, "pdf", text, (Page(1, 0, len(text)),), tuple(lines))


def headings(found: list[Section]) -> list[str]:
    return [s.heading for s in found if s.kind == "heading"]


def body(first: int, *subheadings: str) -> list[tuple[str, bool]]:
    rows: list[tuple[str, bool]] = []
    for k, words in enumerate(subheadings, first):
        rows += [(words, True), ("", False), (f"{k}. {PROSE}", False), (PROSE, False), (PROSE, False), ("", False)]
    return rows


def test_a_line_in_italics_by_itself_is_a_heading() -> None:
    found = sections(paper(body(1, "Introduction", "Provision of retail floorspace", "Bingo hall")))
    assert headings(found)[-2:] == ["Provision of retail floorspace", "Bingo hall"]
    assert next(s.path for s in found if s.number == "3")[-1] == "Bingo hall"


def test_the_text_may_follow_such_a_heading_at_once() -> None:
    rows = [*body(1, "Introduction"), ("Bingo hall", True), (PROSE, False), (PROSE, False)]
    assert headings(sections(paper(rows)))[-1] == "Bingo hall"


def test_a_quotation_a_sentence_and_a_source_in_italics_are_none() -> None:
    for words in ("“improve decisions by analysing them”", "They were built in 1965.", "Source: Land Registry"):
        assert words not in headings(sections(paper(body(1, "Introduction", words))))


def test_emphasis_means_nothing_where_much_is_emphasised() -> None:
    rows = [(words, True) for words, _ in body(1, "Introduction", "Provision of retail floorspace", "Bingo hall")]
    assert "Bingo hall" not in headings(sections(paper(rows)))


def test_headings_inside_a_list_leave_its_items_in_it() -> None:
    rows = [
        *body(1, "Introduction"),
        ("2. RESOLVED that the Council agrees:", False),
        ("", False),
        ("Council Tax in the year to come", True),
        ("", False),
        ("(a) the band rates that the report gives; and", False),
        ("", False),
        ("The capital programme that was proposed", True),
        ("", False),
        ("(b) the schemes of the programme, as the report has them.", False),
        *[(PROSE, False)] * 6,
    ]
    found = sections(paper(rows))
    assert headings(found)[-2:] == ["Council Tax in the year to come", "The capital programme that was proposed"]
    items = [s for s in found if s.number in ("(a)", "(b)")]
    resolved = next(k for k, s in enumerate(found) if s.number == "2")
    assert [(s.parent, s.role) for s in items] == [(resolved, "decision")] * 2
