"""The words that engines are given are those of the one analysis, however fast they are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.engine.words import BREAK, MAX_WORD, exact_forms, passage_words, stem_forms
from cqa.text.analyzer import fold, spans, stem, token_span, tokenize, words
from tests.engine.engine_corpus import a_passage

MARKED = st.text(st.sampled_from("aZ0 '’s_-–“”•£.\n\t\x1c\x85é½ﷺßİ\u0301K\xa0"), max_size=30)


def by_the_analysis(text: str) -> list[str]:
    settled = ("".join(word.split())[:MAX_WORD] for word in tokenize(text))
    return [word for word in settled if word]


@given(MARKED | st.text(max_size=30))
def test_exact_forms_are_the_words_of_the_analysis(text: str) -> None:
    assert exact_forms(text) == by_the_analysis(text)
    assert stem_forms(text) == [stem(word) for word in by_the_analysis(text)]
    assert all(word == "".join(word.split()) for word in exact_forms(text))


@given(MARKED | st.text(max_size=30))
def test_words_are_the_same_and_in_their_places_however_they_are_asked_for(text: str) -> None:
    whole = words(text)
    assert tokenize(text) == [word.exact for word in whole]
    assert spans(text) == [(word.start, word.end) for word in whole] == [token_span(text, i) for i in range(len(whole))]
    assert [fold(text[word.start : word.end]) for word in whole] == [word.exact for word in whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Leeds' children's homes", "leeds children homes"),
        ("The council’s ‘looked after’ children", "the council looked after children"),
        ("24/00093 – s.47 (i)", "24 00093 s 47 i"),
        ("don't stop_here O’Neill's", "dont stop here oneill"),
        ("£1,200 • Café", "1200 cafe"),
        ("x" * 500 + " y", "x" * MAX_WORD + " y"),
    ],
)
def test_words_of_papers(text: str, expected: str) -> None:
    assert exact_forms(text) == expected.split()


@pytest.mark.parametrize("long", [MAX_WORD - 1, MAX_WORD, MAX_WORD + 1, 2 * MAX_WORD])
@pytest.mark.parametrize("before", [0, 1, 50, 99, 100, 101, 199, 200])
def test_long_words_are_cut_wherever_they_stand(before: int, long: int) -> None:
    text = "a" * before + " " + "x" * long + " end"
    assert exact_forms(text) == by_the_analysis(text)


def test_headings_are_kept_apart_and_said_once() -> None:
    passage = a_passage(
        "p", 0, "Text", path=("Main issues", "Workforce"), heading="Workforce", columns=("Ward", "-", "Homes")
    )
    held = passage_words(passage)
    assert held.heading_x == f"main issues {BREAK} workforce {BREAK} ward {BREAK} homes"
    assert held.heading == f"main issu {BREAK} workforc {BREAK} ward {BREAK} home"
    assert exact_forms(BREAK) == []
