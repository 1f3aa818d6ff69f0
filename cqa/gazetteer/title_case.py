"""Titles printed all in capitals, in title case."""

from __future__ import annotations

import re

SMALL_WORDS = frozenset({"and", "of", "for", "the", "in", "to", "on", "with", "at", "a", "an", "from"})
"""Words that stay small inside a title."""

ACRONYMS = frozenset(
    [
        "IC",
        "ICS",
        "ICB",
        "IT",
        "UK",
        "EU",
        "NHS",
        "HR",
        "SEND",
        "LB",
        "ASC",
        "AI",
        "CIO",
        "GP",
        "A&E",
        "LA",
        "LAC",
        "CIC",
        "IRO",
        "PE",
        "RE",
        "SEN",
        "SENCO",
        "YOT",
        "LADO",
        "MASH",
        "DCSF",
        "OFSTED",
        "SA",
        "EIA",
        "IIA",
        "AGM",
        "CEO",
    ]
)
"""Acronyms that stay in capitals."""


def _capital(word: str) -> str:
    """Return a word in title case; letters without a vowel, and known acronyms, stay as they are."""
    if word in ACRONYMS or (1 < len(word) < 6 and word.isalpha() and not re.search("[AEIOUY]", word)):
        return "Ofsted" if word == "OFSTED" else word
    low = word.lower()
    return low[:1].upper() + low[1:]


def title_case(name: str) -> str:
    """Return a name in capitals in title case: *Children's Services and Learning*. Other names stay as they are."""
    if name.upper() != name:
        return name
    words = []
    for i, word in enumerate(re.split(r"(\s+|[-–/(]+)", name)):
        low = word.lower()
        words.append(low if i and low in SMALL_WORDS else _capital(word))
    return "".join(words)
