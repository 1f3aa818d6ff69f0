"""The words of a passage by field, and the words of a query: what engines are given to index and to look for.

There are six word fields: ``text``, ``heading`` and ``title`` hold stems; the same names with ``_x`` hold the exact
(folded) words. ``heading`` is the heading path, the passage's own heading and a table's column heads, with
a :data:`BREAK` between them so that no phrase runs from one into the next.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cqa.analysis import _WORD, fold, stem
from cqa.model import Passage

BREAK = "|"
"""A word that no text and no query contains; it takes one place."""

MAX_WORD = 200
"""Longest word, in characters; a longer one (never a real word) is cut alike in texts and queries."""

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
    """A word as written to its folded form or stem. Forgets all when full: words repeat, so it refills soon."""

    def __init__(self, stems: bool) -> None:
        self._stems = stems

    def __missing__(self, written: str) -> str:
        if len(self) > 300_000:
            self.clear()
        found = _settle(fold(written))
        if self._stems:
            found = stem(found)
        if len(written) <= MAX_WORD:
            self[written] = found
        return found


_folded, _stemmed = _Memo(stems=False), _Memo(stems=True)


def _settle(word: str) -> str:
    """Without the white space that a compatibility form may unfold to, and not too long."""
    return "".join(word.split())[:MAX_WORD]


def exact_forms(text: str) -> list[str]:
    """The folded words of a text, as they are indexed."""
    return [w for w in map(_folded.__getitem__, _WORD.findall(text)) if w]


def stem_forms(text: str) -> list[str]:
    """The stems of a text, as they are indexed."""
    return [w for w in map(_stemmed.__getitem__, _WORD.findall(text)) if w]


def passage_words(passage: Passage) -> PassageWords:
    written = _WORD.findall(passage.text)
    heading, heading_x = _heading_words(passage.path, passage.heading, passage.columns)
    title, title_x = _title_words(passage.title)
    return PassageWords(_joined(_stemmed, written), heading, title, _joined(_folded, written), heading_x, title_x)


def _joined(memo: _Memo, written: list[str]) -> str:
    return " ".join(filter(None, map(memo.__getitem__, written)))


@lru_cache(maxsize=500)
def _title_words(title: str) -> tuple[str, str]:
    """Stems and exact words. Neighbouring passages share their title and often their heading."""
    written = _WORD.findall(title)
    return _joined(_stemmed, written), _joined(_folded, written)


@lru_cache(maxsize=500)
def _heading_words(path: tuple[str, ...], heading: str, columns: tuple[str, ...]) -> tuple[str, str]:
    """Stems and exact words of the path, the heading (once, should the path end with it) and the column heads."""
    own = () if path and path[-1] == heading else (heading,)
    parts = [written for part in (*path, *own, *columns) if (written := _WORD.findall(part))]
    gap = f" {BREAK} "
    return gap.join(_joined(_stemmed, part) for part in parts), gap.join(_joined(_folded, part) for part in parts)
