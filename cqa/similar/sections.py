"""Sections like those of a draft, role against role: recommendations with recommendations, legal with legal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cqa.catalogue.outcomes import DecisionIndex, OutcomeStrip, outcome_strips
from cqa.engine.port import Engine, Request
from cqa.model import Paper, Passage
from cqa.query.nodes import And, Node, Or, Value, Word
from cqa.rank.duplicates import NearDuplicates
from cqa.signatures.signature import counted
from cqa.signatures.store import Signatures
from cqa.similar.result import ASKING, LikeSection
from cqa.similar.words import Compared, compared, likeness
from cqa.text.analyzer import tokenize

COMPARED = (
    ASKING,
    ("reasons for recommendations",),
    ("options considered",),
    ("consultation",),
    ("implications:legal",),
    ("implications:resource",),
    ("implications:equality",),
    ("implications:risk",),
    ("implications:policy",),
    ("implications:property",),
)
"""Roles that are compared, those of a row with one another; in the order in which they are shown."""

EACH = 3
"""Sections shown of each role."""

CANDIDATES = 15
"""Sections compared word by word: the engine's best."""

INFORMATIVE = 25
"""Stems that represent a section."""

SAME_WORDING = 0.8
"""Resemblance above which two sections are one."""

LEAST = 0.1
"""Similarity below which two sections share a phrase of every paper, not a matter."""

NEAREST = 30
"""Papers most alike whose sections are compared first."""

MATTER = 2.0
"""How much the similarity of whole papers counts next to that of sections: legal advice reads alike on every matter."""

FEWEST_SHARED = 3
"""Words that two sections share at least: one rare word makes a short section like any other that has it."""


def like_sections(
    engine: Engine,
    known: Signatures,
    passages: Sequence[Passage],
    filters: Node,
    precedents: Mapping[str, float],
    papers: Mapping[str, Paper],
    shown: DecisionIndex,
) -> tuple[LikeSection, ...]:
    """Return sections of ``papers`` that share the words of a draft's sections of the same role.

    ``precedents`` are the similarities of whole papers: of two sections alike, that of the paper on the same matter is
    first. Decisions are looked for in ``shown``.
    """
    nearest = sorted(precedents, key=lambda i: (-precedents[i], i))[:NEAREST]
    asks: list[tuple[Sequence[str], Compared]] = []
    for roles in COMPARED:
        texts = [p.text for p in passages if p.role in roles]
        asked = compared(known, *counted(texts), most=INFORMATIVE)
        if asked.weights:
            asks.append((roles, asked))
    found = [
        LikeSection(passage.role, passage, alike, shared)
        for roles, asked in asks
        for passage, alike, shared in _like(_hits(engine, asked, roles, filters, nearest), asked, precedents, papers)
    ]
    return tuple(_with_outcome(s, papers[s.passage.paper], shown) if s.role in ASKING else s for s in found)


def _hits(
    engine: Engine, asked: Compared, roles: Sequence[str], filters: Node, nearest: Sequence[str]
) -> Iterator[Passage]:
    """Yield the engine's best sections of these roles: of the papers most alike, then of all."""
    words = Or(tuple(Word(asked.written[stem]) for stem in asked.weights))
    within = And((filters, Or(tuple(Value("role", role) for role in roles))))
    inside = [And((within, Or(tuple(Value("paper", i) for i in nearest))))] if nearest else []
    seen: set[str] = set()
    for tree in (*inside, within):
        for hit in engine.search(Request(words, tree, limit=CANDIDATES)).hits:
            if hit.passage.id not in seen:
                seen.add(hit.passage.id)
                yield hit.passage


def _like(
    passages: Iterable[Passage], asked: Compared, precedents: Mapping[str, float], papers: Mapping[str, Paper]
) -> Iterator[tuple[Passage, float, tuple[str, ...]]]:
    """Yield the sections most alike, those of precedents first, the same wording once."""
    scored = []
    for passage in passages:
        if passage.paper in papers:
            alike, own = likeness(asked, passage.text)
            if alike >= LEAST and len(own) >= FEWEST_SHARED:
                scored.append((passage, min(alike, 1.0), asked.shared(own)))
    seen, shown = NearDuplicates(SAME_WORDING), 0
    ranked = sorted(scored, key=lambda s: (-s[1] - MATTER * precedents.get(s[0].paper, 0.0), s[0].id))
    for passage, alike, shared in ranked:
        if seen.find_or_add(replace(passage, paper=""), tokenize(passage.text)) is None:
            yield passage, alike, shared
            shown += 1
        if shown == EACH:
            return


def _with_outcome(section: LikeSection, paper: Paper, indexed: DecisionIndex) -> LikeSection:
    strips = outcome_strips(paper, indexed)
    return replace(section, outcomes=tuple(s for s in strips if s.recommended and _is_of(s, section.passage)))


def _is_of(strip: OutcomeStrip, passage: Passage) -> bool:
    """Return whether a strip is on the matter of a passage: any of its report, in minutes that of its item."""
    if strip.recommended is not None and strip.recommended.paper.id == passage.paper:
        return True
    places = (passage.heading, *passage.path)
    return any(step.decision.item in places for step in strip.decided)
