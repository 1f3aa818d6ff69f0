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
    group: int = 0
    """Concepts of one group and different runs are alternatives (*domestic violence or domestic abuse*)."""


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
    index = _first_stems(concepts)
    groups = _groups(concepts)
    found: list[Sentence] = []
    for passage in passages:
        tokens = list(words(passage.text))
        matches = _matches(tokens, concepts, index)
        if not matches:
            continue
        around = {i: w * SURROUNDINGS_SHARE for i, w in _best(matches).items()}
        around |= {i: max(around.get(i, 0.0), HEADING_SHARE) for i in _above(passage, concepts, index)}
        for start, end in sentence_spans(passage.text):
            inside = tuple(m for m in matches if start <= m.span[0] < end)
            if not inside:
                continue
            mine = _best(inside)
            both = {i: max(mine.get(i, 0.0), around.get(i, 0.0)) for i in {*mine, *around}}
            head = [g for g in groups if g.head] or groups
            found.append(
                Sentence(passage, (start, end), inside, _share(groups, mine), _share(groups, both), _share(head, mine))
            )
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """Runs of concepts that are alternatives to each other, with the group's weight."""

    runs: tuple[tuple[tuple[int, float], ...], ...]
    """Each run: its concepts with their weights."""
    weight: float
    head: bool


def _groups(concepts: Sequence[Concept]) -> list[_Group]:
    by_group: dict[int, dict[int, list[int]]] = {}
    for i, c in enumerate(concepts):
        by_group.setdefault(c.group, {}).setdefault(c.run, []).append(i)
    groups = []
    for runs in by_group.values():
        weighed = tuple(tuple((i, concepts[i].weight) for i in run) for run in runs.values())
        weight = max(sum(w for _, w in run) for run in weighed)
        groups.append(_Group(weighed, weight, any(concepts[i].required for run in runs.values() for i in run)))
    return groups


def _share(groups: Sequence[_Group], worth: dict[int, float]) -> float:
    """The share (0-1) of the groups' weight that is held: of each group, the run that is held best."""
    held = 0.0
    for group in groups:
        best = max(sum(w * worth.get(i, 0.0) for i, w in run) / (sum(w for _, w in run) or 1.0) for run in group.runs)
        held += group.weight * best
    return held / (sum(g.weight for g in groups) or 1.0)


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
    """Where concepts stand. A phrase also matches when its words stand near each other in another order, or when
    all but one of a long phrase's do."""
    found: list[Match] = []
    forms = [t.stem for t in tokens]
    for at, stem in enumerate(forms):
        for concept, variant in index.get(stem, ()):
            length = len(variant)
            if length == 1:
                if not _compound(forms, at):
                    found.append(Match(concept, variant, (tokens[at].start, tokens[at].end), 1.0))
            elif variant[0] == stem and tuple(forms[at : at + length]) == variant:
                if not _compound(forms, at):
                    found.append(Match(concept, variant, (tokens[at].start, tokens[at + length - 1].end), 1.0))
            else:
                reach = forms[at : at + length + (2 if length < 4 else 10)]
                missing = sum(v not in reach for v in variant)
                if missing == 0 or (length > 3 and missing == 1):
                    last = max(reach.index(v) for v in variant if v in reach)
                    found.append(Match(concept, variant, (tokens[at].start, tokens[at + last].end), LOOSE - 0.1 * missing))
    return found


def _compound(forms: Sequence[str], at: int) -> bool:
    """Whether the word before makes it another thing: *multi-agency staff* and *partner agency staff* are no agency staff."""
    return at > 0 and (forms[at - 1], forms[at]) in _COMPOUNDS


_COMPOUNDS = frozenset((a, "agenc") for a in ("multi", "partner", "inter", "singl", "other", "key", "all", "between", "across", "lead", "extern", "relev", "statutori", "each", "differ", "singl", "adopt", "foster"))
"""Pairs of stems whose second word means another thing than alone."""


def _above(passage: Passage, concepts: Sequence[Concept], index: dict[str, list[tuple[int, tuple[str, ...]]]]) -> set[int]:
    """Concepts that stand in the headings, column heads or title above a passage."""
    held = stems(" . ".join((*passage.path, passage.heading, *passage.columns, passage.title)))
    present = set(held)
    return {i for stem in present for i, variant in index.get(stem, ()) if all(v in present for v in variant)}
