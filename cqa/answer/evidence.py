"""From passages to evidence: which sentence holds how much of the topic, and how well.

A *concept* is one word or phrase of the topic with the other ways to say it. A sentence is scored by the
weight of the concepts that it holds itself, plus a share for those that stand in its surroundings (the rest of its passage, its
headings, its paper's title), which is what makes a bullet or a table row speak for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cqa.analysis import Word, stems, words
from cqa.model import Passage, Span

SURROUNDINGS_SHARE = 0.45
"""What a concept counts that is not in the sentence but in its passage; measured on the seed questions."""

HEADING_SHARE = 0.35
"""The same for headings and title, which govern a sentence but do not assert anything."""

LOOSE = 0.8
"""A phrase whose words stand close together but not side by side, or in another order (*privately fostered*)."""

_BREAK = re.compile(r"(?<=[.!?;])[\"\u201d'\u2019)]*\s+(?=[\"\u201c'\u2018(]?[A-Z0-9\u2022])|\n\s*\n|\n(?=\s*(?:[\u2022\-*\u25aa]|\(?[ivxa-z0-9]{1,4}[.)])\s)|\n(?=[^\n]*\t)|(?<=\t)\n")


@dataclass(frozen=True, slots=True)
class Concept:
    """A word or phrase asked for. ``variants`` are stem sequences; the first is what was written.
    ``weight`` is how telling it is (inverse document frequency); ``run`` the phrase of the question that it is from."""

    written: str
    variants: tuple[tuple[str, ...], ...]
    weight: float = 1.0
    required: bool = True
    run: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found: which, by which variant, where (offsets into the passage's text), how exactly (0-1)."""

    concept: int
    variant: tuple[str, ...]
    span: Span
    worth: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, bullet or table row of a passage with what of the topic it holds.

    ``span`` is in the passage's text. ``own`` is the share (0-1) of the topic's weight that the sentence itself holds,
    ``coverage`` the share with its surroundings, ``core`` the share of the required concepts' weight in the sentence itself.
    """

    passage: Passage
    span: Span
    matches: tuple[Match, ...]
    own: float
    coverage: float
    core: float

    @property
    def text(self) -> str:
        return self.passage.text[slice(*self.span)]

    @property
    def quote(self) -> Span:
        """The sentence's span in the canonical text."""
        return self.passage.span[0] + self.span[0], self.passage.span[0] + self.span[1]


def sentence_spans(text: str) -> list[Span]:
    """Sentences, bullets and table rows of a passage."""
    from cqa.split.sentences import light_sentence_spans

    return [tuple(s) for s in light_sentence_spans(text)]


def weigh(passages: Iterable[Passage], concepts: Sequence[Concept]) -> list[Sentence]:
    """Every sentence that holds at least one concept, in the order of the passages."""
    total = sum(c.weight for c in concepts) or 1.0
    core = sum(c.weight for c in concepts if c.required) or total
    index = _first_stems(concepts)
    found: list[Sentence] = []
    for passage in passages:
        tokens = list(words(passage.text))
        matches = _matches(tokens, concepts, index)
        if not matches:
            continue
        around = _best(matches)
        above = _above(passage, concepts, index)
        for start, end in sentence_spans(passage.text):
            inside = tuple(m for m in matches if start <= m.span[0] < end)
            if not inside:
                continue
            mine = _best(inside)
            own = sum(concepts[i].weight * w for i, w in mine.items())
            context = sum(
                max(concepts[i].weight * (w * SURROUNDINGS_SHARE), 0.0) for i, w in around.items() if i not in mine
            ) + sum(concepts[i].weight * HEADING_SHARE for i in above if i not in mine and i not in around)
            essential = sum(concepts[i].weight * w for i, w in mine.items() if concepts[i].required)
            found.append(Sentence(passage, (start, end), inside, own / total, (own + context) / total, essential / core))
    return found


def _best(matches: Iterable[Match]) -> dict[int, float]:
    best: dict[int, float] = {}
    for m in matches:
        best[m.concept] = max(best.get(m.concept, 0.0), m.worth)
    return best


def _first_stems(concepts: Sequence[Concept]) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
    """By each stem, the phrases that hold it: single words under themselves, phrases under every one of their words."""
    index: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for i, concept in enumerate(concepts):
        for variant in concept.variants:
            for stem in dict.fromkeys(variant):
                index.setdefault(stem, []).append((i, variant))
    return index


def _matches(
    tokens: Sequence[Word], concepts: Sequence[Concept], index: dict[str, list[tuple[int, tuple[str, ...]]]]
) -> list[Match]:
    found: list[Match] = []
    forms = [t.stem for t in tokens]
    for at, stem in enumerate(forms):
        for concept, variant in index.get(stem, ()):
            if len(variant) == 1:
                found.append(Match(concept, variant, (tokens[at].start, tokens[at].end), 1.0))
            elif variant[0] == stem and tuple(forms[at : at + len(variant)]) == variant:
                found.append(Match(concept, variant, (tokens[at].start, tokens[at + len(variant) - 1].end), 1.0))
            else:
                reach = forms[at : at + len(variant) + 2]
                if all(v in reach for v in variant) and stem in variant:
                    last = max(reach.index(v) for v in variant)
                    found.append(Match(concept, variant, (tokens[at].start, tokens[at + last].end), LOOSE))
    return found


def _above(passage: Passage, concepts: Sequence[Concept], index: dict[str, list[tuple[int, tuple[str, ...]]]]) -> set[int]:
    """Concepts that stand in the headings, column heads or title above a passage."""
    held = stems(" . ".join((*passage.path, passage.heading, *passage.columns, passage.title)))
    present = set(held)
    return {i for stem in present for i, variant in index.get(stem, ()) if all(v in present for v in variant)}
