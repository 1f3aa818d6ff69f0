"""The officer to ask, as council papers print name, office, telephone and e-mail."""

from __future__ import annotations

import pytest

from cqa.extract.contact import _person


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("Jo Smith, Head of Finance", "Jo Smith", "Head of Finance"),
        ("Jo Smith Assistant Director Education – West", "Jo Smith", "Assistant Director Education – West"),
        ("Ann Marie Cole Director of Services a.cole@x.gov.uk", "Ann Marie Cole", "Director of Services"),
        ("Jo Smith (Policy Officer) Tel 01234 567890", "Jo Smith", "Policy Officer"),
        ("Jo Smith", "Jo Smith", None),
        ("Interim Corporate Director Finance", None, None),
        ("The Food Standards Agency", None, None),
        ("Democratic Services Team", None, None),
        ("Citizens Advice Trust", None, None),
    ],
)  # fmt: skip
def test_a_person_and_the_office(printed: str, name: str | None, role: str | None) -> None:
    assert (_person(printed) or (None, None)) == (name, role)
