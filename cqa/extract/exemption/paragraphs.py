"""The paragraphs of a Schedule under which a paper says that it is exempt."""

from __future__ import annotations

from re import Match

from cqa.text.rules import Rules
from cqa.text.whitespace import letters_only

RULES = Rules(__file__)


def paragraphs(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the numbers of the paragraphs that a text between two offsets names, in order.

    >>> paragraphs("by virtue of paragraphs 1 and 3 of Part 1 of Schedule 12A", 0, 57)
    ('1', '3')
    """
    numbers: list[str] = []
    for match in RULES["paragraphs"].finditer(text, start, end):
        numbers += [n for n in _numbers(match) if n not in numbers]
    return tuple(sorted(numbers, key=lambda n: (len(n), n)))


def _numbers(match: Match[str]) -> list[str]:
    if match["r"] is not None:
        return [f"10.4({n})" for n in match["r"] if n in "1234567"]
    text = match["n"] or match["m"]
    pair = RULES.find("range", text)
    if pair:
        return [str(n) for n in range(int(pair[1]), int(pair[2]) + 1)]
    return [n for n in letters_only(text).split() if n.isdigit()]
