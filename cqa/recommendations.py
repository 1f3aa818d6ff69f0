"""What reports recommend and meetings resolve on a topic: the same wording once, with who used it and what came of it.

topic ─ search ─▶ papers ─ their decisions ─▶ those on the topic ─ same wording ─▶ groups
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from cqa.catalogue.addressee import addressee, without_addressee
from cqa.catalogue.outcomes import DecisionIndex, OutcomeStep, OutcomeStrip, outcome_strips
from cqa.catalogue.visibility import leaves_out_exempt
from cqa.engine.port import Engine
from cqa.model import Decision, DecisionPart, Paper
from cqa.query.nodes import Everything, Node
from cqa.record import dataclass
from cqa.search import SearchOptions, search
from cqa.text.analyzer import stems
from cqa.text.stop_words import stop_words

SAME_WORDING = 0.7
"""Resemblance (share of the pairs of words of either that both have) from which two recommendations are one wording."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation or resolution, or one part of it. ``addressee`` is who is asked to decide or did; ``outcome``
    what came of it as far as the index knows, *proposed* where nothing is known."""

    paper: Paper
    decision: Decision
    part: DecisionPart | None
    verb: str
    addressee: str
    outcome: str
    strip: OutcomeStrip | None

    @property
    def text(self) -> str:
        """Return the words, in one line."""
        return " ".join((self.part.quote if self.part else self.decision.text).text.split())

    @property
    def date(self) -> str:
        """Return the day (ISO), "" where none is known."""
        return self.decision.date or self.paper.date or ""


@dataclass(frozen=True, slots=True)
class RepeatedRecommendation:
    """Recommendations of near-identical wording, the newest first; ``text`` is that of the newest."""

    verb: str
    text: str
    used: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class FoundRecommendations:
    """The wordings on a topic, those used most often first; ``relaxed`` says which words of the topic were left out."""

    topic: str
    wordings: tuple[RepeatedRecommendation, ...]
    relaxed: str | None = None


def recommendations(
    engine: Engine,
    topic: str,
    filters: Node | None = None,
    keep: Callable[[Paper], bool] | None = None,
    *,
    verb: str | None = None,
    outcome: str | None = None,
) -> FoundRecommendations:
    """Return what was recommended and resolved on a topic, grouped by wording; all of it for an empty topic.

    ``filters`` are a tree, ``keep`` the same as a test of papers.
    """
    open_only = leaves_out_exempt(filters or Everything())
    indexed = [p for p in engine.papers() if not (open_only and p.exempt)]
    papers, relaxed = _on_topic(engine, topic, filters or Everything(), [p for p in indexed if keep is None or keep(p)])
    wanted = frozenset(stem for stem in stems(topic)) - stop_words("queries")
    known = DecisionIndex(indexed)
    rows = [
        row
        for paper in papers
        for row in of_paper(engine, paper, known)
        if (verb is None or row.verb == verb) and (outcome is None or row.outcome == outcome)
    ]
    scored = [(len(wanted & _stems_of(row)), row) for row in rows]
    best = max((score for score, _ in scored), default=0)
    enough = len(wanted) if best == len(wanted) else best
    if wanted and not enough:
        return FoundRecommendations(topic, (), relaxed)
    return FoundRecommendations(topic, tuple(_grouped([row for score, row in scored if score >= enough])), relaxed)


def of_paper(engine: Engine, paper: Paper, indexed: Sequence[Paper] | DecisionIndex) -> Iterator[Recommendation]:
    """Yield the recommendations and resolutions of a paper, a part each."""
    if not paper.decisions:
        return
    text, _ = engine.text(paper.id)
    strips = {_key(step): strip for strip in outcome_strips(paper, indexed) for step in _own(strip, paper)}
    for decision in paper.decisions:
        strip = strips.get((decision.item, decision.text.span))
        for part in decision.parts or (None,):
            start, end = part.quote.span if part else decision.text.span
            body = addressee(paper, text, start, end)
            yield Recommendation(
                paper,
                decision,
                part,
                part.verb if part else decision.verb,
                body,
                _outcome(part.outcome if part else decision.outcome, strip, body),
                strip,
            )


def _own(strip: OutcomeStrip, paper: Paper) -> list[OutcomeStep]:
    steps = [*([strip.recommended] if strip.recommended else []), *strip.decided]
    return [step for step in steps if step.paper.id == paper.id]


def _key(step: OutcomeStep) -> tuple[str, tuple[int, int]]:
    return step.decision.item, step.decision.text.span


def _outcome(own: str, strip: OutcomeStrip | None, body: str) -> str:
    """Return what came of a recommendation: its own outcome, or of a proposed one that of the decision of the body that
    was asked. What another body decided later is in the strip."""
    steps = strip.decided if strip and own == "proposed" else ()
    return next((step.outcome for step in steps if body in step.paper.committees), own)


def _on_topic(engine: Engine, topic: str, filters: Node, papers: Sequence[Paper]) -> tuple[list[Paper], str | None]:
    """Return the papers with a passage on the topic, and which of its words were dropped to find any."""
    with_decisions = [p for p in papers if p.decisions]
    if not topic.strip():
        return with_decisions, None
    result = search(engine, topic, SearchOptions(filters=filters, limit=0, facets=("paper",), lenient=True))
    found = {value for name, values in result.facets if name == "paper" for value, _ in values}
    return [p for p in with_decisions if p.id in found or p.pack in found], result.relaxed


def _stems_of(row: Recommendation) -> frozenset[str]:
    return frozenset(stems(f"{row.text} {row.decision.item} {row.paper.title if row.paper.type == 'report' else ''}"))


def _grouped(rows: Sequence[Recommendation]) -> list[RepeatedRecommendation]:
    """Return the rows by near-identical wording: those most used first, then the newest."""
    groups: list[tuple[frozenset[tuple[str, ...]], list[Recommendation]]] = []
    having: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    """Groups of each verb and pair: wordings that share no pair cannot be near-identical."""
    for row in sorted(rows, key=lambda r: (r.date, r.paper.id), reverse=True):
        pairs = _pairs(row.text)
        shared = Counter(group for pair in pairs for group in having.get((row.verb, *pair), ()))
        for group in sorted(shared):
            own, members = groups[group]
            if shared[group] >= SAME_WORDING * (len(own) + len(pairs) - shared[group]):
                members.append(row)
                break
        else:
            for pair in pairs:
                having[row.verb, *pair].append(len(groups))
            groups.append((pairs, [row]))
    found = [RepeatedRecommendation(members[0].verb, members[0].text, tuple(members)) for _, members in groups]
    return sorted(found, key=lambda w: -len(w.used))


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    """Return the pairs of neighbouring words of a wording, whoever it is put to: *approves*, *to approve*."""
    words = [s for s in stems(without_addressee(text)) if s not in ("to", "that")]
    return frozenset(pairwise(words)) or frozenset([tuple(words)])


def verbs(found: FoundRecommendations) -> list[tuple[str, int]]:
    """Return the verbs of all recommendations with how often each is used, most first."""
    counts = Counter(row.verb for wording in found.wordings for row in wording.used)
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))
