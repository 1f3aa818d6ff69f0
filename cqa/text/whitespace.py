"""White space in text."""

from __future__ import annotations

from cqa.text.pattern import pattern

_BLANKS = pattern(r"\s+")


def fold_blanks(text: str) -> str:
    """Return ``text`` with each run of white space made one blank, and none at either end."""
    return _BLANKS.sub(" ", text).strip()
