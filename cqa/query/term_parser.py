"""One piece of a query, between spaces, as what it asks for: a word, a prefix, a hyphenated word or a reference."""

from __future__ import annotations

from itertools import pairwise

from cqa.query.nodes import Node, Phrase, Synonyms, Word
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

_OPERATOR = pattern(r"(?:AND|OR|NOT|NEAR(?:/\d+)?)\Z")
_PLURAL = pattern(r"\(e?s\)(?=\W*\Z)")
_LETTERS_NUMBER = pattern(r"([A-Za-z]{1,12})(\d{1,4}[A-Za-z]?)\Z")
_SECTION = ("s", "ss", "sec", "sect")
"""Short for *section*, before the number of a section of an Act."""

_AMOUNT = pattern(r"[£$€]?(\d{1,6}(?:\.\d{1,3})?)(m|bn|k)\Z")
_MAGNITUDES = {"m": ("million", "mn"), "bn": ("billion", "b"), "k": ("thousand", "000")}
"""Other ways to write the power of ten at the end of an amount."""

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
        return _joined(parts[0], field)
    gaps = {text[a.end : b.start] for a, b in pairwise(found)}
    if gaps <= set(_HYPHENS) and len(parts) <= 4 and any(p.isalpha() and len(p) >= 3 for p in parts):
        phrase = Phrase(parts, 0, field, exact=False, written=written)
        return Synonyms(phrase, (Word("".join(parts), field),))
    phrase = Phrase(parts, 0, field, exact=True, written=written)
    others = [*_closed(parts, field), *_magnitude(written, field)]
    return Synonyms(phrase, tuple(others)) if others else phrase


def _joined(word: str, field: str | None) -> Node:
    """Return a word; letters with a number (``s47``, ``covid19``) also as the two apart, a section also by name."""
    found = _LETTERS_NUMBER.match(word)
    if found is None:
        return Word(word, field)
    apart = Phrase((found[1], found[2]), 0, field, exact=True)
    return Synonyms(Word(word, field), (apart, *_section(found[1], found[2], field)))


def _closed(parts: tuple[str, ...], field: str | None) -> list[Node]:
    """Return other ways to write letters and a number with a sign between (``s.106``): joined, a section by name."""
    if len(parts) != 2 or not _LETTERS_NUMBER.match("".join(parts)) or not parts[0].isalpha():
        return []
    return [Word("".join(parts), field), *_section(parts[0], parts[1], field)]


def _section(letters: str, number: str, field: str | None) -> list[Node]:
    return [Phrase(("section", number), 0, field, exact=True)] if letters.lower() in _SECTION else []


def _magnitude(written: str, field: str | None) -> list[Node]:
    """Return an amount in short (``£1.5m``) as papers also write it: *£1.5 million*."""
    found = _AMOUNT.match(written)
    if found is None:
        return []
    digits = tuple(found[1].split("."))
    return [Phrase((*digits, name), 0, field, exact=True) for name in _MAGNITUDES[found[2].lower()]]


def _trimmed(text: str, start: int, end: int) -> str:
    """Return the text from its first word to its last, with a currency sign before it and its own closing bracket."""
    if start and text[start - 1] in _CURRENCY:
        start -= 1
    while end < len(text) and text[end] == ")" and text.count("(", start, end) > text.count(")", start, end):
        end += 1
    if end < len(text) and text[end] == "%":
        end += 1
    return text[start:end]
