"""Dates in text, with their bounds and the words that open them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqa.extract import filename
from cqa.text import quantities
from cqa.text.dates import bounds, days, mentions, point, printed, ranges

CASES = [
    ("before 2011", "before 2011", None, "2010-12-31", "before"),
    ("in papers after May 2010", "after May 2010", "2010-06-01", None, "after"),
    ("from 2013 onwards", "from 2013 onwards", "2013-01-01", None, "from"),
    ("since 2010", "since 2010", "2010-01-01", None, "from"),
    ("up to 2012", "up to 2012", None, "2012-12-31", "until"),
    ("2011 or later", "2011 or later", "2011-01-01", None, "from"),
    ("between 2010 and 2012", "between 2010 and 2012", "2010-01-01", "2012-12-31", "between"),
    ("from May 2012 to June 2013", "from May 2012 to June 2013", "2012-05-01", "2013-06-30", "between"),
    ("in February 2010", "February 2010", "2010-02-01", "2010-02-28", ""),
    ("the year 2009-10", "2009-10", "2009-04-01", "2010-03-31", ""),
    ("the year 2009/10", "2009/10", "2009-04-01", "2010-03-31", ""),
    ("12th October", "12th October", "--10-12", "--10-12", ""),
    ("on 12th February 2010", "12th February 2010", "2010-02-12", "2010-02-12", ""),
    ("23 April to 4 May 2012", "23 April to 4 May 2012", "2012-04-23", "2012-05-04", ""),
    ("10 to 21 November 2025", "10 to 21 November 2025", "2025-11-10", "2025-11-21", ""),
    ("18 November – 10 December 2014", "18 November – 10 December 2014", "2014-11-18", "2014-12-10", ""),
    ("26 February 2018–22 March 2018", "26 February 2018–22 March 2018", "2018-02-26", "2018-03-22", ""),
    ("28 December to 4 January 2012", "28 December to 4 January 2012", "2011-12-28", "2012-01-04", ""),
    ("TUESDAY, 12™ JULY, 2016", "12™ JULY, 2016", "2016-07-12", "2016-07-12", ""),
    ("15THNOVEMBER, 2019", "15THNOVEMBER, 2019", "2019-11-15", "2019-11-15", ""),
    ("Wednesday, March 20, 2013", "March 20, 2013", "2013-03-20", "2013-03-20", ""),
    ("16/05/2018", "16/05/2018", "2018-05-16", "2018-05-16", ""),
    ("14.10.24", "14.10.24", "2024-10-14", "2024-10-14", ""),
    ("12.02.10", "12.02.10", "2010-02-12", "2010-02-12", ""),
    ("4th of March, 2020", "4th of March, 2020", "2020-03-04", "2020-03-04", ""),
    ("12 Sept 2012", "12 Sept 2012", "2012-09-12", "2012-09-12", ""),
    ("13-03-2025", "13-03-2025", "2025-03-13", "2025-03-13", ""),
    ("by March 20", "by March 20", "--03-20", "--03-20", "until"),
    ("2025-03-04", "2025-03-04", "2025-03-04", "2025-03-04", ""),
    ("13th March,\n2025", "13th March,\n2025", "2025-03-13", "2025-03-13", ""),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "relation"), CASES)
def test_mention(text: str, words: str, low: str | None, high: str | None, relation: str) -> None:
    (found,) = mentions(text)
    assert found.span is not None
    assert text[slice(*found.span)] == words
    assert (found.value.low, found.value.high, found.value.relation) == (low, high, relation)


@pytest.mark.parametrize(
    "text",
    [
        "£2010",
        "3.10.12. Costs",
        "2,010 homes",
        "para 1.2010",
        "31 February 2010",
        "24/00093",
        "02091-C-71",
        "3.10.1",
        "phone 2010555",
        "may 20 people come",
        "May 12% more",
    ],
)
def test_no_date(text: str) -> None:
    assert not days(text)
    assert all(f.value.precision != "day" for f in mentions(text))


@given(
    st.dates(date(1990, 1, 1), date(2069, 12, 31)),
    st.sampled_from(["%d %B %Y", "%-d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%B %-d, %Y"]),
)
def test_every_day_is_read_back(day: date, layout: str) -> None:
    text = f"The meeting of {day.strftime(layout)} was long"
    assert [iso for iso, _ in days(text)] == [day.isoformat()]


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(1, 200))
def test_every_range_is_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    text = f"from {first:%d %B %Y} to {last:%d %B %Y}"
    assert [(low, high) for low, high, _ in ranges(text)] == [(first.isoformat(), last.isoformat())]


@given(st.text(alphabet="0123456789 -/.,Mayrchtonbefw", max_size=60))
def test_spans_in_order(text: str) -> None:
    last = 0
    for found in mentions(text):
        assert found.span is not None
        assert last <= found.span[0] < found.span[1] <= len(text)
        last = found.span[1]
        low, high = found.value.low, found.value.high
        assert low is None or high is None or low <= high


ONE_GRAMMAR = [
    ("12.02.10", "2010-02-12"),
    ("4th of March, 2020", "2020-03-04"),
    ("12 Sept 2012", "2012-09-12"),
    ("Thursday 13th March 2025", "2025-03-13"),
    ("13/03/2025", "2025-03-13"),
    ("2025-03-13", "2025-03-13"),
]


@pytest.mark.parametrize(("text", "iso"), ONE_GRAMMAR)
def test_papers_questions_queries_and_file_names_read_the_same_dates(text: str, iso: str) -> None:
    assert [day for day, _ in days(f"held on {text} at noon")] == [iso]
    assert [m.value.low for m in mentions(f"What was decided on {text}?")] == [iso]
    assert point(text) == iso
    assert filename.read(f"minutes of {text.replace('/', '-')}.pdf").date == iso
    assert [f"on {text} again"[a:b] for a, b in printed(f"on {text} again")] == [text.removeprefix("Thursday ")]
    assert quantities.numbers(f"The 40 members met on {text}") == [("40", (4, 6))]


@pytest.mark.parametrize("text", ["late March 2012", "spring 2012", "2012/13", "March 2012", "12 March", "2012"])
def test_parts_of_years_are_printed_dates(text: str) -> None:
    line = f"It opens in {text}."
    assert [line[a:b] for a, b in printed(line)] == [text.removeprefix("spring ")]


def test_bounds() -> None:
    assert bounds("2012-02") == ("2012-02-01", "2012-02-29")
    assert bounds("2011") == ("2011-01-01", "2011-12-31")
    assert bounds("2011-05-06") == ("2011-05-06", "2011-05-06")
