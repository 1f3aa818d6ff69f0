"""Each rule for marks matches its example and leaves its counter-example alone."""

from __future__ import annotations

import pytest

from cqa.extract.exemption.rules import Rule, rules
from cqa.extract.exemption.words import normal

SAYS = ("mark", "denial", "reference", "excluded", "readmitted")
EVERY = [rule for says in SAYS for rule in rules(says)]  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.name)
def test_a_rule_has_its_example(rule: Rule) -> None:
    assert rule.pattern.search(normal(rule.example))
    assert not rule.pattern.search(normal(rule.counter))
    assert rule.seen


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("N O T   F O R   P U B L I C A T I O N", "not for publication"),
        ("E.X.E.M.P.T", "exempt"),
        ("NOT-FOR-PUBLICATION", "not for publication"),
        ("EX\u00adEMPT\u200b", "exempt"),
        ("\uff25\uff38\uff25\uff2d\uff30\uff34", "exempt"),
        ("**[Exempt]**", "exempt"),
    ],
)
def test_odd_type_is_read_as_plain_words(printed: str, words: str) -> None:
    assert normal(printed) == words
