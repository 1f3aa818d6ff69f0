"""Decisions of records abroad and of parishes: motions with what came of them, roll calls by name, numbered rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.extract.decisions.votes import voters
from tests.extract.minutes_paper import HEAD, PARISH_HEAD, counts, decided, paper_of

COUNCIL = """---
title: The 8th Meeting of the Roads Committee
date: 2025-05-21
---
This meeting was called to order at 1:06 PM.

# 1.&nbsp;&nbsp;&nbsp;Interests

That it BE NOTED that no interests were disclosed.

# 2.&nbsp;&nbsp;&nbsp;Kerbs &amp; Verges

[Staff report on kerbs](<https://example.org/kerbs.pdf>)

> Moved by P. Adams

> Seconded by S. Baker

That, on the recommendation of the Director, the report on kerbs BE RECEIVED.

> **Motion Passed (4 to 1)**

# 3.&nbsp;&nbsp;&nbsp;Adjournment

> Moved by S. Baker

> Seconded by P. Adams

That the meeting be adjourned.

> **Motion Passed**
"""

AMENDED = f"""{HEAD}2.

Development Plan

**Amendment No. 1: Amendment submitted by Cllr. Able on the mill**

The Amendment was proposed by Councillor Able, seconded by Councillor Baker. The Mayor directed that a vote be taken.

**In Favour**

Councillors Able, Baker, Cole.

**(3)**

**Against**

Councillor Day.

**(1)**

The Amendment proposed by Councillor Able, seconded by Councillor Baker was approved.

**Amendment No. 2: Amendment submitted by Cllr. Cole**

The Amendment proposed by Councillor Cole, seconded by Councillor Day was approved.
"""

ROLLS = """<html><body><h1>Testford City Council</h1><p>Minutes of the Council, 12 June 2018</p><h2>Council motions</h2>
<table><tr><th>NO.</th><th>MOVER</th><th>SUBJECT</th><th>DISPOSITION</th></tr>
<tr><td>6</td><td>Able / Baker</td><td>That the bridge be closed</td><td>WITHDRAWN</td></tr>
<tr><td>5</td><td>Able / Day</td><td>That the market be kept</td><td>DEFEATED</td></tr>
<tr><td>7</td><td>Cole / Day</td><td>That the library be opened</td><td>PASSED</td></tr></table>
<h2>Recorded votes</h2>
<table><tr><th>SUBJECT</th><th>YEAS</th><th>NAYS</th><th>DISPOSITION</th></tr>
<tr><td>Motion 7</td><td>His Worship Mayor Cole<br>Councillor Able<br>Councillor Day</td><td>Councillor Baker</td>
<td>PASSED</td></tr>
<tr><td>By-Law ##/###</td><td>Councillor X Councillor X</td><td>Councillor X</td><td>PASSED</td></tr></table>
</body></html>"""

TABLE = f"""{PARISH_HEAD}10.0\tVillage Hall\t
10.1\tThe roof was mended in May.\tNC
11.0\tStreet Furniture\t
11.1\tIt was resolved that two bins be bought. 5 in favour.\tNC
"""


def test_motions_with_what_came_of_them_make_minutes(tmp_path: Path) -> None:
    paper, text = paper_of(tmp_path, COUNCIL, "meeting.md")
    assert paper.type == "minutes"
    assert "&nbsp;" not in text
    assert "Kerbs & Verges" in text
    assert [(d.item_number, d.item, d.verb, d.outcome, counts(d)) for d in paper.decisions] == [
        ("1", "Interests", "note", "noted", []),
        ("2", "Kerbs & Verges", "receive", "carried", [(4, 1, None)]),
        ("3", "Adjournment", "adjourn", "carried", []),
    ]
    moved = paper.decisions[1]
    assert moved.text.text.startswith("That, on the recommendation")
    assert moved.proposer is not None
    assert moved.proposer.text == "P. Adams"


def test_each_amendment_under_an_item_is_an_item_with_its_own_votes(tmp_path: Path) -> None:
    paper, _ = paper_of(tmp_path, AMENDED, "minutes.md")
    carried = [(d.item, counts(d)) for d in paper.decisions if d.outcome == "carried"]
    assert carried == [
        ("Amendment No. 1: Amendment submitted by Cllr. Able on the mill", [(3, 1, None)]),
        ("Amendment No. 2: Amendment submitted by Cllr. Cole", []),
    ]


def test_votes_on_another_proposal_are_not_those_of_what_was_approved(tmp_path: Path) -> None:
    paper, _ = paper_of(tmp_path, AMENDED.replace("**(1)**", "**(5)**"), "minutes.md")
    assert all(counts(d) != [(3, 5, None)] for d in paper.decisions if d.outcome == "carried")


def test_recorded_votes_by_name_belong_to_the_motion_with_their_number(tmp_path: Path) -> None:
    paper, _ = paper_of(tmp_path, ROLLS, "disposition.html")
    assert [(d.item_number, d.outcome, counts(d)) for d in paper.decisions] == [
        ("6", "withdrawn", []),
        ("5", "lost", []),
        ("7", "carried", [(3, 1, None)]),
    ]


def test_rows_numbered_in_their_first_cell_name_the_item(tmp_path: Path) -> None:
    paper, _ = paper_of(tmp_path, TABLE)
    assert [(d.item_number, d.item) for d in paper.decisions] == [("11.1", "Street Furniture")]


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("Councillors Able, Baker and His Worship, Mayor Cole", 3),
        ("Councillor Able Councillor Baker", 2),
        ("Able, Baker & Cole", 3),
        ("", 0),
    ],
)
def test_voters_are_counted_by_title_or_by_what_is_between_them(names: str, number: int) -> None:
    assert voters(names) == number


@pytest.mark.parametrize(
    ("minute", "verb", "outcome", "votes"),
    [
        ("Cllr Able proposed that the bills be paid, seconded by Cllr Baker. Carried. Cllr Day abstained.",
         "pay", "carried", [(None, None, 1)]),
        ("The Clerk stated that the lease would be placed on the next Parish Council Agenda.", "defer", "deferred", []),
        ("The Clerk stated that the lease would be sent out before the next meeting.", None, None, []),
        ("Moved by Cllr Able, seconded by Cllr Baker:\n\nThat the lease be signed.\n\nDeferred.",
         "defer", "deferred", []),
        ("Moved by Cllr Able, seconded by Cllr Baker:\n\n"
         "WHEREAS the plan was refused; NOW THEREFORE BE IT RESOLVED that it be adopted.\n\nCarried.",
         "adopt", "carried", []),
    ],
)  # fmt: skip
def test_sentences_of_such_minutes(
    tmp_path: Path, minute: str, verb: str | None, outcome: str | None, votes: list[tuple[int | None, ...]]
) -> None:
    found = decided(tmp_path, minute, PARISH_HEAD)
    assert [(d.verb, d.outcome, counts(d)) for d in found] == ([(verb, outcome, votes)] if verb else [])


def test_a_resolution_gives_its_own_number_to_an_item_without_one(tmp_path: Path) -> None:
    text = f"{PARISH_HEAD}Cemetery Water Tank\n\nResolved 24/11/9.01 The Council agreed to buy a tank.\n"
    paper, _ = paper_of(tmp_path, text)
    assert [d.item_number for d in paper.decisions] == ["24/11/9.01"]
