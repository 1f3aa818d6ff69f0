"""Labels are read, not judged; what can never be a paragraph number is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.split.numbering.labels import parse, parse_named, parse_right, roman


@pytest.mark.parametrize(
    ("line", "printed", "families"),
    [
        ("1. To note", "1", {"n"}),
        ("1.0 PURPOSE", "1.0", {"n"}),
        ("1) NOTE the budget", "1", {"n)"}),
        ("2.2. The settlement", "2.2", {"d"}),
        ("3.10.1 New ways of working", "3.10.1", {"d"}),
        ("(27) The Chairman", "(27)", {"(n)"}),
        ("(i) That the Committee", "(i)", {"(i)", "(a)"}),
        ("(c) approve the plan", "(c)", {"(a)", "(i)"}),
        ("(b) approve the plan", "(b)", {"(a)"}),
        ("A. Agree the transfer", "A", {"A"}),
        ("iv) delegate authority", "iv", {"i"}),
        ("23 None.", "23", {"n"}),
        ("12.\tThe Council", "12", {"n"}),
        ("7.1", "7.1", {"d"}),
    ],
)
def test_labels_of_all_schemes(line: str, printed: str, families: set[str]) -> None:
    label = parse(line, 0, len(line))
    assert label is not None
    assert label.printed == printed
    assert {r.family for r in label.readings} == families


@pytest.mark.parametrize(
    "line",
    [
        "6 March 2017 at 11.00 am",
        "10.30 am in the Council Chamber",
        "2010 was a difficult year",
        "25% of councils",
        "3.05 points",
        "£6.2m of resources",
        "24/00093 Commissioning plan",
        "'80. There is clear political focus",
        "14 days' notice",
        "Section 47 of the Act",
        "a wide range of services",
    ],
)
def test_dates_times_money_and_references_are_no_labels(line: str) -> None:
    assert parse(line, 0, len(line)) is None


def test_text_of_a_label_starts_after_it() -> None:
    line = "- 3.4 The areas"
    label = parse(line, 2, len(line))
    assert label is not None
    assert line[label.rest :] == "The areas"


def test_number_right_of_its_heading() -> None:
    line = "Council Tax      6"
    label = parse_right(line, 0, len(line))
    assert label is not None
    assert (label.printed, label.readings[0].value) == ("6", (6,))
    assert parse_right("The 2025-26 budget of 6", 0, 23) is None


@pytest.mark.parametrize(
    ("line", "word", "number", "title"),
    [
        ("APPENDIX B", "appendix", "B", ""),
        ("Appendix 1: Executive response", "appendix", "1", "Executive response"),
        ("Chapter 9 – Legislation", "chapter", "9", "Legislation"),
        ("PART A", "part", "A", ""),
    ],
)
def test_named_labels(line: str, word: str, number: str, title: str) -> None:
    named = parse_named(line, 0, len(line))
    assert named is not None
    assert (named.word, named.number, line[named.rest :]) == (word, number, title)


def test_a_word_in_a_sentence_is_no_named_label() -> None:
    assert parse_named("Part of the plan", 0, 16) is None
    assert parse_named("appendix B sets out", 0, 19) is None


@given(st.integers(min_value=1, max_value=49))
def test_roman_numerals_round_trip(value: int) -> None:
    from cqa.text.roman_numerals import roman as as_roman

    assert roman(as_roman(value)) == value


def test_letters_that_spell_no_numeral() -> None:
    assert roman("iiii") is None
    assert roman("vx") is None
    assert roman("mild") is None


@given(st.text(max_size=40))
def test_labels_stay_inside_the_line(line: str) -> None:
    label = parse(line, 0, len(line))
    if label is not None:
        assert 0 <= label.start < label.end <= label.rest <= len(line)
        assert label.readings


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("22/17 Spending", "22/17"),
        ("45/2019 Apologies for absence", "45/2019"),
        ("P12/24 Planning", "P12/24"),
        ("007/19 Minutes", "007/19"),
        ("24/25 budget", None),
        ("12/02/2010 The meeting", None),
        ("2024/25 Budget", None),
        ("1/2 Acre", None),
        ("22/97 Spending", None),
    ],
)
def test_minutes_numbered_through_the_year(text: str, printed: str | None) -> None:
    label = parse(text, 0, len(text))
    assert (label and label.printed) == printed
