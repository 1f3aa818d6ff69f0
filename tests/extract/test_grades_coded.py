"""Grades that are codes (C1 to C4 of a landlord), and the ratings of youth justice and adult social care, in small
papers of our own words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cqa.extract.judgements import grade_mentions
from tests.extract.grade_cases import as_rows, judged

REGULATOR = "The Regulator of Social Housing published its judgement in May 2025. "
CONSUMER, GOVERNANCE, VIABILITY = "Consumer grading", "Governance grading", "Viability grading"

LETTER = """Regulatory judgement

Anytown City Council

Publication date: 26 February 2025

Gradings\tJudgement\tDate
Consumer\tC3\tFebruary 2025

C3: Our judgement is that there are serious failings in the outcomes for tenants.

The Regulator of Social Housing grades landlords. C1 is the highest grade. C2 has some weaknesses, C4 very serious ones.
"""


def test_a_regulators_letter_states_one_grade_and_explains_the_others() -> None:
    (found,) = judged(LETTER, date="2025-02-26", title="Regulatory judgement")
    assert (found.kind, found.theme, found.grade, found.as_of) == ("inspected", CONSUMER, "C3", "2025-02")
    assert (found.body, found.framework, found.area) == ("Regulator of Social Housing", "rsh-consumer", "housing")
    assert found.quote == "Consumer\tC3\tFebruary 2025"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("It gave the council a C2 grading, which means that there are weaknesses.", [("inspected", CONSUMER, "C2")]),
        ("The council was graded C1.", [("inspected", CONSUMER, "C1")]),
        ("The council has retained its C1 consumer grade.", [("inspected", CONSUMER, "C1")]),
        (
            "The council was downgraded from C2 to C4.",
            [("inspected", CONSUMER, "C4"), ("historic", CONSUMER, "C2")],
        ),
        ("The previous consumer grade was C2.", [("historic", CONSUMER, "C2")]),
        ("In a self-assessment we assessed ourselves as C2.", [("self-assessed", CONSUMER, "C2")]),
        ("Othertown Borough Council was awarded a C1 grade.", [("other", CONSUMER, "C1")]),
        (
            "Meadow Housing Association was graded G1 for governance and V2 for viability.",
            [("other", GOVERNANCE, "G1"), ("other", VIABILITY, "V2")],
        ),
        # what is no judgement
        ("A C2 grade means that there are some weaknesses.", []),
        ("There are four grades: C1, C2, C3 and C4.", []),
        ("The council aims to be graded C1 by 2027.", []),
        ("Of 40 councils inspected so far, nine were graded C1.", []),
        ("Policy C3 of the local plan applies to these dwellings.", []),
        ("Appendix C1 has the plan; paragraph G2 is new.", []),
    ],
)
def test_sentences_that_award_a_code_and_those_that_do_not(said: str, expected: list[tuple[str, str, str]]) -> None:
    assert as_rows(judged(REGULATOR + said, date="2025-06-01", title="Housing")) == expected


def test_the_date_of_a_grade_is_that_of_its_sentence_or_of_the_one_before() -> None:
    (found,) = judged(REGULATOR + "The council was graded C1.", date="2025-06-01", title="Housing")
    assert found.as_of == "2025-05"
    (found,) = judged(REGULATOR + "On 2 June 2025 it was graded C1.", date="2025-06-11", title="Housing")
    assert found.as_of == "2025-06-02"


def test_a_code_counts_only_where_its_regulator_is_named() -> None:
    text = "The use was changed from C2 to C3. The site was graded C3 and given C1 consent."
    assert judged(text, title="Application 24/01") == ()


def test_a_table_of_another_landlord_and_of_earlier_grades() -> None:
    table = (
        "The Regulator of Social Housing has published these grades.\n\n"
        "Landlord\tConsumer grade\tPrevious grade\nAnytown City Council\tC2\tC3\nOthertown Borough Council\tC1\tC1\n"
    )
    assert as_rows(judged(table, date="2025-06-01", title="Housing")) == [
        ("inspected", CONSUMER, "C2"),
        ("historic", CONSUMER, "C3"),
    ]


def test_a_housing_association_has_three_gradings() -> None:
    text = (
        "Regulatory judgement of Meadow Homes Limited\n\n\tGrade\tChange\nConsumer\tC1\tNew\n"
        "Governance\tG2\tDowngraded\nViability\tV1\tAssessed and unchanged\n"
    )
    found = judged(text, authority=None, date="2025-06-01", title="Meadow Homes Limited")
    assert as_rows(found) == [
        ("inspected", CONSUMER, "C1"),
        ("inspected", GOVERNANCE, "G2"),
        ("inspected", VIABILITY, "V1"),
    ]


def test_a_question_names_a_code_only_where_it_speaks_of_grades() -> None:
    assert [f.value for f in grade_mentions("Which councils were graded C3?")] == ["c3"]
    assert grade_mentions("What does policy C3 say of dwellings?") == []


YOUTH = """An inspection of youth justice services in Anytown

