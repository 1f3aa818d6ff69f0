"""Past papers and recommendations like one at hand: a paper in the index, a file on disk, or a single passage.

    paper ─ informative words ─▶ engine, counts by paper ─▶ cosine ─▶ papers, recommendations

The similarity of two papers is the cosine of their informative words, weighted by frequency and rarity (log tf · idf;
Manning, Raghavan & Schütze 2008, *Introduction to Information Retrieval*, 6.4.3), so it runs from 0 to 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cqa.engine.port import Engine, Request
from cqa.errors import UsageError
from cqa.model import Paper, Passage
from cqa.query.nodes import And, Everything, Node, Not, Or, Value, Word
from cqa.rank.duplicates import NearDuplicates
from cqa.record import dataclass
from cqa.text.analyzer import words
from cqa.text.stop_words import stop_words

INFORMATIVE = 40
"""Words that represent a paper: more change the order of the first ten on the sample corpus no further."""

CANDIDATES = 60
"""Passages compared word by word: the engine's best."""

WEIGHED = 400
"""Most frequent words of a paper whose rarity is looked up."""

SAME_WORDING = 0.8
"""Resemblance above which two recommendations are one."""

SHARED = 8
"""Shared words that are shown."""

ASKING = ("recommendations", "decision")
"""Roles of sections that recommend or decide."""


@dataclass(frozen=True, slots=True)
class SimilarPaper:
    """A paper with its similarity (0 to 1) and the words that it shares, the most informative first."""

    paper: Paper
    likeness: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """``words`` are those that were compared. ``recommendations`` are of other papers, best first."""

    of: str
    words: tuple[str, ...]
    papers: tuple[SimilarPaper, ...]
    recommendations: tuple[tuple[Passage, float], ...]


@dataclass(frozen=True, slots=True)
class SimilarPassages:
    """Passages like one, each with its similarity (0 to 1) and the words that it shares, best first."""

    of: Passage
    words: tuple[str, ...]
    passages: tuple[tuple[Passage, float, tuple[str, ...]], ...]


def similar_to_paper(engine: Engine, paper: Paper, filters: Node | None = None, limit: int = 10) -> Similar:
    """Return what is like a paper in the index; itself, its pack and copies of its file are left out."""
    shown = (p for p in engine.papers() if paper.exempt or not p.exempt)
    inside = [p.id for p in shown if p.id == paper.id or p.pack == paper.id]
    texts = [passage.text for each in inside for passage in engine.passages(each)]
    own = {p.id for p in engine.papers() if p.sha256 == paper.sha256}
    return _similar(engine, paper.title or paper.id, texts, own, filters or Everything(), limit)


def similar_to_file(engine: Engine, path: Path, filters: Node | None = None, limit: int = 10) -> Similar:
    """Return what is like a file on disk. Raises :class:`~cqa.errors.UsageError` for one that cannot be
    read."""
    from cqa.ingest.workers import read_files

    read = next(read_files([path.resolve()], 1))
    if not read.passages:
        raise UsageError(f"{path.name}: there is nothing to compare ({read.state.error or 'no text'})")
    own = {p.id for p in engine.papers() if p.sha256 == read.state.sha256}
    return _similar(engine, path.name, [p.text for p in read.passages], own, filters or Everything(), limit)


def similar_passages(engine: Engine, passage: Passage, filters: Node | None = None, limit: int = 10) -> SimilarPassages:
    """Return passages of other papers that share a passage's informative words, the same wording once."""
    weights, written = _informative(engine, [passage.text])
    if not weights:
        return SimilarPassages(passage, (), ())
    asked = Or(tuple(Word(written[stem]) for stem in weights))
    inside = And((filters or Everything(), Not(Value("paper", passage.paper))))
    seen, likes = NearDuplicates(SAME_WORDING), []
    for hit in engine.search(Request(asked, inside, limit=CANDIDATES)).hits:
        if seen.find_or_add(replace(hit.passage, paper=""), [w.exact for w in words(hit.passage.text)]) is None:
            counts = Counter(w.stem for w in words(hit.passage.text) if w.stem in weights)
            likes.append((hit.passage, _cosine(counts, weights), _shared(counts, weights, written)))
    best = sorted(likes, key=lambda found: (-found[1], found[0].id))
    return SimilarPassages(passage, tuple(written[stem] for stem in weights), tuple(best[:limit]))


