"""Sentences of committee papers.

`sentence_spans` is NLTK's Punkt (Kiss and Strunk, *Unsupervised multilingual sentence boundary detection*,
Computational Linguistics 32, 2006) with parameters trained on committee papers, shipped in
``data/sentences.json`` and trained again by ``python -m tests.training.sentences PATH...``. `light_sentence_spans`
decides by the same abbreviations without importing NLTK, for code on the way of a query. Both also end a
sentence where a block ends: at a blank line and before a bullet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cqa.model import Span
from cqa.text.pattern import pattern

_BLOCK = pattern(
    r"\n[ \t]*\n|\t\n|\r\n\r\n|"
    r"\n(?=[ \t]*(?:[\u2022\u25cf\u25aa\u00b7\u27a2\uf0b7\uf0a7*-][ \t]|\(?[a-z0-9]{1,4}[.)][ \t]|\d+\.\d))"
)
_STOP = pattern(r"(?<![.!?])[.!?]++(?:[\"'\u2019\u201d)\]*_]+\d{0,3})?(?=\s)")
_TAIL = pattern(r"[\"'\u2019\u201d)\]*_]+\d{0,3}(?=\s|$)")
"""Closing marks, with the footnote mark that may follow them: they belong to the sentence before."""
_UP_TO_TOKEN = pattern(r".*[\s(\[\"'\u2018\u201c/]", re.S)
"""All before the last token, of which nothing is left where there is but one."""
_NEXT = pattern(r"\s+[\"'\u2018\u201c(\[*_]*(\S+)")
_INITIAL = pattern(r"[A-Z]$")
_LETTERED = pattern(r"\b(?:appendix|annexe?|part|schedule|table|block|option|section|figure) [A-Z]$", re.I)
"""A letter that names something and is nobody's initial."""
_NUMBER = pattern(r"-?[\d.,]*\d$")
_ORDINAL = pattern(r"(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])$")


class Parameters(NamedTuple):
    """What training learned: abbreviations without their stop, pairs that belong together, sentence openers."""

    abbreviations: frozenset[str]
    collocations: frozenset[tuple[str, str]]
    starters: frozenset[str]
    case: dict[str, int]
    """Punkt's orthographic context of a word: bit flags of where it was seen capitalised."""


@lru_cache(maxsize=1)
def parameters() -> Parameters:
    """Return the shipped parameters, the field's own abbreviations among them."""
    data = json.loads((Path(__file__).parent / "data" / "sentences.json").read_text(encoding="utf-8"))
    return Parameters(
        frozenset(data["abbreviations"]),
        frozenset((a, b) for a, b in data["collocations"]),
        frozenset(data["starters"]),
        {word: flags for flags, words in ((int(k), v) for k, v in data["case"].items()) for word in words},
    )


@lru_cache(maxsize=1)
def _punkt() -> Any:
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    known = parameters()
    punkt = PunktParameters()
    punkt.abbrev_types = set(known.abbreviations)
    punkt.collocations = set(known.collocations)
    punkt.sent_starters = set(known.starters)
    for word, flags in known.case.items():
        punkt.ortho_context[word] = flags
    return PunktSentenceTokenizer(punkt)


def sentence_spans(text: str, offset: int = 0) -> list[Span]:
    """Return spans of the sentences of ``text``, each moved by ``offset``; by Punkt.

    >>> [text[a:b] for text in ["See para. 4. It is late."] for a, b in sentence_spans(text)]
    ['See para. 4.', 'It is late.']
    """
    punkt = _punkt()
    out: list[Span] = []
    for a, b in _blocks(text):
        out += [(offset + s, offset + e) for s, e in _with_tails(text, a, punkt.span_tokenize(text[a:b]))]
    return out


def _with_tails(text: str, start: int, spans: Iterable[Span]) -> list[Span]:
    """Return spans moved by ``start``, each with the closing marks that Punkt leaves to the next sentence."""
    out: list[Span] = []
    for s, e in spans:
        a, b = start + s, start + e
        tail = _TAIL.match(text, a, b) if out else None
        if tail is not None:
            out[-1] = (out[-1][0], tail.end())
            a = tail.end()
            while a < b and text[a].isspace():
                a += 1
        if b > a:
            out.append((a, b))
    return out


