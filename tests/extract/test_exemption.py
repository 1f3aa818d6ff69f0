"""Ticks, wards, call-in, and exemption: what counts and what does not."""

from __future__ import annotations

import pytest

from cqa.extract.yes_no import ticked
from tests.extract.text_paper import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[x] Yes [ ] No", True),
        ("[ ] Yes [X] No", False),
        ("☐ Yes ☒ No", False),
        ("Yes ☒ No ☐", True),
        ("Yes ☐ No ☑", False),
        ('<input type="checkbox"> Yes\t<input checked="" type="checkbox"> No', False),
        ('<input type="checkbox" checked> Yes\t<input type="checkbox"> No', True),
        ("Yes / No", None),
        ("☐ Yes ☐ No", None),
        ("Yes", True),
        ("No", False),
        ("None", False),
        ("Not applicable", False),
        ("", None),
        ("to be confirmed", None),
    ],
)
def test_ticked(text: str, value: bool | None) -> None:
    assert ticked(text) is value


@pytest.mark.parametrize(
    "sentence",
    [
        "EXEMPT ITEMS: at the time of preparing the agenda there were no exempt items.",
        "Classification: Unrestricted",
        "STATEMENT OF CONFIDENTIALITY\tNone",
        "Exempt/Confidential: No",
        "The scheme uses a VAT partial exemption.",
        "Access to the site is restricted.",
        "Personal details in the letters are redacted and the interviews were confidential in nature.",
        "Is the report exempt?\tNo",
        "If the report is exempt under paragraph 3 of Schedule 12A, say why.",
        "This report does not contain exempt information under Schedule 12A of the Local Government Act 1972.",
        "Appendices 1 and 2 are not for publication: exempt information under paragraphs 1, 2 and 3 of Schedule 12A.",
        "Small firms are exempt from business rates under paragraph 2 of the regulations.",
    ],
)
def test_not_exempt(sentence: str) -> None:
    text = (
        f"Report to Cabinet\n\nDate: 4 March 2015\n\nSubject: A Scheme\n\n{sentence}\n\n1. Purpose\n\n1.1 To inform.\n"
    )
    paper = read(text)
    assert paper.exempt is False
    assert paper.exempt_paragraphs == ()


@pytest.mark.parametrize(
    ("sentence", "paragraphs"),
    [
        ("Classification: Exempt", ()),
        ("Exempt/Confidential: Yes, paragraph 4 of Part 1 of Schedule 12A", ("4",)),
        (
            "This report is exempt by virtue of paragraph(s) 3 of Part 1 of Schedule 12A.",
            ("3",),
        ),
        (
            "This report is not for publication: exempt information under paragraphs 1, 2 and 3 of Schedule 12A.",
            ("1", "2", "3"),
        ),
        ("PART II - NOT FOR PUBLICATION", ()),
        (
            "By virtue of paragraph 14 of Part 4 of Schedule 12A, this report is exempt.",
            ("14",),
        ),
        (
            "This report contains exempt information under Access to Information Procedure Rule 10.4 (3) and (5).",
            ("10.4(3)", "10.4(5)"),
        ),
    ],
)
def test_exempt(sentence: str, paragraphs: tuple[str, ...]) -> None:
    text = (
        f"Report to Cabinet\n\nDate: 4 March 2015\n\nSubject: A Scheme\n\n{sentence}\n\n1. Purpose\n\n1.1 To inform.\n"
    )
    paper = read(text)
    assert paper.exempt is True
    assert paper.exempt_paragraphs == paragraphs
