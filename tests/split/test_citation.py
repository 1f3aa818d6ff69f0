"""How paragraphs are cited."""

from __future__ import annotations

from cqa.split.numbering.citation import citation_number
from tests.split.papers import document, sections

P = "This paragraph is long enough to be a paragraph of a report, and it ends with a full stop."


def cited(text: str) -> list[str | None]:
    have = sections(document(text))
    return [citation_number(have, i) for i, s in enumerate(have) if s.kind in ("para", "item")]


def test_items_are_cited_after_their_paragraph() -> None:
    text = f"3 Main issues\n\n3.1 {P}\n\n3.2 The areas are:\n\n(i) {P}\n\n(ii) {P}\n\n3.3 {P}"
    assert cited(text) == ["3.1", "3.2", "3.2(i)", "3.2(ii)", "3.3"]


def test_minutes_are_cited_down_to_the_letter() -> None:
    text = (
        f"MINUTES of a meeting\n\nUNRESTRICTED ITEMS\n\n286. Apologies for Absence\n\n{P}\n\n287. Budget\n\n(1) {P}\n\n"
        f"(2) The motion was:\n\n(a) {P}\n\n(b) {P}\n\n(3) {P}\n\n288. Close of the Meeting\n\n{P}"
    )
    assert cited(text) == ["286", "287(1)", "287(2)", "287(2)(a)", "287(2)(b)", "287(3)", "288"]


def test_an_unnumbered_continuation_is_cited_by_its_paragraph() -> None:
    assert cited(f"Details\n\n1. {P}\n\n{P}\n\n2. {P}") == ["1", "1", "2"]


def test_a_full_number_needs_nothing_above_it() -> None:
    assert cited(f"3 Main issues\n\n3.10 {P}\n\n3.10.1 {P}\n\n3.10.2 {P}") == ["3.10", "3.10.1", "3.10.2"]


def test_a_lost_number_is_cited_where_its_neighbours_make_it_certain() -> None:
    text = (
        f"Purpose\n\n- 1. {P}\n- 2. {P}\n\nRecommendations\n\n"
        f"- The Cabinet is recommended to -\n - (a) {P}\n - (b) {P}\n\n"
        f"Reasons for Recommendations\n\n- 4. {P}\n- 5. {P}"
    )
    assert cited(text) == ["1", "2", "3", "3(a)", "3(b)", "4", "5"]
