"""One piece of a query, between spaces, as a node: a word, a prefix, a hyphenated word or a reference."""

from __future__ import annotations

from itertools import pairwise

from cqa.query.nodes import Node, Phrase, Synonyms, Word
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

_OPERATOR = pattern(r"(?:AND|OR|NOT|NEAR(?:/\d+)?)\Z")
_PLURAL = pattern(r"\(e?s\)(?=\W*\Z)")
_HYPHENS = "-\u2010\u2011"
_CURRENCY = "£$€"


def prefix_of(body: str) -> str | None:
    """Return the letters of ``body`` when it is one word of two letters or more with a star at its end."""
    if body.count("*") != 1 or not body.endswith("*"):
        return None
    found = words(body[:-1])
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(body) - 1)
    return body[:-1] if whole and len(body) > 2 else None


def piece(text: str, field: str | None) -> Node | None:
    """Return a piece of a query as a word, a hyphenated word or a reference; None for mere punctuation."""
    text = _PLURAL.sub("", text)
    found = words(text)
    if not found:
        return None
    written = _trimmed(text, found[0].start, found[-1].end)
    if field is None and _OPERATOR.match(written):
        return piece(text.lower(), field)  # `OR.` is the word; printed without its full stop it must stay one
    parts = tuple(text[w.start : w.end] for w in found)
    if len(parts) == 1:
        return Word(parts[0], field)
    gaps = {text[a.end : b.start] for a, b in pairwise(found)}
    if gaps <= set(_HYPHENS) and len(parts) <= 4 and any(p.isalpha() and len(p) >= 3 for p in parts):
        phrase = Phrase(parts, 0, field, exact=False, written=written)
        return Synonyms(phrase, (Word("".join(parts), field),))
    return Phrase(parts, 0, field, exact=True, written=written)


def _trimmed(text: str, start: int, end: int) -> str:
    """Return the text from its first word to its last, with a currency sign before it and its own closing bracket."""
    if start and text[start - 1] in _CURRENCY:
        start -= 1
    while end < len(text) and text[end] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    if end < len(text) and text[end] == "%":
        end += 1
    return text[start:end]
