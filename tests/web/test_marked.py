"""Other people's words in a page: every character is there, none does anything."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from cqa.show.safe import terminal
from cqa.web.marked import excerpt, joined, marked, visible

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)
MARK = re.compile("</?mark>")


@settings(deadline=None)
@given(st.text(max_size=50), SPANS)
def test_marks_change_nothing_of_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    shown = MARK.sub("", str(marked(text, spans)))
    assert html.unescape(shown) == terminal(text)


@settings(deadline=None)
@given(st.text(alphabet="<>&\"'ab\u202e\x00", max_size=50), SPANS)
def test_nothing_but_marks_is_an_element(text: str, spans: list[tuple[int, int]]) -> None:
    shown = MARK.sub("", str(marked(text, spans)))
    assert not set("<>\"'\u202e\x00") & set(shown)


@settings(deadline=None)
@given(SPANS, st.integers(0, 50))
def test_joined_spans_are_in_order_apart_and_inside(spans: list[tuple[int, int]], length: int) -> None:
    found = joined(spans, length)
    assert all(0 <= a < b <= length for a, b in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert {i for a, b in found for i in range(a, b)} == {
        i for a, b in spans for i in range(max(a, 0), min(b, length)) if a < b
    }


def test_an_excerpt_holds_the_first_match_and_says_what_is_cut() -> None:
    text = "word " * 400 + "needle " + "word " * 400
    at = text.index("needle")
    shown = str(excerpt(text, [(at, at + 6)], 200))
    assert "<mark>needle</mark>" in shown
    assert shown.startswith("\u2026 ")
    assert shown.endswith(" \u2026")
    assert len(shown) < 240


def test_what_a_template_prints_is_made_harmless_and_markup_left_alone() -> None:
    assert visible("a\u202eb\x1b[31m") == "a\ufffdb\ufffd[31m"
    assert visible(Markup("<b>")) == Markup("<b>")
    assert visible(3) == 3
