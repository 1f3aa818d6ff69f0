"""Text brought to one form before marks are looked for: letter-spaced words, hyphens, brackets and mark-up removed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from re import Match

from cqa.text.rules import Rules

RULES = Rules(__file__)
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)),
    **dict.fromkeys((*range(0x2010, 0x2016), 0x2212, 0xFF0D), "-"),
    **dict.fromkeys((0x2018, 0x2019), "'"),
    **dict.fromkeys((0x201C, 0x201D), '"'),
}
"""Invisible characters taken out, dashes and quotation marks made plain."""
_LETTERS = {"1": "i", "0": "o"}
"""Digits inside words, as OCR reads letters: *publicat1on*."""
_LETTER_GAPS = dict.fromkeys(map(ord, " .\u00a0-"))
_SOLID = (
    *("notforpublication", "exemptinformation", "exemptreport", "exemptappendix", "exempt", "confidential"),
    *("restricted", "privateandconfidential", "private", "report", "appendix", "partii", "part2", "partb", "closed"),
    *("strictly", "nottobepublished", "minutes", "item", "information", "eithriedig", "cyfrinachol"),
)
_SPLIT = {
    "notforpublication": "not for publication",
    "exemptinformation": "exempt information",
    "exemptreport": "exempt report",
    "exemptappendix": "exempt appendix",
    "privateandconfidential": "private and confidential",
    "partii": "part ii",
    "part2": "part 2",
    "partb": "part b",
    "nottobepublished": "not to be published",
}
_BY_LENGTH = sorted(_SOLID, key=len, reverse=True)

_LINES_HELD = 1 << 14
"""Texts whose normal form is kept: a line is a line, a cell, and part of a sentence."""


@lru_cache(maxsize=_LINES_HELD)
def normal(text: str) -> str:
    """Return the text in lower case with plain dashes, quotes, blanks and words, without brackets and mark-up.

    >>> normal("**N O T  F O R  P U B L I C A T I O N** (Paragraph(s) 3)")
    'not for publication - paragraphs 3'
    >>> normal("NOT-FOR-PUBLICATION")
    'not for publication'
    """
    if text.isascii():
        text = text.lower().replace("_", "-")
    else:
        text = unicodedata.normalize("NFKC", text).casefold().replace("_", "-").translate(_PLAIN)
    text = RULES["mark-up"].sub(" ", text)
    text = RULES["letter-spaced"].sub(
        _closed_up, text.replace("(s)", "s").replace("(au)", "au").replace("(ii)", " ii ")
    )
    if "-" in text:
        text = RULES["hyphen in a word"].sub(" ", text)
    if "1" in text or "0" in text:
        text = RULES["misread letter"].sub(lambda match: _LETTERS[match[0]], text)
    for bracket in "[({":
        text = text.replace(bracket, " - ")
    for bracket in "])}":
        text = text.replace(bracket, " ")
    text = " ".join(text.split())
    if "12" in text:
        text = text.replace("schedule 12 a", "schedule 12a").replace("schedule 12 - a", "schedule 12a")
    if "official" in text:
        text = RULES["official sensitive"].sub("official sensitive", text)
    if "-" in text:
        text = RULES["dashes together"].sub("- ", text)
    return text.strip(" -\"'.:;,=!\u2026")


def _closed_up(match: Match[str]) -> str:
    words: list[str] = []
    solid = match[0].translate(_LETTER_GAPS)
    while solid:
        word = next((w for w in _BY_LENGTH if solid.startswith(w)), None)
        if word is None:
            return match[0] if not words else " ".join([*words, solid])
        words.append(_SPLIT.get(word, word))
        solid = solid[len(word) :]
    return " ".join(words)
