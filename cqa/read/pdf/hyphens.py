"""Hyphens at the end of a printed line: those that only divide a word are removed, those of the word stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from cqa.read.lexicon import words
from cqa.read.pdf.page import RawPage

HEAD = re.compile(r"([A-Za-z]+)-$")
TAIL = re.compile(r"[a-z]+")

KEEPS_HYPHEN = frozenset(("all", "cross", "ex", "half", "night", "non", "north", "self", "south", "well"))
"""Words and prefixes that British writers set off by a hyphen, though a dictionary may have the whole."""

PARTICLES = frozenset(("by", "down", "in", "off", "on", "out", "over", "up"))
"""Second parts that British writers set off too: *follow-up*."""

_PREFIXES = """
anti auto bi bio co counter de eco ex extra geo hydro inter intra macro micro mid mini mono multi neuro non off on out
over para poly post pre pro pseudo psycho quasi re self semi socio sub super tele trans tri ultra un under up vice
"""
PREFIXES = frozenset(_PREFIXES.split())
"""What may come before a hyphen though it is no word: *multi-agency*, *pre-proceedings*."""


ADDRESS = re.compile(r"[/@]|www\.|-[^\s-]*-$")
"""In the last word of a line: an address or a compound of several parts, which keeps all its hyphens."""


class Hyphens:
    """Decides whether a hyphen at a line's end belongs to the word: by the document, then by the dictionary.

    *pre-proceedings* and *non-executive* keep it; *manage-ment* and *recom-missioned* lose it. Where both parts are
    words (*safe-guarding*), the whole must be one too. After a prefix (*over-worked*) the document must divide others.
    """

    def __init__(self, pages: Iterable[RawPage]) -> None:
        self._pages = pages
        self._text: str | None = None
        self._divides_words: bool | None = None

    def divides(self, before: str, after: str) -> bool:
        """Return whether the hyphen that ends `before` only divides a word that `after` continues."""
        found, tail = HEAD.search(before), TAIL.match(after)
        if found is None or tail is None:
            return False
        head, second = found[1], tail[0]
        if self._text is None:
            self._text = " ".join([piece.text for page in self._pages for piece in page.pieces]).lower()
        first = head.lower()
        if self._has(f"{first}-{second}"):
            return False
        if self._has(first + second):
            return True
        if ADDRESS.search(before.rsplit(" ", 1)[-1]) or len(head) < 2 or not head[1:].islower():
            return False
        if _is_torn(head, second):
            return True
        whole = first not in KEEPS_HYPHEN and second not in PARTICLES and first + second in words()
        return whole and (first not in PREFIXES or self._hyphenates())

    def _has(self, word: str) -> bool:
        text, start = self._text or "", 0
        while (start := text.find(word, start)) >= 0:
            end = start + len(word)
            if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
                return True
            start = end
        return False

    def _hyphenates(self) -> bool:
        """Return whether any line of the document ends in a part of a word that is not a word itself."""
        if self._divides_words is None:
            self._divides_words = any(
                piece.text.endswith("-") and _line_is_torn(piece.text, following.text)
                for page in self._pages
                for piece, following in pairwise(page.pieces)
            )
        return self._divides_words


def _line_is_torn(before: str, after: str) -> bool:
    head, tail = HEAD.search(before), TAIL.match(after)
    return bool(head and tail and head[1].islower() and len(head[1]) > 1 and _is_torn(head[1], tail[0]))


def _is_torn(head: str, second: str) -> bool:
    """Return whether one of two parts cannot be a word: then they are one word, and the hyphen only divides it.

    A first part in small letters that is no word and no prefix is enough. Else the second part must be none, and the
    dictionary have the whole; or the first be a name (*Har-ringey*, but not *Ofsted-rated*).
    """
    known, first = words(), head.lower()
    if first in KEEPS_HYPHEN or first in PREFIXES:
        return second not in known and first + second in known
    if first not in known and head.islower():
        return True
    return second not in known and len(second) > 1 and (first + second in known or first not in known)
