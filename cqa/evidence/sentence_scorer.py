"""From passages to evidence: which sentence holds how much of the topic, and how well.

A *concept* is one word or phrase of the topic with the other ways to say it. A sentence is scored by the weight of the
concepts that it holds itself, plus a share for those that stand in its surroundings (the rest of its passage, its
headings, its paper's title), which is what makes a bullet or a table row speak for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cqa.evidence.patterns import compounds, cue, cue_words
from cqa.evidence.text_units import sentence_spans
from cqa.model import Passage, Span
from cqa.record import dataclass
from cqa.text.analyzer import STEMS, stems, token_span, tokenize
from cqa.text.pattern import pattern

SURROUNDINGS_SHARE = 0.45
"""What a concept counts that is not in the sentence but in its passage; measured on the seed questions."""

HEADING_SHARE = 0.35
"""The same for headings and title, which govern a sentence but do not assert anything."""

REFERRED_SHARE = 0.7
"""The same for a concept of the sentence before, when a sentence begins by referring to it (*They began to rise*)."""

SUBJECT_SHARE = 0.8
"""The same for what the paper as a whole is about, by its title."""

SUBJECT_ENOUGH = 0.34
"""Share of the topic's weight, by two concepts or more, that a title must hold for its paper to be the one asked
about."""

CORE_MENTIONS = 0.5
"""Share of the head phrase's weight that makes a sentence a mention of it."""

MENTIONS_TOPIC = 0.7
"""The same where every passage counts (never, most often): *foster carers* do not mention young carers."""

LESSER = 0.8
"""A way to say it that is near in meaning and not the same: papers' term for an everyday word."""

LOOSE = 0.8
"""A phrase whose words stand close together but not side by side, or in another order (*privately fostered*)."""


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
    said: tuple[str, ...] = ()
    """The variants in words, for the engine."""
    named: bool = False
    """A name of one word: it matches in its very form only, and nothing answers without it."""
    judged: bool = False
    """The question's judging words stand at it (*manageable caseloads*)."""
    bound: bool = False
    """Part of a phrase of the form *changes of social worker*, which is asked for as a whole."""
    lesser: frozenset[tuple[str, ...]] = frozenset()
    """Variants that count less than the others."""


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

    ``span`` is in the passage's text. ``own`` is the share (0-1) of the topic's weight, less what its paper is about,
    that the sentence itself holds, ``coverage`` the share with its surroundings, ``core`` the share of the required
    concepts' weight in the sentence itself.
    """

    passage: Passage
    span: Span
    matches: tuple[Match, ...]
    own: float
    coverage: float
    core: float
    around: frozenset[int] = frozenset()
    """Concepts that its passage holds anywhere."""
    above: frozenset[int] = frozenset()
    """Concepts that its headings or its paper's title hold."""
    score: float = 0.0
    """Points by the fitted model; comparable among the sentences found for one question."""
    features: tuple[float, ...] = ()
    """The values of :data:`cqa.evidence.features.NAMES`."""

    @property
    def text(self) -> str:
        return self.passage.text[slice(*self.span)]

    @property
    def quote(self) -> Span:
        """The sentence's span in the canonical text."""
        return self.passage.span[0] + self.span[0], self.passage.span[0] + self.span[1]


_CONTENTS = pattern(r"(?:table of |list of )?(?:contents|tables|figures)(?: page)?\W*", re.I)
"""A heading over what only points to other pages."""
_NOTES = pattern(r"\[\d+\]\s")
"""A footnote at the foot of a page."""

_LINK = pattern(r"\W*\[[^\]\n]*\]\(<?https?:[^\n]*")
"""A link and nothing else: it says nothing itself."""


def score_sentences(passages: Iterable[Passage], concepts: Sequence[Concept], *, every: bool = False) -> list[Sentence]:
    """Every sentence that holds at least one concept (with ``every`` also the others), in the order of the passages."""
    index = _first_stems(concepts)
    groups = _groups(concepts)
    subjects: dict[str, frozenset[int]] = {}
    found: list[Sentence] = []
    for passage in passages:
        matches = _matches(passage.text, concepts, index)
        if not matches and not every:
            continue
        if passage.kind == "footnote" or _NOTES.match(passage.text) or _CONTENTS.fullmatch(passage.heading):
            continue
        whole = frozenset(m.concept for m in matches)
        over = frozenset(_above(passage, concepts, index))
        subject = subjects.get(passage.title)
        if subject is None:
            subject = subjects[passage.title] = _subject(passage.title, concepts, index, groups)
        around = {i: w * SURROUNDINGS_SHARE for i, w in _best(matches).items()}
        around |= {i: max(around.get(i, 0.0), HEADING_SHARE) for i in over}
        around |= {i: max(around.get(i, 0.0), SUBJECT_SHARE) for i in subject}
        asked = [g for g in groups if not g.concepts <= subject] or groups
        head = [g for g in groups if g.head] or groups
        without = _share(groups, around)
        before: dict[int, float] = {}
        for start, end in sentence_spans(passage.text, passage.kind):
            inside = tuple(m for m in matches if start <= m.span[0] < end)
            mine = _best(inside)
            if before and cue("refers_back").match(passage.text, start):
                mine = {i: max(mine.get(i, 0.0), before.get(i, 0.0) * REFERRED_SHARE) for i in {*mine, *before}}
            before = mine
            if (
                not (inside or every)
                or len(passage.text[start:end].split()) < 2
                or _LINK.fullmatch(passage.text, start, end)
            ):
                continue
            shares = (0.0, without, 0.0)
            if mine:
                both = {i: max(mine.get(i, 0.0), around.get(i, 0.0)) for i in {*mine, *around}}
                shares = _share(asked, mine), _share(groups, both), _share(head, mine)
            found.append(Sentence(passage, (start, end), inside, *shares, whole, over))
    return found


