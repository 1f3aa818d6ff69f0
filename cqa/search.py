"""Search: a query as people type it, to ranked passages.

    text ─ parse ─▶ tree ─ read ─▶ with synonyms ─ engine ─▶ hits ─ rank ─▶ page of passages
                                        ▲                │ nothing
                                        └──── relax ─────┘

Counts and facets are exact: of everything that matches, not of the page. The first hits of the engine are ranked again
as one fixed window and the rest follow in the engine's order, so that pages never overlap and together hold every hit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from cqa.engine.port import Coverage, Engine, Facet, Hit, Request, Results, Sort, Totals
from cqa.errors import QuerySyntaxError
from cqa.query import filters, relax, spelling
from cqa.query.nodes import And, AnyOf, Everything, Node, Nothing, Or, Phrase, Prefix, Word, rewrite
from cqa.query.parse import parse_lenient
from cqa.query.places import is_place, with_places
from cqa.query.reading import Reading, read, without_asking_words
from cqa.rank import WEIGHTS, Ranked, RankWeights, mark, rerank, spread
from cqa.record import dataclass, field

FACETS: tuple[Facet, ...] = ("authority", "committee", "year", "grade", "role", "type")

ENOUGH = 10
"""Once words are given up, they are given up until so many passages are found: a page full, the best of them first."""

SPELLINGS = 3_000
"""Words of the index looked through for a spelling."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search. ``filters`` is a tree (:func:`cqa.query.filters.build`), not scored, its names not yet resolved.

    ``per_paper`` N gives at most N passages of a paper; 0 sets no limit; None puts
    :attr:`~cqa.rank.RankWeights.per_paper` of each paper first and the others after those of all papers.
    ``exact`` takes the words as they stand: no synonyms, no words left out, no relaxing.
    ``lenient`` searches for what a mistaken query comes nearest to, and says so in :attr:`SearchResult.fault`.
    """

    filters: Node = field(default_factory=Everything)
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    per_paper: int | None = None
    exact: bool = False
    explain: bool = False
    lenient: bool = False
    facets: tuple[Facet, ...] = FACETS


class Unknown(NamedTuple):
    """A word of the query that occurs nowhere in the index, with a word that does and is spelled much like it."""

    word: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found and how the query was read.

    ``totals`` counts everything that matches; ``passages`` is the page asked for. ``relaxed`` says what gave way
    because nothing had everything. ``advice`` says why nothing was found and what to try; ``fault`` is what was wrong
    with the query, for a lenient search. ``explained`` has, for each passage, how its score came about.
    """

    query: str
    reading: Reading
    totals: Totals
    passages: tuple[Ranked, ...]
    coverage: Coverage
    facets: tuple[tuple[Facet, tuple[tuple[str, int], ...]], ...] = ()
    relaxed: str | None = None
    unknown: tuple[Unknown, ...] = ()
    fault: QuerySyntaxError | None = None
    searched: Node = field(default_factory=Nothing)
    explained: tuple[str, ...] = ()
    options: SearchOptions = field(default_factory=SearchOptions)

    @property
    def read_as(self) -> str:
        """How the query was read, in words: the query, other ways to say its terms, words left out."""
        return str(self.reading)

    @property
    def advice(self) -> str | None:
        """Why nothing was found; None when something was."""
        if self.totals.passages:
            return None
        if not self.unknown:
            return "No passage matches. Try fewer words, or the same search without filters."
        nowhere = " and ".join(f"‘{u.word}’" for u in self.unknown)
        said = f"{nowhere} {'occurs' if len(self.unknown) == 1 else 'occur'} nowhere in what is held."
        near = [u.suggestion for u in self.unknown if u.suggestion]
        return said + (f" Did you mean {' '.join(near)}?" if near else "")


class _Asked(NamedTuple):
    """The tree that is searched, the tree that ranks, and what is known of the words."""

    searched: Node
    ranked: Node
    reading: Reading
    idf: Mapping[str, float]
    relaxed: str | None
    unknown: tuple[Unknown, ...]


def search(
    engine: Engine, query_text: str, options: SearchOptions | None = None, weights: RankWeights = WEIGHTS
) -> SearchResult:
    """The passages that match a query, best first, with exact counts.

    Raises :class:`~cqa.errors.QuerySyntaxError` for a query that does not parse (unless ``lenient``), and
    :class:`~cqa.errors.UsageError` for a name or value that nothing held answers to.
    """
    options, engine = options or SearchOptions(), engine.pinned()
    written, fault = parse_lenient(query_text)
    if fault is not None and not options.lenient:
        raise fault
    held = held_values(engine)
    tree = filters.resolve(written, held)
    if isinstance(tree, And) and not options.exact:
        tree = with_places(tree, held("authority"))
    kept = filters.resolve(options.filters, held)
    asked, first = _ask(engine, tree, kept, options, weights)
    page = tuple(_page(engine, asked, kept, options, weights, first))
    return SearchResult(
        query=query_text,
        reading=read(_shown(written, held), options.exact),
        totals=first.totals,
        passages=page,
        coverage=engine.coverage(),
        facets=tuple((name, first.facets[name]) for name in options.facets),
        relaxed=asked.relaxed,
        unknown=asked.unknown,
        fault=fault,
        searched=asked.searched,
        explained=tuple(_explained(engine, asked, kept, weights, page)) if options.explain else (),
        options=options,
    )


# ------------------------------------------------------------- what to search for


