"""Dates in words, and long texts cut between words, as answers and citations print them."""

from __future__ import annotations

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""Fixed English names: the locale must not change an answer."""


def date_in_words(date: str) -> str:
    """Return ``2010-02-12`` as *12 February 2010*, ``2010-02`` as *February 2010*, a year as it is.

    >>> date_in_words("2010-02-12")
    '12 February 2010'
    """
    parts = date.split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, _MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def shortened(text: str, longest: int) -> str:
    """Return text in one line of at most so many characters, cut between words; an ellipsis marks the cut.

    >>> shortened("What is it like to be a child in this area?", 20)
    'What is it like to…'
    """
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(",;:–") + "\u2026"
