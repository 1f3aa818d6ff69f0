"""Hyphens at the end of a printed line: kept, unless the document itself shows that the word has none."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cqa.read.pdf.page import RawPage

HEAD = re.compile(r"([A-Za-z]+)-$")
TAIL = re.compile(r"[a-z]+")


class Hyphens:
    """Decides by the rest of the document: *pre-proceedings* stays, *manage-ment* loses its hyphen.

    A hyphen goes only where the joined word occurs elsewhere in the text and the hyphenated one does not.
    """

    def __init__(self, pages: Iterable[RawPage]) -> None:
        self._pages = pages
        self._text: str | None = None

    def divides(self, before: str, after: str) -> bool:
        """Whether the hyphen that ends `before` only divides a word that `after` goes on with."""
        head, tail = HEAD.search(before), TAIL.match(after)
        if head is None or tail is None:
            return False
        if self._text is None:
            self._text = " ".join(piece.text for page in self._pages for piece in page.pieces).lower()
        first, second = head[1].lower(), tail[0]
        return self._has(first + second) and not self._has(f"{first}-{second}")

    def _has(self, word: str) -> bool:
        text, start = self._text or "", 0
        while (start := text.find(word, start)) >= 0:
            end = start + len(word)
            if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
                return True
            start = end
        return False
