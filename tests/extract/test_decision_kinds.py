"""Decisions in the many forms of notices, of big councils and of parishes: each form next to one that is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.extract.minutes_paper import PARISH_HEAD, counts, decided, paper_of


@pytest.mark.parametrize(
    ("minute", "parts"),
    [
        ("It was APPROVED that;\n\nThat the Committee for Roads and Parking:\n\n1. Approved the bid.\n"
         "2. Noted the risks.",
         [("1", "approve", "carried"), ("2", "note", "noted")]),
        ("The Panel:\n\na) Noted the report; and\n\nb) Endorsed the approach.",
         [("a", "note", "noted"), ("b", "endorse", "carried")]),
        ("Decision:\n\n• Approved the award to Able Ltd.\n• Delegated authority to the Director to sign it.",
         [("", "approve", "carried"), ("", "delegate", "carried")]),
        ("Approved:\n\n1. The minutes of the last meeting.\n2. The accounts for May.",
         [("1", "approve", "carried"), ("2", "approve", "carried")]),
        ("RESOLVED that Council:\n\n• Agrees the terms of reference; and\n• Delegates their wording to the Clerk.",
         [("", "agree", "carried"), ("", "delegate", "carried")]),
        ("Resolved:\n\nCommittee:\n\n(a) Endorsed the terms of reference.\n\n(b) Noted the work plan.",
         [("(a)", "endorse", "carried"), ("(b)", "note", "noted")]),
        ("RESOLVED that Cabinet note the settlement and agree to delegate the reply to the Director.",
         [("", "note", "noted"), ("", "delegate", "carried")]),
    ],
)  # fmt: skip
def test_lists_below_a_lead_in_are_parts_with_verbs_of_their_own(
    tmp_path: Path, minute: str, parts: list[tuple[str, str, str]]
) -> None:
    (found,) = decided(tmp_path, minute)
    assert [(p.number, p.verb, p.outcome) for p in found.parts] == parts


@pytest.mark.parametrize(
    ("minute", "verb", "outcome", "mover", "seconder"),
    [
        ("Cllr Able proposed a new bench, seconded by Cllr Baker.", "agree", "carried", "Cllr Able", "Cllr Baker"),
        ("Ann Able proposed that the quote be accepted, and was seconded by Bob Baker.",
         "accept", "carried", "Ann Able", "Bob Baker"),
        ("It was proposed that the quote be accepted. Prop: AB, 2nd CD. All in favour.",
         "accept", "carried", "AB", "CD"),
        ("Proposed – Cllr Able Seconded – Cllr Baker\n\n‘That the bills be paid’\n\nAll in favour",
         "pay", "carried", "Cllr Able", "Cllr Baker"),
        ("The payments were approved. Proposed Cllr Able, seconded Cllr Baker, all agreed.",
         "approve", "carried", "Cllr Able", "Cllr Baker"),
        ("Councillors agreed to defer the item.", "defer", "deferred", None, None),
        ("After discussion, the Councillors resolved to accept the quote.", "accept", "carried", None, None),
        ("The matter was to be discussed again at the next meeting.", "defer", "deferred", None, None),
        ("Request from the Scouts for a grant. Declined.", "decline", "lost", None, None),
        ("Cllr Able proposed, seconded by Cllr Baker, that the hall be sold. 2 in favour, 5 against.",
         "agree", "lost", "Cllr Able", "Cllr Baker"),
    ],
)  # fmt: skip
def test_minutes_of_a_parish(
    tmp_path: Path, minute: str, verb: str, outcome: str, mover: str | None, seconder: str | None
) -> None:
    (found,) = decided(tmp_path, minute, PARISH_HEAD)
    names = (found.proposer and found.proposer.text, found.seconder and found.seconder.text)
    assert (found.verb, found.outcome, *names) == (verb, outcome, mover, seconder)


@pytest.mark.parametrize(
    ("minute", "votes"),
    [
        ("RESOLVED that the bills be paid.\n\nFor - 4 Abstention – 1", (4, None, 1)),
        ("RESOLVED that the bills be paid. For 3, Against 1.", (3, 1, None)),
        ("The motion to sell was declared CARRIED by 30 votes to 20 with 2 abstentions.", (30, 20, 2)),
        ("FOR THE MOTION: Councillors Able and Baker (2)\n\nAGAINST THE MOTION: Councillor Cole (1)\n\n"
         "ABSTENTIONS: Nil\n\nThe motion was CARRIED.", (2, 1, None)),
        ("Cllr Able proposed a bench, seconded by Cllr Baker, five were in favour, two abstained.", (5, None, 2)),
    ],
)  # fmt: skip
def test_votes_in_words_tallies_and_names(
    tmp_path: Path, minute: str, votes: tuple[int | None, int | None, int | None]
) -> None:
    (found,) = decided(tmp_path, minute)
    (sides,) = counts(found)
    assert sides[:2] == votes[:2]
    assert found.outcome == "carried"


def test_a_lost_amendment_is_lost_whatever_comes_of_the_motion(tmp_path: Path) -> None:
    amendment, motion = decided(
        tmp_path,
        "Councillor Able moved an amendment, seconded by Councillor Baker, that the words be deleted. The amendment "
        "was put to the vote and declared LOST by 4 votes to 11.\n\nThe original motion was then put to the vote and "
        "CARRIED by 12 votes to 3.",
    )
    assert (amendment.verb, amendment.outcome, counts(amendment)) == ("amend", "lost", [(4, 11, None)])
    assert (motion.verb, motion.outcome, counts(motion)) == ("agree", "carried", [(12, 3, None)])


def test_a_motion_is_found_by_its_paragraph_and_one_on_the_meeting_goes_first(tmp_path: Path) -> None:
    extension, amendment, motion = decided(
        tmp_path,
        "1) Mr Able proposed, and Mr Baker seconded the motion that\n\n“Council is asked to adopt the plan.”\n\n"
        "2) Mr Cole proposed and Mr Dale seconded the following amendment:\n\n“Council is asked to adopt half.”\n\n"
        "3) The Chairman proposed and the Vice-Chairman seconded that Council resolve to extend the meeting.\n\n"
        "4) The Chairman put the motion set out in paragraph 3 to the vote.\n\nFor (39)\n\nAgainst (3)\n\n"
        "Motion carried.\n\n"
        "5) The Chairman put the amendment set out in paragraph 2 to the vote.\n\nFor (10)\n\nAgainst (32)\n\n"
        "Amendment lost.\n\n"
        "6) The Chairman put the motion set out in paragraph 1 to the vote.\n\nFor (36)\n\nAgainst (4)\n\n"
        "Motion carried.",
    )
    assert (extension.verb, extension.outcome, counts(extension)) == ("extend", "carried", [(39, 3, None)])
    assert (amendment.verb, amendment.outcome, counts(amendment)) == ("amend", "lost", [(10, 32, None)])
    assert (motion.verb, motion.outcome, counts(motion)) == ("adopt", "carried", [(36, 4, None)])


@pytest.mark.parametrize(
    "minute",
    [
        "Members considered a report which recommended that the plan be approved.",
        "In accordance with the recommendations agreed at the last meeting, officers had approved the plan.",
        "The application that was approved in May had been built.",
        "This will be passed to the highways team.",
        "WHEREAS the minutes were approved by the other committee;",
        "Mayor Able: All those in favour? Opposed?\n\nCarried.",
        "Mayor Able: I think the plan was approved by us last year.",
        "The Panel:\n\nCouncillor Able\n\nCouncillor Baker",
    ],
)
def test_reports_speeches_and_lists_of_names_decide_nothing(tmp_path: Path, minute: str) -> None:
    assert decided(tmp_path, minute) == []


def test_cells_of_a_form_that_ran_together(tmp_path: Path) -> None:
    text = (
        "Decision Recording Form\n\nDecision determined at the Roads Policy Committee meeting on 15 May 2025\n\n"
        "(a)\tSubject:\tPetition Debate (agenda item 8)\n\n(b)\tWard:\tAll\n\n"
        "(d)\tDecision taken The Roads Policy Committee debated the petition and referred it to the Chair.\n\n"
        "(e)\tExempt Information? Open\n\n(f)\tAnything else? No\n"
    )
    (found,) = paper_of(tmp_path, text)[0].decisions
    assert (found.item_number, found.verb, found.outcome) == ("8", "refer", "referred")
    assert found.text.text.endswith("referred it to the Chair.")


ITEMS = (
    "Testham Parish Council\n\nMinutes of the Parish Council meeting held on 12 June 2018\n\nPresent: Cllrs Able\n\n"
    "49/18 Clerk’s Report\n\nFurlong Road – the signs were checked.\n\n"
    "50/18 18/00274/OM Outline application for ten dwellings\n\nIt was agreed to object.\n\n"
    "51/18 Grass Cutting The contractor had written. It was agreed to accept the quote.\n\n"
    "52/18 2 May 2018 Elections\n\nThe Council noted the dates.\n"
)


def test_a_decision_has_the_number_and_title_of_its_own_item(tmp_path: Path) -> None:
    found = paper_of(tmp_path, ITEMS)[0].decisions
    assert [(d.item_number, d.item) for d in found] == [
        ("50/18", "18/00274/OM Outline application for ten dwellings"),
        ("51/18", "Grass Cutting"),
        ("52/18", "2 May 2018 Elections"),
    ]


def test_headings_whose_paragraphs_start_again_are_the_items(tmp_path: Path) -> None:
    text = (
        "CORPORATE PARENTING PANEL\n\nMINUTES of the meeting held on 29 October 2024.\n\nPRESENT: Ann Able\n\n"
        "Youth Justice Annual Report\n\n(Item 7)\n\n1. The manager introduced the report.\n\n"
        "2. RESOLVED that the Panel note the report.\n\n"
        "Sufficiency Strategy\n\n(Item 8)\n\n1. The strategy was explained.\n\n2. RESOLVED to endorse the strategy.\n"
    )
    found = paper_of(tmp_path, text)[0].decisions
    assert [(d.item_number, d.item, d.verb) for d in found] == [
        ("7", "Youth Justice Annual Report", "note"),
        ("8", "Sufficiency Strategy", "endorse"),
    ]


def test_an_assessment_that_recommends_proposes_nothing_to_a_meeting(tmp_path: Path) -> None:
    text = (
        "Testford Borough Council\n\nSustainability Appraisal\n\nReport of the Head of Planning\n\n1. Purpose\n\n"
        "1.1 To appraise the plan.\n\n2. Recommendations\n\n2.1 Vulnerable groups at risk of poor health.\n\n"
        "2.2 Cycleways in rural places.\n\n3. Background\n\n3.1 The plan is old.\n"
    )
    assert paper_of(tmp_path, text)[0].decisions == ()


@pytest.mark.parametrize(
    ("minute", "verb", "outcome"),
    [
        ("The minutes of May were proposed by Cllr. Hill, seconded by Cllr. Dale and adopted.", "adopt", "carried"),
        ("Proposed by Cllr Able, seconded by Cllr Baker and resolved:\n\n“That the road be adopted.”",
         "adopt", "carried"),
        ("It was proposed by Cllr Able, seconded by Cllr Baker and agreed by all the Members “That the plan be "
         "adopted.”", "adopt", "carried"),
        ("The report, which was noted by Members, was long.", "note", "noted"),
        ("All Councillors noted that they were content.", "agree", "carried"),
        ("The Councillors agreed to pay the invoice.", "pay", "carried"),
        ("The Parish Councillors were content to set the precept at £17,000.", "set", "carried"),
        ("The following dates were agreed for the meetings of 2021.", "agree", "carried"),
        ("It was\nagreed that the clerk would write to the owner.", "agree", "carried"),
        ("Cllr Able proposed that the hall be sold. A vote was taken on the proposal of Cllr Able. The Mayor declared "
         "the proposal **defeated.**", "agree", "lost"),
        ("Council, having read the report, is asked to approve the plan.\n\nRESOLVED that Council, having read the "
         "report, is asked to approve the plan.", "approve", "carried"),
    ],
)  # fmt: skip
def test_more_ways_to_say_what_was_decided(tmp_path: Path, minute: str, verb: str, outcome: str) -> None:
    assert [(d.verb, d.outcome) for d in decided(tmp_path, minute)] == [(verb, outcome)]


@pytest.mark.parametrize(
    "minute",
    [
        "The Chair asked the Councillors present if they were content with the policy.",
        "The minutes of May were proposed for a later meeting.",
        "For the record, Councillors Able and Baker (2) had left.",
    ],
)
def test_what_only_sounds_like_a_decision_is_none(tmp_path: Path, minute: str) -> None:
    assert decided(tmp_path, minute) == []


def test_a_roll_call_counts_by_the_numbers_in_brackets(tmp_path: Path) -> None:
    minute = (
        "Cllr Able proposed that the hall be sold and Cllr Baker seconded. The result of the voting was as follows:\n\n"
        "For\n\nCouncillors Able, Baker (J), Cole. (3)\n\nAgainst\n\nCouncillors Dale, Evans,\nFox, Green.\n\n(4)\n\n"
        "The Mayor declared the motion lost."
    )
    (found,) = decided(tmp_path, minute)
    assert (found.outcome, counts(found)) == ("lost", [(3, 4, None)])
    assert found.votes[0].quote.text.startswith("The result of the voting")


def test_who_was_content_decides_what_was_asked(tmp_path: Path) -> None:
    minute = "The Chair asked if Members were content with the new policy. All Councillors noted they were content."
    (found,) = decided(tmp_path, minute)
    assert found.text.text == minute


def test_a_list_goes_on_below_its_sub_headings(tmp_path: Path) -> None:
    minute = (
        "RESOLVED that:\n\nCouncil agrees the following:\n\nCapital\n\n(a) the programme be approved.\n\n"
        "In addition:\n\n(b) authority be delegated to the Director.\n\n(c) the risks be noted."
    )
    (found,) = decided(tmp_path, minute)
    assert [(p.number, p.verb) for p in found.parts] == [("(a)", "approve"), ("(b)", "delegate"), ("(c)", "note")]


def test_a_result_in_bold_ends_the_motion_above_it_and_names_no_item(tmp_path: Path) -> None:
    motion = (
        "> Moved by A. Able\n\n> Seconded by B. Baker\n\nThat, on the recommendation of the Director, the report BE"
    )
    text = (
        "---\ntitle: 8th Meeting of the Roads Committee\ndate: 2025-05-21\n---\n"
        "This meeting was called to order at 1:06 PM.\n\n"
        f"# 2.&nbsp;&nbsp;Consent\n\n{motion} RECEIVED.\n\n> **Motion Passed**\n\n"
        f"# 3.&nbsp;&nbsp;Fees\n\n{motion} APPROVED.\n\n**Motion Passed (5 to 1)**\n\n"
        f"# 4.&nbsp;&nbsp;Bins\n\n{motion} APPROVED.\n\n**Motion Lost (2 to 4)**\n"
    )
    paper, _ = paper_of(tmp_path, text, "minutes.md")
    assert paper.type == "minutes"
    assert [(d.item, d.verb, d.outcome, counts(d)) for d in paper.decisions] == [
        ("Consent", "receive", "carried", []),
        ("Fees", "approve", "carried", [(5, 1, None)]),
        ("Bins", "approve", "lost", [(2, 4, None)]),
    ]
