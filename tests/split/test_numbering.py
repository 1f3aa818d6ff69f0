"""Which numbers count is decided by their sequence, not by their looks alone."""

from __future__ import annotations

import pytest

from tests.split.papers import document, numbers, outline, sections, typeset

P = "This paragraph is long enough to be a paragraph of a report, and it ends with a full stop."


def test_continuous_numbers_run_through_headings() -> None:
    text = f"Purpose\n\n1. {P}\n2. {P}\n\nBackground\n\n3. {P}\n\nConclusions\n\n4. {P}"
    assert numbers(text) == ["1", "2", "3", "4"]


def test_dotted_numbers_under_numbered_headings() -> None:
    text = f"1.0 PURPOSE\n\n1.1 {P}\n\n2.0 MAIN ISSUES\n\n2.1 {P}\n\n2.2 {P}\n\n2.10 Conclusions\n\n2.10.1 {P}"
    assert numbers(text)[:6] == ["1.0", "1.1", "2.0", "2.1", "2.2", "2.10"]


def test_number_3_10_follows_3_9_and_is_not_3_1() -> None:
    text = "3 Main issues\n\n" + "\n\n".join(f"3.{k} {P}" for k in range(1, 13))
    assert numbers(text) == ["3", *(f"3.{k}" for k in range(1, 13))]


def test_items_of_a_paragraph_are_sections_of_their_own() -> None:
    text = (
        f"3 Main issues\n\n3.1 The areas are:\n\n- (i) {P}\n- (ii) {P}\n\n3.2 The others are:\n\n"
        f"- (i) {P}\n- (ii) {P}\n\n3.3 {P}"
    )
    kinds = [(k, n) for k, n, _ in outline(text) if k in ("item", "para")]
    assert kinds == [
        ("para", "3.1"),
        ("item", "(i)"),
        ("item", "(ii)"),
        ("para", "3.2"),
        ("item", "(i)"),
        ("item", "(ii)"),
        ("para", "3.3"),
    ]


def test_a_list_numbered_inside_a_paragraph_stays_in_it() -> None:
    text = (
        f"Details\n\n1. {P}\n2. Four are overall:\n - 1. Effectiveness\n - 2. Capacity\n - 3. Outcomes\n3. {P}\n4. {P}"
    )
    assert numbers(text) == ["1", "2", "3", "4"]
    second = next(s for s in sections(document(text)) if s.number == "2")
    assert "Outcomes" in text[second.span[0] : second.span[1]]


def test_a_summary_may_use_the_numbers_of_the_body() -> None:
    text = f"Summary of main issues\n\n1. {P}\n2. {P}\n\n1 Purpose\n\n1.1 {P}\n\n2 Background\n\n2.1 {P}"
    assert numbers(text) == ["1", "2", "1", "1.1", "2", "2.1"]


@pytest.mark.parametrize(
    "intruder",
    [
        "'80. There is clear political focus on children's services,' the inspectors wrote in their report.",
        "17.67 full-time posts were vacant at the end of the year, against 12.5 at its start.",
        "2024. 25. Representations were received from parishes and from the county.",
        "152 local authorities take part in the programme, which the department pays for.",
    ],
)
def test_numbers_that_merely_start_a_line_are_none(intruder: str) -> None:
    text = f"Details\n\n1. {P}\n\n2. {P}\n\n{intruder}\n\n3. {P}\n\n4. {P}"
    assert numbers(text) == ["1", "2", "3", "4"]


def test_damage_is_survived_and_the_print_kept() -> None:
    text = f"Details\n\n1. {P}\n2. {P}\n4. {P}\n5. {P}\n5. {P}\n6 None.\n7. {P}"
    assert numbers(text) == ["1", "2", "4", "5", "5", "6", "7"]


def test_a_bullet_in_the_place_of_a_missing_number_is_a_paragraph() -> None:
    text = f"Details\n\n- 1. {P}\n- 2. {P}\n- {P}\n- 4. {P}"
    assert [(k, n) for k, n, _ in outline(text) if k == "para"] == [
        ("para", "1"),
        ("para", "2"),
        ("para", None),
        ("para", "4"),
    ]


def test_a_number_alone_on_its_line_takes_the_text_below() -> None:
    text = f"Details\n\n1.\n{P}\n\n2.\n{P}\n\n3.\n{P}"
    found = [s for s in sections(document(text)) if s.number]
    assert [s.number for s in found] == ["1", "2", "3"]
    assert all(P in text[s.span[0] : s.span[1]] for s in found)


def test_minutes_number_from_the_middle_of_a_series() -> None:
    text = (
        "MINUTES of a meeting of the Council\n\nUNRESTRICTED ITEMS\n\n286. Apologies for Absence\n\n" + P
        + (
            f"\n\n287. Declarations of Interest\n\n(1) {P}\n\n(2) {P}\n\n288. Budget\n\n(1) The motion"
            f" was:\n\n(a) {P}\n\n(b) {P}\n\n(2) {P}"
        )
    )  # fmt: skip
    assert numbers(text) == ["286", "287", "(1)", "(2)", "288", "(1)", "(a)", "(b)", "(2)"]


def test_numbered_headings_may_run_beside_numbered_paragraphs() -> None:
    text = f"Findings\n\n1. {P}\n\n(1) Help and protection\n\n2. {P}\n\n3. {P}\n\n(2) Children in care\n\n4. {P}"
    assert numbers(text) == ["1", "(1)", "2", "3", "(2)", "4"]


def test_footnotes_in_small_type_are_no_paragraphs() -> None:
    line = "which runs to the right margin of the page and so goes on below without an end and still goes on and on"
    rows = [("Background", 70.0, 50.0, 14.0, True)]
    top = 90.0
    for k in (1, 2, 3):
        rows += [(f"{k}. The Council {line}", 70.0, top, 12.0, False), ("and ends here.", 70.0, top + 14, 12.0, False)]
        top += 44
    rows += [("4 The inspectorate's own website, seen in May", 70.0, 760.0, 7.0, False)]
    found = sections(typeset(rows))
    assert [s.number for s in found if s.kind == "para"] == ["1", "2", "3"]
    assert found[-1].kind == "footnote"
    assert found[-1].number is None


def test_a_number_at_the_start_of_a_running_line_is_text() -> None:
    line = "The grant for the coming year was put by the department at a sum that would not be less than the present"
    rows = [("1. " + line, 70.0, 50.0, 12.0, False), ("2 million pounds, it said.", 88.0, 64.0, 12.0, False)]
    rows += [("2. " + line, 70.0, 100.0, 12.0, False), ("and no more.", 88.0, 114.0, 12.0, False)]
    assert [s.number for s in sections(typeset(rows)) if s.number] == ["1", "2"]


def test_a_number_may_lack_the_space_after_it() -> None:
    assert numbers(f"Details\n\n9. {P}\n\n10.{P}\n\n11.{P}\n\n12. {P}") == ["9", "10", "11", "12"]
