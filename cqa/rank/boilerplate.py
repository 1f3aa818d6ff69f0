"""Sentences that occur in every paper and say nothing: *There are no specific implications under this heading.*"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from cqa.text.pattern import pattern

_NOT_WORDS = pattern(r"[\W_]+")


def says_nothing(text: str) -> bool:
    """Return whether a passage consists of boilerplate alone, its number and heading aside.

    >>> says_nothing("4.5.1 There are no specific legal implications arising from this report.")
    True
    """
    limit, sentences = _sentences()
    if len(text) > 2 * limit:
        return False
    plain = _NOT_WORDS.sub(" ", text.lower()).strip()
    return len(plain) <= limit and any(
        its.fullmatch(plain) for needs, its in sentences if any(word in plain for word in needs)
    )


@lru_cache(maxsize=1)
def _sentences() -> tuple[int, tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]:
    """Return the longest such text, and for each sentence the words that it needs (one of them) and its pattern."""
    data = tomllib.loads((Path(__file__).with_name("data") / "boilerplate.toml").read_text("utf-8"))
    lead, tail = data["lead"], data["tail"]
    return data["longest"], tuple((tuple(s["needs"]), pattern(f"{lead}{s['is']}{tail}")) for s in data["sentence"])
