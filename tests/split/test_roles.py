"""The wording of headings names the purpose of what is under them."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from cqa.split.headings.roles import heading_role
from tests.split.papers import outline

ROLES = {
    "front matter", "confidentiality", "summary", "recommendations", "reasons for recommendations", "purpose",
    "background",
    "main issues", "response", "timetable", "options considered", "consultation", "circulation", "implications",
    "implications:policy", "implications:legal", "implications:resource", "implications:equality", "implications:risk",
    "implications:property", "conclusions", "decision", "background papers", "supporting documents", "appendices list",
    "appendix", "officer contact", "wards affected", "part",
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Reasons for decision", "reasons for recommendations"),
        ("Recommendation(s):", "recommendations"),
        ("Other options considered", "options considered"),
        ("Financial Implications", "implications:resource"),
        ("Equalities implications", "implications:equality"),
        ("Equality & Diversity / Cohesion and Integration", "implications:equality"),
        ("Crime and disorder", "implications"),
        ("Who will be affected?", "implications"),
        ("Policy Framework and Previous Decisions", "implications:policy"),
        ("Finance Advice", "implications:resource"),
        ("HR Advice", "implications:resource"),
        ("Legal Advice", "implications:legal"),
        ("Equality comments", "implications:equality"),
        ("Next Steps", "response"),
        ("Contact officer", "officer contact"),
        ("Background documents", "background papers"),
        ("Local member", "consultation"),
        ("Risk assessment", "implications:risk"),
        ("Property/Other", "implications:property"),
        ("WARDS/COMMUNITIES AFFECTED", "wards affected"),
        ("Legal Implications, Access to Information and Call In", "implications:legal"),
        ("What needs to improve?", "recommendations"),
        ("<u>Circulation under the Local Issues Alert Procedures</u>", "circulation"),
    ],
)
def test_wordings_of_many_councils(heading: str, role: str) -> None:
    assert heading_role(heading) == role


@pytest.mark.parametrize("heading", ["Improving Outcomes", "Council Tax", "", "123", "Areas for Improvement"])
def test_headings_about_a_subject_name_no_role(heading: str) -> None:
    assert heading_role(heading) is None


def test_a_sentence_is_no_heading_however_telling_its_words() -> None:
    assert (
        heading_role(
            "The committee made many recommendations about the way in which the council works with schools and parents"
        )
        is None
    )


def test_data_file_knows_only_roles_of_the_contract_and_gives_sources() -> None:
    data = tomllib.loads((files("cqa.split.headings") / "data" / "roles.toml").read_text(encoding="utf-8"))
    assert {entry["name"] for entry in data["role"]} <= ROLES
    assert all(entry["source"] for entry in data["role"])
    phrases = [p for entry in data["role"] for p in entry["phrases"]]
    assert len(phrases) == len(set(phrases)), "a phrase under two roles"


def test_paragraphs_inherit_the_role_of_their_heading() -> None:
    text = (
        "Purpose\n\n1. The report tells of the inspection that took place in the winter of that year.\n\n"
        "Legal implications\n\n2. There are none.\n\nImproving Outcomes\n\n3. Outcomes got better in the year."
    )
    assert [(n, r) for k, n, r in outline(text) if k == "para"] == [
        ("1", "purpose"),
        ("2", "implications:legal"),
        ("3", "main issues"),
    ]


def test_what_was_resolved_is_the_decision() -> None:
    text = (
        "MINUTES of a meeting\n\n286. Apologies for Absence\n\nThere were some.\n\n287. Budget\n\n"
        "RESOLVED that the budget be agreed."
    )
    assert outline(text)[-1] == ("para", None, "decision")


def test_a_word_may_lead_its_text_in() -> None:
    text = (
        "From: The Leader\n\nTo: Cabinet\n\nSummary: The report says what the committee said of the plan and asks "
        "the Cabinet to look at it once more, as the constitution has it, before the plan is carried out in the "
        "spring of the coming year or later.\n\nIntroduction\n\n1. The power was given by an Act."
    )
    assert ("para", None, "summary") in outline(text)


def test_the_paragraphs_of_an_advice_block_have_the_roles_of_their_advisers() -> None:
    text = (
        "REPORT TO CABINET\n\n1. Purpose\n\n1.1 To seek approval.\n\n2. Corporate advice\n\n"
        "Finance Advice: The cost of the scheme is met from reserves.\n\n"
        "Finance Business Partner: Ann Able, 3 May 2023\n\n"
        "**Legal Advice:** The Council has the power to act.\n\nLegal Team Leader: Bob Baker, 4 May 2023\n\n"
        "HR Advice: There are no implications for staff.\n\nMembers said: nothing of note.\n"
    )
    found = [role for kind, number, role in outline(text) if kind == "para" and number is None]
    assert found[:5] == [
        "implications:resource",
        "implications:resource",
        "implications:legal",
        "implications:legal",
        "implications:resource",
    ]
    assert not found[5].startswith("implications:")
