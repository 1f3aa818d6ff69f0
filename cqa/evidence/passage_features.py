"""Features that all sentences of a passage share: how the passage and its context fit the question, and what sort of
text it is. Each is a small pure function and has its weight in ``data/weights.json`` under its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log

from cqa.evidence.candidate import TYPED, FoundPassage
from cqa.evidence.sentence_scorer import LESSER, Concept
from cqa.evidence.typed import FINDERS
from cqa.evidence.views import SentenceView, bm25, coverage

ASIDE = frozenset(
    {"appendices list", "background papers", "supporting documents", "part", "circulation", "officer contact"}
)
"""Roles of sections that name something and say nothing."""

HALF_WAY = 10.0
"""Passages after which :func:`rank_in_paper` has fallen to a half."""

LOG_OF_LONG = 6.0
"""Natural logarithm of the stems of a long passage, about four hundred."""


def passage_bm25(f: FoundPassage) -> float:
    """Return BM25 of the passage's text."""
    return bm25(f.question, f.passage.text, f.passage.text.total())


def context_bm25(f: FoundPassage) -> float:
    """Return BM25 of the passage with its council, year, committees, title and headings."""
    return f.background.bag


def context_best(f: FoundPassage) -> float:
    """Return the context score as a share of the best one found."""
    return f.background.bag / f.background.best_bag if f.background.best_bag else 0.0


def paper_best(f: FoundPassage) -> float:
    """Return the paper's score as a share of the best paper's."""
    return f.background.paper / f.background.best_paper if f.background.best_paper else 0.0


def heading_coverage(f: FoundPassage) -> float:
    """Return the share of the question that the headings hold."""
    return coverage(f.question, f.passage.heading)


def title_coverage(f: FoundPassage) -> float:
    """Return the share of the question that the paper's title holds."""
    return coverage(f.question, f.passage.title)


def neighbour_coverage(f: FoundPassage) -> float:
    """Return the share of the question that the passages right before and after hold."""
    return coverage(f.question, f.background.neighbours)


def passage_coverage(f: FoundPassage) -> float:
    """Return the share of the question that the passage's text holds."""
    return coverage(f.question, f.passage.text)


def whole_coverage(f: FoundPassage) -> float:
    """Return the share of the question that the passage and its context hold together."""
    return coverage(f.question, f.passage.bag)


def concept_passage(f: FoundPassage) -> float:
    """Return the share of the topic's concepts that the passage holds."""
    return share_of_concepts(f.question.concepts, concept_worths(f.passage.sentences))


def concept_whole(f: FoundPassage) -> float:
    """Return the share of the topic's concepts that the passage, its headings and its title hold."""
    held = concept_worths(f.passage.sentences)
    for i, one in enumerate(f.question.concepts):
        shares = [LESSER if v in one.lesser else 1.0 for v in one.variants if f.passage.above.issuperset(v)]
        held[i] = max([held.get(i, 0.0), *shares])
    return share_of_concepts(f.question.concepts, held)


def passage_length(f: FoundPassage) -> float:
    """Return the logarithm of the passage's length, 1 at four hundred words."""
    return log(1 + f.passage.text.total()) / LOG_OF_LONG


def lacks_value(f: FoundPassage) -> float:
    """Return 1 when a value is asked for and the whole passage holds none of its sort."""
    sorts = f.question.asks & TYPED
    return float(bool(sorts) and not any(FINDERS[sort](f.passage.passage.text) for sort in sorted(sorts)))


def role_asked(f: FoundPassage) -> float:
    """Return 1 when the passage has the role (legal implications, recommendations) that is asked for."""
    return float(f.passage.passage.role in f.question.roles)


def type_asked(f: FoundPassage) -> float:
    """Return 1 when the paper is of the type asked for."""
    return float(f.passage.passage.type in f.question.types)


def year_asked(f: FoundPassage) -> float:
    """Return 1 when the passage or its paper's date names a year of the question."""
    if not f.question.years:
        return 0.0
    return float(f.passage.passage.date[:4] in f.question.years or any(y in f.passage.bag for y in f.question.years))


def committee_asked(f: FoundPassage) -> float:
    """Return 1 when the paper went to the committee of the question."""
    ours = [name.lower() for name in f.passage.passage.committees]
    return float(any(w.lower() in o or o in w.lower() for w in f.question.committees for o in ours))


def is_table(f: FoundPassage) -> float:
    """Return 1 for a table row."""
    return float(f.passage.passage.kind == "table")


def is_heading(f: FoundPassage) -> float:
    """Return 1 for a heading, a footnote or the front block."""
    return float(f.passage.passage.kind in ("heading", "front", "footnote"))


def is_minutes(f: FoundPassage) -> float:
    """Return 1 for minutes and decision records."""
    return float(f.passage.passage.type in ("minutes", "decision record"))


def is_recommendation(f: FoundPassage) -> float:
    """Return 1 for the recommendations of a report."""
    return float(f.passage.passage.role == "recommendations")


def is_summary(f: FoundPassage) -> float:
    """Return 1 for a summary or a purpose section."""
    return float(f.passage.passage.role in ("summary", "purpose"))


def is_aside(f: FoundPassage) -> float:
    """Return 1 for lists of appendices, contacts, background papers, circulation: what names and says nothing."""
    return float(f.passage.passage.role in ASIDE)


def is_agenda(f: FoundPassage) -> float:
    """Return 1 for agendas, which list what other papers say."""
    return float(f.passage.passage.type in ("agenda", "agenda pack"))


def rank_in_paper(f: FoundPassage) -> float:
    """Return how early the passage is in its paper: 1 at the start, falling towards 0."""
    return 1.0 / (1.0 + f.passage.passage.order / HALF_WAY)


def concept_worths(sentences: Sequence[SentenceView]) -> dict[int, float]:
    """Return the concepts that sentences hold, each with what its best match counts (0-1)."""
    held: dict[int, float] = {}
    for sentence in sentences:
        for match in sentence.matches:
            held[match.concept] = max(held.get(match.concept, 0.0), match.worth)
    return held


def share_of_concepts(concepts: Sequence[Concept], held: Mapping[int, float]) -> float:
    """Return the share (0-1) of the concepts' weight that is held."""
    if not held:
        return 0.0
    total = sum(one.weight for one in concepts)
    return sum(concepts[i].weight * worth for i, worth in held.items()) / total if total else 0.0


OF_PASSAGE: tuple[Callable[[FoundPassage], float], ...] = (
    passage_bm25, context_bm25, context_best, paper_best, heading_coverage, title_coverage, neighbour_coverage,
    passage_coverage, whole_coverage, concept_passage, concept_whole, passage_length, lacks_value, role_asked,
    type_asked, year_asked, committee_asked, is_table, is_heading, is_minutes, is_recommendation, is_summary, is_aside,
    is_agenda, rank_in_paper,
)  # fmt: skip
