"""Hostile papers cost what their size costs: work is counted, not timed."""

from __future__ import annotations

import re

import pytest

from cqa.split import labels
from cqa.split.labels import Label, Reading, parse_right
from cqa.split.sequence import Candidate, accept


def test_lists_are_open_only_to_a_depth() -> None:
    """Each label below is to the left of no other and starts a list of its own: without a bound all stay open."""
    families = ("a", "i", "A", "I", "n", "n)")
    candidates = [
        Candidate(k, Label("x", (Reading(families[k % len(families)], (k % 7 + 1,)),), 0, 1, 2, False), 3.0, 72.0)
        for k in range(400)
    ]
    assert max(found.depth for found in accept(candidates)) < 16


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
    parse_right("a" + " " * 5000 + "b", 0, 5002)
    assert max(seen) <= 3
