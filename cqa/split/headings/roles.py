"""The canonical purpose of a section, from the wording of its heading (``data/roles.toml``)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DEFAULT = "main issues"
"""Role of body text whose headings say nothing."""

MOST_WORDS = 14
"""A longer heading is a sentence about its subject and names no role, unless a phrase starts it."""

_WORDS = re.compile(r"[a-z0-9]+")
_TAGS = re.compile(r"</?[a-z][^>]{0,40}>")


_Place = tuple[int, int]
"""Sorts phrases: the longest first, then as in the file."""


class _Phrases(NamedTuple):
    """Roles by phrase; those that may be a part of a heading by their first word."""

    exact: dict[str, str]
    starting: dict[str, list[tuple[_Place, str, str]]]
    within: dict[str, list[tuple[_Place, str, str]]]
    unless: dict[str, tuple[str, str]]
    alone: frozenset[str]
    """All of the first three kinds."""


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    data = tomllib.loads((Path(__file__).parent / "data" / "roles.toml").read_text(encoding="utf-8"))
    exact: dict[str, str] = {}
    starting: list[tuple[str, str]] = []
    within: list[tuple[str, str]] = []
    unless: dict[str, tuple[str, str]] = {}
    for entry in data["role"]:
        if "unless" in entry:
            unless.update((phrase, (entry["name"], entry["unless"])) for phrase in entry["phrases"])
            continue
        for phrase in entry["phrases"]:
            if phrase[0] == "=":
                exact.setdefault(phrase[1:], entry["name"])
            elif phrase[0] == "^":
                starting.append((phrase[1:], entry["name"]))
            else:
                within.append((phrase, entry["name"]))
    alone = frozenset(exact) | {phrase for phrase, _ in (*starting, *within)}
    return _Phrases(exact, _by_first_word(starting), _by_first_word(within), unless, alone)


def _by_first_word(pairs: list[tuple[str, str]]) -> dict[str, list[tuple[_Place, str, str]]]:
    found: dict[str, list[tuple[_Place, str, str]]] = defaultdict(list)
    for number, (phrase, name) in enumerate(pairs):
        found[phrase.partition(" ")[0]].append(((-len(phrase), number), phrase, name))
    return {word: sorted(entries) for word, entries in found.items()}


def plain(heading: str) -> str:
    """Return a heading in lower case without tags and punctuation, ``&`` and ``/`` spelt as words apart.

    >>> plain("4.2 Equality & Diversity / Cohesion:")
    '4 2 equality and diversity cohesion'
    """
    return " ".join(_WORDS.findall(_TAGS.sub(" ", heading.lower().replace("&amp;", "&").replace("&", " and "))))


@lru_cache(maxsize=4096)
def heading_role(heading: str) -> str | None:
    """Return the role that a heading (without its number) names, or None.

    >>> heading_role("Reasons for Recommendations")
    'reasons for recommendations'
    >>> heading_role("Improving Outcomes") is None
    True
    """
    words = plain(heading)
    if not words:
        return None
    known = _phrases()
    if words in known.exact:
        return known.exact[words]
    single = words.split(" ")
    if len(single) > MOST_WORDS:
        return None
    padded = f" {words} "
    best, role = 0, None
    for _, phrase, name in known.starting.get(single[0], ()):
        if padded.startswith(f" {phrase} "):
            best, role = len(phrase), name
            break
    for place, phrase, name in sorted(entry for word in {*single} for entry in known.within.get(word, ())):
        if -place[0] <= best:
            break
        if f" {phrase} " in padded:
            return name
    return role


def is_exact(heading: str) -> bool:
    """Return whether the heading names its role and nothing else (``Executive summary``)."""
    return plain(heading) in _phrases().alone


def unless_role(heading: str, others: frozenset[str]) -> str | None:
    """Return the role of a heading that names one only where a certain other heading is missing (``others`` in plain
    words).

    "Areas for improvement" of an inspector are recommendations, but together with "Strengths" they are findings.
    """
    role, other = _phrases().unless.get(plain(heading), (None, ""))
    return role if other not in others else None
