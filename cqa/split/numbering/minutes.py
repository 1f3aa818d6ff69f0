"""Numbers that only minutes have: ``17.03.3``, ``2405.``, ``45/19``, ``24/045``, ``FC12``, ``15/02/1``.

Each form may as well be a date, a year or a reference. So a form counts only in a record of a meeting, and only where
several of its numbers count up one by one.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqa.split.lines import PrintedLine
from cqa.split.numbering.labels import Label, LabelReading

HEAD = 4000
"""Characters at the start of a paper that name it a record of a meeting."""

FEWEST = 3
"""Numbers of one form that must count up before any of them counts as a number."""

MOST_LEFT_OUT = 3
"""Numbers that may be missing between two of a run."""

_RECORD = re.compile(
    r"\bminutes\b|\b(?:members|councillors|also|those|committee) present\b|^[ \t#*]*present\b|in attendance\b|"
    r"\bmeeting (?:of the .{1,80} )?held\b|\b(?:record|notice|statement|summary|schedule) of (?:the )?decisions?\b|"
    r"\bdecision (?:notice|record|form|list|sheet|details|maker)\b|\brecord of .{0,40}decision\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(
    r"(?:(?:Minute|Min|MINUTE|Item|ITEM)\.?(?: [Nn]o\.?)?[ \t]+)?(?P<no>"
    r"(?P<dots>(?:20)?\d\d\.(?:0[1-9]|1[0-2])\.\d{1,3})"
    r"|(?P<four>[1-9]\d{3})"
    r"|(?P<slash>(?:[A-Z][A-Z&]{0,4}[ /.-]?|[A-Z][a-z]{1,4}/)?\d{1,4}(?:[/-]\d{1,4}){1,3})"
    r"|(?P<lead>[A-Z][A-Z&]{0,4}[ /.-]?\d{2,4})"
    r")(?P<sub>(?:\.\d{1,2}){0,2})(?P<stop>[.):]?)(?=[ \t\u00a0]+[A-Z\u2018\u201c\"'(*]|[ \t]*$|(?<=/\d\d)[ \t]+\d)"
)
_DIGITS = re.compile(r"\d+")


def is_record(text: str, start: int, end: int) -> bool:
    """Return whether the paper says at its start that it records a meeting or a decision."""
    return _RECORD.search(text, start, min(end, start + HEAD)) is not None


class _Found(NamedTuple):
    """A number that may be a minute's: its key without the counting part, and the count."""

    line: int
    match: re.Match[str]
    keys: tuple[tuple[str, int], ...]


def mark_minutes(text: str, lines: Sequence[PrintedLine]) -> None:
    """Give the lines that open a minute their label, in a paper that records a meeting."""
    found = [f for i, line in enumerate(lines) if (f := _found(text, i, line)) is not None]
    runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for f in found:
        for key, count in f.keys:
            runs[key].append((f.line, count))
    believed = {key for key, run in runs.items() if _counts_up([count for _, count in run])}
    for f in found:
        counted = [count for key, count in f.keys if key in believed]
        if counted:
            lines[f.line].label = _label(text, f.match, counted[0], lines[f.line].end)


def _found(text: str, i: int, line: PrintedLine) -> _Found | None:
    at = line.body
    first = text[at : at + 1]
    if not (first.isdigit() or first.isupper()) or line.note or line.listed:
        return None
    match = _NUMBER.match(text, at, line.end)
    return _Found(i, match, tuple(_keys(match))) if match else None


def _keys(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield each way in which the number may count: by its last part, or ``45/19`` by its first."""
    printed = match["no"]
    parts = list(_DIGITS.finditer(printed))
    last, first = parts[-1], parts[0]
    yield f"{printed[: last.start()]}*", int(last[0])
    if match["slash"] and len(parts) == 2 and first[0] != last[0]:
        yield f"{printed[: first.start()]}*{printed[first.end() :]}", int(first[0])


def _counts_up(counts: Sequence[int]) -> bool:
    """Return whether enough of the numbers follow one another."""
    distinct = sorted(set(counts))
    steps = sum(1 <= b - a <= MOST_LEFT_OUT for a, b in itertools.pairwise(distinct))
    in_order = sum(b >= a for a, b in itertools.pairwise(counts))
    return steps >= FEWEST - 1 and in_order >= 0.7 * (len(counts) - 1) and steps >= 0.6 * (len(distinct) - 1)


def _label(text: str, match: re.Match[str], count: int, end: int) -> Label:
    below = tuple(int(part) for part in match["sub"].split(".")[1:])
    reading = LabelReading("d", (count, *below)) if below else LabelReading("n", (count,))
    rest = match.end()
    while rest < end and text[rest] in " \t\u00a0":
        rest += 1
    printed, proven = match["no"] + match["sub"], match["dots"] is not None
    return Label(printed, (reading,), match.start("no"), match.end(), rest, True, proven)
