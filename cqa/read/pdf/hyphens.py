"""Hyphens at the end of a printed line: those that only divide a word are taken out, those of the word stay."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cqa.read.lexicon import words
from cqa.read.pdf.page import RawPage

HEAD = re.compile(r"([-'’]?)([A-Za-z]+)-$")
TAIL = re.compile(r"[a-z]+")

KEEPS_HYPHEN = frozenset(("all", "cross", "ex", "half", "non", "self", "well"))
"""Words and prefixes that British writers set off by a hyphen, though a dictionary may have the whole."""

_PREFIXES = """
anti auto bi bio co counter de eco ex extra geo hydro inter intra macro micro mid mini mono multi neuro non off on out
over para poly post pre pro pseudo psycho quasi re self semi socio sub super tele trans tri ultra un under up vice
"""
PREFIXES = frozenset(_PREFIXES.split())
"""What may stand before a hyphen though it is no word: *multi-agency*, *pre-proceedings*."""


class Hyphens:
    """Decides by the document, then by the dictionary, whether a hyphen at a line's end belongs to the word.

    *pre-proceedings* and *non-executive* keep it; *manage-ment* and *recom-missioned* lose it.
    """

    def __init__(self, pages: Iterable[RawPage]) -> None:
        self._pages = pages
        self._text: str | None = None

    def divides(self, before: str, after: str) -> bool:
        """Return whether the hyphen that ends `before` only divides a word that `after` goes on with."""
        found, tail = HEAD.search(before), TAIL.match(after)
        if found is None or tail is None:
            return False
        head = found[2]
        if self._text is None:
            self._text = " ".join([piece.text for page in self._pages for piece in page.pieces]).lower()
        first, second = head.lower(), tail[0]
        if self._has(f"{first}-{second}"):
            return False
        if self._has(first + second):
            return True
        return not found[1] and not _is_acronym(head) and _divided(head, second)

    def _has(self, word: str) -> bool:
        text, start = self._text or "", 0
        while (start := text.find(word, start)) >= 0:
            end = start + len(word)
            if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
                return True
            start = end
        return False


def _is_acronym(head: str) -> bool:
    return len(head) < 2 or not head[1:].islower()


def _divided(head: str, second: str) -> bool:
    """Return whether two parts, which the document has nowhere else, are one word by the dictionary.

    They are where it has the whole; where it lacks the whole, they are if one part alone is no word (nor a prefix,
    nor a name: *Ofsted-rated*).
    """
    known, first = words(), head.lower()
    if first in KEEPS_HYPHEN and second in known:
        return False
    if first + second in known:
        return True
    return (head not in known and head.islower() and first not in PREFIXES) or (second not in known and len(second) > 1)
