"""The canonical purpose of a section, from the wording of its heading (``data/roles.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DEFAULT = "main issues"
"""Role of body text whose headings say nothing."""

MOST_WORDS = 14
"""A longer heading is a sentence about its subject and names no role, unless a phrase starts it."""

_WORDS = re.compile(r"[a-z0-9]+")
_TAGS = re.compile(r"</?[a-z][^>]{0,40}>")


class _Phrases(NamedTuple):
    exact: dict[str, str]
    starting: tuple[tuple[str, str], ...]  # longest first
    within: tuple[tuple[str, str], ...]
    unless: dict[str, tuple[str, str]]


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
                within.append((f" {phrase} ", entry["name"]))
    return _Phrases(exact, _longest_first(starting), _longest_first(within), unless)


def _longest_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def plain(heading: str) -> str:
    """A heading in lower case without tags and punctuation, ``&`` and ``/`` spelt as words apart.

    >>> plain("4.2 Equality & Diversity / Cohesion:")
    '4 2 equality and diversity cohesion'
    """
    return " ".join(_WORDS.findall(_TAGS.sub(" ", heading.lower().replace("&amp;", "&").replace("&", " and "))))


@lru_cache(maxsize=4096)
def heading_role(heading: str) -> str | None:
    """Role that a heading (without its number) names, or None.

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
    count = words.count(" ") + 1
    if count > MOST_WORDS:
        return None
    best, role = 0, None
    for phrase, name in known.starting:
        if words.startswith(phrase) and (len(words) == len(phrase) or words[len(phrase)] == " "):
            best, role = len(phrase), name
            break
    padded = f" {words} "
    for phrase, name in known.within:
        if len(phrase) - 2 <= best:
            break
        if phrase in padded:
            return name
    return role


def is_exact(heading: str) -> bool:
    """The heading says its role and nothing else (``Executive summary``)."""
    words = plain(heading)
    known = _phrases()
    return (
        words in known.exact
        or any(words == p.strip() for p, _ in known.within)
        or any(words == p for p, _ in known.starting)
    )


def unless_role(heading: str, others: frozenset[str]) -> str | None:
    """Role of a heading that names one only where a certain other heading is missing (``others`` in plain words).

    "Areas for improvement" of an inspector are recommendations, but beside "Strengths" they are findings.
    """
    role, other = _phrases().unless.get(plain(heading), (None, ""))
    return role if other not in others else None
