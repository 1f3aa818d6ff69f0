# ruff: noqa: E501
"""Tables, lists and headings of theme and grade."""

from __future__ import annotations

import pytest

from tests.extract.grade_cases import as_rows, judged

RI = "Requires improvement to be good"
LEADERS = "The impact of leaders on social work practice with children and families"
HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children in care"
LEAVERS = "The experiences and progress of care leavers"
ILACS = [
    ("inspected", LEADERS, "Good"),
    ("inspected", HELP, RI),
    ("inspected", CARE, "Outstanding"),
    ("inspected", LEAVERS, "Good"),
    ("inspected", "Overall effectiveness", "Good"),
]

LAYOUTS = {
    "one row a line": f"Judgement\tGrade\n{LEADERS}\tGood\n{HELP}\tRequires improvement to be good\n{CARE}\tOutstanding\n"
    f"{LEAVERS}\tGood\nOverall effectiveness\tGood\n",
    "grade below its theme": "Judgement\nGrade\nThe impact of leaders on social work\npractice with children and families\n\nGood\n\n"
    "The experiences and progress of\nchildren who need help and protection\n\nRequires improvement to be good\n\n"
    "The experiences and progress of\nchildren in care\n\nOutstanding\n\nThe experiences and progress of care\nleavers\n\nGood\n\n"
    "Overall effectiveness\n\nGood\n",
    "name goes on below its grade": "Judgement\tGrade\nThe impact of leaders on social work\tGood\npractice with children and families\n"
    "The experiences and progress of\tRequires improvement to be good\nchildren who need help and protection\n"
    "The experiences and progress of\tOutstanding\nchildren in care\nThe experiences and progress of care\tGood\nleavers\n"
    "Overall effectiveness\tGood\nSince the last inspection, leaders have worked hard. The service is good.\n",
    "wide gaps": f"{LEADERS}          Good\n{HELP}        Requires improvement to be good\n{CARE}        Outstanding\n"
    f"{LEAVERS}       Good\nOverall effectiveness       Good\n",
    "pipe table": f"| Judgement | Grade |\n| --- | --- |\n| {LEADERS} | Good |\n| {HELP} | Requires improvement to be good |\n| {CARE} | Outstanding |\n"
    f"| {LEAVERS} | Good |\n| Overall effectiveness | Good |\n",
    "list with dashes": f"Ofsted graded us as follows:\n- {LEADERS} – Good\n- {HELP} – Requires improvement to be good\n- {CARE} – Outstanding\n"
    f"- {LEAVERS} – Good\n- Overall effectiveness – Good\n",
    "list with colons": f"The judgements were:\n\n• {LEADERS}: Good\n\n• {HELP}: Requires improvement to be\ngood\n\n• {CARE}: Outstanding\n\n• {LEAVERS}: Good\n\n"
    "• Overall effectiveness: Good.\n",
    "grade cut over lines": f"{LEADERS}\tGood\n{HELP}\tRequires\n\timprovement to be good\n{CARE}\tOutstanding\n{LEAVERS}\tGood\nOverall effectiveness\tGood\n",
    "misprint": f"{LEADERS}\tGood\n{HELP}\tRequires improvement to be good\n{CARE}\tOutstanding\n"
    "The experiences and progress of children care leavers\tGood\nOverall effectiveness\tGood\n",
    "all themes, then all grades": "",
}


@pytest.mark.parametrize("layout", [name for name, text in LAYOUTS.items() if text])
@pytest.mark.parametrize("kind", ["inspection report", "report"])
def test_one_table_in_many_layouts(layout: str, kind: str) -> None:
    found = judged(LAYOUTS[layout], kind=kind, date="2024-05-01")  # type: ignore[arg-type]
    assert as_rows(found) == ILACS
    assert {j.framework for j in found} == {"ilacs"}
    assert [j.area for j in found] == [
        "children's services",
        "safeguarding",
        "looked after children",
        "looked after children",
        "children's services",
    ]
    for judgement in found:
        assert LAYOUTS[layout][slice(*judgement.span)] == judgement.quote


