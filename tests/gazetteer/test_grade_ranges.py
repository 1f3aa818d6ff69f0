"""Ranges of grades in questions: every grade on the side that is asked for, of each scale."""

from __future__ import annotations

import pytest

from cqa.gazetteer.grade_ranges import grade_ranges


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("rated good or better", {"good", "outstanding"}),
        ("rated at least \u2018good\u2019 by Ofsted", {"good", "outstanding"}),
        ("better than adequate", {"good", "outstanding"}),
        ("adequate or worse", {"adequate", "inadequate"}),
        ("no better than inadequate", {"inadequate"}),
        ("worse than requires improvement", {"inadequate"}),
    ],
)
def test_a_range_has_the_grades_on_its_side(text: str, grades: set[str]) -> None:
    assert [set(one.grades) for one in grade_ranges(text)] == [grades]


@pytest.mark.parametrize(
    "text", ["less than adequate staffing", "good, or so they say", "above all, good work", "better than outstanding"]
)
def test_what_is_no_range_is_left_alone(text: str) -> None:
    assert grade_ranges(text) == []
