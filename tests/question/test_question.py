"""A plain question, read: kind, councils, dates, roles, grades, polarity and what is left, its topic.

Each row is a question as an officer or a researcher would word it, with the parts of the reading that its wording
decides.
"""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.model import Authority
from cqa.question.question import Kind, Question, in_two, read_question
from cqa.show.question_text import looked_for

LEEDS, LEICS, SOTON, KENT = (
    "Leeds City Council",
    "Leicestershire County Council",
    "Southampton City Council",
    "Kent County Council",
)


def row(question: str, kind: str, **parts: Any) -> tuple[str, dict[str, Any]]:
    """A question and what its reading must hold. ``who`` are authorities, ``periods`` (low, high, strict), ``topic``
    all words of the topic, ``has`` words that it must hold, ``lacks`` words that it must not; others are fields of the
    record."""
    return question, {"kind": kind, **parts}


WHICH = [
    row("Which councils have improved since their last inspection?", "which", want="positive"),
    row(
        "Which councils mention private fostering?",
        "which",
        topic="private fostering",
        want="any",
        unit="authority",
        who=(),
    ),
    row("Which local authorities have high caseloads?", "which", has="caseloads", want="problem"),
    row("In which areas are caseloads too high?", "which", has="caseloads", lacks="areas too", want="problem"),
    row("Which boroughs struggle with staff turnover?", "which", has="turnover", want="problem"),
    row("Which counties have weaknesses in supervision?", "which", has="supervision", want="problem"),
    row("Which councils have manageable caseloads?", "which", has="caseloads", want="positive"),
    row("Which councils were praised for their virtual school?", "which", has="virtual school", want="positive"),
    row("Which councils have insufficient placements?", "which", has="placements", want="problem"),
    row("Where do councils report delays in assessments?", "which", has="delays assessments", want="problem"),
    row("Which papers mention return interviews?", "which", unit="paper", topic="return interviews"),
    row("List all papers that mention Schedule 12A", "which", unit="paper", has="Schedule 12A"),
    row("Which reports discuss fly-tipping?", "which", unit="paper", has="fly tipping"),
    row("How many councils mention county lines?", "which", count=True, unit="authority", topic="county lines"),
    row("How many papers mention county lines?", "which", count=True, unit="paper", topic="county lines"),
    row("How many of the councils cite neglect?", "which", count=True, has="neglect"),
    row(
        "Which councils mention domestic violence or domestic abuse?", "which", groups=1, has="domestic violence abuse"
    ),
    row("Which councils refer to foster carers and adoption?", "which", has="foster carers adoption"),
    row("Do any councils mention unregistered homes?", "which", has="unregistered homes"),
    row("Which councils' social workers are overloaded?", "which", has="social workers", want="problem"),
    row(
        "Which councils after 2015 mention exploitation?",
        "which",
        periods=[("2016-01-01", None, True)],
        topic="exploitation",
    ),
    row(
        "Which councils before 2011 mention exploitation?",
        "which",
        periods=[(None, "2010-12-31", True)],
        topic="exploitation",
    ),
]

ABSENCE = [
    row("Which councils do not mention private fostering?", "absence", topic="private fostering", want="any"),
    row("Which councils don't mention caseloads?", "absence", has="caseloads", want="any"),
    row("Which councils don\u2019t mention caseloads?", "absence", has="caseloads", want="any"),
    row("Which papers never mention adoption?", "absence", topic="adoption", unit="paper"),
    row("Which authorities make no mention of neglect?", "absence", has="neglect"),
    row("Which councils have not reported on homelessness?", "absence", has="homelessness"),
    row("Which councils are silent on exploitation?", "absence", has="exploitation"),
    row("Which councils say nothing about homelessness?", "absence", topic="homelessness"),
]

