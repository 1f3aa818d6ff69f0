"""The item of a decision in minutes, notices and pages of many layouts, and decisions that only such layouts have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.minutes_paper import HEAD, PARISH_HEAD, counts, decided, paper_of

Row = tuple[str | None, str, str, str]

PLANNING = """
14. PLANNING APPLICATIONS

(a) 24/00123/FUL - 14 High Street, Testford

Erection of a rear extension.

Approved subject to the conditions in the report.

(b) 24/00140/OUT - Land at Mill Lane

Delegated to the Head of Planning to approve subject to completion of an agreement.

(c) 24/00156/LBC - The Old Rectory

Refused on the grounds of harm to the listed building.

15. ENFORCEMENT

The Committee noted the report.
"""
NOTICE = """Testshire County Council

CABINET

DECISION NOTICE

Decisions taken by the Cabinet on Monday 10 June 2024

Agenda item 5: Budget monitoring

Resolved:
(1) that the forecast be noted;
(2) that the virement of £2m be approved.

Agenda item 6: School places

Resolved: That the recommendations be agreed.

Agenda item 7: Land at Mill Lane

The recommendations in the report were approved.
"""
SPACED = """VALE OF TEST COUNCIL

CABINET

Minutes of a meeting held on 7 July 2022

Present: Councillor L. Able (Chair); Councillors B. Baker and R. Cole.

C12 MINUTES -

RESOLVED - T H A T the minutes of the meeting held on 23 June 2022 be approved as a correct record.

C13 EQUALITY PLAN (DL) -

RESOLVED -

(1) T H A T the plan be endorsed.

(2) T H A T delegated authority be granted to the Director to amend it.

Reasons for decisions

(1) To have a plan.

(2) To allow change.

C14 LEISURE STRATEGY (LAC) -

RESOLVED - T H A T the report be deferred to a future meeting.
"""
DATED = """Testshire County Council

Minutes of the County Council meeting held on 20 May 2014

Present: Councillors Able, Baker

24/14

CHAIRMAN

1. To elect a Chairman for the year

2. The Chairman to make the declaration

Minutes:

Under the motion of Mrs Sally Able, seconded by Mr Chris Baker, it was unanimously:

RESOLVED:

That Mr David Cole be elected Chairman of the Council.

25/14

APOLOGIES FOR ABSENCE

There were none.

26/14

MINUTES pdf icon PDF 70 KB

Minutes:

The minutes of the meeting held on 18 March 2014 were submitted, confirmed and signed.
"""
ONE_PARAGRAPH = (
    "4. Minutes of the meeting on 6 August. These were agreed as a true record and signed by the Chairman.\n\n"
    "5. Reports. 5.1 Chairman's Report. 5.1.1 Garden. Two designs were on display. 5.1.2 Notice. It was agreed to "
    "send a letter of thanks. 5.2 Clerk's Report. It was agreed to buy a map.\n\n"
    "6. Planning. 6.1 24/00013/F Cattle building at Grange Farm. The PC decided that it had no observations. "
    "6.2 24/00077/F Proposed annex at Withy Farm. The PC decided to SUPPORT the application.\n"
)
DISPOSITIONS = """<html><body><h1>Testford Borough Council</h1><h2>Planning Committee - Decision List</h2>
<p>Meeting held on 5 June 2024</p><table><tr><th>Item</th><th>Application</th><th>Site</th><th>Decision</th></tr>
<tr><td>1</td><td>24/00123/FUL</td><td>14 High Street, Testford - extension</td><td>Approved</td></tr>
<tr><td>2</td><td>24/00140/OUT</td><td>Land at Mill Lane - 40 dwellings</td><td>Deferred for a site visit</td></tr>
<tr><td>3</td><td>24/00156/LBC</td><td>The Old Rectory - new windows</td><td>Refused</td></tr></table></body></html>"""
WEB = """Agenda and draft minutes

Audit Committee - Thursday, 27 June 2019

Testford Borough Council

Items
No. Item

AU 19/1

Appointment of Deputy Chair

Minutes:

RESOLVED - That Councillor Able be appointed Deputy Chair.

