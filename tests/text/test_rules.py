"""This test ensures that rules read from a file match where their rows say, with their parts in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.text.rules import Rules, any_of

ROWS = """
parts_of = "base.toml"

[given]
place = "Ambridge"

[parts]
dated = '{day}\\s+{month}'

[[rule]]
name = "held"
group = "meeting"
means = "meeting"
confidence = 0.9
pattern = 'held\\s+in\\s+(?P<where>{place})\\s+on\\s+{dated}'
example = "held in Ambridge on 4 March"
counter = "held in Felpersham on 4 March"
seen = "minutes"

[[rule]]
name = "dated"
group = "meeting"
at = "start"
flags = ""
pattern = '{dated}'
example = "4 March"
counter = "on 4 March"
seen = "agendas"

[[rule]]
name = "month"
at = "whole"
pattern = ["{month}", "May|June"]
example = ["March", "june"]
counter = "March 2014"
seen = "covers"

[[rule]]
name = "office"
words = ["head of", "chair"]
example = "Head of Housing"
counter = "chairs"
seen = "front blocks"
"""


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    (tmp_path / "base.toml").write_text("[parts]\nday = '[0-9]{1,2}'\nmonth = '(?:March|April)'\n")
    (tmp_path / "module.toml").write_text(ROWS)
    return Rules(tmp_path / "module.py")


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("held", "was HELD in Ambridge on 4 March", "HELD in Ambridge on 4 March"),
        ("held", "was held in Felpersham on 4 March", None),
        ("dated", "4 April 2014", "4 April"),
        ("dated", "on 4 April 2014", None),
        ("dated", "4 april", None),
        ("month", "june", "june"),
        ("month", "June 2014", None),
        ("office", "the Head\nof Housing", "Head\nof"),
        ("office", "chairs", None),
    ],
)
def test_a_rule_matches_where_its_row_says(rules: Rules, name: str, text: str, found: str | None) -> None:
    match = rules.find(name, text)
    assert (match and match[0]) == found


def test_offsets_are_those_of_the_whole_text(rules: Rules) -> None:
    match = rules.find("dated", "seen on 4 March", 8)
    assert match is not None
    assert match.span() == (8, 15)
    assert rules.find("dated", "seen on 4 March", 8, 11) is None


def test_a_group_is_tried_in_the_order_of_the_file(rules: Rules) -> None:
    assert [rule.name for rule in rules.group("meeting")] == ["held", "dated"]
    found = rules.first("meeting", "4 March, held in Ambridge on 5 March")
    assert found is not None
    assert (found[0].name, found[0].means, found[0].confidence, found[1]["where"]) == (
        "held",
        "meeting",
        0.9,
        "Ambridge",
    )
    assert rules.first("meeting", "no date") is None


def test_a_part_that_is_given_takes_the_place_of_the_example(rules: Rules) -> None:
    elsewhere = rules.filled(place="Felpersham")
    assert elsewhere.find("held", "held in Felpersham on 4 March")
    assert not elsewhere.find("held", "held in Ambridge on 4 March")
    assert rules.find("held", "held in Ambridge on 4 March")


def test_any_of_prefers_the_longest_phrase() -> None:
    found = any_of(["Fire Authority", "Fire Authority (Wales)"], after="").search("the Fire\nAuthority (Wales)")
    assert found is not None
    assert found[0] == "Fire\nAuthority (Wales)"
