"""Which councils assert a topic: one small paper a council, each with one sentence that counts, asked as people ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.ask.pipeline import ask
from cqa.engine.port import Engine
from tests.made_index import indexed

PAPER = """{council}

Report of: Director of Children's Services
Report to: Scrutiny Board
Date: {date}
Subject: Update on services for children

1. Purpose of this report

1.1 This report tells members of the work of the year.

2. Main issues

2.1 {sentence}

3. Recommendations

3.1 Members are recommended to note this report.
"""

HIGH = "Which councils have social work caseloads that are too high?"
LOW = "Which councils have manageable caseloads?"

CASELOADS = {
    "Leeds City Council": "Social workers' caseloads are too high.",
    "Kent County Council": "There is an unacceptably high level of social worker caseloads.",
    "Norfolk County Council": "Caseloads are now manageable in all teams.",
    "Surrey County Council": "The board looked at caseloads in May.",
    "Essex County Council": "Nationally, caseloads have risen to a worrying level.",
    "Devon County Council": "Adopters are pleased with the help that they get.",
    "Suffolk County Council": "Many social workers carry high caseloads.",
    "Slough Borough Council": "A significant sum has been found, which has led to reduced social work caseloads.",
}

AGENCY = {
    "Leeds City Council": "The service relies on too many agency social workers.",
    "Kent County Council": "Partner agency staff were trained by the board.",
    "Norfolk County Council": "Multi-agency staff meet each week.",
    "Surrey County Council": "The council employs agency staff in three teams.",
    "Essex County Council": "The Environment Agency has closed the road.",
}

HOMES = {
    "Leeds City Council": "Children live in unregistered children's homes.",
    "Kent County Council": "No unregistered children's homes are used.",
    "Norfolk County Council": "All children's homes are good.",
    "Surrey County Council": "Three children were placed in an unregistered children's home.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("which")


def held(folder: Path, name: str, sentences: dict[str, str], date: str = "9 October 2013") -> Engine:
    """An index of one paper a council."""
    papers = folder / name
    papers.mkdir()
    for number, (council, sentence) in enumerate(sentences.items()):
        text = PAPER.format(council=council, sentence=sentence, date=date)
        (papers / f"paper-{number}.txt").write_text(text, encoding="utf-8")
    engine = indexed(folder / f"{name}-index", papers)
    assert {p.authority.name for p in engine.papers() if p.authority} == set(sentences)
    return engine


@pytest.fixture(scope="module")
def caseloads(folder: Path) -> Engine:
    return held(folder, "caseloads", CASELOADS)


@pytest.fixture(scope="module")
def agency(folder: Path) -> Engine:
    return held(folder, "agency", AGENCY)


@pytest.fixture(scope="module")
def homes(folder: Path) -> Engine:
    return held(folder, "homes", HOMES)


def answered(engine: Engine, question: str) -> set[str]:
    """First words of the names of the councils in the answer."""
    return {h.name.split()[0] for h in ask(engine, question).answer.authorities if h.in_answer}


def verdicts(engine: Engine, question: str) -> dict[str, str]:
    return {h.name.split()[0]: h.verdict for h in ask(engine, question).answer.authorities}


def test_pressure_is_asserted_only_where_it_is_said_of_the_council_itself(caseloads: Engine) -> None:
    assert answered(caseloads, HIGH) == {"Leeds", "Kent", "Suffolk"}


def test_relief_is_asserted_only_where_it_is_said(caseloads: Engine) -> None:
    assert answered(caseloads, LOW) == {"Norfolk", "Slough"}


def test_without_polarity_a_mention_is_enough(caseloads: Engine) -> None:
    said = verdicts(caseloads, "Which councils mention caseloads?")
    assert said["Devon"] == "silent"
    assert {name for name, verdict in said.items() if verdict == "cites"} >= {
        "Leeds",
        "Kent",
        "Norfolk",
        "Surrey",
        "Suffolk",
    }


def test_a_council_that_only_mentions_the_topic_is_told_apart_from_one_that_is_silent(caseloads: Engine) -> None:
    said = verdicts(caseloads, HIGH)
    assert said["Surrey"] == "mentions"
    assert said["Devon"] == "silent"


def test_silence_is_the_rest(caseloads: Engine) -> None:
    assert answered(caseloads, "Which councils do not mention caseloads?") == {"Devon"}
    assert answered(caseloads, "Which councils do not mention adopters?") == {
        "Leeds", "Kent", "Norfolk", "Surrey", "Essex", "Suffolk", "Slough",
    }  # fmt: skip


def test_other_agencies_are_no_agency_staff(agency: Engine) -> None:
    assert answered(agency, "Which councils mention agency staff?") == {"Leeds", "Surrey"}
    assert answered(agency, "Which councils use too many agency staff?") == {"Leeds"}


def test_what_is_said_not_to_be_done_is_not_asserted(homes: Engine) -> None:
    assert answered(homes, "Which councils place children in unregistered children's homes?") == {"Leeds", "Surrey"}


@pytest.mark.parametrize(
    "question",
    [
        "Which councils have unmanageable caseloads?",
        "Which councils struggle with caseloads?",
        "Where are caseloads too high?",
    ],
)
def test_the_same_is_found_in_other_words(caseloads: Engine, question: str) -> None:
    assert answered(caseloads, question) == {"Leeds", "Kent", "Suffolk"}


def test_nothing_of_the_kind_is_a_refusal_that_names_the_topic(caseloads: Engine) -> None:
    answer = ask(caseloads, "Which councils mention fly-tipping?").answer
    assert not answer.found
    assert answer.value == 0
    assert "fly" in answer.text
    assert {h.verdict for h in answer.authorities} == {"silent"}


def test_the_headline_counts_and_dates(caseloads: Engine) -> None:
    text = ask(caseloads, HIGH).answer.text
    assert "3 of 8 councils" in text
    assert "Leeds City Council (2013)" in text


@pytest.fixture(scope="module")
def carers(folder: Path) -> Engine:
    return held(
        folder,
        "carers",
        {
            "Leeds City Council": "The council does not have enough foster carers.",
            "Kent County Council": "There is a shortage of foster carers.",
            "Norfolk County Council": "Foster carers are well supported.",
            "Surrey County Council": "Social workers use the Signs of Safety model.",
            "Essex County Council": "Road signs were renewed for the safety of children.",
            "Devon County Council": "No foster carers live on the island.",
            "Suffolk County Council": "The net cost of foster carers is known; children were being looked after well.",
        },
    )


def test_lack_is_said_of_the_topic_itself(carers: Engine) -> None:
    assert answered(carers, "Which councils do not have enough foster carers?") == {"Leeds", "Kent"}


def test_denial_is_said_of_the_topic_itself(carers: Engine, agency: Engine) -> None:
    assert "Norfolk" not in answered(carers, "Which councils have no foster carers?")
    assert "Devon" in answered(carers, "Which councils have no foster carers?")
    assert answered(agency, "Which councils do not use agency staff?") == set()


def test_a_name_stands_in_one_piece(carers: Engine) -> None:
    assert answered(carers, "Which councils use Signs of Safety?") == {"Surrey"}


def test_papers_kept_out_are_not_asked(carers: Engine) -> None:
    kept = ask(
        carers,
        "Which councils mention foster carers?",
        None,
        lambda p: p.authority is not None and p.authority.name.startswith("Kent"),
    )
    assert {h.name for h in kept.answer.authorities if h.in_answer} == {"Kent County Council"}


def test_a_word_that_looks_like_a_denial_is_none(carers: Engine) -> None:
    assert "Suffolk" not in answered(carers, "Which councils have no foster carers?")


def test_a_passive_of_the_phrase_breaks_the_silence(carers: Engine) -> None:
    assert "Suffolk" not in answered(carers, "Which councils do not mention looked after children?")
