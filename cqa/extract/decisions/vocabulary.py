"""The vocabulary of decisions, ``data/vocabulary.toml``: labels, words of titles, parts of items."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

LONGEST_SPEAKER, MOST_NAMES = 40, 4
"""Characters, and words, of the label before a speech."""

FILE = Path(__file__).parent / "data" / "vocabulary.toml"


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Return the file as it is written."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def words(name: str) -> frozenset[str]:
    """Return a list of words by its name in the file."""
    return frozenset(data()[name])


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the meaning of each label of a form."""
    return {label: name for name, entry in data()["label"].items() for label in entry["labels"]}


@lru_cache(maxsize=1)
def parts_of_items() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return headings inside an item that name a part of it, whole ones and beginnings."""
    rows = data()["part_of_item"]
    return frozenset(w for w in rows if w[-1] != "*"), tuple(w[:-1] for w in rows if w[-1] == "*")


def is_sentence(title: str) -> bool:
    """Return whether words that may be a title have a verb of a sentence among them.

    >>> is_sentence("The Clerk reported that")
    True
    """
    return not words("sentence").isdisjoint(title.lower().split())


def is_speech(paragraph: str) -> bool:
    """Return whether a paragraph is what a person says, by its label.

    >>> is_speech("Madam Speaker: All those in favour?")
    True
    """
    label, colon, _ = paragraph[:LONGEST_SPEAKER].lower().replace(".", "").partition(":")
    return bool(colon) and not words("speakers").isdisjoint(label.split()) and len(label.split()) <= MOST_NAMES
