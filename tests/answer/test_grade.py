"""Which judgement answers a question for a grade: theme, area, kind, date and council."""

from __future__ import annotations

import pytest

from cqa.answer import judgement_choice
from cqa.answer.context import AnswerContext
from cqa.answer.kinds import grade
from cqa.gazetteer.grades import same_grade
from cqa.model import Answer, Authority, Judgement, Paper
from cqa.question.periods import Period
from cqa.question.question import read_question

LEEDS = Authority("Leeds City Council", "LDS", "E08000035")
KENT = Authority("Kent County Council", "KEN", "E10000016")


def judged(theme: str, given: str, as_of: str, **parts: str) -> Judgement:
    kind, area, body = (
        parts.get("kind", "inspected"),
        parts.get("area", "children's services"),
        parts.get("body", "Ofsted"),
    )
    return Judgement(theme, area, given, body, as_of, kind, "s1", given, (0, len(given)))  # type: ignore[arg-type]


def paper(name: str, authority: Authority, date: str, *judgements: Judgement) -> Paper:
    return Paper(
        name, f"{name}.pdf", "0" * 64, (0, 10), name, "inspection report", authority, date=date, judgements=judgements
    )


OLD = paper(
    "leeds-2010", LEEDS, "2010-02-12",
    judged("Overall effectiveness", "Inadequate", "2009-12-11", area="safeguarding"),
    judged("Overall effectiveness", "Adequate", "2009-12-11", area="looked after children"),
    judged("Capacity for improvement", "Adequate", "2009-12-11", area="safeguarding"),
    judged("Value for money", "Good", "2009-12-11", area="safeguarding"),
    judged("Overall effectiveness", "Adequate", "2009-06", kind="self-assessed", area="safeguarding"),
)  # fmt: skip
NEW = paper(
    "leeds-2015", LEEDS, "2015-03-27",
    judged("Overall effectiveness", "Good", "2015-02-04"),
    judged("Experiences and progress of care leavers", "Good", "2015-02-04"),
    judged("Adoption performance", "Outstanding", "2015-02-04"),
    judged("Leadership, management and governance", "Outstanding", "2015-02-04"),
    judged("Overall effectiveness", "Inadequate", "2009", kind="historic"),
)  # fmt: skip
OTHER = paper(
    "kent-2022", KENT, "2022-07-05",
    judged("Overall effectiveness", "Outstanding", "2022-05-20"),
    judged("Experiences and progress of care leavers", "Requires improvement to be good", "2022-05-20"),
    judged("Effectiveness of the LSCB", "Good", "2022-05-20", area="local safeguarding children board"),
)  # fmt: skip


def answered(question: str, *papers: Paper) -> Answer:
    return grade.answer(AnswerContext(read_question(question), papers, papers))


GIVEN = [
    ("What grade did Leeds get for adoption performance?", "Outstanding"),
    ("What grade did Leeds get for leadership?", "Outstanding"),
    ("What grade did Leeds get for care leavers?", "Good"),
    ("How was Leeds judged for value for money?", "Good"),
    ("What was Leeds graded for capacity for improvement?", "Adequate"),
    ("What was the overall effectiveness grade of Leeds in 2015?", "Good"),
    ("What grade did Leeds give itself for overall effectiveness?", "Adequate"),
    ("What was Leeds graded for looked after children overall in February 2010?", "Adequate"),
    ("What was Leeds graded for safeguarding overall in February 2010?", "Inadequate"),
]


@pytest.mark.parametrize(("question", "value"), GIVEN)
def test_the_grade_of_the_theme_asked_for(question: str, value: str) -> None:
    found = answered(question, OLD, NEW)
    assert found.found
    assert found.value == value
    assert value in found.text


REFUSED = [
    "What grade did Leeds get for potholes?",
    "What grade did Leeds give itself for adoption performance?",
    "What was the overall effectiveness grade of Leeds in 2018?",
]


@pytest.mark.parametrize("question", REFUSED)
def test_a_grade_that_nobody_gave_is_refused(question: str) -> None:
    found = answered(question, OLD, NEW)
    assert not found.found
    assert found.value is None
    assert found.text.startswith("Not found: ")
    assert "Leeds City Council" in found.text


def test_without_a_date_the_newest_inspection_answers() -> None:
    found = answered("What is the overall effectiveness grade of Leeds?", NEW)
    assert found.value == "Good"
    assert "4 February 2015" in found.text


def test_an_earlier_grade_is_told_as_one() -> None:
    found = answered("What was Leeds's previous grade?", NEW)
    assert found.value == "Inadequate"
    assert "earlier grade" in found.text


def test_the_councils_own_grade_is_told_as_its_own() -> None:
    found = answered("What grade did Leeds give itself for overall effectiveness?", OLD)
    assert "by its own assessment" in found.text
    assert "Ofsted" not in found.text


LISTED = [
    ("Which councils were judged inadequate overall?", {"Leeds City Council"}),
    ("Which councils were judged outstanding overall?", {"Kent County Council"}),
    ("Which councils were rated as requires improvement for care leavers?", {"Kent County Council"}),
]


