"""Ligatures that a font maps to wrong characters, found and repaired by the dictionary.

Calibri's *ti* comes as U+019F, another font's as ``&`` or as a private character. A character that occurs within words
of a document is taken for a ligature where one group of letters makes English words of most of them. So neither fonts
nor characters need be known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from cqa.read.lexicon import words

LIGATURES = ("ti", "tt", "ft", "fi", "fl", "ff", "ffi", "ffl", "tti", "fft", "tf", "th", "ct", "st", "fj", "it", "gi")
"""Groups of letters that fonts draw as one glyph, the likeliest first."""

_NEVER = "\xa1-\xb6\xb8-\xbf\xd7\xf7\u0100-\u036f\u2022\u2023\u2190-\u2bff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff"
SIGN = re.compile(f"[{_NEVER}]")
STRANGE = re.compile(f"(?<![^\\W\\d_])[A-Za-z]?[a-z]{{0,24}}([{_NEVER}])[a-z]{{0,24}}(?![^\\W\\d_])")
"""A word of small letters with one character that English does not have in it."""

MISPLACED = re.compile(
    r"(?<![^\s(‘“])[A-Za-z]?[a-z]{1,24}([&#$%*+<=>@\\^_|~{}\[\]!?\"A-Z0-9])[a-z]{1,24}(?![^\s.,;:)’”])"
)
"""A word with one character of ASCII in it that no word has."""

LETTERS_A_PAIR = {"ti": 100, "tt": 400, "fi": 500, "ff": 700, "ft": 900}
"""Letters of English text in which each pair comes once."""

HIDDEN = 6
"""Times rarer than that, pairs are hidden in other characters. Short texts are always examined."""

SHORT = 5_000
"""Characters: frequencies say little of a shorter text."""

LEAST_WORDS = 3
"""Words that a misplaced character of ASCII must make; one is enough for a character that English never has."""

LEAST_LETTERS = 2
"""Least letters next to the character in a word: with fewer it is a formula or a list mark."""

LEAST_SHARE = 0.6
"""Share of a character's words that the right letters must make English words of."""


def repairs(texts: Sequence[str]) -> dict[str, str]:
    """Return the characters that replace ligatures in a document's `texts`, with the letters meant."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if not text.isascii() and SIGN.search(text):
            for word in STRANGE.finditer(text):
                if len(word[0]) > LEAST_LETTERS:
                    found[word[1]].add(word[0])
    whole = "\n".join(texts)
    rare = any(whole.count(pair) * every * HIDDEN < len(whole) for pair, every in LETTERS_A_PAIR.items())
    if rare or len(whole) < SHORT:
        for word in MISPLACED.finditer(whole):
            found[word[1]].add(word[0])
    return {sign: letters for sign, strange in found.items() if (letters := _letters(sign, strange))}


def _letters(sign: str, strange: set[str]) -> str | None:
    """Return the ligature that `sign` replaces in the `strange` words, None where none fits."""
    known = words()
    made = {group: sum(word.replace(sign, group).lower() in known for word in strange) for group in LIGATURES}
    best = max(LIGATURES, key=lambda group: made[group])  # the first of equals
    least = LEAST_WORDS if sign.isascii() else 1
    return best if made[best] >= max(least, LEAST_SHARE * len(strange)) else None


def repaired(text: str, signs: dict[str, str]) -> str:
    """Return `text` with the characters of `signs` replaced within words by letters that make a word.

    Characters of ASCII are replaced only where a word comes of it.
    """
    for sign, letters in signs.items():
        if sign in text:
            pattern = MISPLACED if sign.isascii() else STRANGE
            text = pattern.sub(partial(_whole, sign=sign, letters=letters), text)
    return text


def _whole(word: re.Match[str], sign: str, letters: str) -> str:
    if word[1] != sign:
        return word[0]
    known = words()
    for group in (letters, *LIGATURES):
        whole = word[0].replace(sign, group)
        if whole.lower() in known:
            return whole
    return word[0] if sign.isascii() else word[0].replace(sign, letters)