GRADE = [
    row("How did Ofsted rate Leeds?", "grade", grade_asked=True, who=(LEEDS,)),
    row("What did the inspectors rate as good?", "grade", grade_asked=True),
    row(
        "Which area SEND inspections found widespread and/or systemic failings?",
        "which",
        grades=("Widespread and/or systemic failings",),
        grade_asked=True,
    ),
    row(
        "Which local area partnerships had typically positive experiences?",
        "which",
        grades=("Typically positive experiences and outcomes",),
        themes=(),
    ),
    row("Did the SEND inspection find inconsistent experiences?", "grade", polar=True),
    row("Which councils cite systemic failings?", "which", grade_asked=False),
    row("What grade did Kent get for care leavers?", "grade", who=(KENT,), themes=("care leavers",), grade_asked=True),
    row(
        "What grade did Ofsted give Leeds for capacity for improvement?",
        "grade",
        who=(LEEDS,),
        body="Ofsted",
        grade_asked=True,
    ),
    row(
        "What grade did Southampton give itself for safeguarding?",
        "grade",
        who=(SOTON,),
        self_assessed=True,
        areas=("safeguarding",),
    ),
    row("What did Southampton's own assessment say its grade was?", "grade", who=(SOTON,), self_assessed=True),
    row(
        "How was Leeds judged for looked after children?",
        "grade",
        who=(LEEDS,),
        areas=("looked after children",),
        self_assessed=False,
    ),
    row("Which judgements were inadequate in Leeds?", "grade", who=(LEEDS,), grades=("inadequate",)),
    row("Which councils were judged inadequate?", "which", grade_asked=True, grades=("inadequate",), who=()),
    row(
        "Which councils were rated as requires improvement?",
        "which",
        grade_asked=True,
        grades=("requires improvement to be good",),
    ),
    row(
        "What was the overall effectiveness grade for Leicestershire?",
        "grade",
        who=(LEICS,),
        themes=("overall effectiveness",),
    ),
    row("What was Leeds's previous grade for adoption?", "grade", who=(LEEDS,), historic=True),
    row(
        "What rating did the LSCB get in Leicestershire?",
        "grade",
        body="Local Safeguarding Children Board",
        who=(LEICS,),
    ),
]

VALUE = [
    row("What is the average caseload in Leeds?", "number", topic="caseload"),
    row("When did the Equality Act 2010 come into force?", "when", periods=[]),
    row("How long do children wait for an assessment?", "number", topic="children wait assessment"),
    row("When was the inspection of Southampton carried out?", "when", who=(SOTON,), has="inspection"),
    row("On what date did the Board meet?", "when", has="Board"),
    row("By what date must the plan be sent?", "when", has="plan"),
    row("What year was the trust set up?", "when", has="trust"),
    row("How many inspectors took part in Leeds?", "number", who=(LEEDS,), count=False, has="inspectors"),
    row("How much did Leeds spend on agency staff?", "number", who=(LEEDS,), has="agency"),
    row("What percentage of care leavers are in education?", "number", has="care leavers education"),
    row("What was the average caseload in Kent?", "number", who=(KENT,), has="caseload"),
    row("What is the budget for fostering?", "number", has="fostering"),
    row("Who is the director of children's services in Leeds?", "who", who=(LEEDS,), has="director"),
    row("Who wrote the report?", "who"),
    row("Which officer is the contact for the Leeds report?", "who", who=(LEEDS,)),
    row("What does NEET stand for?", "definition", acronym="NEET"),
    row("What does \u201cFGC\u201d mean?", "definition", acronym="FGC"),
    row("What does 'ePEP' mean?", "definition", acronym="ePEP"),
    row("Define CAFCASS", "definition", acronym="CAFCASS"),
    row("What is meant by CIN?", "definition", acronym="CIN"),
    row("What is the LADO?", "definition", acronym="LADO"),
    row("What is MASH short for?", "definition", acronym="MASH"),
]

SECTIONS = [
    row("What were the reasons for the recommendations on libraries?", "role", roles=("reasons for recommendations",)),
    row("What do the legal implications say?", "role", roles=("implications:legal",)),
    row(
        "What are the financial implications in the Leeds paper?",
        "role",
        roles=("implications:resource",),
        who=(LEEDS,),
    ),
    row("What background papers are listed?", "role", roles=("background papers",)),
    row("What alternatives were considered?", "role", roles=("options considered",)),
    row("What does the conclusions section say?", "role", roles=("conclusions",)),
    row("Which wards are affected?", "role", roles=("wards affected",)),
    row("What were members recommended to do?", "recommendation"),
    row("What was the committee asked to note?", "recommendation"),
    row("What recommendations were made about supervision?", "recommendation", has="supervision"),
    row("What are the priority actions for Bexley?", "recommendation", who=("London Borough of Bexley",)),
]

CHANGE = [
    row("How have caseloads in Leeds changed since 2010?", "change", who=(LEEDS,), has="caseloads"),
    row("What happened to the contact centre in Leeds?", "change", who=(LEEDS,), has="contact centre"),
    row("How did adoption change over time?", "change", has="adoption"),
    row("Compare Leeds and Southampton on caseloads", "compare", who=(LEEDS, SOTON), has="caseloads"),
    row("How does Kent compare with Leeds on fostering?", "compare", who=(KENT, LEEDS), has="fostering"),
    row("What are the differences between Leeds and Kent on turnover?", "compare", has="turnover"),
]

