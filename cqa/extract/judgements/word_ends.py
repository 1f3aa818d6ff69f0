"""The last word of a phrase, inspected and taken off."""

from __future__ import annotations

from collections.abc import Set


def last_word(phrase: str) -> str:
    """Return the last word of a phrase in lower case, "" where there is none.

    >>> last_word("that They")
    'they'
    """
    return phrase.lower().split()[-1] if phrase.strip() else ""


def without_last(phrase: str, words: Set[str]) -> str:
    """Return a phrase without blanks at its ends and without its last word, where that is one of ``words``.

    >>> without_last("adoption is ", {"is", "are"})
    'adoption'
    """
    pieces = phrase.strip().rsplit(None, 1)
    return pieces[0] if len(pieces) == 2 and pieces[1] in words else phrase.strip()


def without_possessive(name: str) -> str:
    """Return a name without the ending of its genitive.

    >>> without_possessive("Leeds’"), without_possessive("Kent's")
    ('Leeds', 'Kent')
    """
    for ending in ("'s", "’s", "'", "’"):
        if name.endswith(ending):
            return name.removesuffix(ending)
    return name