@pytest.mark.parametrize(("question", "names"), LISTED)
def test_which_councils_were_given_a_grade(question: str, names: set[str]) -> None:
    found = answered(question, OLD, OTHER)
    assert {h.name for h in found.authorities if h.in_answer} == names
    assert found.value == len(names)
    assert all(name in found.text for name in names)
    assert {h.name for h in found.authorities} == {"Leeds City Council", "Kent County Council"}


def test_no_council_with_that_grade_is_said_so() -> None:
    found = answered("Which councils were judged inadequate overall?", OTHER)
    assert not found.found
    assert found.value == 0
    assert "inadequate" in found.text


def test_judgements_of_one_grade_are_listed_by_theme() -> None:
    found = answered("Which judgements were outstanding in Leeds?", NEW)
    assert found.value == ["Adoption performance", "Leadership, management and governance"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Requires improvement", "requires improvement to be good", True),
        ("Require improvement", "Requires improvement", True),
        ("GOOD ", "good", True),
        ("Good", "Requires improvement to be good", False),
        ("Adequate", "Inadequate", False),
    ],
)
def test_one_grade_in_two_printings(one: str, other: str, same: bool) -> None:
    assert same_grade(one, other) is same
    assert same_grade(other, one) is same


def period(low: str | None, high: str | None) -> Period:
    return Period(low, high, False, (0, 0), "")


@pytest.mark.parametrize(
    ("day", "low", "high", "inside"),
    [
        ("2010-02-12", "2010-01-01", "2010-12-31", True),
        ("2010-02-12", "2010-02-12", "2010-02-12", True),
        ("2010-02-12", "2010-02-13", None, False),
        ("2010-02-12", None, "2010-02-11", False),
        ("2010-02-12", None, None, True),
        ("2010", "2010-06-01", "2010-06-30", True),  # some day of that year
        ("2010-02", "2010-02-28", None, True),
        ("2010-02", "2010-03-01", None, False),
        ("2011", None, "2010-12-31", False),
    ],
)
def test_days_months_and_years_within_a_period(day: str, low: str | None, high: str | None, inside: bool) -> None:
    assert judgement_choice.within(day, period(low, high)) is inside


def test_of_one_theme_the_latest_is_kept_once() -> None:
    question = read_question("What grades did Leeds get?")
    kept = judgement_choice.newest([(OLD, OLD.judgements[0]), (OLD, OLD.judgements[0])], question)
    assert kept == [(OLD, OLD.judgements[0])]


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("Which of the councils inspected did not receive a single 'inadequate' grade?", ["Kent County Council"]),
        (
            "Of the children's services that Ofsted inspected, which came out inadequate overall?",
            ["Leeds City Council"],
        ),
        ("Which councils got an 'adequate' grade in at least one judgement area?", ["Leeds City Council"]),
    ],
)
def test_councils_are_listed_by_any_grade_or_by_its_absence(question: str, councils: list[str]) -> None:
    found = answered(question, OLD, OTHER)
    assert [row.name for row in found.authorities if row.in_answer] == councils


@pytest.mark.parametrize(
    ("question", "grades"),
    [
        ("Which councils were rated good or outstanding rather than adequate?", ("good", "outstanding")),
        ("Which councils were graded inadequate and not adequate overall?", ("inadequate",)),
        ("Instead of good, which councils were graded inadequate overall?", ("good", "inadequate")),
    ],
)
def test_a_grade_that_is_set_aside_is_not_asked_for(question: str, grades: tuple[str, ...]) -> None:
    assert read_question(question).grades == grades


WORSE = paper(
    "norfolk-2018", Authority("Norfolk County Council", "NFK", "E10000020"), "2018-01-19",
    judged("Overall effectiveness", "Requires improvement to be good", "2017-11-24"),
    judged("The impact of leaders on social work practice", "Inadequate", "2017-11-24"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "councils"),
    [
        ("Which councils were judged good or better overall?", {"Kent", "Leeds"}),
        ("Which councils were not judged good or better overall?", {"Norfolk"}),
        ("Which councils were judged less than good overall?", {"Norfolk"}),
        ("Which councils were below good overall?", {"Norfolk"}),
        ("Which councils were judged neither good nor outstanding overall?", {"Norfolk"}),
        ("Which councils were rated better than good overall?", {"Kent"}),
        ("Which councils were rated requires improvement or worse overall?", {"Norfolk"}),
        ("Which councils were graded good or outstanding for leadership?", {"Leeds"}),
        ("Which councils' leadership was judged inadequate?", {"Norfolk"}),
        ("Which councils were rated at least good for young people leaving care?", {"Leeds"}),
    ],
)
def test_a_range_of_grades_is_all_its_grades(question: str, councils: set[str]) -> None:
    rows = answered(question, NEW, OTHER, WORSE).authorities
    assert {row.name.split()[0] for row in rows if row.in_answer} == councils
