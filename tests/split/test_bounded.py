"""Hostile papers cost what their size costs: work is counted, not timed."""

from __future__ import annotations

import re

import pytest

from cqa.split.numbering import decoder, labels
from cqa.split.numbering.labels import parse_right
from tests.split.papers import document, sections

Reached = dict[decoder._Key, decoder._Transition]


def test_lists_are_open_only_to_a_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels that jump keep opening lists inside each other; every later label is tried against every open list."""
    deepest = 0
    keep = decoder._keep

    def watched(reached: Reached, key: decoder._Key, transition: decoder._Transition) -> None:
        nonlocal deepest
        deepest = max(deepest, len(key[0]))
        keep(reached, key, transition)

    monkeypatch.setattr(decoder, "_keep", watched)
    sections(document("\n".join(f"({c}) Caseload item;" for c in ["a", "b", "i", "ii", "v", "x", "c", "aa"] * 80)))
    assert 1 < deepest <= 16


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Council Tax   6", "6"),
        ("Council Tax\t12.", "12"),
        ("Council Tax \t 6", "6"),
        ("Council Tax 6", None),
        ("Council Tax   123", None),
        ("Tax\t6", None),
        ("Tax\tBand\t6", None),
        ("Council" + " " * 200 + "6", "6"),
    ],
)
def test_a_number_right_of_a_heading(line: str, number: str | None) -> None:
    found = parse_right(line, 0, len(line))
    assert (found.printed if found else None) == number


def test_the_number_to_the_right_is_looked_for_at_the_end_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pattern that tries every blank of a gap costs the cube of its length: 30 kB took 5 s."""
    seen: list[int] = []

    class Spy:
        def search(self, text: str, at: int, end: int) -> re.Match[str] | None:
            seen.append(end - at)
            return None

    monkeypatch.setattr(labels, "_RIGHT", Spy())
    parse_right("a" + " " * 5000 + "6", 0, 5002)
    assert max(seen) <= 3
