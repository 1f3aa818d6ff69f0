"""Abbreviations spelt out in papers: what an expansion is, and what is merely next to one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.answer.kinds.definition import expansions, spells

SPELT = [
    ("Special Guardianship Order", "SGO"),
    ("Not in Education, Employment or Training", "NEET"),
    ("child and adolescent mental health services", "CAMHS"),
    ("multi-agency safeguarding hub", "MASH"),
    ("director of children\u2019s services", "DCS"),
    ("looked after children", "LAC"),
    ("Independent Reviewing Officers", "IROs"),
    ("Care Quality Commission", "cqc"),
    ("Radio Frequency Identification", "RFID"),
]
UNSPELT = [
    ("Special Guardianship", "SGO"),
    ("the Board", "SGO"),
    ("see Appendix 3", "LAC"),
    ("", "LAC"),
    ("looked after children and others", "LAC"),
]


@pytest.mark.parametrize(("words", "acronym"), SPELT)
def test_initials_spell_the_short_form(words: str, acronym: str) -> None:
    assert spells(words, acronym)


@pytest.mark.parametrize(("words", "acronym"), UNSPELT)
def test_other_words_do_not(words: str, acronym: str) -> None:
    assert not spells(words, acronym)


@pytest.mark.parametrize(
    ("text", "acronym", "expected"),
    [
        ("The Independent Reviewing Officer (IRO) met him.", "IRO", ["Independent Reviewing Officer"]),
        ("The IRO (Independent Reviewing Officer) met him.", "IRO", ["Independent Reviewing Officer"]),
        ("Each of the independent reviewing officers (IROs) met him.", "IRO", ["independent reviewing officers"]),
        ("IRO: Independent Reviewing Officer", "IRO", ["Independent Reviewing Officer"]),
        ("IRO\tIndependent Reviewing Officer\tA person who ...", "IRO", ["Independent Reviewing Officer"]),
        ("IRO \u2013 Independent Reviewing Officer", "IRO", ["Independent Reviewing Officer"]),
        ("the Common Assessment Framework (CAF) and the Director (DCS)", "CAF", ["Common Assessment Framework"]),
        ("the Common Assessment Framework (CAF) and the Director (DCS)", "DCS", []),
        ("not in education, employment or training (NEET)", "NEET", ["not in education, employment or training"]),
        ("The IRO met him (see page 4).", "IRO", []),
        ("The IRO met him.", "IRO", []),
        ("MIROR (Minutes In Roman Order Reported)", "IRO", []),
        ("", "IRO", []),
    ],
)
def test_expansions_are_read_off_the_text(text: str, acronym: str, expected: list[str]) -> None:
    found = expansions(text, acronym)
    assert [words for words, _ in found] == expected
    assert all(text[slice(*span)] == words for words, span in found)


@given(st.text(max_size=300), st.sampled_from(["IRO", "A", "A&E", "(", "x.*", "NEET"]))
@settings(max_examples=150, deadline=None)
def test_any_text_and_any_short_form_are_safe(text: str, acronym: str) -> None:
    for words, (start, end) in expansions(text + f" ({acronym}) {text}", acronym):
        assert (text + f" ({acronym}) {text}")[start:end] == words
        assert spells(words, acronym)
