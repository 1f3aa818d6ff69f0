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
from dataclasses import replace
from itertools import islice
from pathlib import PurePath
from typing import NamedTuple

from cqa.catalogue.visibility import coverage, indexed_values, within
from cqa.engine.port import Coverage, Engine, Facet, Hit, Request, Results, Sort, Totals
from cqa.errors import QuerySyntaxError
from cqa.fields import BOXES
from cqa.query import filters, relax, spelling
from cqa.query.authority_expansion import is_place, with_places
from cqa.query.expansion import ExpandedQuery, read, without_asking_words
from cqa.query.nodes import And, Everything, Node, Nothing, Or, Phrase, Prefix, Synonyms, Value, Word, rewrite
from cqa.query.parse import parse_lenient
from cqa.rank import WEIGHTS, Ranked, RankWeights, mark, rerank, rerank_free, spread
from cqa.rank.matching import wanted
from cqa.record import dataclass, field

ENOUGH = 10
"""Once words are given up, they are given up until so many passages are found: a page full, the best of them first."""

SPELLINGS = 3_000
"""Words of the index looked through for a spelling."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search. ``filters`` is a tree (:func:`cqa.query.filters.build`), not scored, its names not yet resolved.

    ``per_paper`` N gives at most N passages of a paper; 0 sets no limit; None puts
    :attr:`~cqa.rank.RankWeights.per_paper` of each paper first and the others after those of all papers.
    ``exact`` takes the words as written: no synonyms, no words left out, no relaxing.
    ``any_word`` takes any of the words for enough, the best passages having most; what is quoted, in a field or names
    a council must still be there.
    ``lenient`` searches for what a mistaken query comes nearest to, and says so in :attr:`SearchResult.fault`.
    """

    filters: Node = field(default_factory=Everything)
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    per_paper: int | None = None
    exact: bool = False
    any_word: bool = False
    explain: bool = False
    lenient: bool = False
    facets: tuple[Facet, ...] = BOXES