PASSAGE = [
    row("What does paragraph 3.2 of the Leeds report say?", "passage", number="3.2", who=(LEEDS,), lacks="paragraph"),
    row("What does section 7 of the Leeds report say about reserves?", "passage", number=None, has="reserves"),
    row("What does recommendation 3(a) say?", "recommendation", number="3(a)"),
    row("What does the CIL rate summary say about offices?", "passage", grade_asked=False),
    row("What was the vote on school closures?", "passage", decision=True, topic="school closures"),
    row("What was decided about family hubs?", "passage", decision=True, topic="family hubs"),
    row("What did the Executive Board agree on libraries?", "passage", decision=True, topic="libraries"),
    row("What was the decision on community wardens?", "passage", decision=True, topic="community wardens"),
    row("What decisions were made on school transport?", "passage", decision=True, topic="school transport"),
    row("What did inspectors say about decision making?", "passage", decision=False),
    row("Why did the contact centre fail in Leeds?", "passage", who=(LEEDS,), has="contact centre"),
    row("How are foster carers trained?", "passage", has="foster carers"),
    row("What was done about the backlog?", "passage", has="backlog"),
    row("What did Leeds say about Brexit?", "passage", who=(LEEDS,), about=True, topic="Brexit"),
    row("Did Kent approve the budget?", "passage", who=(KENT,), polar=True, deed="approv", has="budget"),
    row("Was there a backlog in Leeds?", "passage", who=(LEEDS,), polar=True),
    row("caseloads leicestershire", "passage", who=(LEICS,), topic="caseloads"),
    row("Leicestershire only: what is said of caseloads?", "filtered", who=(LEICS,), has="caseloads"),
    row(
        "In papers dated before 2011, what is said about supervision?",
        "filtered",
        periods=[(None, "2010-12-31", True)],
        has="supervision",
    ),
    row(
        "In the papers of 2013, what is said about supervision?",
        "filtered",
        periods=[("2013-01-01", "2013-12-31", True)],
        has="supervision",
    ),
]

COUNCILS = [
    row("caseloads in LCC Leicestershire County Council", "passage", who=(LEICS,)),
    row("What did Leicestershire CC say about caseloads?", "passage", who=(LEICS,)),
    row("What did Tower Hamlets say about housing?", "passage", who=("London Borough of Tower Hamlets",)),
    row(
        "What did Royal Borough of Kensington and Chelsea say about housing?",
        "passage",
        who=("Royal Borough of Kensington and Chelsea",),
    ),
    row("What did Stoke-on-Trent say about housing?", "passage", who=("Stoke-on-Trent City Council",)),
    row("What did Hull say about housing?", "passage", who=("Hull City Council",)),
    row("What did Leeds\u2019s report say about housing?", "passage", who=(LEEDS,)),
    row("What did Brighton & Hove say about housing?", "passage", who=("Brighton and Hove City Council",)),
    row("What did nobody say about housing?", "passage", who=()),
]

DATES = [
    row("Which councils between 2010 and 2012 mention neglect?", "which", periods=[("2010-01-01", "2012-12-31", True)]),
    row("Which papers from 2013 onwards mention neglect?", "which", periods=[("2013-01-01", None, True)], unit="paper"),
    row("Which papers since March 2012 mention neglect?", "which", periods=[("2012-03-01", None, True)]),
    row(
        "What did the December 2011 Leeds paper say about neglect?",
        "passage",
        periods=[("2011-12-01", "2011-12-31", False)],
    ),
    row(
        "What was found at the inspection on 12 February 2010?",
        "passage",
        periods=[("2010-02-12", "2010-02-12", False)],
    ),
    row("How much is the budget for 2025-26?", "number", periods=[]),
]

KINDS = set(get_args(Kind))
ROWS = WHICH + ABSENCE + GRADE + VALUE + SECTIONS + CHANGE + PASSAGE + COUNCILS + DATES


@pytest.mark.parametrize(("question", "expected"), ROWS, ids=[q for q, _ in ROWS])
def test_a_question_is_read_as_people_mean_it(question: str, expected: dict[str, Any]) -> None:
    read = read_question(question)
    held = {name: _part(read, name, value) for name, value in expected.items()}
    assert held == expected