def light_sentence_spans(text: str, offset: int = 0) -> list[Span]:
    """Return spans of the sentences of ``text`` by the same parameters without NLTK."""
    known = parameters()
    out: list[Span] = []
    for a, b in _blocks(text):
        at = a
        for m in _STOP.finditer(text, a, b):
            if _ends(text, a, m, known):
                out.append((offset + at, offset + m.end()))
                at = m.end()
                while at < b and text[at].isspace():
                    at += 1
        if at < b:
            out.append((offset + at, offset + b))
    return out


_SPACED = re.compile(r"(?<=[^\s.:;!?])[ \t]*\n\n(?=[a-z(])|(?<=[^\n]{60})(?<![\s.:;!?])\n\n(?=[A-Z\d])")
"""A blank line inside a sentence: small letters follow, or the line above is a full one without a stop."""


def paragraph_sentence_spans(text: str, offset: int = 0) -> list[Span]:
    """Return the sentences of one paragraph; blank lines that a converter left between its lines end none."""
    return light_sentence_spans(_SPACED.sub(_blank, text) if "\n\n" in text else text, offset)


def _blank(m: re.Match[str]) -> str:
    return " " * len(m[0])


def _blocks(text: str) -> list[Span]:
    """Return blocks of text between blank lines and bullets, without white space at their ends."""
    out = []
    at = 0
    for m in [*_BLOCK.finditer(text), None]:
        a, b = at, m.start() if m else len(text)
        at = m.end() if m else b
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if b > a:
            out.append((a, b))
    return out


_UPPER_MIDDLE, _UPPER_ANY, _LOWER_ANY = 1 << 2, (1 << 1) | (1 << 2) | (1 << 3), (1 << 4) | (1 << 5) | (1 << 6)
_LOWER_BEGIN = 1 << 4
"""The flags of Punkt for where a word was seen with a capital or a small first letter."""


def _ends(text: str, block: int, stop: re.Match[str], known: Parameters) -> bool:
    """Return the stop ends a sentence: Punkt's first and second pass, for one place."""
    if stop[0][0] in "!?":
        return True
    start, end = max(block, stop.start() - 60), stop.start()
    rest = _UP_TO_TOKEN.match(text, start, end)
    before = text[rest.end() if rest else start : end]
    token = before.lower()
    following = _NEXT.match(text, stop.end())
    if following is None:
        return True
    word = following[1]
    kind = "##number##" if _NUMBER.match(token) else token
    bare = word.rstrip(".,;:!?)'\"\u2019\u201d").lower()
    if (kind, bare) in known.collocations:
        return False
    initial = bool(_INITIAL.match(before))
    abbreviation = token in known.abbreviations or token.rsplit("-", 1)[-1] in known.abbreviations
    if not abbreviation and not initial and kind != "##number##":
        return not word[0].islower() or bool(bare)
    if initial and _LETTERED.search(text, max(block, stop.start() - 24), stop.start()):
        return word[0].isupper()
    verdict = _by_case(word, bare, known)
    if abbreviation and not initial:
        return verdict is True or (word[0].isupper() and bare in known.starters)
    if initial or kind == "##number##":
        if verdict is False:
            return False
        if verdict is None and initial and word[0].isupper() and not known.case.get(bare, 0) & _LOWER_ANY:
            return False
        return not initial or verdict is True
    return True


def _by_case(word: str, bare: str, known: Parameters) -> bool | None:
    """Return punkt's orthographic heuristic: True starts a sentence, False does not, None is undecided."""
    if word[0] in ";:,.!?":
        return False
    flags = known.case.get(bare, 0)
    if word[0].isupper() and flags & _LOWER_ANY and not flags & _UPPER_MIDDLE:
        return True
    if word[0].islower() and (flags & _UPPER_ANY or not flags & _LOWER_BEGIN):
        return False
    return None
