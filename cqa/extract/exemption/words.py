"""Text brought to one form before marks are looked for: letter-spaced words, hyphens, brackets and mark-up removed."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\uff0d_]")
_MARKUP = re.compile(r"</?[a-z!][^>]{0,80}>|[*#|>`~\u2022\u25cf\u25aa\u00b7\u25a0\u2588]+")
_SPACED = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[ .\u00a0-]{1,4}[a-z0-9](?![a-z0-9'])){3,}")
"""Four or more single letters with blanks or stops between: ``E X E M P T``."""
_OFFICIAL = re.compile(r"official ?[-:/]+ ?sensitive")
_MISREAD = re.compile(r"(?<=[a-z])[10](?=[a-z])")
_LETTERS = {"1": "i", "0": "o"}
"""Digits inside words, as OCR reads letters: *publicat1on*."""
_LETTER_GAPS = re.compile(r"[ .\u00a0-]+")
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


def normal(text: str) -> str:
    """Return the text in lower case with plain dashes, quotes, blanks and words, without brackets and mark-up.

    >>> normal("**N O T  F O R  P U B L I C A T I O N** (Paragraph(s) 3)")
    'not for publication - paragraphs 3'
    >>> normal("NOT-FOR-PUBLICATION")
    'not for publication'
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    text = _MARKUP.sub(" ", text).replace("(s)", "s").replace("(au)", "au").replace("(ii)", " ii ")
    text = _SPACED.sub(_closed_up, _DASHES.sub("-", text))
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text)
    text = _MISREAD.sub(lambda match: _LETTERS[match[0]], text)
    text = re.sub(r"[\[({]", " - ", text)
    text = re.sub(r"[\])}]", " ", text)
    text = text.replace("schedule 12 a", "schedule 12a").replace("schedule 12 - a", "schedule 12a")
    text = _OFFICIAL.sub("official sensitive", re.sub(r"\s+", " ", text))
    text = re.sub(r"(?:- )+- |(?:- ?){2,}", "- ", text)
    return text.strip(" -\"'.:;,=!\u2026")


def _closed_up(match: re.Match[str]) -> str:
    words: list[str] = []
    solid = _LETTER_GAPS.sub("", match[0])
    while solid:
        word = next((w for w in _BY_LENGTH if solid.startswith(w)), None)
        if word is None:
            return match[0] if not words else " ".join([*words, solid])
        words.append(_SPLIT.get(word, word))
        solid = solid[len(word) :]
    return " ".join(words)
