"""White space in text, and what is made white space."""

from __future__ import annotations

from cqa.text.pattern import pattern

_BLANKS = pattern(r"\s+")


def fold_blanks(text: str) -> str:
    """Return ``text`` with each run of white space made one blank, and none at either end."""
    return _BLANKS.sub(" ", text).strip()


def letters_only(text: str) -> str:
    """Return the words and numbers of ``text``, all between them made one blank.

    >>> letters_only("kent-cc__Cabinet_2025")
    'kent cc Cabinet 2025'
    """
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())
