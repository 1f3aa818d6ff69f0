"""English words and their letters: whether a text can be read at all, and whether a word exists.

The words are those of SCOWL (``data/README.md``), lower case, British spelling.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain, pairwise
from math import log2
from pathlib import Path

WORDS = Path(__file__).parent / "data" / "words.txt"

COMMON = (" the ", " of ", " and ", " to ", " in ")
"""The commonest words of English: one word in five of prose, none by chance."""

LETTERS_A_COMMON_WORD = 100
"""Characters of prose that hold at least one common word, so that no further look is needed."""

LATIN = re.compile(r"[a-z]+")
TOKEN = re.compile(r"[^\W\d_]{3,}")

SAMPLE = 1_500
"""Most characters that are examined: more add nothing."""

LEAST_LETTERS = 60
"""Letters below which there is too little to judge by."""

LEAST_KNOWN = 0.25
"""Share of words that English knows. Lists of names and addresses have 0.33 and more, a cipher 0.05 and less."""

LEAST_FAMILIAR = -10.0
"""Mean log2 probability of a pair of letters below which a text is no language written in Latin letters.

English has -8.0, lists of names -8.5, Welsh -9.4, German -8.8; letters at random or shifted -11 and less.
"""

ODD = re.compile(r"[^\w\s.,;:()'’‘“”\"£€%/&•–—+*|_-]")
MOST_ODD = 0.2
"""Share of signs that no prose and no table of figures needs, above which a text is rubbish."""

LAST_LATIN = "\u0250"
"""The first character after the Latin letters of Europe's languages."""

UNSEEN = 0.02
"""Count given to pairs that no word has."""


@cache
def words() -> frozenset[str]:
    """Return the English words, lower case."""
    return frozenset(WORDS.read_text("ascii").split())


def is_legible(text: str) -> bool:
    """Return whether `text` can be words of a language, by common words, then known words, then pairs of letters.

    A text with too few letters to judge by counts as legible, and so does one in other letters than Latin.
    """
    text = text[:SAMPLE]
    if sum(map(text.count, COMMON)) * LETTERS_A_COMMON_WORD >= len(text):
        return True
    letters = sum(map(str.isalpha, text))
    printed = len(text) - text.count(" ") - text.count("\n")
    if printed >= LEAST_LETTERS and len(ODD.findall(text)) > MOST_ODD * printed:
        return False
    if letters < LEAST_LETTERS:
        return True
    tokens = [token.lower() for token in TOKEN.findall(text)]
    if known_share(tokens) >= LEAST_KNOWN:
        return True
    foreign = sum(letter >= LAST_LATIN for token in tokens for letter in token)
    return foreign > 0.5 * letters or familiarity(LATIN.findall(text.lower())) >= LEAST_FAMILIAR


def known_share(tokens: Iterable[str]) -> float:
    """Return the share of `tokens` (lower case) that are English words, 0 for none."""
    known = [token in words() for token in tokens]
    return sum(known) / len(known) if known else 0.0


def familiarity(tokens: Iterable[str]) -> float:
    """Return the mean log2 probability of the pairs of letters in `tokens`, ends of words included."""
    counts, total = _pairs()
    found = [counts.get(pair, UNSEEN) for token in tokens for pair in pairwise(f" {token} ")]
    return sum(log2(count / total) for count in found) / len(found) if found else 0.0


@cache
def _pairs() -> tuple[dict[tuple[str, str], int], int]:
    """Return how often each pair of letters occurs in the word list, and how many there are."""
    counts = Counter(chain.from_iterable(pairwise(f" {word} ") for word in words()))
    return dict(counts), sum(counts.values())