Overall rating\tGood
1. Organisational delivery\tGood
1.1 Governance and leadership\tOutstanding
Work with children\tRequires improvement
Work with victims\tInadequate

HM Inspectorate of Probation
"""

ADULTS = """Anytown City Council: local authority assessment

Overall rating\tRequires improvement

Assessing needs\tScore: 2
Safe pathways, systems and transitions\tScore: 3

Published by the Care Quality Commission in March 2025.
"""


@pytest.mark.parametrize(
    ("text", "body", "framework", "grades"),
    [
        (YOUTH, "HM Inspectorate of Probation", "hmip-youth",
         ["Good", "Good", "Outstanding", "Requires improvement", "Inadequate"]),
        (ADULTS, "Care Quality Commission", "cqc-assurance",
         ["Requires improvement", "Some shortfalls", "Good standard"]),
    ],
    ids=["youth justice", "adult social care"],
)  # fmt: skip
def test_reports_of_other_inspectorates(text: str, body: str, framework: str, grades: list[str]) -> None:
    found = judged(text, date="2025-08-01", kind="inspection report", title=text.partition("\n")[0])
    assert [j.grade for j in found] == grades
    assert {(j.body, j.framework) for j in found} == {(body, framework)}


@pytest.mark.parametrize(
    "said",
    [
        "HM Inspectorate of Probation inspected the youth justice service in May 2024 and rated it as ‘Good’ overall.",
        "Inspectors of HM Inspectorate of Probation gave the youth justice service an overall rating of Good.",
        "The youth justice service was rated Good by HM Inspectorate of Probation.",
    ],
)
def test_a_covering_report_on_youth_justice(said: str) -> None:
    (found,) = judged(said, date="2024-06-01", title="Youth justice")
    assert (found.kind, found.grade, found.area, found.framework) == (
        "inspected",
        "Good",
        "youth justice",
        "hmip-youth",
    )


def test_the_command_finds_grades_that_are_codes(tmp_path: Path) -> None:
    """This test ensures that a framework in the register needs nothing else to be filtered, listed and asked for."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for council, grade in (("Leeds City Council", "C3"), ("Kent County Council", "C2")):
        (folder / f"{grade}.md").write_text(
            f"# Regulatory judgement\n\n{council}\n\nReport to: Cabinet\n\nDate: 12 June 2025\n\n"
            f"Subject: Housing regulation\n\n## Main issues\n\n1.1 {REGULATOR}The council was graded {grade}.\n",
            "utf-8",
        )
    command = [str(Path(sys.executable).with_name("cqa")), "--index", str(tmp_path / "index")]
    subprocess.run([*command, "ingest", str(folder)], check=True, capture_output=True)

    def said(*arguments: str) -> str:
        return subprocess.run([*command, *arguments], check=True, capture_output=True, text=True).stdout

    assert [j["authority"] for j in json.loads(said("grades", "--grade", "c3", "--json"))] == ["Leeds City Council"]
    found = json.loads(said("search", "council", "--grade", "C2", "--json"))
    assert {p["authority"] for p in found["passages"]} == {"Kent County Council"}
    question = "Which councils were given a C3 grade by the Regulator of Social Housing?"
    answer = json.loads(said("ask", question, "--json"))
    assert [a["name"] for a in answer["authorities"] if a["in_answer"]] == ["Leeds City Council"]
