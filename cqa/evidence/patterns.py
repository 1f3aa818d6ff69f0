"""How sentences show that they answer: the tables of ``data/patterns.toml``, ready to match."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from cqa.text.pattern import pattern


@cache
def cue(name: str) -> re.Pattern[str]:
    """Return the pattern of that name, its alternatives joined, without regard to case."""
    return pattern("|".join(_tables()["patterns"][name]), re.IGNORECASE)


@cache
def cue_words(name: str) -> frozenset[str]:
    """Return the word list of that name."""
    return frozenset(_tables()["words"][name])


@cache
def compounds() -> Mapping[str, frozenset[str]]:
    """Return by stem the stems right before it that make it another thing: *multi-agency staff* are no agency staff."""
    return {stem: frozenset(before) for stem, before in _tables()["compounds"].items()}


@cache
def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath("patterns.toml").read_text("utf-8"))
