"""Signs of when a paper was issued: what a cover, a letter, a running header or a title says of its day or month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cqa.extract.front_page import HeadLine
from cqa.extract.meeting.date_candidates import OPENING, DateCandidates, DateKind, stands_alone
from cqa.text import dates
from cqa.text.rules import Rules
from cqa.text.whitespace import fold_blanks

RULES = Rules(__file__)
COVER_LINE, HEADER = 60, 120
"""Characters of a cover's line, and of the header above a first page, that may end with a month."""
MOST_CELLS = 3
"""Cells of a cover's line; a row with more is of a table."""
SHORT_LINE = 50
"""Characters up to which a line is no full line of running text."""


def _mid_sentence(text: str, at: int) -> bool:
    """Return whether a line that begins with *published on* only goes on with the sentence of the line above."""
    line_start = text.rfind("\n", 0, at + 1)
    if line_start < at - 3:
        return False
    above = text[text.rfind("\n", 0, max(0, line_start)) + 1 : max(0, line_start)].rstrip()
    return len(above) > SHORT_LINE and not above.endswith((".", ":"))


def from_cover(text: str, start: int, end: int, lines: Sequence[HeadLine]) -> Iterator[DateCandidates]:
    for match in RULES["issued"].finditer(text, start, min(end, start + 9000)):
        for day, span in dates.days(text, match.end(), min(end, match.end() + 24))[:1]:
            if span[0] - match.end() < 3 and not _mid_sentence(text, match.start()):
                kind: DateKind = "decision" if "order on" in match[0].lower() else "published"
                yield DateCandidates(
                    day, kind, None, (match.start(), span[1]), "words: " + fold_blanks(match[0]).lower(), 0.7
                )
    for label, line in pairwise(lines):
        if (
            RULES.find("label over a date", label.text)
            and label.page == line.page == lines[0].page
            and abs(label.x0 - line.x0) < 2
        ):
            for day, span in dates.days(line.text)[:1]:
                if stands_alone(line, span):
                    yield DateCandidates(day, "published", None, line.span, "label over a date", 0.6)
    for line in lines[:40]:
        longest = HEADER if line is lines[0] else COVER_LINE
        if line.page > lines[0].page + 1:
            continue
        cells = line.text.split("\t")
        for cell in cells if sum(map(bool, map(str.strip, cells))) <= MOST_CELLS else ():
            found = dates.mentions(cell)[-1] if len(cell) <= longest and dates.months(cell) else None
            if (
                found
                and found.value.precision == "month"
                and found.span
                and found.span[1] >= len(cell.rstrip()) - 2
                and not found.value.relation
            ):
                yield DateCandidates(
                    (found.value.low or "")[:7], "published", None, line.span, "line: month on the cover", 0.3
                )


def from_letter(text: str, start: int, end: int) -> Iterator[DateCandidates]:
    """Yield the days of the visit whose findings an inspectorate's letter summarises, and the day of the letter."""
    match = RULES.find("letter on findings", text, start, min(end, start + 2 * OPENING))
    if match is None:
        return
    stop = RULES.find("sentence stops", text, match.end(), end)
    sentence = stop.start() if stop else min(end, match.end() + 300)
    for low, high, span in dates.ranges(text, match.end(), sentence)[:1]:
        yield DateCandidates(low, "inspection-start", None, span, "sentence: findings of the visit", 0.85)
        yield DateCandidates(high, "inspection-end", None, span, "sentence: findings of the visit", 0.85)
    for day, span in dates.days(text, start, match.start())[:1]:
        if text[max(start, span[0] - 1) : span[0]] in ("", "\n") and text[span[1] : span[1] + 1] == "\n":
            yield DateCandidates(day, "published", None, span, "date of the letter", 0.8)


def from_words(words: Iterable[str], rule: str) -> Iterator[DateCandidates]:
    """Yield the day or month with which a title or a running header ends: when the paper was issued."""
    for text in words:
        named = dates.mentions(text)
        for found in dict.fromkeys((*named[-1:], *named[:1])):
            value, span = found.value, found.span
            whole = value.precision in ("day", "month") and not value.relation
            if whole and span and (span[0] == 0 or span[1] >= len(text.rstrip(" .)"))):
                length = 10 if value.precision == "day" else 7
                yield DateCandidates((value.low or "")[:length], "published", None, None, rule, 0.25)
