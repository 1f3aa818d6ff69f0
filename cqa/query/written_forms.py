"""Other ways to write letters with a number, and amounts: *s47* is *section 47*, *£1.5m* is *£1.5 million*."""

from __future__ import annotations

from cqa.query.nodes import Node, Phrase, Synonyms, Word, rewrite
from cqa.text.pattern import pattern

_LETTERS_NUMBER = pattern(r"([A-Za-z]{1,12})(\d{1,4}[A-Za-z]?)\Z")
_SECTION = ("s", "ss", "sec", "sect")
"""Short for *section*, before the number of a section of an Act."""

_AMOUNT = pattern(r"[£$€]?(\d{1,6}(?:\.\d{1,3})?)(m|bn|k)\Z")
_MAGNITUDES = {"m": ("million", "mn"), "bn": ("billion",), "k": ("thousand",)}
"""Other ways to write the power of ten at the end of an amount."""


def with_written_forms(tree: Node) -> Node:
    """Return the tree with each such word or reference also as papers may write it."""
    return rewrite(tree, _forms)


def _forms(leaf: Node) -> Node:
    if isinstance(leaf, Word) and not leaf.exact:
        others = [*_apart(leaf), *_magnitude(leaf.text, leaf.field)]
    elif isinstance(leaf, Phrase) and leaf.exact and leaf.written is not None:
        others = [*_together(leaf), *_magnitude(leaf.written, leaf.field)]
    else:
        return leaf
    return Synonyms(leaf, tuple(others)) if others else leaf


def _apart(word: Word) -> list[Node]:
    """Return *s47* and *covid19* as the two apart, a section also by its name."""
    found = _LETTERS_NUMBER.match(word.text)
    if found is None:
        return []
    return [Phrase((found[1], found[2]), 0, word.field, exact=True), *_section(found[1], found[2], word.field)]


def _together(phrase: Phrase) -> list[Node]:
    """Return *s.106* as one word, a section also by its name."""
    if len(phrase.words) != 2 or not phrase.words[0].isalpha() or not _LETTERS_NUMBER.match("".join(phrase.words)):
        return []
    letters, number = phrase.words
    return [Word(letters + number, phrase.field), *_section(letters, number, phrase.field)]


def _section(letters: str, number: str, field: str | None) -> list[Node]:
    return [Phrase(("section", number), 0, field, exact=True)] if letters.lower() in _SECTION else []


def _magnitude(written: str, field: str | None) -> list[Node]:
    found = _AMOUNT.match(written)
    if found is None:
        return []
    digits = tuple(found[1].split("."))
    return [Phrase((*digits, name), 0, field, exact=True) for name in _MAGNITUDES[found[2]]]
