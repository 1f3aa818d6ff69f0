"""Values in sentences: dates, numbers, money, shares and names, each with its place."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from cqa.model import Span
from cqa.text import dates
from cqa.text.pattern import pattern

_YEAR = r"(?:19|20)\d\d"
_PART_OF_YEAR = "early |late |spring |summer |autumn |winter "

TERM = pattern(
    r"\b(?:within|in|for|every|after)\s+(?:approximately |about |around |the next )?"
    r"(?:\d+|one|two|three|four|five|six|twelve|eighteen)\s+(?:years?|months?|weeks?|days?)\b"
    rf"|\bby (?:the end of |{_PART_OF_YEAR})+{_YEAR}\b",
    re.I,
)
"""A time counted from now: *within approximately three years*."""

_COUNTED_WORD = "a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|several"
DURATION = pattern(
    rf"\b(?:\d+(?:\.\d+)?|{_COUNTED_WORD})(?: and a half)?[ -](?:working |calendar |school |further )?"
    r"(?:minute|hour|day|week|fortnight|month|term|year)s?\b(?![ -]olds?\b)",
    re.I,
)
"""A length of time: *15 months*, *a year*."""

NUMBER_WORDS = (
    *("zero", "none", "nil", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
    *("forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "dozen", "half", "quarter", "third"),
)
"""Numbers that papers spell out."""


_WORD = r"(?:" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r")"
MONEY = pattern(r"[\u00a3\u20ac$]\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|bn|million|billion|thousand)?\b", re.I)
SHARE = pattern(
    r"\b\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent\b|percentage points?\b)"
    rf"|\b(?:a |one |two |three |{_WORD} )?(?:half|third|quarter|fifth|tenth)s?\b|\b{_WORD} per ?cent\b",
    re.I,
)
NUMBER = pattern(rf"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)|\b{_WORD}\b", re.I)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Professor|Prof|Sir|Dame|Lord|Lady|Baroness|Rev)"
PERSON = pattern(
    rf"\b{_TITLE}\.?(?: (?:[A-Z]\.?(?=[ A-Z])|[A-Z][a-z'\u2019-]*[A-Z]?[a-z'\u2019-]+)){{1,5}}"
    r"|\b[A-Z][a-z'\u2019]+(?: [A-Z]\.)?(?: (?:Mc|Mac|O['\u2019]|de |van )?[A-Z][a-z'\u2019-]+){1,2}\b"
)


@cache
def _not_names() -> frozenset[str]:
    """Return the capitalised words that are part of no person's name (``data/not_names.toml``)."""
    path = Path(__file__).with_name("data") / "not_names.toml"
    return frozenset(tomllib.loads(path.read_text("utf-8"))["words"])


def people(text: str) -> list[tuple[str, Span]]:
    """Return names of persons: a title with a name, or two capitalised words that are no words of office, body or
    place."""
    found = []
    for match in PERSON.finditer(text):
        parts = re.findall(r"[A-Za-z'\u2019-]+", match[0])
        titled = re.match(_TITLE + r"\b", match[0])
        if titled or not any(re.sub("[\u2019']s", "", p) in _not_names() for p in parts):
            found.append((match[0].strip(), match.span()))
    return found


def numbers(text: str) -> list[tuple[str, Span]]:
    """Return numbers in figures or words that are no part of a date, a reference or a paragraph number at the front."""
    named = dates.printed(text)
    lead = re.match(r"\s*(?:[-\u2022]\s*)?\(?\d+(?:\.\d+)*[.)]?\s", text)
    found = []
    for match in NUMBER.finditer(text):
        if any(a <= match.start() < b for a, b in named) and not re.match(r"\d{1,3}(?:,\d{3})+", match[0]):
            continue
        if lead and match.start() < lead.end():
            continue
        of_n = match[0].lower() in ("one", "five", "ten") and _IN_N.search(text[: match.start()])
        if of_n or _PART.match(text, match.end()):
            continue
        found.append((match[0], match.span()))
    return found


_PART = pattern(
    r"\s?(?:%|per ?cent\b)|\s+in\s+(?:two|three|four|five|six|seven|eight|nine|ten|(?!(?:19|20)\d\d)\d+)\b"
    r"|[\s-](?:halves|thirds?|quarters?|fifths?|tenths?)\b"
)
"""After a number: it is a share, no count."""

_IN_N = pattern(r"\b(?:one|two|three|four|\d+) in $", re.I)
