"""The words of marks and denials, and texts cut into tokens that carry the names of their lists."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:\.\d+)+|n/a|[a-z0-9\u00c0-\u024f]+(?:'[a-z]+)?|[^\w\s']")
_NUMBER = re.compile(r"\d{1,3}[a-z]?|[ivx]{1,4}|[a-z]|s\d{1,3}")
SEPARATORS = frozenset('-:;,./?|"!=')
"""Tokens that end a segment of a line: what follows *Item 12 -* begins again."""
NONE: frozenset[str] = frozenset()


class TaggedTerm(NamedTuple):
    """A word or phrase, and the names of the lists of ``lexicon.toml`` that have it."""

    text: str
    tags: frozenset[str]

    @property
    def separates(self) -> bool:
        """Return whether this is punctuation that ends a segment."""
        return self.text in SEPARATORS

    @property
    def number(self) -> bool:
        """Return whether this is a number, a roman numeral or a single letter."""
        return _NUMBER.fullmatch(self.text) is not None


class Lexicon(NamedTuple):
    """Phrases by their first word, the longest first; triggers; and the words of the Schedules."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    triggers: tuple[str, ...]
    schedule_words: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """Return the lists of ``lexicon.toml``."""
    data = tomllib.loads((Path(__file__).parent / "lexicon.toml").read_text(encoding="utf-8"))
    tags: dict[tuple[str, ...], set[str]] = {}
    for name, words in data["lists"].items():
        for phrase in filter(None, (" ".join(p.split()) for p in words.replace("\n", "|").split("|"))):
            tags.setdefault(tuple(phrase.split()), set()).add(name)
    by_first: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase_words, names in sorted(tags.items(), key=lambda row: -len(row[0])):
        by_first.setdefault(phrase_words[0], []).append((phrase_words, frozenset(names)))
    phrases = {word: tuple(rows) for word, rows in by_first.items()}
    triggers = tuple(data["triggers"].replace("\n", "|").split("|"))
    return Lexicon(phrases, triggers, tuple(data["schedule_words"]["phrases"]))


def worth_reading(text: str) -> bool:
    """Return whether a text has letters without which nothing is said of being closed: a quick test."""
    return any(map(text.__contains__, lexicon().triggers))


@lru_cache(maxsize=4096)
def tagged(text: str) -> tuple[TaggedTerm, ...]:
    """Return the tokens of a text in its :func:`~cqa.extract.exemption.words.normal` form; a phrase is one token.

    >>> [token.text for token in tagged("part ii - not for publication")]
    ['part ii', '-', 'not', 'for', 'publication']
    """
    words = _TOKEN.findall(text.replace("&", " and "))
    phrases = lexicon().phrases
    found: list[TaggedTerm] = []
    at = 0
    while at < len(words):
        for phrase, tags in phrases.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                found.append(TaggedTerm(" ".join(phrase), tags))
                at += len(phrase)
                break
        else:
            found.append(TaggedTerm(words[at], NONE))
            at += 1
    return tuple(found)