def test_single_inspection_with_centred_grades() -> None:
    text = (
        "Children’s services in Anytown are inadequate\n"
        "1. Children who need help and protection\tInadequate\n"
        "2. Children looked after and achieving\n\tRequires improvement\npermanence\n"
        "2.1 Adoption performance\tOutstanding\n"
        "2.2 Experiences and progress of care leavers\tRequires improvement\n"
        "3. Leadership, management and governance\tInadequate\n"
        "1 Ofsted produces this report under its power to combine reports.\n"
    )
    found = judged(text, kind="inspection report", date="2016-09-01")
    assert as_rows(found) == [
        ("inspected", "Overall effectiveness", "Inadequate"),
        ("inspected", "Children who need help and protection", "Inadequate"),
        ("inspected", "Children looked after and achieving permanence", RI),
        ("inspected", "Adoption performance", "Outstanding"),
        ("inspected", "Experiences and progress of care leavers", RI),
        ("inspected", "Leadership, management and governance", "Inadequate"),
    ]
    assert {j.framework for j in found} == {"sif"}


def test_cells_that_hold_several_themes_and_grades_are_aligned() -> None:
    text = (
        "Inspection of safeguarding and looked after children\n\nSafeguarding:\n\nOverall effectiveness\tInadequate\n"
        "Quality of Provision Service responsiveness Case planning, monitoring & review\tInadequate Good Adequate\n"
        "Leadership and management Evaluation, including performance management Value for Money\tAdequate Inadequate Good\n\n"
        "Looked After Children:\n\nOverall effectiveness\tAdequate\nOutcomes for looked after children and care leavers\t\nBeing Healthy\tGood\n"
    )
    found = judged(text, date="2010-02-12")
    assert [(j.area, j.theme, j.grade) for j in found] == [
        ("safeguarding", "Overall effectiveness", "Inadequate"),
        ("safeguarding", "Quality of Provision", "Inadequate"),
        ("safeguarding", "Service responsiveness", "Good"),
        ("safeguarding", "Case planning, monitoring & review", "Adequate"),
        ("safeguarding", "Leadership and management", "Adequate"),
        ("safeguarding", "Evaluation, including performance management", "Inadequate"),
        ("safeguarding", "Value for Money", "Good"),
        ("looked after children", "Overall effectiveness", "Adequate"),
        ("looked after children", "Being Healthy", "Good"),
    ]


def test_self_assessment_and_inspection_columns() -> None:
    text = (
        "Table 1 - Self Assessment vs OfSTED judgements\n\n\tAnytown Self\tOfSTED Announced\n\tAssessment Grade\tInspection Grade\n"
        "\tDecember 2011\tMay 2012\nSafeguarding Services\t\t\nOverall effectiveness\tGood\tAdequate\n"
        "Safeguarding outcomes for children\tAdequate\tInadequate\nand young people\t\t\nChildren Looked After Services\t\t\nOverall effectiveness\tGood\tGood\n"
    )
    found = judged(text, date="2012-07-12")
    assert [(j.kind, j.area, j.theme, j.grade, j.as_of, j.body) for j in found] == [
        ("inspected", "safeguarding", "Overall effectiveness", "Adequate", "2012-05", "Ofsted"),
        ("self-assessed", "safeguarding", "Overall effectiveness", "Good", "2011-12", "Anytown City Council"),
        (
            "inspected",
            "safeguarding",
            "Safeguarding outcomes for children and young people",
            "Inadequate",
            "2012-05",
            "Ofsted",
        ),
        (
            "self-assessed",
            "safeguarding",
            "Safeguarding outcomes for children and young people",
            "Adequate",
            "2011-12",
            "Anytown City Council",
        ),
        ("inspected", "looked after children", "Overall effectiveness", "Good", "2012-05", "Ofsted"),
        ("self-assessed", "looked after children", "Overall effectiveness", "Good", "2011-12", "Anytown City Council"),
    ]


def test_of_two_dated_columns_the_older_is_historic() -> None:
    text = "Ofsted judgements\nJudgement\t2016\t2019\nOverall effectiveness\tInadequate\tGood\nAdoption performance\tGood\tGood\n"
    found = judged(text, date="2019-11-02")
    assert [(j.kind, j.theme, j.grade, j.as_of) for j in found] == [
        ("inspected", "Overall effectiveness", "Good", "2019"),
        ("historic", "Overall effectiveness", "Inadequate", "2016"),
        ("inspected", "Adoption performance", "Good", "2019"),
        ("historic", "Adoption performance", "Good", "2016"),
    ]


def test_a_target_column_is_no_judgement() -> None:
    text = "Ofsted judgements\nJudgement\tCurrent grade\tTarget grade 2020\nOverall effectiveness\tInadequate\tGood\n"
    assert as_rows(judged(text)) == [("inspected", "Overall effectiveness", "Inadequate")]