def _similar(engine: Engine, of: str, texts: Sequence[str], own: set[str], filters: Node, limit: int) -> Similar:
    weights, written = _informative(engine, texts)
    if not weights:
        return Similar(of, (), (), ())
    inside = And((filters, Not(Or(tuple(Value("paper", p) for p in sorted(own)))))) if own else filters
    asked = Or(tuple(Word(written[stem]) for stem in weights))
    best = _compared(engine, weights, written, inside, limit)
    asks = _recommendations(engine, asked, inside, limit)
    return Similar(of, tuple(written[stem] for stem in weights), best, asks)


def _informative(engine: Engine, texts: Iterable[str]) -> tuple[dict[str, float], dict[str, str]]:
    """Return the most informative stems with their weight (tf · idf), heaviest first, and how each is most often
    written."""
    grammar = stop_words("queries")
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        for word in words(text):
            if word.exact.isalpha() and len(word.exact) > 2 and word.exact not in grammar:
                counts[word.stem] += 1
                forms.setdefault(word.stem, Counter())[word.exact] += 1
    written = {s: min(f, key=lambda form: (-f[form], form)) for s, f in forms.items()}
    passages = max(engine.coverage().passages, 1)
    frequent = sorted(counts, key=lambda s: (-counts[s], s))[:WEIGHED]
    weights: dict[str, float] = {}
    for stem in frequent:
        stored = engine.count(Word(written[stem]), Everything()).passages
        if stored:
            weights[stem] = (1 + math.log(counts[stem])) * math.log(passages / stored)
    best = sorted(weights, key=lambda s: (-weights[s], s))[:INFORMATIVE]
    return {s: weights[s] for s in best if weights[s] > 0}, written


def _compared(
    engine: Engine, weights: Mapping[str, float], written: Mapping[str, str], inside: Node, limit: int
) -> tuple[SimilarPaper, ...]:
    """Return the papers most alike. How often a paper has a word is counted in passages that hold it, which the engine
    knows of all papers at once."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for stem in weights:
        for paper_id, passages in engine.facets(Word(written[stem]), inside, ["paper"])["paper"]:
            counts[paper_id][stem] = passages
    alike = ((paper_id, _cosine(of_paper, weights)) for paper_id, of_paper in counts.items())
    best = sorted(alike, key=lambda found: (-found[1], found[0]))[:limit]
    stored = ((engine.paper(paper_id), likeness, counts[paper_id]) for paper_id, likeness in best)
    return tuple(
        SimilarPaper(paper, likeness, _shared(of_paper, weights, written))
        for paper, likeness, of_paper in stored
        if paper
    )


def _cosine(counts: Mapping[str, int], weights: Mapping[str, float]) -> float:
    both = sum(weights[s] * (1 + math.log(n)) for s, n in counts.items())
    length = math.sqrt(sum(w * w for w in weights.values())) * math.sqrt(
        sum((1 + math.log(n)) ** 2 for n in counts.values())
    )
    return both / length if length else 0.0


def _shared(counts: Mapping[str, int], weights: Mapping[str, float], written: Mapping[str, str]) -> tuple[str, ...]:
    """Return the words shared, the most informative first."""
    best = sorted(counts, key=lambda s: (-weights[s] * (1 + math.log(counts[s])), s))
    return tuple(written[s] for s in best[:SHARED])


def _recommendations(engine: Engine, asked: Node, inside: Node, limit: int) -> tuple[tuple[Passage, float], ...]:
    """Return recommendations and decisions that share the words, the same wording once."""
    roles = Or(tuple(Value("role", role) for role in ASKING))
    seen, kept = NearDuplicates(SAME_WORDING), []
    for hit in engine.search(Request(asked, And((inside, roles)), limit=limit * 5)).hits:
        same = seen.find_or_add(replace(hit.passage, paper=""), [w.exact for w in words(hit.passage.text)])
        if same is None:
            kept.append((hit.passage, hit.score))
    return tuple(kept[:limit])
