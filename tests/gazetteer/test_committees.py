"""Committee names: canonical, and found in text."""

from __future__ import annotations

import pytest

from cqa.gazetteer.committees import canonical, mentions
from cqa.gazetteer.title_case import title_case


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("CABINET - 10TH MARCH 2017", "Cabinet"),
        ("Cabinet – 4 March 2025", "Cabinet"),
        ("County Council: 13 March 2025", "County Council"),
        ("Report to the Executive Board", "Executive Board"),
        ("OVERVIEW AND SCRUTINY MANAGEMENT COMMITTEE", "Overview and Scrutiny Management Committee"),
        ("Scrutiny Board (Children's Services) on Thursday 12 May 2010", "Scrutiny Board (Children's Services)"),
        ("All Members of the County Council", "County Council"),
        ("Planning Sub-Committee A", "Planning Sub-Committee A"),
        (
            "5th Meeting of the Community and Protective Services Committee",
            "Community and Protective Services Committee",
        ),
        ("COUNCIL OF THE CITY OF WINNIPEG", "Council"),
        ("Otley Town Council", "Town Council"),
        ("Milburn Parish Council A.G.M.", "Parish Council"),
        ("Decision taken at Planning Policy Committee meeting", "Planning Policy Committee"),
        ("in consultation with the Portfolio Holder for Planning and Flooding on", None),
        ("Cabinet Member for Education", "Cabinet Member for Education"),
        ("Dylan Jeffrey", None),
        ("Committee", None),
        ("the members, or any sub-committees, where any of", None),
        ("Executive Director of Finance", "Executive Director of Finance"),
    ],
)
def test_canonical(value: str, name: str | None) -> None:
    assert canonical(value) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("what did the executive board decide", ["Executive Board"]),
        ("What was Leeds Executive Board asked to recognise?", ["Executive Board"]),
        ("What did Kent’s Scrutiny Committee raise?", ["Scrutiny Committee"]),
        ("It goes to the CYPE Cabinet Committee and to Cabinet.", ["CYPE Cabinet Committee", "Cabinet"]),
        ("The Cabinet Member spoke; the Executive Director agreed.", []),
        ("the Leeds City Council budget", []),
        ("Local Safeguarding Children Board", []),
        ("reported to full council", ["Full Council"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert [f.value for f in mentions(text)] == names


@pytest.mark.parametrize(
    ("name", "titled"),
    [
        ("REPORT OF THE DIRECTOR", "Report of the Director"),
        ("JHWS AND KCC PLANS", "JHWS and KCC Plans"),
        ("CHILDREN'S SERVICES", "Children's Services"),
        ("Already Mixed", "Already Mixed"),
    ],
)
def test_title_case(name: str, titled: str) -> None:
    assert title_case(name) == titled
