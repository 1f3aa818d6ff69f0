"""Qualified questions on the sample corpus: limits applied exactly, on every engine alike, or named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cqa.ask.pipeline import Asked, ask
from cqa.engine import open_engine
from cqa.engine.port import Engine
from cqa.gazetteer.areas import groups_of
from cqa.ingest.run import IngestOptions, ingest

YORKSHIRE = {"Leeds City Council", "City of Doncaster Council"}
SOUTH_EAST = {
    "Brighton and Hove City Council",
    "Kent County Council",
    "Southampton City Council",
    "Surrey County Council",
}


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, corpus: Path, corpus_index: Path
) -> Engine:
    if request.param == "tantivy":
        return open_engine(corpus_index)
    made = open_engine(tmp_path_factory.mktemp("whoosh") / "index", engine="whoosh", create=True)
    ingest(made, [corpus], IngestOptions(jobs=1))
    return made


@pytest.fixture
def asked(engine: Engine) -> Callable[[str], Asked]:
    return lambda question: ask(engine, question)


def scope(done: Asked) -> set[str]:
    return {paper.authority.name for paper in done.scope if paper.authority}


def answered(done: Asked) -> set[str]:
    return {row.name for row in done.answer.authorities if row.in_answer}


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("Which councils in Yorkshire mention adoption?", {"Yorkshire and The Humber"}),
        ("Which county councils mention adoption?", {"CTY"}),
        ("Which unitary authorities mention adoption?", {"UA"}),
        ("Which councils in the South East mention adoption?", {"South East"}),
        ("Which parish councils mention flooding?", {"parish"}),
        ("What do councils in the East of England say about adoption?", {"East of England"}),
        ("Which councils in the North East do not mention adoption?", {"North East"}),
        ("Which English councils mention adoption?", {"England"}),
    ],
)
def test_a_limit_is_applied_exactly(
    asked: Callable[[str], Asked], engine: Engine, question: str, groups: set[str]
) -> None:
    done = asked(question)
    wanted = {p.authority.name for p in engine.papers() if p.authority and groups <= groups_of(p.authority)}
    assert scope(done) == wanted != set()
    assert {row.name for row in done.answer.authorities} <= wanted
    assert {e.passage.authority for e in done.answer.evidence} <= wanted
    assert "Not applied" not in done.answer.text
    assert (done.coverage.authorities, done.coverage.papers) == (len(wanted), len(done.scope))
    assert 0 < done.coverage.passages <= sum(len(engine.passages(p.id)) for p in done.scope)


def test_outside_is_the_rest_of_the_register(asked: Callable[[str], Asked]) -> None:
    assert not scope(asked("Which councils outside the South East mention adoption?")) & SOUTH_EAST
    assert scope(asked("Which councils outside the South East mention adoption?")) >= YORKSHIRE


def test_a_place_without_papers_is_said(asked: Callable[[str], Asked]) -> None:
    done = asked("Which Welsh councils mention adoption?")
    assert not done.answer.found
    assert "the index has no paper of councils in Wales" in done.answer.text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Which Labour councils mention adoption?", "\u2018Labour\u2019"),
        ("Which councils near Leeds mention adoption?", "\u2018near Leeds\u2019"),
        ("Which reports to the Planning Committee mention adoption?", "\u2018Planning Committee\u2019"),
        ("Which decision notices of county councils mention trees?", ""),
    ],
)
def test_what_is_not_applied_is_named(asked: Callable[[str], Asked], question: str, words: str) -> None:
    text = asked(question).answer.text
    assert f"Not applied: {words}." in text if words else "Not applied" not in text


def test_the_same_councils_with_a_limit_that_is_not_applied(asked: Callable[[str], Asked]) -> None:
    plain, near = asked("Which councils mention adoption?"), asked("Which councils near Leeds mention adoption?")
    assert answered(plain) == answered(near) != set()


def test_most_often_is_the_council_with_most_passages(asked: Callable[[str], Asked], engine: Engine) -> None:
    every, most = asked("Which councils mention adoption?"), asked("Which council mentions adoption most often?")
    assert answered(most) < answered(every)
    assert "Most often: " in most.answer.text
    ranked = asked("Which councils mention adoption most often?")
    assert answered(ranked) == answered(every)
    first = ranked.answer.text.partition("Most often: ")[2]
    assert first.startswith(tuple(answered(most)))
    few = asked("Which councils mention adoption more than once?")
    assert answered(most) <= answered(few) < answered(every)


def test_committees_are_listed(asked: Callable[[str], Asked]) -> None:
    done = asked("Which scrutiny committees discussed caseloads?")
    assert done.answer.text.startswith(
        "1 of 2 scrutiny committees: Children and Families Overview and Scrutiny Committee of Leicestershire"
    )
    assert answered(done) == {"Leicestershire County Council"}
    assert done.answer.value == 1


def test_whether_any_or_none_says_it(asked: Callable[[str], Asked]) -> None:
    some, none = asked("Do any councils mention adoption?"), asked("Does no council mention adoption?")
    assert (some.answer.verdict, none.answer.verdict) == ("yes", "no")
    assert answered(some) == answered(none) != set()
    assert asked("Do none of the councils mention fracking?").answer.verdict is None


def test_whose_words(asked: Callable[[str], Asked]) -> None:
    theirs = asked("According to Ofsted, which councils have high caseloads?")
    own = asked("Which councils themselves say that caseloads are too high?")
    assert {r.whose_words for r in theirs.answer.authorities if r.in_answer} == {"inspectorate"}
    assert {r.whose_words for r in own.answer.authorities if r.in_answer} == {"council"}


@pytest.mark.parametrize(
    "question",
    [
        "Which councils mention the moons of Jupiter?",
        "What does paragraph 3 of the Geneva Convention say?",
        "Which councils do not mention zorgle?",
        "Who chairs the Galactic Senate?",
        "Which councils criticise Mozart's late adoption?",
    ],
)
def test_a_name_or_head_word_that_no_paper_has_is_refused(asked: Callable[[str], Asked], question: str) -> None:
    done = asked(question)
    assert not done.answer.found
    assert "No paper has the word" in done.answer.text


def test_an_alternative_that_no_paper_has_leaves_the_other(asked: Callable[[str], Asked]) -> None:
    assert asked("Where do temps or locums fill social work jobs?").answer.found
