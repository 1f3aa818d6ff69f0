"""Which tree to search: the query as written, or relaxed until something is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from cqa.engine.port import Engine, Facet, Request, Results, Sort
from cqa.query import relax, spelling
from cqa.query.authority_expansion import is_place
from cqa.query.expansion import ExpandedQuery, read, without_asking_words
from cqa.query.nodes import And, Node, Nothing, Phrase, Prefix, Synonyms, Word
from cqa.rank import RankWeights
from cqa.rank.matching import wanted
from cqa.search.result import SearchOptions, Unknown

ENOUGH = 10
"""Words are dropped until so many passages are found: a full page."""

SPELLINGS = 3_000
"""Most words of the index that are compared for a similar spelling."""


class PlannedSearch(NamedTuple):
    """The tree to search, the one by which the engine scores, and the one by which the hits are ranked again.

    ``idf`` weighs the words, ``relaxed`` says what was dropped. ``free`` means that any of the words may match.
    """

    searched: Node
    scored: Node
    ranked: Node
    reading: ExpandedQuery
    idf: Mapping[str, float]
    relaxed: str | None
    unknown: tuple[Unknown, ...]
    free: bool = False


def plan(
    engine: Engine, tree: Node, filter_tree: Node, visible: Node, options: SearchOptions, weights: RankWeights
) -> tuple[PlannedSearch, Results]:
    """Return the first form of the query that finds something, and its best hits."""
    reading = expanded(tree, options)

    def found(planned: PlannedSearch) -> Results:
        window = weights.free_window if planned.free else weights.window
        limit = window if options.sort == "relevance" else 0
        return engine.search(request_for(planned, filter_tree, options.sort, weights, limit, facets=options.facets))

    free = options.any_word and bool(wanted(reading.tree).concepts)
    planned = PlannedSearch(reading.tree, reading.tree, reading.tree, reading, {}, None, (), free)
    first = found(planned)
    if first.totals.passages or isinstance(tree, Nothing):
        return planned, first
    whole = reading.tree if options.exact else read(tree, colloquial=True).tree
    counts = {node: engine.matching(node, visible) for node in _word_parts(whole)}
    informative = set(_word_parts(without_asking_words(whole)[0]))
    unknown = {
        node: _unknown(engine, node, visible) for node, count in counts.items() if not count and node in informative
    }
    if options.exact or options.any_word:
        return planned._replace(unknown=tuple(unknown.values())), first
    weight = relax.idf(counts, engine.coverage().passages)
    best: tuple[relax.Step, int] | None = None
    for step in relax.steps(reading.tree, whole, unknown.keys(), weight):
        passages = engine.matching(step.tree, filter_tree)
        if passages and (best is None or passages > best[1]):
            best = step, passages
        if best is not None and (best[1] >= ENOUGH or not step.goes_on):
            break
    if best is None:
        return planned._replace(unknown=tuple(unknown.values())), first
    step = best[0]
    idf = {str(node): value for node, value in weight.items()}
    scored = step.scored or step.tree
    planned = PlannedSearch(step.tree, scored, whole, reading, idf, step.says, (), step.scored is not None)
    return planned, found(planned)


def expanded(tree: Node, options: SearchOptions) -> ExpandedQuery:
    """Return the query with its synonyms; with ``any_word``, as words of which any may match."""
    reading = read(tree, options.exact)
    return replace(reading, tree=relax.any_of(reading.tree)) if options.any_word else reading


def request_for(
    planned: PlannedSearch,
    filter_tree: Node,
    sort: Sort,
    weights: RankWeights,
    limit: int,
    offset: int = 0,
    facets: tuple[Facet, ...] = (),
) -> Request:
    """Return the request to the engine: what must match, and by which words it is scored."""
    inside = filter_tree if planned.scored == planned.searched else And((filter_tree, planned.searched))
    return Request(planned.scored, inside, sort, limit, offset, weights.fields, facets)


def _word_parts(tree: Node) -> list[Node]:
    """Return the parts of a conjunction that are words, whether or not they may be dropped."""
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
