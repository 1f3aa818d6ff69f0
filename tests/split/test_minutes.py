"""Minutes of many councils: numbers of every form, lead-ins, votes and closing words stay with their item."""

from __future__ import annotations

import pytest

from cqa.split import split
from cqa.split.headings.lead_ins import LeadIn, lead_in, lead_ins
from tests.split.papers import document, numbers, sections

HEAD = (
    "WIDGETON TOWN COUNCIL\n\nMinutes of the meeting held on Monday 6th March 2017\n\n"
    "Present: Cllrs A Smith, B Jones\n\n"
)


def numbered(form: str, first: int) -> str:
    titles = ("Apologies", "Declarations of Interest", "Minutes of the Last Meeting", "Finance", "Highways")
    return HEAD + "\n\n".join(f"{form.format(first + i)} {t}\nNothing was reported." for i, t in enumerate(titles))


@pytest.mark.parametrize("row", lead_ins(), ids=lambda row: row.name)
def test_each_kind_of_lead_in_knows_its_example_from_its_counter_example(row: LeadIn) -> None:
    found, other = lead_in(row.example), lead_in(row.counter)
    assert found is not None
    assert found.name == row.name
    assert other is None or other.name != row.name


@pytest.mark.parametrize(
    ("form", "first", "printed"),
    [
        ("17.03.{}", 1, ["17.03.1", "17.03.2", "17.03.3", "17.03.4", "17.03.5"]),
        ("24{}.", 11, ["2411", "2412", "2413", "2414", "2415"]),
        ("{}/17", 45, ["45/17", "46/17", "47/17", "48/17", "49/17"]),
        ("2017/{}", 145, ["2017/145", "2017/146", "2017/147", "2017/148", "2017/149"]),
        ("15/02/{}", 1, ["15/02/1", "15/02/2", "15/02/3", "15/02/4", "15/02/5"]),
        ("FC{}", 23, ["FC23", "FC24", "FC25", "FC26", "FC27"]),
        ("OSC.{}", 23, ["OSC.23", "OSC.24", "OSC.25", "OSC.26", "OSC.27"]),
    ],
)
def test_minute_numbers_of_every_form_head_their_items(form: str, first: int, printed: list[str]) -> None:
    found = [s for s in sections(document(numbered(form, first))) if s.number]
    assert [s.number for s in found] == printed
    assert [s.heading for s in found][:2] == ["Apologies", "Declarations of Interest"]


@pytest.mark.parametrize(
    "body",
    [
        "28/02/2015 Glazewing 21.00\n\n01/03/2015 CGM 34.00\n\n02/03/2015 Eon 12.00",
        "2017 Budget was set.\n\n2019 Review is due.",
        "19/0456/HSE The Cottage.\n\n19/0460/FUL Land off Mill Lane.\n\n19/0461/FUL The Barn.",
    ],
)
def test_dates_years_and_applications_are_no_minute_numbers(body: str) -> None:
    assert numbers(HEAD + body) == []


def test_a_report_has_no_minute_numbers() -> None:
    report = "REPORT OF THE DIRECTOR\n\n" + "\n\n".join(f"FC{n} Title of a policy\nIts text." for n in range(23, 28))
    assert numbers(report) == []


LED = HEAD + (
    "5 Library Service Review\n\nThe Director introduced the report.\n\n"
    "On being moved by Councillor Able, seconded by Councillor Dale, it was RESOLVED (6 for, 2 against):\n\n"
    "That the Committee:\n\n1. Approves the opening hours.\n2. Notes the equality assessment.\n\n"
    "Voting: 6 for, 2 against, 0 abstentions\n\n"
    "6 Clean Air Grant\n\nOfficers introduced the report.\n\nRESOLVED -\n\nThat the report be noted.\n\n"
    "Councillor Fox left the meeting.\n\n7 Close\n\nThe meeting closed at 4.00 pm\n"
)


def test_a_lead_in_is_no_heading_and_what_it_introduces_is_the_decision_of_its_item() -> None:
    found = sections(document(LED))
    assert [(s.number, s.heading) for s in found if s.kind == "heading"] == [
        ("5", "Library Service Review"),
        ("6", "Clean Air Grant"),
        ("7", "Close"),
    ]
    library = [s for s in found if s.path == ("Library Service Review",)]
    assert [s.role for s in library] == ["main issues"] + ["decision"] * 5
    assert [s.number for s in library if s.kind == "item"] == ["1", "2"]
    grant = [s.role for s in found if s.path == ("Clean Air Grant",)]
    assert grant == ["main issues", "decision", "decision", "main issues"]


def test_a_list_of_a_resolution_may_be_as_long_as_the_number_of_its_item() -> None:
    items = "\n".join(f"{n}. Approves the scheme of part {n}." for n in range(1, 6))
    before = "".join(f"{n} Roads of part {n}\n\nThe report was read.\n\n" for n in range(1, 5))
    text = HEAD + before + f"5 Parks\n\nRESOLVED that:\n\n{items}\n\n6 Close\n\nNone.\n\n7 End\n\nNone.\n"
    found = sections(document(text))
    assert [s.number for s in found if s.kind == "heading"] == ["1", "2", "3", "4", "5", "6", "7"]
    assert [s.number for s in found if s.kind == "item"] == ["1", "2", "3", "4", "5"]


def test_under_recommendations_of_a_report_the_lead_in_stays_a_recommendation() -> None:
    text = (
        "REPORT TO CABINET\n\nRecommendations\n\nThat the Cabinet:\n\n(a) notes the report; and\n\n"
        "(b) agrees the plan.\n"
    )
    assert {s.role for s in sections(document(text)) if s.number} == {"recommendations"}


def test_rows_of_a_decision_form_have_the_role_of_their_label() -> None:
    text = (
        "DECISION NOTICE\n\n(a) Subject\nStreet cleansing\n\n(b) Decision taken\nTo award the contract.\n\n"
        "(c) Reasons for decision\nBest value.\n\n(d) Exempt session?\nNo\n"
    )
    roles = {s.number: s.role for s in sections(document(text)) if s.number}
    assert roles["(b)"] == "decision"
    assert roles["(c)"] == "reasons for recommendations"
    assert roles["(d)"] == "confidentiality"


PACK = (
    "TESTSHIRE COUNTY COUNCIL\n\nAGENDA\n\nSCRUTINY COMMITTEE\n\n1. Apologies\n2. Minutes (Pages 3 - 5)\n"
    "3. Road Safety Report (Pages 6 - 8)\n\nPage 3 Agenda Item 2\n\nMINUTES of a meeting held on 2 April 2019\n\n"
    "1. APOLOGIES\n\nThere were none.\n\nPage 4\n\n2. WINTER SERVICE\n\nRESOLVED:\n\nThat the report be noted.\n\n"
    "Agenda Item 3\n\nRoad Safety Report\n\n1. Purpose\n\n1.1 To inform members.\n"
)


def test_item_stamps_cut_a_pack_that_is_text() -> None:
    doc = document(PACK)
    parts = split(doc)
    assert [(p.item, p.title) for p in parts] == [(None, None), ("2", "Minutes"), ("3", "Road Safety Report")]
    assert "".join(doc.text[slice(*p.span)] for p in parts) == doc.text


def test_stamps_that_do_not_count_up_cut_nothing() -> None:
    assert len(split(document(PACK.replace("Agenda Item 3", "Agenda Item 1")))) == 1