@dataclass(frozen=True, slots=True)
class _Group:
    """Runs of concepts that are alternatives to each other, with the group's weight."""

    runs: tuple[tuple[tuple[int, float], ...], ...]
    """Each run: its concepts with their weights."""
    weight: float
    head: bool

    @property
    def concepts(self) -> frozenset[int]:
        return frozenset(i for run in self.runs for i, _ in run)


def _groups(concepts: Sequence[Concept]) -> list[_Group]:
    by_group: dict[int, dict[int, list[int]]] = {}
    for i, c in enumerate(concepts):
        by_group.setdefault(c.group, {}).setdefault(c.run, []).append(i)
    groups = []
    for runs in by_group.values():
        telling = [run for run in runs.values() if any(concepts[i].required for i in run)] or list(runs.values())
        weighed = tuple(tuple((i, concepts[i].weight) for i in run) for run in telling)
        weight = max(sum(w for _, w in run) for run in weighed)
        groups.append(_Group(weighed, weight, any(concepts[i].required for run in runs.values() for i in run)))
    return groups


def _subject(
    title: str,
    concepts: Sequence[Concept],
    index: dict[str, list[tuple[int, tuple[str, ...]]]],
    groups: Sequence[_Group],
) -> frozenset[int]:
    """The concepts that a paper's title holds, when it holds enough of the topic to be the paper asked about: its
    sentences need not say again what the whole paper is about."""
    present = set(stems(title))
    held = {i for stem in present for i, variant in index.get(stem, ()) if all(v in present for v in variant)}
    enough = len(held) > 1 and _share(groups, dict.fromkeys(held, 1.0)) >= SUBJECT_ENOUGH
    return frozenset(held if enough else ())


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
    text: str, concepts: Sequence[Concept], index: dict[str, list[tuple[int, tuple[str, ...]]]]
) -> list[Match]:
    """Where concepts stand. A phrase also matches when its telling words stand near each other in another order."""
    exact = tokenize(text)
    forms = list(map(STEMS.__getitem__, exact))
    found: list[Match] = []

    def at_words(concept: int, variant: tuple[str, ...], first: int, last: int, worth: float = 1.0) -> None:
        start, end = token_span(text, first)
        worth *= LESSER if variant in concepts[concept].lesser else 1.0
        found.append(Match(concept, variant, (start, end if first == last else token_span(text, last)[1]), worth))

    for at in [at for at, stem in enumerate(forms) if stem in index]:
        stem = forms[at]
        for concept, variant in index[stem]:
            length = len(variant)
            if length == 1:
                wanted = concepts[concept]
                if wanted.named and exact[at] not in tokenize(wanted.written):
                    continue
                if _another_word(wanted, variant, exact[at]):
                    continue
                if not _compound(forms, at):
                    at_words(concept, variant, at, at)
            elif variant[0] == stem and tuple(forms[at : at + length]) == variant:
                if not _compound(forms, at):
                    at_words(concept, variant, at, at + length - 1)
            else:
                telling = [v for v in variant if v not in cue_words("light")]
                reach = forms[at : at + length + (2 if length < 4 else 10)]
                if len(telling) > 1 and stem in telling and all(v in reach for v in telling):
                    last = max(reach.index(v) for v in telling)
                    passive = tuple(f for f in reach[: last + 1] if f not in cue_words("auxiliary")) == variant
                    at_words(concept, variant, at, at + last, 1.0 if passive else LOOSE)
                    # passive: "children were being looked after"
    return found


def _another_word(wanted: Concept, variant: tuple[str, ...], form: str) -> bool:
    """Whether a form shares the stem and is another word all the same: *systems* for *systemic*, *extremely* for
    *extremism*."""
    written = wanted.written.lower()
    if variant != wanted.variants[0] or " " in written:
        return False
    return any(written.endswith(s) and not form.removesuffix("s").endswith(s) for s in _MAKES_ANOTHER)


_MAKES_ANOTHER = ("ism", "ist", "ic")
"""Endings that the stemmer drops and that make another word."""


def _compound(forms: Sequence[str], at: int) -> bool:
    """Whether the word before makes it another thing than it is alone."""
    return at > 0 and forms[at - 1] in compounds().get(forms[at], ())


def _above(
    passage: Passage, concepts: Sequence[Concept], index: dict[str, list[tuple[int, tuple[str, ...]]]]
) -> set[int]:
    """Concepts that stand in the headings, column heads or title above a passage."""
    held = stems(" . ".join((*passage.path, passage.heading, *passage.columns, passage.title)))
    present = set(held)
    return {i for stem in present for i, variant in index.get(stem, ()) if all(v in present for v in variant)}