class Unknown(NamedTuple):
    """A word of the query that occurs nowhere in the index, with a word that does and is spelled much like it."""

    word: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found and how the query was read.

    ``totals`` counts everything that matches; ``passages`` is the page asked for. ``relaxed`` says what was dropped
    because nothing had everything. ``advice`` says why nothing was found and what to try; ``fault`` is what was wrong
    with the query, for a lenient search. ``explained`` has, for each passage, how its score came about.
    """

    query: str
    reading: ExpandedQuery
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
        said = f"{nowhere} {'occurs' if len(self.unknown) == 1 else 'occur'} in no paper."
        near = [u.suggestion for u in self.unknown if u.suggestion]
        return said + (f" Did you mean {' '.join(near)}?" if near else "")


class _PlannedSearch(NamedTuple):
    """The tree that is searched, the one that the engine scores it by, the one that ranks, and what is known of the
    words. ``free``: any of the words may match."""

    searched: Node
    scored: Node
    ranked: Node
    reading: ExpandedQuery
    idf: Mapping[str, float]
    relaxed: str | None
    unknown: tuple[Unknown, ...]
    free: bool = False


def search(
    engine: Engine, query_text: str, options: SearchOptions | None = None, weights: RankWeights = WEIGHTS
) -> SearchResult:
    """Return the passages that match a query, best first, with exact counts.

    Raises :class:`~cqa.errors.QuerySyntaxError` for a query that does not parse (unless ``lenient``), and
    :class:`~cqa.errors.UsageError` for a name or value that matches nothing in the index.
    """
    options, engine = options or SearchOptions(), engine.pinned()
    written, fault = parse_lenient(query_text)
    if fault is not None and not options.lenient:
        raise fault
    visible = within(engine, options.filters)
    indexed = indexed_values(engine, visible)
    tree = filters.resolve(written, indexed)
    if isinstance(tree, And) and not options.exact:
        tree = with_places(tree, indexed("authority"))
    kept = filters.resolve(options.filters, indexed)
    asked, first = _ask(engine, tree, kept, visible, options, weights)
    bounded = replace(
        options,
        offset=min(options.offset, first.totals.passages),
        limit=min(options.limit, first.totals.passages),
    )
    page = tuple(_page(engine, asked, kept, bounded, weights, first))
    return SearchResult(
        query=query_text,
        reading=_read(_shown(written, indexed), options),
        totals=first.totals,
        passages=page,
        coverage=coverage(engine, visible),
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
    engine: Engine, tree: Node, kept: Node, visible: Node, options: SearchOptions, weights: RankWeights
) -> tuple[_PlannedSearch, Results]:
    """Return the first form of the query that finds something, and the window of its best hits."""
    reading = _read(tree, options)

    def found(asked: _PlannedSearch) -> Results:
        window = weights.free_window if asked.free else weights.window
        limit = window if options.sort == "relevance" else 0
        return engine.search(_request(asked, kept, options.sort, weights, limit, facets=options.facets))

    free = options.any_word and bool(wanted(reading.tree).concepts)
    asked = _PlannedSearch(reading.tree, reading.tree, reading.tree, reading, {}, None, (), free)
    first = found(asked)
    if first.totals.passages or isinstance(tree, Nothing):
        return asked, first
    whole = reading.tree if options.exact else read(tree, colloquial=True).tree
    counts = {node: engine.matching(node, visible) for node in _sayings(whole)}
    informative = set(_sayings(without_asking_words(whole)[0]))
    unknown = {
        node: _unknown(engine, node, visible) for node, count in counts.items() if not count and node in informative
    }
    if options.exact or options.any_word:
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
    scored = step.scored or step.tree
    asked = _PlannedSearch(step.tree, scored, whole, reading, idf, step.says, (), step.scored is not None)
    return asked, found(asked)


def _read(tree: Node, options: SearchOptions) -> ExpandedQuery:
    reading = read(tree, options.exact)
    return replace(reading, tree=relax.any_of(reading.tree)) if options.any_word else reading


def _request(
    asked: _PlannedSearch,
    kept: Node,
    sort: Sort,
    weights: RankWeights,
    limit: int,
    offset: int = 0,
    facets: tuple[Facet, ...] = (),
) -> Request:
    """Return what is searched, scored by more than it must match."""
    inside = kept if asked.scored == asked.searched else And((kept, asked.searched))
    return Request(asked.scored, inside, sort, limit, offset, weights.fields, facets)


def _sayings(tree: Node) -> list[Node]:
    """Return the parts of a conjunction that ask for words, whether or not they may be dropped."""
    loose, fixed = relax.parts(tree)
    return loose + [
        node for node in fixed if isinstance(node, Word | Phrase | Prefix | Synonyms) and not is_place(node)
    ]


def _unknown(engine: Engine, node: Node, visible: Node) -> Unknown:
    written = node.written if isinstance(node, Synonyms) else node
    if not isinstance(written, Word):
        return Unknown(str(written), None)
    near = spelling.suggestion(written.text, lambda prefix, near: engine.terms(prefix, SPELLINGS, near))
    shown = near if near and engine.matching(Word(near, exact=True), visible) else None
    return Unknown(written.text, shown)


def _shown(written: Node, indexed: filters.IndexedValues) -> Node:
    """Return the query with each value that was resolved to one name by that name, and the others as written. Of a file
    its name: in which folder it lies is nothing for a page that others read."""

    def shown(leaf: Node) -> Node:
        found = filters.resolve(leaf, indexed)
        if isinstance(found, Value) and found.field == "file":
            return replace(found, text=PurePath(found.text).name)
        return leaf if isinstance(found, Or) else found

    return rewrite(written, shown)


# ------------------------------------------------------------------------ the page


def _page(
    engine: Engine, asked: _PlannedSearch, kept: Node, options: SearchOptions, weights: RankWeights, first: Results
) -> Iterator[Ranked]:
    """Yield the passages from ``offset`` on, ``limit`` of them: of the window as it is ranked again, folded and spread,
    then of the rest as the engine has it."""
    end = options.offset + options.limit
    most = weights.per_paper if options.per_paper is None else options.per_paper
    hard = bool(options.per_paper)
    window: list[Ranked] = []
    if options.sort == "relevance":
        if asked.free:
            ranked = rerank_free(first.hits, asked.ranked, weights)
        else:
            ranked = rerank(first.hits, asked.ranked, weights, asked.idf)
        window = spread(ranked, most, drop=hard, weights=weights)
    yield from (mark(r, asked.ranked) for r in window[options.offset : end])
    skipped = 0 if hard else max(options.offset - len(window), 0)
    rest = _rest(engine, asked, kept, options, weights, len(first.hits) + skipped, first.totals.passages)
    if hard:
        rest = _at_most(most, rest, Counter(r.passage.paper for r in window))
    before = max(options.offset - len(window) - skipped, 0)
    wanted = max(end - max(len(window), options.offset), 0)
    for hit in islice(rest, before, before + wanted):
        yield mark(rerank([hit], asked.ranked, weights, asked.idf)[0], asked.ranked)


def _at_most(most: int, hits: Iterator[Hit], counts: Counter[str]) -> Iterator[Hit]:
    """Yield the hits that are among the first ``most`` of their paper; ``counts`` have those before them."""
    for hit in hits:
        counts[hit.passage.paper] += 1
        if counts[hit.passage.paper] <= most:
            yield hit


def _rest(
    engine: Engine,
    asked: _PlannedSearch,
    kept: Node,
    options: SearchOptions,
    weights: RankWeights,
    start: int,
    total: int,
) -> Iterator[Hit]:
    size = max(50, options.limit)
    while start < total:
        hits = engine.search(_request(asked, kept, options.sort, weights, size, start)).hits
        if not hits:
            return
        yield from hits
        start += len(hits)


def _explained(
    engine: Engine, asked: _PlannedSearch, kept: Node, weights: RankWeights, page: Sequence[Ranked]
) -> Iterator[str]:
    for ranked in page:
        request = _request(asked, kept, "relevance", weights, 1)
        lines = [f"{ranked.score:.3f} = {ranked.engine_score:.3f} by the engine"]
        lines += [f"  × {part.factor:.3f} {part.name}" for part in ranked.parts]
        yield "\n".join([*lines, engine.explain(request, ranked.passage.id)])