AU 19/2

Apologies

Minutes:

There were none.

AU 19/3

Minutes of the last meeting pdf icon PDF 68 KB

Minutes:

A vote was taken by a show of hands and it was RESOLVED UNANIMOUSLY:

That the minutes be signed by the Chair as a correct record.
"""
PAGE = """<html><body><main><h1>Agenda item</h1><h2>20/01120/MFUL - Land at Mill Road</h2>
<p>Meeting of Planning Committee, Tuesday 6 July 2021 6.00 pm (Item 45.)</p><p>Decision:</p>
<p>The vote was to refuse the application contrary to officer recommendation</p></main></body></html>"""


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("plan.txt", HEAD + "12. APOLOGIES\n\nNone.\n\n13. MINUTES\n\nThe minutes were agreed as a correct record.\n"
         + PLANNING,
         [("13", "MINUTES", "agree", "carried"),
          ("(a)", "24/00123/FUL - 14 High Street, Testford", "approve", "carried"),
          ("(b)", "24/00140/OUT - Land at Mill Lane", "delegate", "carried"),
          ("(c)", "24/00156/LBC - The Old Rectory", "refuse", "carried"),
          ("15", "ENFORCEMENT", "note", "noted")]),
        ("notice.txt", NOTICE,
         [("5", "Budget monitoring", "note", "noted"), ("6", "School places", "agree", "carried"),
          ("7", "Land at Mill Lane", "approve", "carried")]),
        ("spaced.txt", SPACED,
         [("C12", "MINUTES", "approve", "carried"), ("C13", "EQUALITY PLAN (DL)", "endorse", "carried"),
          ("C14", "LEISURE STRATEGY (LAC)", "defer", "deferred")]),
        ("dated.txt", DATED,
         [("24/14", "CHAIRMAN", "appoint", "carried"), ("26/14", "MINUTES", "confirm", "carried")]),
        ("list.html", DISPOSITIONS,
         [("1", "14 High Street, Testford - extension", "approve", "carried"),
          ("2", "Land at Mill Lane - 40 dwellings", "defer", "deferred"),
          ("3", "The Old Rectory - new windows", "refuse", "carried")]),
        ("web.txt", WEB,
         [("AU 19/1", "Appointment of Deputy Chair", "appoint", "carried"),
          ("AU 19/3", "Minutes of the last meeting", "confirm", "carried")]),
        ("sites.txt", PARISH_HEAD + "Planning Meeting\n\n2/2017/0557/House Mill Lane - Erect one extension.\n\n"
         "Resolved: No objection.\n\n2/2017/0554/FUL Old Garage - Erect 3 no dwellings.\n\nThe agent spoke.\n\n"
         "Resolved: No objection.\n",
         [(None, "2/2017/0557/House Mill Lane", "resolve", "carried"),
          (None, "2/2017/0554/FUL Old Garage", "resolve", "carried")]),
        ("page.html", PAGE, [("45", "20/01120/MFUL - Land at Mill Road", "refuse", "carried")]),
        ("parish.txt", PARISH_HEAD + "1. Apologies. None.\n\n2. Interests. None.\n\n3. Forum. None.\n\n"
         + ONE_PARAGRAPH,
         [("4", "Minutes of the meeting on 6 August", "agree", "carried"), ("5.1.2", "Notice", "agree", "carried"),
          ("5.2", "Clerk's Report", "agree", "carried"),
          ("6.1", "24/00013/F Cattle building at Grange Farm", "resolve", "carried"),
          ("6.2", "24/00077/F Proposed annex at Withy Farm", "support", "carried")]),
    ],
)  # fmt: skip
def test_a_decision_has_the_item_that_it_is_printed_under(
    tmp_path: Path, name: str, text: str, rows: list[Row]
) -> None:
    paper, canonical = paper_of(tmp_path, text, name)
    assert [(d.item_number, d.item, d.verb, d.outcome) for d in paper.decisions] == rows
    for d in paper.decisions:
        assert canonical[slice(*d.text.span)] == d.text.text


def test_reasons_below_a_decision_are_no_parts_of_it(tmp_path: Path) -> None:
    paper, _ = paper_of(tmp_path, SPACED)
    assert [(p.number, p.verb) for p in paper.decisions[1].parts] == [("(1)", "endorse"), ("(2)", "delegate")]


@pytest.mark.parametrize(
    ("votes", "rows"),
    [
        ("On a vote being taken, 6 Members voted for the Amendment and 16 Members voted for the Motion. The Motion was "
         "accordingly declared carried.",
         [("refuse", "lost", (6, 16, None)), ("approve", "carried", (16, 6, None))]),
        ("On a show of hands there were 21 votes in favour of the motion and 33 votes in favour of the amendment, "
         "with 4 abstentions. The AMENDMENT was therefore carried.",
         [("approve", "lost", (21, 33, 4)), ("refuse", "carried", (33, 21, 4))]),
    ],
)  # fmt: skip
def test_a_motion_and_an_amendment_are_put_against_one_another(
    tmp_path: Path, votes: str, rows: list[tuple[str, str, tuple[int | None, ...]]]
) -> None:
    found = decided(
        tmp_path,
        "Councillor Able, seconded by Councillor Baker, moved that the application be granted.\n\n"
        "As an amendment, Councillor Cole, seconded by Councillor Dale, moved that the application be refused.\n\n"
        + votes,
    )
    assert [(d.verb, d.outcome, counts(d)[0]) for d in found] == rows


@pytest.mark.parametrize(
    ("minute", "verb"),
    [
        ("Ann Able elected Chairman.", "appoint"),
        ("The new categories were accepted.", "accept"),
        ("The latest appeal decisions were noted.", "note"),
        ("Ann Able proposed acceptance of the accounts sent to the auditors, seconded by Bob Baker and unanimously "
         "agreed.", "accept"),
        ("Payments were approved, proposed by Mr Able, seconded by Mrs Baker, all Councillors agreed.", "approve"),
        ("RESOLVED to publish the strategy.", "publish"),
        ("Cllr Able nominated Cllr Baker as Chairman, seconded by Cllr Cole and carried by 7 votes to 1.", "appoint"),
        ("It was voted 5 - 1 that the precept would remain at £2,000.", "agree"),
        ("RESOLVED: That, contrary to the officer's recommendation to approve, the item be DEFERRED.", "defer"),
        ("RESOLVED that in accordance with the scheme, the Committee agree to the grant.", "agree"),
        ("RESOLVED by 5 votes to 3 with 1 abstention that permission be REFUSED.", "refuse"),
        ("RESOLVED that the order be made, except for Mill Lane, which is deferred.", "resolve"),
    ],
)  # fmt: skip
def test_what_a_decision_does(tmp_path: Path, minute: str, verb: str) -> None:
    (found,) = decided(tmp_path, minute)
    assert found.verb == verb


@pytest.mark.parametrize(
    "minute",
    [
        "The new categories were accepted practice elsewhere.",
        "Permitted hours are set by the licence.",
        "Newly elected Chairman Ann Able spoke about the hall.",
        "The vote was taken by a show of hands.",
        "Councillor Able moved that the plan be approved.",
    ],
)
def test_what_decides_nothing(tmp_path: Path, minute: str) -> None:
    assert decided(tmp_path, minute) == []


def test_an_officer_decision_names_who_took_it(tmp_path: Path) -> None:
    text = """Testford Borough Council

RECORD OF OFFICER DECISION

Decision title: Award of contract for trees
Reference number: ODN/2024/017
Name and title of officer: Jane Able, Director of Place
Date of decision: 12 June 2024
Decision made:
To award the contract for trees to Greenleaf Ltd for three years.
Reasons for decision:
Greenleaf Ltd was the cheapest.
"""
    paper, _ = paper_of(tmp_path, text)
    (found,) = paper.decisions
    assert (found.item_number, found.item) == ("ODN/2024/017", "Award of contract for trees")
    assert (found.verb, found.outcome, found.date) == ("award", "carried", "2024-06-12")
    assert found.decider is not None
    assert found.decider.text == "Jane Able, Director of Place"
