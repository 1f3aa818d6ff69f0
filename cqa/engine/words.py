"""The words of a passage by field, and the words of a query: what engines get to index and to search.

There are six word fields: ``text``, ``heading`` and ``title`` hold stems; the same names with ``_x`` hold the exact
(folded) words. ``heading`` is the heading path, the passage's own heading and a table's column heads, with
a :data:`BREAK` between them so that no phrase runs from one into the next.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cqa.model import Passage
from cqa.text.analyzer import STEMS, tokenize

BREAK = "|"
"""A word that no text and no query contains; it takes one place."""

MAX_WORD = 200
"""Longest word, in characters; a longer one (never a real word) is cut alike in texts and queries."""

_HALF = MAX_WORD // 2

EXACT = "_x"
"""What the name of a field of exact words ends with."""

FIELDS = ("text", "heading", "title", "text_x", "heading_x", "title_x")


class PassageWords(NamedTuple):
    """Words joined by single spaces, per field, in the order of :data:`FIELDS`."""

    text: str
    heading: str
    title: str
    text_x: str
    heading_x: str
    title_x: str


def exact_forms(text: str) -> list[str]:
    """Return the folded words of a text as they are indexed: those of :func:`~cqa.text.analyzer.exact_words`, none too
    long and none with the white space that a compatibility form may unfold to."""
    words = tokenize(text)
    if text.isascii() and not _may_have_long(text):
        return words
    if not all(map(str.isascii, words)):
        words = [w for w in ("".join(word.split()) for word in words) if w]
    if len(text) > MAX_WORD and max(map(len, words), default=0) > MAX_WORD:
        words = [word[:MAX_WORD] for word in words]
    return words


def _may_have_long(text: str) -> bool:
    """Return whether an ASCII text could have a word longer than :data:`MAX_WORD`.

    Such a word fills half of that from some multiple of it on, so a few blanks are checked and not every word.
    """
    return any(text.find(" ", start, start + _HALF) < 0 for start in range(0, len(text) - _HALF + 1, _HALF))


def beginning(prefix: str) -> str | None:
    """Return what words are looked for that begin with ``prefix``: "", for every word, or one folded word; None for
    what no word begins with."""
    words = exact_forms(prefix)
    return None if len(words) > 1 or (prefix.strip() and not words) else "".join(words)


def stem_forms(text: str) -> list[str]:
    """Return the stems of a text, as they are indexed."""
    return list(map(STEMS.__getitem__, exact_forms(text)))


def passage_words(passage: Passage) -> PassageWords:
    text, text_x = joined(exact_forms(passage.text))
    heading, heading_x = heading_words(passage.path, passage.heading, passage.columns)
    title, title_x = title_words(passage.title)
    return PassageWords(text, heading, title, text_x, heading_x, title_x)


def joined(words: list[str]) -> tuple[str, str]:
    """Return stems and exact words of :func:`exact_forms`, joined by single spaces."""
    return " ".join(map(STEMS.__getitem__, words)), " ".join(words)


@lru_cache(maxsize=500)
def title_words(title: str) -> tuple[str, str]:
    """Return the words of a title. Neighbouring passages share their title and often their heading."""
    return joined(exact_forms(title))


@lru_cache(maxsize=500)
def heading_words(path: tuple[str, ...], heading: str, columns: tuple[str, ...]) -> tuple[str, str]:
    """Return the words of the path, the heading (once, should the path end with it) and the column heads."""
    own = () if path and path[-1] == heading else (heading,)
    parts = [joined(words) for part in (*path, *own, *columns) if (words := exact_forms(part))]
    gap = f" {BREAK} "
    return gap.join(stems for stems, _ in parts), gap.join(exact for _, exact in parts)
