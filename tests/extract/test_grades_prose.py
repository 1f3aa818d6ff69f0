# ruff: noqa: E501
"""Verdicts in running text: what is one, of whom, and of when."""

from __future__ import annotations

import pytest

from tests.extract.grade_cases import as_rows, judged

RI = "Requires improvement to be good"
OVERALL = "Overall effectiveness"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain and reported verdicts
        ("Children’s services in Anytown are inadequate", [("inspected", OVERALL, "Inadequate")]),
        ("**Children’s services in Anytown are inadequate**", [("inspected", OVERALL, "Inadequate")]),
        ("Children's services in Anytown City Council require\nimprovement to be good", [("inspected", OVERALL, RI)]),
        ("Children’s services in Anytown requires improvement to be good.", [("inspected", OVERALL, RI)]),
        ("The overall judgement is that children’s services are inadequate.2", [("inspected", OVERALL, "Inadequate")]),
        ("The overall judgement is requires improvement.", [("inspected", OVERALL, RI)]),
        ("Ofsted judged the council's children's services to be 'Requires Improvement'.", [("inspected", OVERALL, RI)]),
        ("Ofsted has rated Anytown's children's services 'Outstanding'.", [("inspected", OVERALL, "Outstanding")]),
        (
            "Inspectors concluded that services for children in Anytown were inadequate.",
            [("inspected", OVERALL, "Inadequate")],
        ),
        (
            "The Council's children's services were graded as Good by Ofsted following the inspection.",
            [("inspected", OVERALL, "Good")],
        ),
        ("Children's services received an overall 'Good' judgement from Ofsted.", [("inspected", OVERALL, "Good")]),
        ("Ofsted found that the authority requires improvement.", [("inspected", OVERALL, RI)]),
        # themes
        (
            "The graded judgement for adoption performance is that it is outstanding",
            [("inspected", "Adoption performance", "Outstanding")],
        ),
        (
            "The graded judgement about the experience and progress of care leavers\nis that it requires improvement",
            [("inspected", "The experience and progress of care leavers", RI)],
        ),
        (
            "Ofsted: overall effectiveness (good); the impact of leaders on social work practice with children and families (outstanding).",
            [
                ("inspected", "Overall effectiveness", "Good"),
                (
                    "inspected",
                    "The impact of leaders on social work practice with children and families",
                    "Outstanding",
                ),
            ],
        ),
        # the safeguarding board is a body of its own
        (
            "The Local Safeguarding Children Board requires improvement to be good",
            [("other", "The Local Safeguarding Children Board", RI)],
        ),
        (
            "The Local Safeguarding Children Board (LSCB) is inadequate.",
            [("other", "The Local Safeguarding Children Board", "Inadequate")],
        ),
    ],
)
def test_current_verdicts(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert (
        as_rows(
            judged(text, kind="inspection report" if "udgement about" in text or "udgement for" in text else "report")
        )
        == expected
    )


@pytest.mark.parametrize(
    ("text", "expected", "as_of"),
    [
        (
            "Since the last inspection in 2016, when services were judged to be good, practice has weakened, Ofsted say.",
            [("historic", OVERALL, "Good")],
            "2016",
        ),
        (
            "Services have significantly improved since the last inspection in 2016, when overall effectiveness was inadequate.",
            [("historic", OVERALL, "Inadequate")],
            "2016",
        ),
        (
            "The previous inspection of Anytown’s safeguarding arrangements was in April 2012. The local authority was judged to be good.",
            [("historic", "Safeguarding arrangements", "Good")],
            "2012-04",
        ),
        (
            "The last Ofsted inspection of the adoption service was in January 2013 and judged local authority provision as good.",
            [("historic", "Adoption service", "Good")],
            "2013-01",
        ),
        (
            "Weak leadership led to OfSTED judging the authority to be inadequate in 2009.",
            [("historic", OVERALL, "Inadequate")],
            "2009",
        ),
    ],
)
def test_earlier_verdicts_are_historic(text: str, expected: list[tuple[str, str, str]], as_of: str) -> None:
    found = judged(text)
    assert as_rows(found) == expected
    assert found[0].as_of == as_of


def test_one_sentence_may_grade_several_themes() -> None:
    text = (
        "The authority’s safeguarding arrangements and services for children looked after were also inspected in April 2011. "
        "The local authority was judged to be inadequate for its safeguarding arrangements and adequate for its services for "
        "children looked after."
    )
    assert as_rows(judged(text)) == [
        ("historic", "Safeguarding arrangements", "Inadequate"),
        ("historic", "Services for children looked after", "Adequate"),
    ]


def test_a_move_between_grades_gives_the_old_and_the_new() -> None:
    text = "Following the Ofsted inspection, children's services in Anytown have moved from 'Inadequate' in 2016 to 'Requires Improvement'."
    assert set(as_rows(judged(text))) == {("historic", OVERALL, "Inadequate"), ("inspected", OVERALL, RI)}


def test_annual_assessment_keeps_its_own_scale() -> None:
    text = (
        "Ofsted's Annual Assessment was published on the 8th November 2011. This year Anytown has been assessed as 'performing "
        "adequately'. This follows improvements made since children's services was rated 'performs poorly' in the Annual Assessment in 2010."
    )
    found = judged(text, date="2011-12-14")
    assert as_rows(found) == [
        ("inspected", "annual assessment of children's services", "Performing adequately"),
        ("historic", "annual assessment of children's services", "Performs poorly"),
    ]
    assert [j.as_of for j in found] == ["2011-11-08", "2010"]
    assert {j.framework for j in found} == {"annual-assessment"}


def test_the_sentence_before_may_say_what_it_is() -> None:
    text = "Ofsted’s annual assessment: Anytown was assessed in 2011 as “performing adequately”. In 2010 it had been rated “performs poorly”."
    assert as_rows(judged(text, date="2011-12-14")) == [
        ("inspected", "annual assessment of children's services", "Performing adequately"),
        ("historic", "annual assessment of children's services", "Performs poorly"),
    ]


def test_a_verdict_without_quotes_or_verb_of_being() -> None:
    (found,) = judged("Ofsted judged Anytown inadequate in 2009 and central government intervened.", date="2013-10-09")
    assert (found.kind, found.theme, found.grade, found.as_of) == ("historic", OVERALL, "Inadequate", "2009")


def test_the_last_inspection_found_several_things() -> None:
    text = "The last inspection was in July 2015. It found the council inadequate for children looked after and for overall effectiveness."
    found = judged(text, kind="inspection report", date="2018-01-19")
    assert as_rows(found) == [
        ("historic", "Children looked after and achieving permanence", "Inadequate"),
        ("historic", OVERALL, "Inadequate"),
    ]
    assert {j.as_of for j in found} == {"2015-07"}


def test_themes_and_grades_listed_in_a_sentence() -> None:
    text = (
        "Ofsted. The judgements were: overall effectiveness inadequate; help and protection inadequate; adoption performance good; "
        "care leavers requires improvement; leadership, management and governance inadequate."
    )
    assert as_rows(judged(text, date="2016-03-01")) == [
        ("inspected", OVERALL, "Inadequate"),
        ("inspected", "Children who need help and protection", "Inadequate"),
        ("inspected", "Adoption performance", "Good"),
        ("inspected", "Experiences and progress of care leavers", RI),
        ("inspected", "Leadership, management and governance", "Inadequate"),
    ]


def test_our_own_view_is_self_assessed() -> None:
    found = judged("Our self-evaluation was sent to Ofsted. We judge ourselves to be 'good'.")
    assert as_rows(found) == [("self-assessed", OVERALL, "Good")]
    assert found[0].body == "Anytown City Council"


@pytest.mark.parametrize(
    "text",
    [
        "Recent inspections by OfSTED have rated a quarter of councils across the country as 'inadequate'.",
        "To date circa 25% of councils have been classed as inadequate, 50% require improvement and 25% are good or outstanding.",
        "Ofsted: we have partnered with a number of 'outstanding' councils, for example North Lincolnshire.",
        "100% of residential homes in Anytown are now judged to be 'good' or 'outstanding' by Ofsted.",
        "The local authority operates five homes. Two homes were judged to be good and three were judged to require improvement by Ofsted.",
        "The proportion of primary schools judged as good or better by Ofsted has risen. Anytown Primary School was judged inadequate.",
        "Ofsted saw good practice and good quality assessments; recording is inadequate and supervision is good.",
        "Ofsted: the service had the prospect of being judged good overall, though adequate in some respects.",
        "Our ambition is that Ofsted will judge the council to be outstanding. If the council were rated inadequate, government would step in.",
        "The grades are (1) inadequate, (2) requires improvement, (3) good, and (4) outstanding, Ofsted say.",
        "Essex County Council's children's services were judged outstanding by Ofsted.",
        "An LSCB that is good coordinates the activity of statutory partners, Ofsted say. An outstanding LSCB is highly influential.",
        "In a local authority that requires improvement, there are no widespread or serious failures, Ofsted say.",
        "The majority of services, settings and institutions inspected by Ofsted are good or better.",
        "The council's outstanding debt was judged by the auditor to be adequate.",
        "On all four of these judgements Ofsted rated Anytown as 'adequate'.",
        "Ofsted: important areas of children’s social care services are still inadequate and more work is needed.",
    ],
)
def test_what_is_no_judgement_of_the_council(text: str) -> None:
    assert as_rows(judged(text)) == []


def test_the_quote_is_the_text_at_its_span() -> None:
    text = "Background\n\nOfsted visited us.\n\n• Ofsted judged the council to be good in May 2019. More follows.\n"
    (found,) = judged(text)
    assert text[slice(*found.span)] == found.quote == "Ofsted judged the council to be good in May 2019."
    assert found.as_of == "2019-05"


def test_without_inspectorate_in_sight_nothing_is_a_judgement() -> None:
    text = "Safeguarding. " + "x " * 600 + "The council was rated good." + " y" * 600
    assert judged(text, title="Customer survey") == ()
