"""Text to the numbers of word pieces, as BERT's own tokenizer makes them (Devlin et al., NAACL 2019; WordPiece: Wu et
al., 2016). Reads ``tokenizer.json``; only the BERT family's form of it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cqa.errors import UsageError
from cqa.record import dataclass

LONGEST_WORD = 100
"""Letters of a word that is cut into pieces; a longer one is unknown, as in BERT."""


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A tokenizer: the vocabulary's numbers, and how a text is prepared."""

    vocabulary: Mapping[str, int]
    lower: bool
    accents: bool
    """Whether accents stay on their letters."""
    unknown: int
    first: int
    last: int

    def numbers(self, text: str, most: int) -> list[int]:
        """Return the numbers of a text's pieces, at most ``most`` with those of its beginning and end."""
        found: list[int] = []
        for word in self._words(text):
            found += self._pieces(word)
            if len(found) >= most - 2:
                break
        return [self.first, *found[: most - 2], self.last]

    def _words(self, text: str) -> list[str]:
        """Return words and signs of punctuation, each for itself."""
        if self.lower:
            text = text.lower()
        if not self.accents:
            text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        return "".join(map(_spaced, text)).split()

    def _pieces(self, word: str) -> list[int]:
        """Return the longest pieces from the left on that make up a word; the unknown piece where none fit."""
        if len(word) > LONGEST_WORD:
            return [self.unknown]
        pieces: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self.vocabulary.get(mark + word[start:end])
                if number is not None:
                    pieces.append(number)
                    start = end
                    break
            else:
                return [self.unknown]
        return pieces


def _spaced(char: str) -> str:
    """Return a character, between spaces where it is a word alone; nothing for one that is not printed."""
    if char.isalnum():
        return f" {char} " if _is_ideograph(ord(char)) else char
    if char in "\t\n\r" or unicodedata.category(char) == "Zs":
        return " "
    if char == "\ufffd" or unicodedata.category(char)[0] == "C":
        return ""
    ascii_sign = 33 <= ord(char) <= 47 or 58 <= ord(char) <= 64 or 91 <= ord(char) <= 96 or 123 <= ord(char) <= 126
    return f" {char} " if ascii_sign or unicodedata.category(char)[0] == "P" else char


IDEOGRAPHS = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2FA1F), (0xF900, 0xFAFF))
"""Blocks of Chinese characters, of which each is a word to BERT."""


def _is_ideograph(code: int) -> bool:
    return any(low <= code <= high for low, high in IDEOGRAPHS)


def read(path: Path) -> WordPiece:
    """Return the tokenizer of a ``tokenizer.json``. Raises UsageError for a file of another kind."""
    settings: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    model, normal = settings.get("model") or {}, settings.get("normalizer") or {}
    if model.get("type", "WordPiece") != "WordPiece" or normal.get("type") != "BertNormalizer":
        raise UsageError(f"{path}: not the tokenizer of a BERT model (WordPiece); give a folder with one")
    vocabulary: Mapping[str, int] = model["vocab"]
    lower = bool(normal.get("lowercase", True))
    stripped = normal.get("strip_accents")
    lacking = [piece for piece in ("[UNK]", "[CLS]", "[SEP]") if piece not in vocabulary]
    if lacking:
        raise UsageError(f"{path}: the vocabulary lacks {', '.join(lacking)}; give the folder of a BERT model")
    return WordPiece(
        vocabulary,
        lower,
        not (lower if stripped is None else stripped),
        *(vocabulary[piece] for piece in ("[UNK]", "[CLS]", "[SEP]")),
    )
