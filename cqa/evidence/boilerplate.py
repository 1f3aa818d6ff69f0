"""Text that every paper of a kind carries and that answers nothing: imprint, contents, attendance, notices."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cqa.rank.boilerplate import says_nothing
from cqa.text.pattern import pattern


def is_boilerplate(text: str) -> bool:
    """Return whether a sentence is of a notice, an imprint or a contents list, or says that there is nothing to say.

    >>> is_boilerplate("4.1 Equality implications ......... 12"), is_boilerplate("Caseloads are too high.")
    (True, False)
    """
    text = text.strip()
    return says_nothing(text) or _is_imprint(text) or is_contents_line(text)


def is_contents_line(text: str) -> bool:
    """Return whether a line is one of a table of contents: words, leaders or a tab, a page number."""
    return _any("contents_line").fullmatch(text.strip()) is not None


def is_attendance(text: str) -> bool:
    """Return whether a line begins a list of those present, or is the heading of a routine item."""
    return _any("attendance").search(text.strip()) is not None


def _is_imprint(text: str) -> bool:
    plain = text.lower()
    return any(
        imprint.search(text) for needs, imprint in _imprints() if not needs or any(word in plain for word in needs)
    )


@cache
def _imprints() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Return each imprint with the words of which a text must hold one: to look for these first is ten times faster."""
    return tuple((tuple(row["needs"]), pattern(row["is"], re.IGNORECASE)) for row in _tables()["imprint"])


@cache
def _any(name: str) -> re.Pattern[str]:
    return pattern("|".join(f"(?:{p})" for p in _tables()[name]), re.IGNORECASE)


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("data").joinpath("boilerplate.toml").read_text("utf-8"))
