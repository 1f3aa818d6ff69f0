"""A table row as answers quote it: with the heads of its columns and the name of its row."""

from __future__ import annotations

import pytest

from cqa.answer.kinds.passage import with_heads
from cqa.model import Passage
from cqa.model.section import SectionKind

TEXT = "Use\tZone\tRate\nOffices\tCity-wide\t£75\nHomes\tRiverside\t£150\n\tRest of City\t£95\nAll uses are counted."


def table(text: str = TEXT, kind: SectionKind = "table") -> Passage:
    return Passage("p#s1", "p", "p.pdf", (0, len(text)), text, kind=kind, columns=("Use", "Zone", "Rate"))


@pytest.mark.parametrize(
    ("row", "quoted"),
    [
        ("Offices\tCity-wide\t£75", "Use: Offices; Zone: City-wide; Rate: £75"),
        ("\tRest of City\t£95", "Use: Homes; Zone: Rest of City; Rate: £95"),
        ("Rest of City\t£95", "Use: Homes; Zone: Rest of City; Rate: £95"),
        ("Offices\t\t£75", "Use: Offices; Rate: £75"),
        ("All uses are counted.", "All uses are counted."),
        ("Offices\t£75", "Offices\t£75"),
    ],
)
def test_a_row_is_quoted_with_its_heads_and_its_name(row: str, quoted: str) -> None:
    assert with_heads(table(), row) == quoted


def test_a_row_below_the_heads_alone_has_no_name() -> None:
    assert with_heads(table("Use\tZone\tRate\n\tRest of City\t£95"), "\tRest of City\t£95") == (
        "Zone: Rest of City; Rate: £95"
    )


def test_a_sentence_with_a_tab_is_no_row() -> None:
    assert with_heads(table(kind="para"), "Offices\tCity-wide\t£75") == "Offices\tCity-wide\t£75"
