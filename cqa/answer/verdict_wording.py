"""How questions ask what a decision did and how papers word it: the tables of ``data/verdicts.toml``, ready."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cqa.model import Span
from cqa.text.pattern import pattern


def says(name: str, text: str) -> bool:
    """Return whether a text has wording of that name."""
    return wording(name).search(text) is not None


def asked_effect(plain: str) -> tuple[str, Span] | None:
    """Return what the first deciding word of a question asks a decision to have done, and where that word is.

    >>> asked_effect("was the plan turned down?")
    ('refuse', (13, 24))
    """
    found = [(m.span(), name) for name in table("asked") if (m := wording(name, "asked").search(plain))]
    span, name = min(found, default=((0, 0), ""))
    return (name, span) if name else None


@cache
def wording(name: str, part: str = "wording") -> re.Pattern[str]:
    """Return the pattern of that name, its alternatives joined, without regard to case."""
    return pattern("|".join(table(part)[name]), re.IGNORECASE)


def table(name: str) -> Mapping[str, Any]:
    """Return one table of the file."""
    found: Mapping[str, Any] = _tables()[name]
    return found


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath("verdicts.toml").read_text("utf-8"))
