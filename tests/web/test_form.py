"""A search and its address: each says all of the other."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqa.errors import UsageError
from cqa.web.form import FILTERS, PAGE_LAST, PAGE_SIZES, QUERY_LONGEST, VALUES_MOST, SearchForm, read_form

WORDS = st.text(min_size=1, max_size=30).map(str.strip).filter(bool)
SEVERAL = st.lists(WORDS, max_size=3, unique=True).map(tuple)
CHOSEN = st.fixed_dictionaries(dict.fromkeys(FILTERS, SEVERAL))
FORMS = st.builds(
    SearchForm,
    q=st.one_of(st.just(""), WORDS),
    values=CHOSEN.map(lambda chosen: tuple((name, chosen[name]) for name in FILTERS if chosen[name])),
    date_from=st.one_of(st.just(""), WORDS),
    date_to=st.one_of(st.just(""), WORDS),
    paper=st.one_of(st.just(""), WORDS),
    sort=st.sampled_from(["relevance", "date", "-date"]),
    per_paper=st.booleans(),
    exact=st.booleans(),
    page=st.integers(1, PAGE_LAST),
    size=st.sampled_from(PAGE_SIZES),
    precedent=st.booleans(),
)


@settings(deadline=None)
@given(FORMS)
def test_the_address_holds_the_whole_search(form: SearchForm) -> None:
    query = form.query_string()
    assert read_form(parse_qs(query, keep_blank_values=True), precedent=form.precedent) == form


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from([*FILTERS, "q", "from", "to", "sort", "per", "exact", "page", "size", "x"]),
                       st.lists(st.text(max_size=700), max_size=80)))  # fmt: skip
def test_any_address_is_some_search_within_bounds(given_: dict[str, list[str]]) -> None:
    form = read_form(given_)
    assert len(form.q) <= QUERY_LONGEST
    assert 1 <= form.page <= PAGE_LAST
    assert form.size in PAGE_SIZES
    assert all(len(form.of(name)) <= VALUES_MOST for name in FILTERS)


@settings(deadline=None)
@given(FORMS)
def test_each_chip_takes_away_one_filter(form: SearchForm) -> None:
    chips = form.chips()
    for chip in chips:
        assert len(chip.without.chips()) == len(chips) - 1
        assert chip.without.page == 1


@pytest.mark.parametrize("written", ["soon", "2010-13", "31 February 2010"])
def test_a_date_that_is_none_is_said_to_be_none(written: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        SearchForm(date_from=written).filters(include_exempt=False)


def test_filters_of_one_facet_can_be_left_out() -> None:
    form = SearchForm().but(authority=("Leeds",), role=("summary",))
    assert "authority" not in str(form.filters(include_exempt=True, without="authority"))
    assert "role:summary" in str(form.filters(include_exempt=True, without="authority"))


def test_exempt_papers_are_left_out_unless_they_are_asked_for() -> None:
    assert "exempt" in str(SearchForm().filters(include_exempt=False))
    assert "exempt" not in str(SearchForm(q="x").filters(include_exempt=True))
