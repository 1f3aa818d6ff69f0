"""A pattern compiled at first use answers as a compiled one."""

from __future__ import annotations

import re

import pytest

from cqa.text.pattern import pattern

TEXTS = ["", "12 February 2010", "para 3.10.1 of 4 May", "NO DATE", "a\n1 b"]


@pytest.mark.parametrize(("source", "flags"), [(r"(?P<d>\d+) (\w+)", 0), (r"no|para", re.I), (r"^\d", re.M)])
def test_every_method_answers_alike(source: str, flags: int) -> None:
    ours, theirs = pattern(source, flags), re.compile(source, flags)
    for text in TEXTS:
        for method in ("search", "match", "fullmatch"):
            a, b = getattr(ours, method)(text), getattr(theirs, method)(text)
            assert (a and (a.span(), a.groupdict())) == (b and (b.span(), b.groupdict()))
        assert ours.findall(text) == theirs.findall(text)
        assert [m.span() for m in ours.finditer(text)] == [m.span() for m in theirs.finditer(text)]
        assert ours.sub("x", text) == theirs.sub("x", text)
        assert ours.split(text) == theirs.split(text)
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)


def test_a_mistake_shows_at_first_use() -> None:
    wrong = pattern("(")
    assert repr(wrong) == "pattern('(', 0)"
    with pytest.raises(re.error):
        wrong.search("x")
