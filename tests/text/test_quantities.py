"""Values in sentences: dates, money, shares, numbers and names, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.text import dates, quantities


def found(pattern: str, text: str) -> list[str]:
    return [m[0].strip() for m in getattr(quantities, pattern).finditer(text)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It met on 12 February 2010.", ["12 February 2010"]),
        ("It met on 9th October, 2013.", ["9th October, 2013"]),
        ("It met on 1st of May 2012.", ["1st of May 2012"]),
        ("It met on February 12, 2010.", ["February 12, 2010"]),
        ("It met on 7/11/2009.", ["7/11/2009"]),
        ("It was published in September 2017.", ["September 2017"]),
        ("It is due by early March 2011.", ["early March 2011"]),
        ("Reported in 2014.", ["2014"]),
        ("The year 2014/15 and 2015-16.", ["2014/15", "2015-16"]),
        ("From 3 to 14 June 2013.", ["14 June 2013"]),
        ("They may march in order.", []),
        ("Room 2040b, 12 cases.", []),
        ("There were 12,010 cases.", []),
    ],
)
def test_dates(text: str, printed: list[str]) -> None:
    assert [text[a:b] for a, b in dates.printed(text)] == printed


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("It costs £1.5m a year.", ["£1.5m"]),
        ("It costs £35,000.", ["£35,000"]),
        ("It costs £2 million and \u20ac30k.", ["£2 million", "\u20ac30k"]),
        ("It costs 35 pounds.", []),
        ("Ten % of £.", []),
    ],
)
def test_money(text: str, sums: list[str]) -> None:
    assert found("MONEY", text) == sums


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("86% of staff.", ["86%"]),
        ("86.5 per cent of staff.", ["86.5 per cent"]),
        ("A rise of 3 percentage points.", ["3 percentage points"]),
        ("A quarter of children.", ["A quarter"]),
        ("Two thirds of plans.", ["Two thirds"]),
        ("Half of the plans.", ["Half"]),
        ("Twenty per cent of plans.", ["Twenty per cent"]),
        ("On behalf of 86 staff.", []),
    ],
)
def test_shares(text: str, shares: list[str]) -> None:
    assert found("SHARE", text) == shares


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 393 children and five homes.", ["393", "five"]),
        ("There were 1,200 children.", ["1,200"]),
        ("Reduced from 22.5 to 18.4 on average.", ["22.5", "18.4"]),
        ("3.4 There were 14 areas.", ["14"]),
        ("12. There were 14 areas.", ["14"]),
        ("- 4 There were 14 areas.", ["14"]),
        ("It met on 12 February 2010 with ten members.", ["ten"]),
        ("Form B12 and section 20b.", []),
        ("Nobody came.", []),
        ("Someone is often weightless.", []),
    ],
)
def test_numbers_that_are_no_date_or_reference(text: str, expected: list[str]) -> None:
    assert [value for value, _ in quantities.numbers(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lead inspector: Alison Smale, His Majesty\u2019s Inspector", ["Alison Smale"]),
        ("Councillor M. Collins presided.", ["Councillor M. Collins"]),
        ("Report of Mrs J. Taylor (Clerk)", ["Mrs J. Taylor"]),
        ("Contact: Steve Walker, tel 0113", ["Steve Walker"]),
        ("Cllr Judith Blake and Nigel Richardson spoke.", ["Cllr Judith Blake", "Nigel Richardson"]),
        ("Written by Sarah O\u2019Brien.", ["Sarah O\u2019Brien"]),
        ("Leeds City Council and the Scrutiny Board", []),
        ("the Director of Children\u2019s Services", []),
        ("Local Safeguarding Children Board", []),
        ("Monday Morning Meeting", []),
        ("nobody in particular", []),
    ],
)
def test_people(text: str, expected: list[str]) -> None:
    assert [name for name, _ in quantities.people(text)] == expected


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_every_value_is_the_text_at_its_span(text: str) -> None:
    for value, (start, end) in [*quantities.numbers(text), *quantities.people(text)]:
        assert text[start:end].strip() == value.strip()
        assert start < end