def _part(read: Question, name: str, expected: Any) -> Any:
    """The part of a reading in the shape of a row; for words to be held or lacking, what was asked when it is so."""
    words = " ".join(w.text for w in read.topic).split()
    if name == "who":
        return tuple(a.name for a in read.authorities)
    if name == "periods":
        return [(p.low, p.high, p.strict) for p in read.periods]
    if name == "topic":
        return " ".join(words)
    if name == "has":
        return expected if set(expected.split()) <= set(words) else f"topic is {words}"
    if name == "lacks":
        return expected if not set(expected.split()) & set(words) else f"topic is {words}"
    if name == "groups":
        return len({w.group for w in read.topic})
    return getattr(read, name)


def test_every_kind_of_question_is_covered() -> None:
    assert {expected["kind"] for _, expected in ROWS} == KINDS
    assert len(ROWS) >= 80


def test_topic_words_stand_where_they_say() -> None:
    for question, _ in ROWS:
        for word in read_question(question).topic:
            assert question.strip()[slice(*word.span)] == word.text


def test_alternatives_share_a_group_and_phrases_do_not() -> None:
    either = read_question("Which councils mention foster carers or adopters?").topic
    both = read_question("Which councils mention delays in adoption for disabled children?").topic
    assert len({w.run for w in either}) == 2
    assert len({w.group for w in either}) == 1
    assert len({w.group for w in both}) > 1


def test_an_owner_is_not_what_is_asked_about() -> None:
    topic = read_question("Which councils say that social workers' caseloads are too high?").topic
    assert any(w.owner for w in topic if w.text.startswith("worker"))
    assert not any(w.owner for w in topic if w.text == "caseloads")


def test_a_body_outside_the_register_is_read_when_its_papers_are_held() -> None:
    parish = Authority("West Dereham Parish Council", None, None)
    question = "Who was the clerk of West Dereham Parish Council?"
    assert read_question(question).authorities == ()
    read = read_question(question, (parish,))
    assert read.authorities == (parish,)
    assert "Dereham" not in {w.text for w in read.topic}


