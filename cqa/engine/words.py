"""The words of a passage by field, and the words of a query: what engines are given to index and to look for.

There are six word fields: ``text``, ``heading`` and ``title`` hold stems; the same names with ``_x`` hold the exact
(folded) words. ``heading`` is the heading path, the passage's own heading and a table's column heads, with
a :data:`BREAK` between them so that no phrase runs from one into the next.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from cqa.analysis import _WORD, fold, stem
from cqa.model import Passage

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


class _Memo(dict[str, str]):
    """What was computed for a word. Forgets all when full: words repeat, so it refills soon."""

    def __init__(self, compute: Callable[[str], str]) -> None:
        self._compute = compute

    def __missing__(self, word: str) -> str:
        if len(self) > 300_000:
            self.clear()
        found = self._compute(word)
        if len(word) <= MAX_WORD:
            self[word] = found
        return found


def _settled(written: str) -> str:
    """Folded, without the white space that a compatibility form may unfold to, and not too long."""
    return "".join(fold(written).split())[:MAX_WORD]


_folded, _stemmed = _Memo(_settled), _Memo(stem)

_MARKS = (("\u2019", "'"), *((mark, " ") for mark in "\u2018\u201c\u201d\u2013\u2014\u2022\u2026\u00a3\u00a0\uf0b7"))
"""Characters beyond ASCII that papers are full of and that are no letters, with what may stand for them."""

_PLAIN = {n: chr(n).lower() if chr(n).isalnum() or n == ord("'") else " " for n in range(128)}


def exact_forms(text: str) -> list[str]:
    """The folded words of a text, as they are indexed: those of :func:`cqa.analysis.exact_words`.

    A text that is ASCII but for the usual marks (nearly all are) is cut by tables, several times faster than by
    the pattern.
    """
    if not text.isascii():
        for mark, plain in _MARKS:
            text = text.replace(mark, plain)
        if not text.isascii():
            return _forms(text)
    plain = text.translate(_PLAIN)
    words = plain.split()
    if "'" in text:
        words = [w for word in words for w in (_forms(word) if "'" in word else (word,))]
    if _may_hold_long(plain):
        words = [word[:MAX_WORD] for word in words]
    return words


def _may_hold_long(plain: str) -> bool:
    """Whether a word could be longer than :data:`MAX_WORD`: such a one fills half of that from some multiple of it on.
    Most texts need a look at a few blanks, not at every word."""
    return any(plain.find(" ", start, start + _HALF) < 0 for start in range(0, len(plain) - _HALF + 1, _HALF))


def _forms(text: str) -> list[str]:
    return [w for w in map(_folded.__getitem__, _WORD.findall(text)) if w]


def stem_forms(text: str) -> list[str]:
    """The stems of a text, as they are indexed."""
    return list(map(_stemmed.__getitem__, exact_forms(text)))


def passage_words(passage: Passage) -> PassageWords:
    text, text_x = joined(exact_forms(passage.text))
    heading, heading_x = heading_words(passage.path, passage.heading, passage.columns)
    title, title_x = title_words(passage.title)
    return PassageWords(text, heading, title, text_x, heading_x, title_x)


def joined(words: list[str]) -> tuple[str, str]:
    """Stems and exact words of :func:`exact_forms`, joined by single spaces."""
    return " ".join(map(_stemmed.__getitem__, words)), " ".join(words)


@lru_cache(maxsize=500)
def title_words(title: str) -> tuple[str, str]:
    """Neighbouring passages share their title and often their heading."""
    return joined(exact_forms(title))


@lru_cache(maxsize=500)
def heading_words(path: tuple[str, ...], heading: str, columns: tuple[str, ...]) -> tuple[str, str]:
    """Of the path, the heading (once, should the path end with it) and the column heads."""
    own = () if path and path[-1] == heading else (heading,)
    parts = [joined(words) for part in (*path, *own, *columns) if (words := exact_forms(part))]
    gap = f" {BREAK} "
    return gap.join(stems for stems, _ in parts), gap.join(exact for _, exact in parts)