def test_a_list_of_earlier_grades_is_known_by_its_lead_in() -> None:
    text = (
        "Children’s services in Anytown are good\n\n1. Adoption performance\tGood\n\nPrevious Ofsted inspections\n\n"
        "• The last inspection report for the local authority’s children’s services was published in August 2015. "
        "The judgements for the local authority were:\n• Overall effectiveness: Inadequate\n• Adoption performance: Good\n"
    )
    found = judged(text, kind="inspection report", date="2018-05-16")
    assert [(j.kind, j.theme, j.grade) for j in found] == [
        ("inspected", "Overall effectiveness", "Good"),
        ("inspected", "Adoption performance", "Good"),
        ("historic", "Overall effectiveness", "Inadequate"),
        ("historic", "Adoption performance", "Good"),
    ]
    assert [j.as_of for j in found if j.kind == "historic"] == ["2015-08", "2015-08"]


def test_the_same_judgement_is_given_once() -> None:
    text = (
        "Overall effectiveness\tGood\n\nThe experiences and progress of children in care: good\n\nFirst paragraph.\n\n"
        "The experiences and progress of children in care: good\n\nChildren's services in Anytown are good.\n"
    )
    assert as_rows(judged(text, kind="inspection report", date="2024-01-01")) == [
        ("inspected", "Overall effectiveness", "Good"),
        ("inspected", CARE, "Good"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted outcomes\nQuality of education\tGood\nBehaviour and attitudes\tGood\nLeadership and management\tGood\nOverall effectiveness\tGood\n",
        "Ofsted: schools\nAnytown Primary School\tGood\nHill Academy\tInadequate\nRiver College\tOutstanding\n",
        "Ofsted, children's homes\nOverall experiences and progress of children and young people\tGood\nThe effectiveness of leaders and managers\tGood\n",
        "Internal audit of safeguarding\nRecord keeping\tAdequate\nPartnership working\tGood\nValue for money\tGood\n",
        "Judgement\tGrade\n"
        + LEADERS
        + "\t\n"
        + HELP
        + "\t\nOverall effectiveness\t\n(Good / Requires improvement / Inadequate: delete)\n",
        "Ofsted risk register\nControls\tAdequate\nStaffing\tInadequate\n",
        "Safeguarding\nOverall effectiveness\tScore 6/10\n",
    ],
)
def test_tables_that_judge_something_else(text: str) -> None:
    assert as_rows(judged(text)) == []


def test_no_overall_grade_is_invented() -> None:
    text = LAYOUTS["one row a line"].replace("Overall effectiveness\tGood\n", "") + (
        "Since the last inspection of Anytown’s local authority children’s services (ILACS) in 2022, when services were judged to be good, "
        "the quality of some services has deteriorated.\n"
    )
    found = judged(text, kind="inspection report", date="2026-06-17")
    assert [(j.kind, j.grade, j.as_of) for j in found if "overall" in j.theme.lower() and j.grade] == [
        ("historic", "Good", "2022")
    ]
    assert sum(bool(j.grade) for j in found) == 5


WITHOUT_OVERALL = (
    "Inspection of local authority children’s services\n"
    "Judgement\tGrade\n"
    "The impact of leaders on social work practice with children and families\tGood\n"
    "The experiences and progress of children in care\tOutstanding\n"
    "The experiences and progress of care leavers\tGood\n"
    "Ofsted inspects under its framework of 2026.\n"
)


def test_a_report_that_withholds_the_overall_grade_says_so() -> None:
    found = judged(WITHOUT_OVERALL, kind="inspection report", date="2026-06-17")
    assert as_rows(found)[-1] == ("inspected", "Overall effectiveness", "")
    assert found[-1].quote == WITHOUT_OVERALL[slice(*found[-1].span)]
    assert found[-1].quote.count("\n") == 2


@pytest.mark.parametrize(
    "text",
    [
        WITHOUT_OVERALL + "The overall effectiveness of the service cannot be read here.\n",
        WITHOUT_OVERALL.replace("The experiences and progress of care leavers\tGood\n", ""),
        "Children’s services in Anytown are good.\n" + WITHOUT_OVERALL,
    ],
)
def test_an_overall_grade_is_not_withheld(text: str) -> None:
    assert all(j.grade for j in judged(text, kind="inspection report", date="2026-06-17"))


def test_a_paper_about_an_inspection_withholds_nothing() -> None:
    assert all(j.grade for j in judged(WITHOUT_OVERALL, kind="report", date="2026-06-17"))