HOSTILE = [
    "",
    " ",
    "?",
    "\n\n",
    "\x00",
    "a" * 5000,
    "((((((((",
    '"' * 99,
    "' or 1=1 --",
    "\u202e\u0645\u0631\u062d\u0628\u0627",
    "what " * 400,
    "which councils which councils which councils",
    "99/99/9999",
    "31 February 2010",
    "between and",
    "before",
    "(?:a+)+$",
    "..%2f..",
    "\ud83d\ude00" * 50,
    "How many how much when who which what?",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nonsense_is_read_as_something(text: str) -> None:
    read = read_question(text)
    assert read.kind in KINDS
    assert looked_for(read).startswith("We looked for ")


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_fails_to_be_read(text: str) -> None:
    read = read_question(text)
    assert read == read_question(text)
    for word in read.topic:
        assert read.text[slice(*word.span)] == word.text


_ASKING = """which councils papers do not mention high caseloads in Leeds Kent before 2011 after March 2012 or and
between who when how many graded inadequate good self-assessment legal implications recommended to note what does
NEET stand for ' \u2019s ? , : ( )"""


@given(st.lists(st.sampled_from(_ASKING.split()), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_order_of_asking_words_is_read_alike_twice(text: str) -> None:
    read = read_question(text)
    assert read == read_question(text)
    assert [w.span for w in read.topic] == sorted(w.span for w in read.topic)
    assert all(a.name for a in read.authorities)
    for period in read.periods:
        assert period.low or period.high
        assert read.text[slice(*period.span)].strip() == period.written


@pytest.mark.parametrize(
    ("question", "improve"),
    [
        ("What needs to improve in Leeds?", True),
        ("What must Leeds improve?", True),
        ("What are the main areas for improvement in Leeds?", True),
        ("What did Ofsted say Leeds needs to improve?", True),
        ("What improvements are needed?", True),
        ("What has improved in Leeds?", False),
        ("What did Leeds do to improve supervision?", False),
        ("What is the improvement plan?", False),
    ],
)
def test_what_must_improve_is_asked_for(question: str, improve: bool) -> None:
    assert read_question(question).improve is improve


LONDONS = (Authority("City of London", None, None), Authority("Township of Nipissing", None, None))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How was the London Borough of Hillingdon inspected?", {"London Borough of Hillingdon"}),
        ("What is the rate in the City of London Corporation?", {"City of London Corporation"}),
        ("What is the rate in the City of London?", {"City of London Corporation", "City of London"}),
        ("Which London boroughs were judged inadequate?", set()),
        ("What did Nipissing decide?", {"Township of Nipissing"}),
        ("What did the Township of Nipissing and Leeds decide?", {"Township of Nipissing", LEEDS}),
    ],
)
def test_a_council_abroad_takes_no_name_that_the_register_has(question: str, names: set[str]) -> None:
    assert {a.name for a in read_question(question, LONDONS).authorities} == names


@pytest.mark.parametrize(
    ("question", "councils", "count"),
    [
        ("Which London boroughs cite caseload pressure?", "London boroughs", False),
        ("How many county councils cite caseload pressure?", "county councils", True),
        ("Which Welsh councils mention caseloads?", "councils in Wales", False),
        ("Which councils mention caseloads?", None, False),
        ("What did the county council say about caseloads?", None, False),
    ],
)
def test_a_kind_of_councils_is_asked_about(question: str, councils: str | None, count: bool) -> None:
    read = read_question(question)
    assert (read.kind == "which", read.councils, read.count) == (not question.startswith("What"), councils, count)
    assert {w.stem for w in read.topic} >= {"caseload"}
    assert not {w.stem for w in read.topic} & {"london", "welsh", "counti"}


@pytest.mark.parametrize(
    ("question", "references"),
    [
        ("What are the legal implications of decision 24/00115?", ("24/00115",)),
        ("What conditions apply to application 16/AP/4458?", ("16/AP/4458",)),
        ("What are the costs in P/2015/0234 and DC/21/00417/FUL?", ("P/2015/0234", "DC/21/00417/FUL")),
        ("What is the budget for 2024/25 in Kent?", ()),
        ("Is support there 24/7 for children?", ()),
        ("What was spent by 12/02/2010 on agency staff?", ()),
        ("What is decision 24/00115?", ()),
        ("Which councils cite 24/00115 as a concern?", ()),
    ],
)
def test_a_reference_limits_the_papers(question: str, references: tuple[str, ...]) -> None:
    read = read_question(question)
    assert read.references == references
    assert not {w.text for w in read.topic} & {part for r in references for part in r.split("/")}


def test_a_committee_in_the_title_of_a_paper_is_a_topic() -> None:
    read = read_question("What are the costs of the Governance and Audit Committee?")
    assert read.committees == ("Governance and Audit Committee",)
    read = read_question("What are the costs in the Governance and Audit Committee Terms of Reference report?")
    assert read.committees == ()
    assert {w.text for w in read.topic} >= {"Governance", "Audit"}


def test_a_place_of_the_same_name_is_told_by_its_province() -> None:
    body = Authority("City of London", None, None)
    read = read_question("Who was appointed consultant in London, Ontario?", [body])
    assert read.authorities == (body,)
    assert not {"london", "ontario"} & {w.text.lower() for w in read.topic}
    assert body not in read_question("Which London, Kent and Surrey roads flood?", [body]).authorities


@pytest.mark.parametrize(
    ("question", "low", "strict"),
    [
        ("When is the next meeting after March 2019?", "2019-03-01", False),
        ("When was the next regular meeting of the council after 3 December 2024?", "2024-12-03", False),
        ("What was said about caseloads after March 2019?", "2019-04-01", True),
    ],
)
def test_the_paper_of_a_day_names_what_is_next(question: str, low: str, strict: bool) -> None:
    period = read_question(question).periods[0]
    assert (period.low, period.strict) == (low, strict)


def test_a_board_without_papers_is_a_part_of_the_topic() -> None:
    text = "Was the London Transit Commission discussed by the Planning Committee?"
    read = read_question(text, sitting=["Planning Committee"])
    assert read.committees == ("Planning Committee",)
    assert "Transit" in [w.text for w in read.topic]
    assert "Scrutiny" not in [w.text for w in read_question("What did the Scrutiny Committee ask?", sitting=[]).topic]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("How much was spent on it, and who agreed?", ("How much was spent on it?", "who agreed?")),
        ("When did it open and how many came?", ("When did it open?", "how many came?")),
        ("How many boys and girls came?", None),
        ("Which councils adopted a plan and when did they?", None),
        ("Who and what is it?", None),
    ],
)
def test_two_questions_in_one_sentence(text: str, parts: tuple[str, str] | None) -> None:
    assert in_two(text) == parts


def test_a_committee_is_the_topic_where_another_one_met_and_nothing_else_is_asked_about() -> None:
    read = read_question("What was County Council asked to do about the Audit Committee terms of reference?")
    assert read.committees == ("County Council",)
    assert {w.text for w in read.topic} >= {"Audit", "Committee"}
