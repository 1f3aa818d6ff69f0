"""Numbers and headings of minutes as small councils, Markdown and big councils print them."""

from __future__ import annotations

import pytest

from cqa.split.headings.lead_ins import attendance, is_standing
from tests.split.papers import document, numbers, sections, typeset

HEAD = "WIDGETON PARISH COUNCIL\n\nMinutes of the meeting held on 3 May 2016\n\n"


def test_markdown_writes_a_backslash_before_the_stop_of_a_number() -> None:
    text = HEAD + "1\\. Apologies\n\nNone came.\n\n2\\. Finance\n\nThe bills were paid.\n\n3\\. Close\n\nAt nine.\n"
    found = [s for s in sections(document(text)) if s.number]
    assert [(s.number, s.heading) for s in found] == [("1", "Apologies"), ("2", "Finance"), ("3", "Close")]


def test_an_item_that_was_taken_out_of_order_keeps_its_dated_number() -> None:
    items = ("1 Chair", "3 Interests", "7 Item 7 was brought forward.", "4 Minutes", "5 Matters", "6 Website")
    text = HEAD + "\n\n".join(f"16.05.{item}\nNothing was said." for item in items)
    assert numbers(text) == [f"16.05.{item.split()[0]}" for item in items]


def test_a_minute_may_begin_with_the_reference_of_an_application() -> None:
    text = HEAD + (
        "49/16 Clerk’s Report\n\nThe signs were checked.\n\n50/16 16/00274/OM Ten dwellings\n\nObject.\n\n"
        "51/16 Grass Cutting\n\nDone.\n\n52/16 2 May 2016 Elections\n\nNoted.\n"
    )
    assert numbers(text) == ["49/16", "50/16", "51/16", "52/16"]


def test_who_was_there_is_a_part_of_its_own() -> None:
    text = (
        HEAD
        + "PRESENT: Cllr Able (Chair)\n\nIN ATTENDANCE: Ann Baker, Clerk\n\nApologies\n\nCllr Cole.\n\n1. Finance\n"
    )
    found = sections(document(text))
    assert [s.heading for s in found if s.kind == "front"] == ["", "PRESENT", "IN ATTENDANCE"]
    assert next(s.heading for s in found if s.kind == "heading") == "Apologies"


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("PRESENT: Mr Able", "PRESENT"),
        ("In attendance:\nMr Able", "In attendance"),
        ("Present\nMr Able", "Present"),
        ("Present value of the pension", ""),
        ("At present: nothing", ""),
    ],
)
def test_labels_of_attendance(words: str, label: str) -> None:
    assert attendance(words, 0, len(words)) == label


def test_standing_items_by_their_first_words() -> None:
    assert is_standing("Chairman’s Announcements")
    assert not is_standing("The chairman")


def test_paragraphs_that_start_at_one_again_stay_below_their_heading() -> None:
    text = HEAD + (
        "Apologies\n\nNone.\n\nYouth Justice\n\n1. The report was introduced.\n\n2. It was noted.\n\n"
        "Sufficiency\n\n1. The strategy was explained.\n\n2. It was endorsed.\n"
    )
    found = [s for s in sections(document(text)) if s.number]
    assert [(s.number, s.path) for s in found] == [
        ("1", ("Youth Justice",)),
        ("2", ("Youth Justice",)),
        ("1", ("Sufficiency",)),
        ("2", ("Sufficiency",)),
    ]


def test_a_list_pushed_in_below_a_resolution_holds_its_parts() -> None:
    rows = [("MINUTES of a meeting of the Cabinet held on 9 January 2025", 70.0, 40.0, 12.0, True)]
    for n in range(81, 84):
        top = 100.0 * (n - 80)
        rows.append((f"{n}. Subject of item", 70.0, top, 12.0, True))
        rows.append(
            (
                f"1. The Leader introduced the report on item {n}, which was long and had many tables.",
                88.0,
                top + 30,
                12.0,
                False,
            )
        )
        rows.append(
            (
                "2. The Cabinet thanked the officers for their work and asked them many questions.",
                88.0,
                top + 60,
                12.0,
                False,
            )
        )
    rows += [
        ("3. RESOLVED that Cabinet:", 88.0, 390.0, 12.0, False),
        ("1. Agree to ask the Government;", 106.0, 420.0, 12.0, True),
        ("2. Note the elections.", 106.0, 450.0, 12.0, True),
    ]
    found = [s for s in sections(typeset(rows)) if s.number]
    assert [(s.kind, s.number, s.role) for s in found[-4:]] == [
        ("para", "2", "main issues"),
        ("para", "3", "decision"),
        ("item", "1", "decision"),
        ("item", "2", "decision"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Proposed – Cllr Able Seconded – Cllr Baker",
        "The Chair moved the recommendations as set out in the report",
        "The Committee for Parks and Roads noted the report",
        "Page 028 (2017)",
        "(Item 7)",
    ],
)
def test_sentences_and_marks_of_minutes_are_no_headings(line: str) -> None:
    text = (
        HEAD
        + f"1. Finance\n\nThe bills were read out.\n\n{line}\n\nThey were paid on that day.\n\n2. Close\n\nAt nine.\n"
    )
    assert [s.heading for s in sections(document(text)) if s.kind == "heading"] == ["Finance", "Close"]


def test_a_numbered_item_without_heading_ends_the_headed_item_before_it() -> None:
    text = HEAD + (
        "1. Finance\n\nThe bills were read.\n\n2. Roads\n\nThe holes were counted.\n\n"
        "3. The Clerk said that the benches, which were broken in the storm, would be mended by the end of May.\n\n"
        "4. Close\n\nAt nine.\n"
    )
    found = {s.number: s.path for s in sections(document(text)) if s.number}
    assert found["3"] == ()
