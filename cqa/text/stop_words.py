"""The stop list of cqa: words that carry grammar, not subject (``data/stop_words.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal


@cache
def stop_words(of: Literal["queries", "questions"]) -> frozenset[str]:
    """Return the folded words that are left out of bare queries, or of the subject of a question.

    >>> "the" in stop_words("queries"), "enough" in stop_words("queries"), "enough" in stop_words("questions")
    (True, False, True)
    """
    path = Path(__file__).with_name("data") / "stop_words.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset((table["common"] + table[f"in_{of}"]).split())