def _ask(
    engine: Engine, tree: Node, kept: Node, options: SearchOptions, weights: RankWeights
) -> tuple[_Asked, Results]:
    """The first form of the query that finds something, and the window of its best hits."""
    reading = read(tree, options.exact)

    def found(node: Node) -> Results:
        limit = weights.window if options.sort == "relevance" else 0
        return engine.search(Request(node, kept, options.sort, limit, 0, weights.fields, options.facets))

    first = found(reading.tree)
    asked = _Asked(reading.tree, reading.tree, reading, {}, None, ())
    if first.totals.passages or isinstance(tree, Nothing):
        return asked, first
    whole = reading.tree if options.exact else read(tree, lay=True).tree
    counts = {node: engine.matching(node, Everything()) for node in _sayings(whole)}
    telling = set(_sayings(without_asking_words(whole)[0]))
    unknown = {node: _unknown(engine, node) for node, count in counts.items() if not count and node in telling}
    if options.exact:
        return asked._replace(unknown=tuple(unknown.values())), first
    weight = relax.idf(counts, engine.coverage().passages)
    best: tuple[relax.Step, int] | None = None
    for step in relax.steps(reading.tree, whole, unknown.keys(), weight):
        passages = engine.matching(step.tree, kept)
        if passages and (best is None or passages > best[1]):
            best = step, passages
        if best is not None and (best[1] >= ENOUGH or not step.goes_on):
            break
    if best is None:
        return asked._replace(unknown=tuple(unknown.values())), first
    step = best[0]
    idf = {str(node): value for node, value in weight.items()}
    return asked._replace(searched=step.tree, ranked=whole, idf=idf, relaxed=step.says), found(step.tree)


def _sayings(tree: Node) -> list[Node]:
    """The parts of a conjunction that ask for words, whether or not they may give way."""
    loose, fixed = relax.parts(tree)
    return loose + [node for node in fixed if isinstance(node, Word | Phrase | Prefix | AnyOf) and not is_place(node)]


def _unknown(engine: Engine, node: Node) -> Unknown:
    written = node.written if isinstance(node, AnyOf) else node
    if not isinstance(written, Word):
        return Unknown(str(written), None)
    return Unknown(written.text, spelling.suggestion(written.text, lambda prefix: engine.terms(prefix, SPELLINGS)))


def _shown(written: Node, held: filters.Held) -> Node:
    """The query with each value that was resolved to one name by that name, and the others as written."""

    def shown(leaf: Node) -> Node:
        found = filters.resolve(leaf, held)
        return leaf if isinstance(found, Or) else found

    return rewrite(written, shown)


def held_values(engine: Engine) -> filters.Held:
    """Values held of each value field, looked up once each."""

    @cache
    def values(name: str) -> Sequence[str]:
        if name == "committee":
            return sorted({c for paper in engine.papers() for c in paper.committees})
        if name == "file":
            return [state.path for state in engine.files()]
        if name in ("authority", "grade", "role", "type", "paper"):
            facet: Facet = name  # type: ignore[assignment]
            return [value for value, _ in engine.facets(Everything(), Everything(), [facet])[facet] if value]
        return []

    return values


# ------------------------------------------------------------------------ the page


def _page(
    engine: Engine, asked: _Asked, kept: Node, options: SearchOptions, weights: RankWeights, first: Results
) -> Iterator[Ranked]:
    """The passages from ``offset`` on, ``limit`` of them."""
    end = options.offset + options.limit
    for place, ranked in enumerate(_in_order(engine, asked, kept, options, weights, first)):
        if place >= end:
            return
        if place >= options.offset:
            yield mark(ranked, asked.ranked)


def _in_order(
    engine: Engine, asked: _Asked, kept: Node, options: SearchOptions, weights: RankWeights, first: Results
) -> Iterator[Ranked]:
    """Every hit: the window ranked again, folded and spread, then the rest as the engine has them."""
    most = weights.per_paper if options.per_paper is None else options.per_paper
    hard = bool(options.per_paper)
    counts: Counter[str] = Counter()
    if options.sort == "relevance":
        window = rerank(first.hits, asked.ranked, weights, asked.idf)
        for ranked in spread(window, most, drop=hard, weights=weights):
            counts[ranked.passage.paper] += 1
            yield ranked
    start = len(first.hits)
    size = max(50, options.limit)
    for hit in _rest(engine, asked, kept, options, weights, start, size, first.totals.passages):
        counts[hit.passage.paper] += 1
        if hard and counts[hit.passage.paper] > most:
            continue
        yield rerank([hit], asked.ranked, weights, asked.idf)[0]


def _rest(
    engine: Engine,
    asked: _Asked,
    kept: Node,
    options: SearchOptions,
    weights: RankWeights,
    start: int,
    size: int,
    total: int,
) -> Iterator[Hit]:
    while start < total:
        hits = engine.search(Request(asked.searched, kept, options.sort, size, start, weights.fields)).hits
        if not hits:
            return
        yield from hits
        start += len(hits)


def _explained(
    engine: Engine, asked: _Asked, kept: Node, weights: RankWeights, page: Sequence[Ranked]
) -> Iterator[str]:
    for ranked in page:
        request = Request(asked.searched, kept, "relevance", 1, 0, weights.fields)
        lines = [f"{ranked.score:.3f} = {ranked.engine_score:.3f} by the engine"]
        lines += [f"  × {part.factor:.3f} {part.name}" for part in ranked.parts]
        yield "\n".join([*lines, engine.explain(request, ranked.passage.id)])
