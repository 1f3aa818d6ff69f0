"""From topic words to concepts: phrases kept whole, synonyms, acronyms, lay words, numbers, events."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.question.concepts import TopicTerm, glossary, terms_of
from cqa.question.question import read_question
from cqa.text.analyzer import stems


def terms(question: str) -> tuple[TopicTerm, ...]:
    return terms_of(read_question(question))


def said(question: str) -> set[str]:
    """All ways to say the topic of a question, as stems joined by blanks."""
    return {" ".join(v) for t in terms(question) for v in t.variants}


def stem(phrase: str) -> str:
    return " ".join(stems(phrase))


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Which councils mention looked after children?", "looked after children"),
        ("Which councils mention children in care?", "children in care"),
        ("Which councils mention private fostering?", "private fostering"),
        ("Which councils mention child sexual exploitation?", "child sexual exploitation"),
        ("Which councils mention agency social workers?", "agency social workers"),
        ("Which councils mention initial health assessments?", "initial health assessments"),
        ("Which councils mention corporate parenting?", "corporate parenting"),
        ("Which councils mention domestic abuse?", "domestic abuse"),
    ],
)
def test_a_phrase_of_the_field_is_one_concept(question: str, phrase: str) -> None:
    found = [t for t in terms(question) if t.variants[0] == tuple(stems(phrase))]
    assert len(found) == 1
    assert found[0].required


@pytest.mark.parametrize(
    ("question", "also"),
    [
        ("Which councils mention looked after children?", "children in care"),
        ("Which councils mention children in care?", "looked after children"),
        ("Which councils mention child sexual exploitation?", "CSE"),
        ("Which councils mention CSE?", "child sexual exploitation"),
        ("Which councils mention domestic abuse?", "domestic violence"),
        ("Which councils mention agency staff?", "locum"),
        ("Which councils mention staff turnover?", "churn"),
        ("What helps kids in care?", "looked after children"),
        ("Is help there round the clock?", "24 hours"),
        ("Which councils mention caseloads?", "workload"),
        ("Which councils mention MASH?", "multi agency safeguarding hub"),
        ("What do the papers say about EHC plans?", "education health and care"),
    ],
)
def test_other_wordings_come_with_a_concept(question: str, also: str) -> None:
    held = said(question)
    assert any(stem(also) in way or way == stem(also) for way in held), sorted(held)


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("Which councils mention fostering?", "adoption"),
        ("Which councils mention caseloads?", "staff"),
        ("Which councils mention private fostering?", "foster carers"),
        ("Which councils mention adoption?", "fostering"),
        ("Which councils mention turnover?", "caseload"),
    ],
)
def test_neighbours_of_a_concept_are_no_wordings_of_it(question: str, never: str) -> None:
    assert stem(never) not in said(question)


def test_a_number_in_words_is_looked_for_in_figures_too() -> None:
    assert {"eighteen", "18"} <= said("Which councils mention eighteen months?")
    assert "3" not in said("Which councils mention three months?")  # small figures stand everywhere


def test_a_wide_word_is_never_required() -> None:
    needed = {t.written: t.required for t in terms("Which councils mention services for autism?")}
    assert not needed.get("services", False)
    assert any(required for required in needed.values())


def test_the_event_of_a_when_question_brings_the_ways_papers_tell_it() -> None:
    events = [t for t in terms("When was the hub launched?") if t.event]
    assert [t.written for t in events] == ["launched"]
    assert {"opened", "introduced"} <= set(events[0].said)
    assert not any(t.event for t in terms("Why was the hub launched?"))


def test_a_repeated_word_is_one_concept() -> None:
    written = [t.variants[0] for t in terms("Which councils mention caseloads, high caseloads and more caseloads?")]
    assert len(written) == len(set(written))


def test_alternatives_keep_their_group() -> None:
    groups = {t.group for t in terms("Which councils mention private fostering or domestic abuse?")}
    assert len(groups) == 1


def test_the_order_of_the_question_is_kept() -> None:
    names = [t.written for t in terms("Which councils mention supervision of newly qualified staff and sickness?")]
    assert names.index("supervision") < names.index("sickness")


def test_the_glossary_knows_the_acronyms_of_the_field() -> None:
    known = glossary()
    assert known["neet"].startswith("not in education employment")
    assert known["lscb"].startswith("local safeguarding children")
    assert all(key == key.casefold() and value.strip() for key, value in known.items())


@given(st.text(max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_concepts_that_can_be_searched(text: str) -> None:
    found = terms(text)
    assert found == terms(text)
    for term in found:
        assert term.variants
        assert all(term.variants)
        assert all(stems(way) for way in term.said)


def test_what_a_question_lists_begins_no_phrase() -> None:
    assert "council plan" not in said("Which councils plan to close libraries?")
    assert "council plan" in said("Which reports mention the council plan?")
