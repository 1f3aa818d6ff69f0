"""The question and the passages as the features see them: words counted once, for all features together.

BM25 is Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009. How rare a word is comes
from the engine's exact counts, and the usual length of a passage is a constant: so every engine gives the same values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field
from math import log

from cqa.evidence.sentence_scorer import Concept, Match
from cqa.model import Passage, Span
from cqa.record import dataclass
from cqa.text.analyzer import stems, tokenize

K1, B = 0.9, 0.4
"""BM25 parameters for short passages (the values of the baseline, after Trotman, 2014)."""

USUAL_WORDS = 90.0
"""Stems of an average passage with its headings, over the training papers; it only sets the scale of lengths."""

INSTEAD = 0.8
"""Share of a word's weight that another way to say it counts."""

Stems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What the features ask of a question.

    ``idf`` are its informative stems with their inverse document frequencies; ``pairs`` neighbours among them in the
    order of the question; ``asks`` the sorts of value that answer it (``date``, ``money``, ``number``, ``person``,
    ``reason``, ``manner``).
    """

    idf: Mapping[str, float]
    pairs: tuple[tuple[str, str], ...]
    concepts: tuple[Concept, ...]
    asks: frozenset[str] = frozenset()
    kind: str = "passage"
    roles: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    committees: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    want: str = "any"
    absent: frozenset[str] = frozenset()
    """Stems that no passage holds, nor any other way to say them."""
    text: str = ""
    counted: tuple[tuple[str, ...], ...] = ()
    """What *how many* counts, as stem sequences."""
    instead: Mapping[str, tuple[Stems, ...]] = field(default_factory=dict)
    """Stems with lesser ways to say the term that they are of."""
    near: Mapping[str, float] = field(default_factory=dict)
    """Passages with their nearness in meaning, where the index has a sentence encoder."""
    encoder: str | None = None
    """The name of that encoder."""
    total: float = 1e-9
    """The sum of the stems' idf, at least a small number."""
    rarest: str | None = None
    """The stem with the highest idf."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of a passage: its span in the passage's text, its stems, the concepts that it holds."""

    span: Span
    stems: Stems
    words: frozenset[str]
    """The stems without their order."""
    matches: tuple[Match, ...]
    own: float = 0.0
    coverage: float = 0.0


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage with its words counted: in its text, its headings, its title and in the whole bag with its context."""

    passage: Passage
    sentences: tuple[SentenceView, ...]
    text: Counter[str]
    heading: frozenset[str]
    title: frozenset[str]
    above: frozenset[str]
    """Stems of headings and title."""
    bag: Counter[str]
    length: int
    """Stems of the bag."""


def context_of(passage: Passage) -> str:
    """Return what is over a passage: council, year, committees, title and headings."""
    above = (passage.authority, passage.date[:4], *passage.committees, passage.title, *passage.path, passage.heading)
    return " . ".join(part for part in (*above, *passage.columns) if part)


def idf(passages: int, holding: int) -> float:
    """Return the inverse document frequency of a word in ``holding`` of ``passages``; never negative."""
    return log(1.0 + (passages - holding + 0.5) / (holding + 0.5)) if passages >= holding else 0.1


def bm25(question: QuestionView, counts: Mapping[str, int], length: float, usual: float = USUAL_WORDS) -> float:
    """Return BM25 as a share (0-1) of the most that these words can score."""
    norm = K1 * (1.0 - B + B * length / usual)
    score = 0.0
    instead = question.instead
    for stem, weight in question.idf.items():
        times, share = counts.get(stem, 0), 1.0
        if not times and stem in instead:
            times = max(min(counts.get(word, 0) for word in way) for way in instead[stem])
            share = INSTEAD
        if times:
            score += weight * share * times / (times + norm)
    return score / question.total


def coverage(question: QuestionView, held: Mapping[str, object] | frozenset[str] | set[str]) -> float:
    """Return the share (0-1) of the question's stems, by idf, that ``held`` holds."""
    found = 0.0
    instead = question.instead
    for stem, weight in question.idf.items():
        if stem in held:
            found += weight
        elif stem in instead and any(all(word in held for word in way) for way in instead[stem]):
            found += weight * INSTEAD
    return found / question.total


def heading_stems(passage: Passage) -> frozenset[str]:
    """Return the stems of the headings and column heads over a passage."""
    return frozenset(stems(" . ".join((*passage.path, passage.heading, *passage.columns))))


def sentence_stems(text: str, spans: Sequence[Span]) -> list[Stems]:
    """Return the stems of each sentence of a text."""
    return [tuple(stems(text[a:b])) for a, b in spans]


def informative(text: str, stop: frozenset[str]) -> list[str]:
    """Return the folded words of a question that are no stop words, in their order."""
    return [word for word in tokenize(text) if word not in stop]
