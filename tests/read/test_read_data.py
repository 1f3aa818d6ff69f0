"""Data for programs is no paper: records would otherwise be read as the minutes of whoever they name."""

from __future__ import annotations

import json

import pytest

from cqa.errors import UnsupportedFile
from cqa.read.sniff import media_of
from cqa.read.word.numbering import MAX_PATTERN, _level

DATA = {
    "lines.txt": "\n".join(json.dumps({"council": "Kent", "n": i}) for i in range(50)),
    "deep.txt": "[" * 100_000 + "]" * 100_000,
    "long.txt": "[\n" + '{"council": "Kent County Council"},\n' * 200_000,
    "root.txt": "<rows>" + '<row council="Kent">minutes</row>' * 50 + "</rows>",
    "remark.txt": "<!-- made by a program -->\n<rows>\n<row>minutes</row></rows>",
    "tabs.txt": "id\tcouncil\tdate\tgrade\n" + "7\tKent\t2024\tGood\n" * 50,
    "two.csv": "id,council\n" + "7,Kent County Council minutes\n" * 50,
    "server.log": "10:00 kent.council minutes ok\n" * 50,
}


@pytest.mark.parametrize("name", DATA)
def test_data_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedFile, match="not a paper"):
        media_of(DATA[name].encode(), name)


@pytest.mark.parametrize(
    "text",
    [
        "[Appendix A]\n\n1. Caseloads are high, said the {chair}.\n",
        '{"We are proud"}: the report of the Director\n\n1. Caseloads are high.\n',
        "<Insert name of council>\n\n1. Caseloads are high.\n",
        "Item\tPage\n1\t2\n\nMinutes of the Cabinet\n\n1. Caseloads are high.\n",
    ],
)
def test_papers_are_not(text: str) -> None:
    assert media_of(text.encode(), "paper.txt") == "text"


def test_a_level_pattern_is_read_to_a_length() -> None:
    """30,000 paragraphs under a pattern of 9,000 places took minutes."""
    from lxml import etree

    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    level = etree.fromstring(f'<w:lvl xmlns:w="{w}"><w:lvlText w:val="{"%1." * 9000}"/></w:lvl>')
    assert len(_level(level).text) <= MAX_PATTERN
