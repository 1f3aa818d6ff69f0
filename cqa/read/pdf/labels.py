"""The number printed on a page, which may differ from its place in the file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqa.read.pdf.page import Piece
from cqa.text.roman_numerals import roman, roman_value

ALONE = re.compile(
    r"(?:(?P<word>p\s?a\s?g\s?e|p\.)\s*)?[-–—|\[\s]*(?P<number>\d{1,4}|[ivxlIVXL]{1,7})[-–—|\]\s]*(?:(?:of|/)\s*\d{1,4})?"
    r"(?:\s*\|?\s*(?P<after>p\s?a\s?g\s?e))?",
    re.IGNORECASE,
)
"""A line or a part of one that is only a page number: ``12``, ``- 12 -``, ``Page 12 of 43``, ``12 | Page``, ``iv``."""

AT_END = re.compile(r"(?:^|[\s|])(?P<word>page\s*)?(?P<number>\d{1,4})(?:\s+of\s+\d{1,4})?\s*$", re.IGNORECASE)
AT_START = re.compile(r"^(?P<word>page\s*)?(?P<number>\d{1,4})(?:\s*\|)?(?=\s)", re.IGNORECASE)

LEAST_RUN = 3
"""Pages that must count on together before a bare number counts as a label (two, where the line says *page*)."""


class Number(NamedTuple):
    """A number that may be a page's: its value, how it is written, and how sure the line itself is (1-3)."""

    value: int
    text: str
    weight: int


class Sighting(NamedTuple):
    """A number in a running header or footer of PDF page ``page``."""

    page: int
    number: Number
    top: bool


def number_in(pieces: Sequence[Piece], alone: bool = False) -> list[Number]:
    """Return numbers in a running line that may be its page's; with `alone`, only from lines with nothing else."""
    found: list[Number] = []
    for piece in pieces:
        whole = ALONE.fullmatch(piece.text)
        if whole:
            weight = 3 if whole["word"] or whole["after"] or " of " in piece.text else 2
            found += _number(whole["number"], weight)
        elif not alone:
            for pattern in (AT_END, AT_START):
                part = pattern.search(piece.text)
                if part:
                    found += _number(part["number"], 3 if part["word"] else 1)
    return found


def _number(text: str, weight: int) -> list[Number]:
    if text.isdigit():
        return [Number(int(text), text, weight)]
    value = roman_value(text)
    return [Number(value, text, weight)] if value else []


def printed_labels(sightings: Iterable[Sighting], count: int) -> dict[int, str]:
    """Return the printed label of each PDF page, where the numbers count on with the pages at a constant distance.

    The series that says *page* and covers most pages wins a page; a hole in a series is filled in.
    """
    series: dict[tuple[bool, bool, int], dict[int, Number]] = defaultdict(dict)
    votes: Counter[tuple[bool, bool, int]] = Counter()
    for sighting in sightings:
        number = sighting.number
        key = (sighting.top, number.text.isdigit(), sighting.page - number.value)
        if sighting.page not in series[key] or series[key][sighting.page].weight < number.weight:
            series[key][sighting.page] = number
        votes[key] += number.weight
    labels: dict[int, str] = {}
    for key, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        for run in _runs(sorted(series[key])):
            if _believed([series[key][page] for page in run], run, count):
                for page in range(run[0], run[-1] + 1):
                    labels.setdefault(page, _written(page - key[2], series[key][run[0]].text))
    return labels


def _runs(pages: list[int]) -> list[list[int]]:
    """Return the pages of one series, divided where it has no number for more than a few pages."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page - runs[-1][-1] <= 12:
            runs[-1].append(page)
        else:
            runs.append([page])
    return runs


def _believed(numbers: list[Number], run: list[int], count: int) -> bool:
    sure = max(number.weight for number in numbers)
    least = 1 if sure == 3 else 2 if sure == 2 or count <= 3 else LEAST_RUN
    return len(run) >= least


def _written(value: int, like: str) -> str:
    if like.isdigit():
        return str(value)
    return roman(value).upper() if like.isupper() else roman(value)
