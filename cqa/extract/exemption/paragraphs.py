"""The paragraphs of a Schedule under which a paper says that it is exempt."""

from __future__ import annotations

import re

_SCHEDULE = r"(?:sch(?:edule|\.)?\s*(?:12|7)\s?\(?a\)?|schedule\s+6\b|atodlen\s+12\s?a)"
_NUMBER = r"(?:1[0-8]|[1-9])"
"""Paragraphs 1 to 7 are England's (Part 1), 12 to 18 those of Wales (Part 4); papers before 2006 go to 15."""
_PARAGRAPHS = re.compile(
    rf"\b(?:para(?:graph)?s?|paragraff(?:au)?)\.?(?:\(s\)|"
    rf"\(au\))?\s*(?:numbers?\s+)?(?P<n>{_NUMBER}(?:\s*(?:,|and|&|or|to|-|\u2013|a)\s*{_NUMBER})*)\b"
    rf"(?=[^.]{{0,80}}(?:part\s+(?:1|4|i|iv|one|four)\b|rhan\s+4|{_SCHEDULE}))"
    rf"|{_SCHEDULE}[^.;]{{0,60}}\bpara(?:graph)?s?\.?(?:\(s\))?\s*(?P<m>{_NUMBER}(?:\s*(?:,|and|&|or)\s*{_NUMBER})*)\b"
    r"|(?:access\s+to\s+information|procedure)\s+(?:procedure\s+)?rules?(?:\s+number)?:?\s*10\.4\s*"
    r"(?P<r>\(?[1-7]\)?(?:\s*(?:,|and|&)\s*\(?[1-7]\)?)*)",
    re.IGNORECASE,
)


def paragraphs(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the numbers of the paragraphs that a text between two offsets names, in order.

    >>> paragraphs("by virtue of paragraphs 1 and 3 of Part 1 of Schedule 12A", 0, 57)
    ('1', '3')
    """
    numbers: list[str] = []
    for match in _PARAGRAPHS.finditer(text, start, end):
        numbers += [n for n in _numbers(match) if n not in numbers]
    return tuple(sorted(numbers, key=lambda n: (len(n), n)))


def _numbers(match: re.Match[str]) -> list[str]:
    if match["r"] is not None:
        return [f"10.4({n})" for n in re.findall(r"[1-7]", match["r"])]
    text = match["n"] or match["m"]
    pair = re.fullmatch(r"\s*(\d+)\s*(?:to|-|\u2013)\s*(\d+)\s*", text)
    if pair:
        return [str(n) for n in range(int(pair[1]), int(pair[2]) + 1)]
    return re.findall(r"\d+", text)
