"""Words: the one analysis that every engine, the query reader and the highlighter share.

A word is a run of letters and digits; an apostrophe inside a word belongs to it and a possessive ``'s``
is dropped, so *Leeds' children's* gives ``leeds children``. Commas between thousands belong to their number:
``1,234`` is ``1234``. Everything else separates: ``24/00093`` is ``24 00093``, ``s.47`` is ``s 47``. Words are
case-folded and stripped of accents. A *stem* is the word by the Snowball English stemmer (Porter,
http://snowball.tartarus.org/texts/quickly.html).

Engines are given words already analysed and joined by single spaces and only split at them, so that the same
query finds the same passages on each of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import Stemmer

from cqa.text.pattern import pattern

_INSIDE = "\u0300-\u036f\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
"""Combining accents and invisible signs (soft hyphen, zero-width, direction): they do not end a word."""

_GROUPED = r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)"
"""A number with commas between its thousands: one word, as if it had none."""

_THOUSANDS = pattern(_GROUPED)
_WORD = pattern(
    rf"{_GROUPED}[^\W\d_]*(?:['\u2019][^\W_]+)*|[^\W_]+(?:(?:[{_INSIDE}]+['\u2019]?|['\u2019])[^\W_]+)*(?:[{_INSIDE}]+(?![^\W_]))?"
)
_UNSEEN = pattern(f"[{_INSIDE}]")
_POSSESSIVE = pattern(r"['\u2019]s$")
_ASCII = {code: chr(code).lower() if chr(code).isalnum() or chr(code) == "'" else " " for code in range(128)}
_MARKS = (("\u2019", "'"), *((mark, " ") for mark in "\u2018\u201c\u201d\u2013\u2014\u2022\u2026\u00a3\u00a0\uf0b7"))
"""Characters beyond ASCII that papers are full of and that are no letters, with what may replace them."""
_stemmer = Stemmer.Stemmer("english", maxCacheSize=0)


class Token(NamedTuple):
    """A word of a text: its folded form, its stem and its span in the text."""

    exact: str
    stem: str
    start: int
    end: int


def fold(word: str) -> str:
    """Return the word in lower case, without accents, without a possessive ``'s``.

    >>> fold("Children\\u2019s"), fold("Café"), fold("O'Neill")
    ('children', 'cafe', 'oneill')
    """
    word = _POSSESSIVE.sub("", word.casefold())
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word)
        word = _UNSEEN.sub("", "".join(c for c in word if not unicodedata.combining(c)))
    return word.replace("'", "").replace("\u2019", "").replace(",", "")


def stem(word: str) -> str:
    """Return the Snowball English stem of a folded word."""
    return str(_stemmer.stemWord(word))


class FoldingTable(dict[str, str]):
    """What a function gives for every word looked up, several times faster than a call. Forgets all when full."""

    def __init__(self, of: Callable[[str], str]) -> None:
        self._of = of

    def __missing__(self, word: str) -> str:
        if len(self) > 300_000:
            self.clear()
        found = self[word] = self._of(word)
        return found


FOLDED, STEMS = FoldingTable(fold), FoldingTable(stem)
"""Words as they are written by their folded form; folded words by their stem."""


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text are, those of :func:`words`."""
    return [match.span() for match in _WORD.finditer(text) if FOLDED[match[0]]]


def words(text: str) -> list[Token]:
    """Return the words of a text in order, with their spans."""
    found, end, find, made = [], 0, text.find, partial(tuple.__new__, Token)  # half the time of a match object a word
    for written in _WORD.findall(text):
        start = find(written, end)
        end = start + len(written)
        folded = FOLDED[written]
        if folded:
            found.append(made((folded, STEMS[folded], start, end)))
    return found


def tokenize(text: str) -> list[str]:
    """Return the folded words of a text, without spans."""
    plain = _blanked(text)
    if plain is None:
        return _by_pattern(text)
    found = plain.split()
    if "'" in plain:
        return [w for word in found for w in (_by_pattern(word) if "'" in word else (word,))]
    return found


def token_span(text: str, number: int) -> tuple[int, int]:
    """Return where one word of a text is, counted from 0 as :func:`tokenize` gives them; for few words of a long
    text many times faster than :func:`spans`."""
    plain = _blanked(text)
    parts = plain.split(None, number) if plain is not None else ()
    if plain is not None and len(parts) > number:
        start = len(plain) - len(parts[number])  # the last part is all that is left
        end = plain.find(" ", start) % (len(plain) + 1)
        if plain.find("'", 0, end) < 0:
            return start, end
    return spans(text)[number]


def _blanked(text: str) -> str | None:
    """Return a text that is ASCII but for the usual marks (nearly all are), in lower case with blanks for all but
    letters, digits and apostrophes, each character in its place; several times faster cut than by the pattern. None for
    others."""
    if not text.isascii():
        for mark, plain in _MARKS:
            text = text.replace(mark, plain)
        if not text.isascii():
            return None
    if "," in text:
        text = _THOUSANDS.sub(lambda number: number[0].replace(",", "'"), text)
    return text.translate(_ASCII)


def _by_pattern(text: str) -> list[str]:
    return [w for w in map(FOLDED.__getitem__, _WORD.findall(text)) if w]


def stems(text: str) -> list[str]:
    """Return the stems of a text, without spans."""
    return list(map(STEMS.__getitem__, tokenize(text)))
