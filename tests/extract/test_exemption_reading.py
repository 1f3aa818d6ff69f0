"""How texts about exemption are read: marks, denials, other senses, and whose paper is meant."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cqa.extract import divide
from cqa.extract.exemption.reading import read
from cqa.extract.exemption.words import normal
from cqa.model import Part
from tests.extract.text_paper import document

PHRASES = tomllib.loads((Path(__file__).parent / "exempt_phrases.toml").read_text("utf-8"))
BODY = (
    "1. Purpose of report\n1.1 To agree the terms on which the former depot is sold to the preferred bidder.\n"
    "2. Background\n2.1 The council marketed the site for twelve weeks and received five offers.\n"
    "2.2 {}The best offer was well above the figure in the valuation.\n"
    "3. Recommendation\n3.1 That the offer be accepted.\n"
)
HEADS = (
    "Anytown Borough Council\nReport to: Cabinet\nDate: 4 March 2025\n{}\nSubject: Sale of the depot\n",
    "{}\nAnytown Borough Council\nCabinet, 4 March 2025\nSale of the depot\nReport of the Director of Place\n",
    "Anytown Borough Council\nCABINET\nItem 9\nReport of: Head of Assets\nTitle: Sale of the depot\n{}\nWards: All\n",
)


def exempt(text: str) -> list[bool]:
    """Whether the paper of this text is closed, and each part of it that is set apart."""
    return [decision.exempt for decision in divide(document(text), (Part((0, len(text)), ()),))[1]]


@pytest.mark.parametrize("mark", PHRASES["marks"])
def test_a_mark_anywhere_in_the_head_closes_the_paper(mark: str) -> None:
    assert [exempt(head.format(mark) + BODY.format("")) for head in HEADS] == [[True]] * len(HEADS)


@pytest.mark.parametrize("denial", PHRASES["denials"])
def test_a_denial_in_the_head_closes_nothing(denial: str) -> None:
    assert [exempt(head.format(denial) + BODY.format("")) for head in HEADS] == [[False]] * len(HEADS)


@pytest.mark.parametrize("sentence", PHRASES["sentences"])
def test_a_sentence_about_exemption_in_the_text_closes_nothing(sentence: str) -> None:
    head = HEADS[0].format("Key decision: No")
    assert exempt(head + BODY.format(sentence + " ")) == [False]
    assert exempt(head + BODY.format(sentence + "\n2.3 ")) == [False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("This report is exempt under paragraph 3", "paper"),
        ("This section is exempt under paragraph 3", "part"),
        ("The remainder of this report is exempt under paragraph 3", "part"),
        ("Part II report", "weak"),
        ("Private report", "stamp"),
        ("The values are exempt under paragraph 3 of Schedule 12A", "law"),
        ("This report contains no exempt information", "denied"),
        ("Exempt items: there were none", "denied"),
        ("Open report (item 15 is exempt)", "denied"),
        ("Not for publication until 10.00 am on 14 March 2019", "denied"),
        ("If this report is exempt, say why", "supposed"),
        ("Exempt reports will be circulated to members", "supposed"),
        ("Appendix 2 to this report is exempt", "refers"),
        ("The price is in an exempt annex", "refers"),
        ("Exempt appendices: Appendix 2", "refers"),
    ],
)
def test_what_a_text_says_of_being_closed(text: str, says: str) -> None:
    reading = read(normal(text))
    assert reading is not None
    assert reading.says == says


@pytest.mark.parametrize(
    "text",
    [
        "Restricted byway 14",
        "Private hire drivers",
        "The hire of pitches is VAT-exempt",
        "Blue badge holders are exempt from the charge",
        "Exempt information procedure rules",
        "Part II of the Wildlife and Countryside Act 1981",
        "By virtue of paragraph 4 of Schedule 1 to the Housing Act 1985",
        "Health is not shared equally by residents",
        "This is not in the public interest",
        "This is because the matter is closed",
        "Is this report exempt?",
    ],
)
def test_other_senses_say_nothing(text: str) -> None:
    assert read(normal(text)) is None


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("N O T   F O R   P U B L I C A T I O N", "not for publication"),
        ("E.X.E.M.P.T", "exempt"),
        ("C-O-N-F-I-D-E-N-T-I-A-L", "confidential"),
        ("NOT-FOR-PUBLICATION", "not for publication"),
        ("Not for publicat1on", "not for publication"),
        ("EX\u00adEMPT\u200b", "exempt"),
        ("\uff25\uff38\uff25\uff2d\uff30\uff34", "exempt"),
        ("**[Exempt]**", "exempt"),
        ("OFFICIAL: SENSITIVE", "official sensitive"),
    ],
)
def test_odd_type_is_read_as_plain_words(printed: str, words: str) -> None:
    assert normal(printed) == words
