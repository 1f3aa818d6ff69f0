# ruff: noqa: E501
"""Grades by figure or mark, narrative outcomes, and other inspectorates."""

from __future__ import annotations

from tests.extract.grade_cases import as_rows, judged


def test_figures_of_the_annual_performance_assessment() -> None:
    text = (
        "Annual performance assessment of services for children, Ofsted\nAreas for judgement\tGrade awarded\n"
        "Overall effectiveness of children's services\t3\nBeing healthy\t3\nStaying safe\t2\nAchieving economic well-being\t4\n"
        "Capacity to improve, including the management of services for children and young people\t1\n"
    )
    found = judged(text, date="2007-12-01")
    assert as_rows(found) == [
        ("inspected", "Overall effectiveness of children's services", "Good"),
        ("inspected", "Being healthy", "Good"),
        ("inspected", "Staying safe", "Adequate"),
        ("inspected", "Achieving economic well-being", "Outstanding"),
        (
            "inspected",
            "Capacity to improve, including the management of services for children and young people",
            "Inadequate",
        ),
    ]
    assert {j.framework for j in found} == {"apa"}


def test_scores_of_an_adult_social_care_assessment() -> None:
    text = (
        "Care Quality Commission: local authority assessment\n\nOverall rating\tRequires improvement\n\nAssessing needs\nScore: 2\n"
        "2 - Evidence shows some shortfalls\n\nEquity in experience and outcomes\nScore: 3\n"
    )
    found = judged(text, date="2025-03-01", title="CQC assessment of adult social care")
    assert as_rows(found) == [
        ("inspected", "Overall rating", "Requires improvement"),
        ("inspected", "Assessing needs", "Some shortfalls"),
        ("inspected", "Equity in experience and outcomes", "Good standard"),
    ]
    assert {(j.area, j.body) for j in found} == {("adult social care", "Care Quality Commission")}


def test_a_figure_alone_is_no_grade() -> None:
    assert judged("Ofsted. Being healthy 3 of 5 indicators are good.\nStaying safe\t3\n", date="2007-01-01") == ()
    assert judged("Ofsted score card\nStaying safe\tScore: 3/10\n", date="2007-01-01") == ()


def test_a_mark_in_the_column_of_a_grade() -> None:
    text = (
        "Ofsted judgements\tOutstanding\tGood\tRequires improvement\tInadequate\nOverall effectiveness\t\t\tX\t\n"
        "Adoption performance\tX\t\t\t\nLeadership, management and governance\t\t\t\t✓\n"
    )
    found = judged(text, date="2016-01-01")
    assert as_rows(found) == [
        ("inspected", "Overall effectiveness", "Requires improvement to be good"),
        ("inspected", "Adoption performance", "Outstanding"),
        ("inspected", "Leadership, management and governance", "Inadequate"),
    ]


def test_probation_ratings_of_a_youth_service() -> None:
    text = "HM Inspectorate of Probation inspected our youth justice service.\nOverall rating\tGood\nCourt disposals\tRequires improvement\n"
    found = judged(text, date="2023-03-01", title="Youth justice inspection")
    assert as_rows(found) == [
        ("inspected", "Overall rating", "Good"),
        ("inspected", "Court disposals", "Requires improvement"),
    ]
    assert {(j.area, j.framework, j.body) for j in found} == {
        ("youth justice", "hmip-youth", "HM Inspectorate of Probation")
    }


def test_send_outcome_of_2018_and_its_recall_in_a_later_report() -> None:
    text = (
        "Joint local area SEND inspection by Ofsted and CQC. HMCI has determined that a Written Statement of Action is required "
        "because of significant areas of weakness in the local area’s practice."
    )
    (found,) = judged(text, kind="inspection report", date="2018-05-01")
    assert (found.kind, found.grade, found.framework) == (
        "inspected",
        "Written statement of action required",
        "area-send-2016",
    )
    (recalled,) = judged(text, kind="inspection report", date="2024-05-01")
    assert recalled.kind == "historic"


def test_the_three_outcomes_explained_are_nobodys() -> None:
    text = (
        "Ofsted's area SEND inspections end in one of three outcomes: arrangements typically lead to positive experiences and outcomes; "
        "they lead to inconsistent experiences and outcomes; or there are widespread and/or systemic failings."
    )
    assert judged(text, date="2024-01-01") == ()
