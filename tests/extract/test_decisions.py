"""Decisions read from minutes, decision notices and reports in the styles of many councils."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cqa.extract.decisions import votes
from cqa.extract.decisions.forms import meaning
from cqa.extract.decisions.patterns import Cue, Verb, cues, main_verb, verbs
from cqa.extract.decisions.vocabulary import labels
from tests.extract.minutes_paper import counts, decided, paper_of


@pytest.mark.parametrize("verb", verbs(), ids=lambda v: v.name)
def test_each_verb_knows_its_example_from_its_counter_example(verb: Verb) -> None:
    found, other = main_verb(verb.example), main_verb(verb.counter)
    assert found is not None
    assert found.name == verb.name
    assert other is None or other.name != verb.name


@pytest.mark.parametrize("cue", cues(), ids=lambda c: c.name)
def test_each_cue_knows_its_example_from_its_counter_example(cue: Cue) -> None:
    assert cue.match is not None
    assert cue.match.search(cue.example)
    assert not cue.words or any(word in cue.example.lower() for word in cue.words)
    assert not cue.match.search(cue.counter)


@pytest.mark.parametrize(
    ("minute", "verb", "outcome"),
    [
        ("RESOLVED: That the report be noted.", "note", "noted"),
        ("RESOLVED -\n\nThat the minutes be agreed as a correct record.", "agree", "carried"),
        ("It was unanimously RESOLVED to approve the payments.", "approve", "carried"),
        ("It was agreed to defer this item to the next meeting.", "defer", "deferred"),
        ("The Committee agreed to support the bid.", "support", "carried"),
        ("The Committee noted the update.", "note", "noted"),
        ("The minutes of the last meeting were confirmed and signed as a correct record.", "confirm", "carried"),
        ("RESOLVED that planning permission be REFUSED for the following reasons:\n\n1. Harm.", "refuse", "carried"),
        ("RESOLVED that permission be GRANTED subject to conditions.", "approve", "carried"),
        ("The Committee AGREED to refer the decision back to Cabinet.", "refer", "referred"),
        ("RESOLVED that the policy be adopted as amended.", "adopt", "amended"),
        (
            "RESOLVED that the minutes be approved subject to the following amendment: delete page 2.",
            "approve",
            "amended",
        ),
        ("The Leader withdrew the item.", "withdraw", "withdrawn"),
        ("Decision: Approved subject to conditions.", "approve", "carried"),
        ("RESOLVED: That Councillor Fox be appointed Chair of the Licensing Committee.", "appoint", "carried"),
        ("RESOLVED that authority be delegated to the Director.", "delegate", "carried"),
        ("Decision deferred to the April meeting.", "defer", "deferred"),
        ("Cabinet Member Updates were deferred to the next meeting.", "defer", "deferred"),
        ("On being put to the vote the amendment FELL with 2 voting FOR and 7 AGAINST.", "amend", "lost"),
        ("RESOLVED that the charges be increased by 5%.", "resolve", "carried"),
    ],
)
def test_verb_and_outcome(tmp_path: Path, minute: str, verb: str, outcome: str) -> None:
    found = decided(tmp_path, minute)
    assert [(d.verb, d.outcome) for d in found] == [(verb, outcome)]


@pytest.mark.parametrize(
    "minute",
    [
        "The Clerk reported that the plan had been approved by the Borough Council.",
        "In response to questions it was noted that the bins were full.",
        "Members discussed whether the report should be agreed.",
        "Apologies were received from Councillor White.",
        "Works were carried out at the estate and an application was received.",
        "Mr Spence was appointed as Deputy Lieutenant in 2001.",
        "If the motion is carried the Council will write to the Minister.",
        "The budget will be approved in March.",
    ],
)
def test_what_is_only_reported_is_no_decision(tmp_path: Path, minute: str) -> None:
    assert decided(tmp_path, minute) == []


def test_a_resolution_takes_mover_seconder_votes_and_parts(tmp_path: Path) -> None:
    (found,) = decided(
        tmp_path,
        "On being moved by Councillor Able, seconded by Councillor Dale, it was RESOLVED (6 for, 2 against, 1 "
        "abstention):\n\nThat the Committee:\n\n1. Approves the opening hours.\n2. Authorises the Director to award "
        "the contract.\n3. Notes the risks.",
    )
    assert (found.proposer and found.proposer.text, found.seconder and found.seconder.text) == (
        "Councillor Able",
        "Councillor Dale",
    )
    assert counts(found) == [(6, 2, 1)]
    assert [(p.number, p.verb, p.outcome) for p in found.parts] == [
        ("1", "approve", "carried"),
        ("2", "authorise", "carried"),
        ("3", "note", "noted"),
    ]
    assert found.decider is not None
    assert found.decider.text == "Planning Committee"


def test_parts_inside_one_paragraph(tmp_path: Path) -> None:
    (found,) = decided(tmp_path, "RESOLVED: That (1) the report be noted; and (2) the officers be thanked.")
    assert [(p.number, p.verb) for p in found.parts] == [("(1)", "note"), ("(2)", "resolve")]


def test_recommendations_voted_down_are_lost_and_a_part_may_have_its_own_outcome(tmp_path: Path) -> None:
    listed = "That the Committee:\n\na. Approve the grant.\nb. Note the register.\n\n"
    (lost,) = decided(tmp_path, listed + "Voting: 4 for, 5 against, 0 abstentions.")
    assert (lost.verb, lost.outcome, counts(lost)) == ("approve", "lost", [(4, 5, 0)])
    (carried,) = decided(tmp_path, listed + "Voting: 6 for, 3 against. Recommendation b was not approved.")
    assert carried.outcome == "carried"
    assert [(p.number, p.outcome) for p in carried.parts] == [("a", "carried"), ("b", "lost")]


def test_an_amendment_is_decided_before_the_motion_that_it_amends(tmp_path: Path) -> None:
    amendment, motion = decided(
        tmp_path,
        "Councillor Baker moved and Councillor Cole seconded the following motion:\n\n"
        '"This Council declares a climate emergency."\n\n'
        "An amendment was moved by Councillor Dale and seconded by Councillor Eade to delete the last word.\n\n"
        "Upon being put to the vote, the amendment was declared LOST.\n\nA recorded vote was taken on the motion:\n\n"
        "For: Councillors Able, Baker, Cole (25)\nAgainst: Councillors Dale, Eade (18)\nAbstentions: Councillor Fox (1)"
        "\n\nThe motion was declared CARRIED.",
    )
    assert amendment.verb == "amend"
    assert (amendment.outcome, amendment.proposer and amendment.proposer.text) == ("lost", "Councillor Dale")
    assert (motion.outcome, motion.proposer and motion.proposer.text) == ("carried", "Councillor Baker")
    assert counts(motion) == [(25, 18, 1)]
    assert "climate emergency" in motion.text.text


def test_a_motion_carried_and_its_resolution_are_one_decision(tmp_path: Path) -> None:
    (found,) = decided(
        tmp_path,
        "(1) Mr Gough proposed, and Mr Oakford seconded the motion that\n\n“Council is asked to "
        "endorse the report.”\n\n"
        "(2) The Chairman put the motion to the vote and the voting was as follows.\n\nFor "
        "(52)\n\nMr Able, Mr Baker\n\n"
        "Against (0)\n\nAbstain (11)\n\nMr Cole\n\nMotion carried.\n\n(3) RESOLVED that Council endorses the report.",
    )
    assert (found.verb, found.outcome, counts(found)) == ("endorse", "carried", [(52, 0, 11)])
    assert found.seconder is not None
    assert found.seconder.text == "Mr Oakford"


def test_small_councils_name_mover_and_votes_after_the_decision(tmp_path: Path) -> None:
    first, second = decided(
        tmp_path,
        "a) It was RESOLVED to approve the payments. Proposed by Cllr Brown, seconded by Cllr "
        "Smith. Agreed unanimously."
        "\nb) It was proposed by Cllr Smith and seconded by Cllr Jones to accept the quote of ABC Ltd. 5 in favour, 1 "
        "against, 2 abstentions. Resolved.",
    )
    assert (first.proposer and first.proposer.text, first.seconder and first.seconder.text) == (
        "Cllr Brown",
        "Cllr Smith",
    )
    assert counts(first) == [(None, None, None)]
    assert (second.verb, second.outcome, counts(second)) == ("accept", "carried", [(5, 1, 2)])


def test_a_motion_without_outcome_is_only_proposed(tmp_path: Path) -> None:
    (found,) = decided(tmp_path, "Councillor Able proposed, seconded by Councillor Baker, that the lights be replaced.")
    assert found.outcome == "proposed"


@pytest.mark.parametrize(
    ("words", "sides"),
    [
        ("Voting: 4 for, 5 against, 0 abstentions", [4, 5, 0]),
        ("Motion Passed (15 to 0)", [15, 0]),
        ("carried by 7 votes to 3", [7, 3]),
        ("Voting: For 6, Against 2, Abstain 1", [6, 2, 1]),
        ("agreed by nine votes for with two against", [9, 2]),
        ("three quotes were seen, one for a steel cabinet", []),
        ("£50 for the sum of works", []),
    ],
)
def test_counted_votes(words: str, sides: list[int]) -> None:
    assert [c.number for c in votes.counts(words, 0, len(words))] == sides


FORM = (
    "DECISION NOTICE\n\nOFFICER EXECUTIVE DECISION\n\n(a) Subject\nAward of contract\n\n(b) "
    "Decision maker\nDirector of "
    "Place\n\n(c) Date of decision\n4 March 2021\n\n(d) Decision taken\nTo approve the award to Clean Co Ltd.\n\n"
    "(e) Reasons for decision\nBest value.\n\n(f) Exempt session?\nNo\n"
)


def test_a_decision_form_by_its_labels(tmp_path: Path) -> None:
    paper, text = paper_of(tmp_path, FORM)
    (found,) = paper.decisions
    assert (found.item, found.verb, found.outcome, found.date) == (
        "Award of contract",
        "approve",
        "carried",
        "2021-03-04",
    )
    assert found.text.text == "To approve the award to Clean Co Ltd."
    assert found.decider is not None
    assert re.sub(r"\s+", " ", found.decider.text) == "Director of Place"
    assert text[slice(*found.text.span)] == found.text.text


def test_a_proposed_record_of_decision_is_only_proposed(tmp_path: Path) -> None:
    text = (
        "KENTSHIRE COUNTY COUNCIL - PROPOSED RECORD OF DECISION\n\nDECISION TO BE TAKEN BY: "
        "Cabinet\n\nTitle: Care plan\n\n"
        "Decision: Cabinet propose to:\n\na) To ADOPT the plan\n\nb) To DELEGATE authority to the Director\n"
    )
    (found,) = paper_of(tmp_path, text)[0].decisions
    assert (found.verb, found.outcome) == ("adopt", "proposed")
    assert [(p.verb, p.outcome) for p in found.parts] == [("adopt", "proposed"), ("delegate", "proposed")]


def test_a_list_of_cabinet_decisions(tmp_path: Path) -> None:
    text = (
        "TESTSHIRE COUNTY COUNCIL\n\nCABINET DECISIONS\n\nSummary of decisions taken at the "
        "Cabinet meeting held on 5 May "
        "2022\n\nItem 4: School Places Plan\n\nDecision:\nCabinet approved the School Places "
        "Plan.\n\nReason:\nDuty.\n\n"
        "Item 5: Leisure Centre\n\nDecision:\nConsideration deferred to June.\n"
    )
    found = paper_of(tmp_path, text)[0].decisions
    assert [(d.item_number, d.item, d.verb, d.outcome) for d in found] == [
        ("4", "School Places Plan", "approve", "carried"),
        ("5", "Leisure Centre", "defer", "deferred"),
    ]


def test_labels_mean_one_thing_each() -> None:
    assert len(labels()) > 150
    assert meaning("7. Alternative options considered:") == "other"
    assert meaning("The decision of the committee was explained at some length") is None


def test_what_a_report_recommends_is_proposed(tmp_path: Path) -> None:
    text = (
        "Testford Borough Council\n\nReport to: Planning Committee\nDate: 12 June 2018\nReport of "
        "the Head of Planning\n\n"
        "ROAD SAFETY\n\n1. Purpose\n\n1.1 To inform members.\n\n2. Recommendations\n\n2.1 That the Committee notes the "
        "report.\n\n2.2 That the Committee approves the plan.\n\n3. Background\n\n3.1 The plan was approved in 2001.\n"
    )
    paper, _ = paper_of(tmp_path, text)
    (found,) = paper.decisions
    assert found.outcome == "proposed"
    assert [(p.number, p.verb) for p in found.parts] == [("2.1", "note"), ("2.2", "approve")]
