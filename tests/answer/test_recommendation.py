"""Recommendations: near-identical wordings together, rows of action plans apart."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.answer.context import AnswerContext
from cqa.answer.kinds import recommendation
from cqa.evidence.sentence_scorer import Concept
from cqa.model import Answer, Paper, Passage
from cqa.question.question import read_question
from cqa.text.analyzer import stems


def passage(n: int, text: str, **parts: object) -> Passage:
    made = Passage(
        f"p{n}#1", f"p{n}", f"p{n}.txt", (0, len(text)), text, authority="Leeds City Council", date=f"201{n}-01-01"
    )
    return replace(made, **{"role": "recommendations", "order": n, **parts})  # type: ignore[arg-type]


NOTE = "Members are recommended to note the outcome of the inspection."
NOTE_TOO = "Members are recommended to note the outcome of the inspection"
AGREE = "Members are recommended to agree the action plan for supervision."


def test_the_same_wording_is_one_group() -> None:
    groups = recommendation.together([passage(1, NOTE), passage(2, AGREE), passage(3, NOTE_TOO)])
    assert [[p.paper for p in g] for g in groups] == [["p1", "p3"], ["p2"]]


def test_nothing_is_grouped_to_nothing() -> None:
    assert recommendation.together([]) == []


@given(st.lists(st.sampled_from([NOTE, NOTE_TOO, AGREE, "", "One.", "Note it."]), max_size=9))
@settings(max_examples=60, deadline=None)
def test_every_recommendation_is_in_one_group(texts: list[str]) -> None:
    made = [passage(n, text) for n, text in enumerate(texts)]
    groups = recommendation.together(made)
    assert sorted(p.id for g in groups for p in g) == sorted(p.id for p in made)
    assert [g[0].order for g in groups] == sorted(g[0].order for g in groups)


def test_rows_of_a_table_are_recommendations_of_their_own() -> None:
    rows = [
        f"{n}\tThe council should put right what was found in team {n}, by the spring\tHead of Service"
        for n in (1, 2, 3)
    ]
    made = passage(1, "\n".join(rows), kind="table")
    found = recommendation.rows_of(made)
    assert [r.text.split("\t")[0] for r in found] == ["1", "2", "3"]
    assert all(made.text[slice(*r.span)] == r.text for r in found)


def test_any_other_passage_is_one_recommendation() -> None:
    made = passage(1, NOTE)
    assert recommendation.rows_of(made) == [made]


def asked(question: str, *held: Passage) -> Answer:
    read = read_question(question)
    concepts = tuple(
        Concept(w.text, (tuple(stems(w.text)),), 1.0, not w.generic, w.run, w.group, (w.text,)) for w in read.topic
    )

    papers = tuple(Paper(p.paper, p.file, "0" * 64, p.span) for p in held)
    return recommendation.answer(
        AnswerContext(read, papers, papers, concepts, passages_of=lambda _papers, _roles: held)
    )


def test_the_recommendation_on_the_topic_comes_first_and_verbatim() -> None:
    found = asked("What recommendations were made about supervision?", passage(1, NOTE), passage(2, AGREE))
    assert found.found
    assert found.evidence[0].passage.text == AGREE
    assert AGREE.rstrip(".") in found.text


def test_no_recommendation_on_the_topic_is_said_so() -> None:
    found = asked("What recommendations were made about fly-tipping?", passage(1, NOTE))
    assert not found.found
    assert "fly-tipping" in found.text or "fly tipping" in found.text


def test_without_a_topic_all_are_given_each_wording_once() -> None:
    found = asked("What were members recommended to do?", passage(1, NOTE), passage(2, AGREE), passage(3, NOTE_TOO))
    assert found.value == 2
    assert [e.passage.paper for e in found.evidence] == ["p1", "p2", "p3"]


def test_a_paper_that_is_about_what_is_asked_comes_before_one_that_names_it() -> None:
    title = "Inquiry into libraries"
    contents = replace(passage(3, "Recommendations to note 12", title=title, order=0), id="p3#0")
    found = asked(
        "What did the inquiry into libraries recommend?",
        passage(1, "Members are recommended to note the inquiry into libraries."),
        contents,
        passage(3, AGREE, title=title),
        passage(4, NOTE, title=title),
    )
    assert [e.passage.id for e in found.evidence] == ["p3#1", "p3#0", "p4#1", "p1#1"]
