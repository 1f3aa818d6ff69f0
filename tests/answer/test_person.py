"""Who: read off where papers print names."""

from __future__ import annotations

import pytest

from cqa.answer.person import chair


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PRESENT: Mr A B Smith (Chairman), Mr C Jones (Vice-Chairman), Mrs D Brown", "Mr A B Smith"),
        ("PRESENT (six): - Pam Ash (PA), Claire Oak (CO) - Chair, Tom Elm (TE)", "Claire Oak"),
        ("Councillors present: Cllr. R. Crane – Chair (RC), Cllr. A. Finch (AF)", "R. Crane"),
        ("Attendance:  D Clement (Chair); P Dean; C Harding (Vice-Chair)", "D Clement"),
        ("Cllrs. Leed (Chair), Butcher, Day, Folly", "Leed"),
        ("Present: Mrs R Crane-Chair, Mr F. Eagle", "Mrs R Crane"),
        ("Frank Read (FR)      Councillor/Chairman\n\nMark Poole (MP)     Councillor", "Frank Read"),
        ("Lorna Hunter (LH) Chair of Meeting, Paula King (PK)", "Lorna Hunter"),
        ("PRESENT IN THE CHAIR: Councillor A. Teal, An Cathaoirleach.\nMEMBERS PRESENT:", "Councillor A. Teal"),
        ("PRESENT IN THE CHAIR**:**\n\nCouncillor T. Rudd, Cathaoirleach.", "Councillor T. Rudd"),
        ("Chairman: Councillor J. O’Neill", "Councillor J. O’Neill"),
        ("The meeting was chaired by Councillor Mary Hill-Jones.", "Councillor Mary Hill-Jones"),
        ("Councillor J Blake in the Chair", "Councillor J Blake"),
        ("In attendance: Cllr Jim Neal (Vice-Chair) Cllr Dan Clement", None),
        ("Apologies for absence were received from Cllr Sue Lint (Chair)", None),
        ("Karen Smith, Chair of the Scrutiny Committee, was thanked", None),
        ("The minutes were signed by the Chairman.", None),
    ],
)
def test_who_was_in_the_chair(text: str, name: str | None) -> None:
    span = chair(text)
    said = text[slice(*span)] if span else None
    assert (said or "").removeprefix("Cllr. ") == (name or "")
