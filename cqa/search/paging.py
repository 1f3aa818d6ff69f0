"""The passages of a page: the window of best hits, ranked again, then the rest in the order of the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from cqa.engine.port import Engine, Hit, Results
from cqa.query.nodes import Node
from cqa.rank import Ranked, RankWeights, mark, rerank, rerank_free, spread
from cqa.rank.duplicates import NearDuplicates
from cqa.search.planning import PlannedSearch, request_for
from cqa.search.result import SearchOptions
from cqa.text.analyzer import tokenize


def page_of(
    engine: Engine,
    planned: PlannedSearch,
    filter_tree: Node,
    options: SearchOptions,
    weights: RankWeights,
    first: Results,
) -> Iterator[Ranked]:
    """Yield ``limit`` passages from ``offset`` on: the window as it is ranked again, then the rest in engine order."""
    end = options.offset + options.limit
    most = weights.per_paper if options.per_paper is None else options.per_paper
    hard = bool(options.per_paper)
    window: list[Ranked] = []
    if options.sort == "relevance":
        if planned.free:
            ranked = rerank_free(first.hits, planned.ranked, weights)
        else:
            ranked = rerank(first.hits, planned.ranked, weights, planned.idf)
        window = spread(ranked, most, drop=hard, weights=weights)
    yield from (mark(r, planned.ranked) for r in window[options.offset : end])
    skipped = 0 if hard else max(options.offset - len(window), 0)
    rest = _rest(engine, planned, filter_tree, options, weights, len(first.hits) + skipped, first.totals.passages)
    if hard:
        rest = _at_most(most, rest, Counter(r.passage.paper for r in window))
    before = max(options.offset - len(window) - skipped, 0)
    wanted = max(end - max(len(window), options.offset), 0)
    for hit in islice(rest, before, before + wanted):
        yield mark(rerank([hit], planned.ranked, weights, planned.idf)[0], planned.ranked)


def with_repeats(page: Sequence[Ranked], weights: RankWeights) -> tuple[Ranked, ...]:
    """Return a long page with near-duplicates named in ``same`` of the first of them, those after the window, too."""
    seen = NearDuplicates(weights.same)
    folded: dict[str, list[str]] = {}
    for r in page:
        first = seen.find_or_add(r.passage, tokenize(r.passage.text))
        if first is not None:
            folded.setdefault(first, []).append(r.passage.id)
    return tuple(replace(r, same=tuple(folded.get(r.passage.id, ()))) for r in page)


def _at_most(most: int, hits: Iterator[Hit], counts: Counter[str]) -> Iterator[Hit]:
    """Yield the hits that are among the first ``most`` of their paper; ``counts`` have those before them."""
    for hit in hits:
        counts[hit.passage.paper] += 1
        if counts[hit.passage.paper] <= most:
            yield hit


def _rest(
    engine: Engine,
    planned: PlannedSearch,
    filter_tree: Node,
    options: SearchOptions,
    weights: RankWeights,
    start: int,
    total: int,
) -> Iterator[Hit]:
    """Yield the hits from ``start`` on, fetched in batches."""
    size = max(50, options.limit)
    while start < total:
        hits = engine.search(request_for(planned, filter_tree, options.sort, weights, size, start)).hits
        if not hits:
            return
        yield from hits
        start += len(hits)


def explanations(
    engine: Engine, planned: PlannedSearch, filter_tree: Node, weights: RankWeights, page: Sequence[Ranked]
) -> Iterator[str]:
    """Yield how the score of each passage was computed."""
    for ranked in page:
        request = request_for(planned, filter_tree, "relevance", weights, 1)
        lines = [f"{ranked.score:.3f} = {ranked.engine_score:.3f} by the engine"]
        lines += [f"  × {part.factor:.3f} {part.name}" for part in ranked.parts]
        yield "\n".join([*lines, engine.explain(request, ranked.passage.id)])
