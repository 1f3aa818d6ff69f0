"""Sentences that stand in every paper and say nothing: *There are no specific implications under this heading.*"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_NOT_WORDS = re.compile(r"[\W_]+")


def says_nothing(text: str) -> bool:
    """Whether a passage consists of boilerplate alone, its number and heading aside.

    >>> says_nothing("4.5.1 There are no specific legal implications arising from this report.")
    True
    """
    limit, patterns = _patterns()
    if len(text) > 2 * limit:
        return False
    plain = _NOT_WORDS.sub(" ", text.lower()).strip()
    return len(plain) <= limit and any(pattern.fullmatch(plain) for pattern in patterns)


@lru_cache(maxsize=1)
def _patterns() -> tuple[int, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads((Path(__file__).with_name("data") / "boilerplate.toml").read_text("utf-8"))
    lead, tail = data["lead"], data["tail"]
    return data["longest"], tuple(re.compile(f"{lead}{sentence}{tail}") for sentence in data["sentences"])
