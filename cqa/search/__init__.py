"""Search: from a query as people type it to ranked passages.

    text ─ parse ─▶ tree ─ expand ─▶ with synonyms ─ engine ─▶ hits ─ rank ─▶ page of passages
                                         ▲                │ nothing
                                         └──── relax ─────┘

Counts and facets are exact: of everything that matches, not of the page. The first hits of the engine are ranked again
as one fixed window, and the rest follow in the engine's order. Pages therefore never overlap and together have every
hit.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from cqa.catalogue.visibility import coverage, indexed_values, within
from cqa.engine.port import Engine
from cqa.query import filters
from cqa.query.authority_expansion import with_places
from cqa.query.nodes import And, Node, Or, Value, rewrite
from cqa.query.parse import parse_lenient
from cqa.rank import WEIGHTS, RankWeights
from cqa.search.paging import explanations, page_of, with_repeats
from cqa.search.planning import expanded, plan
from cqa.search.result import SearchOptions, SearchResult, Unknown

__all__ = ["SearchOptions", "SearchResult", "Unknown", "search"]


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
    filter_tree = filters.resolve(options.filters, indexed)
    planned, first = plan(engine, tree, filter_tree, visible, options, weights)
    bounded = replace(
        options,
        offset=min(options.offset, first.totals.passages),
        limit=min(options.limit, first.totals.passages),
    )
    page = tuple(page_of(engine, planned, filter_tree, bounded, weights, first))
    if len(page) > len(first.hits):
        page = with_repeats(page, weights)
    return SearchResult(
        query=query_text,
        reading=expanded(as_resolved(written, indexed), options),
        totals=first.totals,
        passages=page,
        coverage=coverage(engine, visible),
        facets=tuple((name, first.facets[name]) for name in options.facets),
        relaxed=planned.relaxed,
        unknown=planned.unknown,
        fault=fault,
        searched=planned.searched,
        explained=tuple(explanations(engine, planned, filter_tree, weights, page)) if options.explain else (),
        options=options,
    )


def as_resolved(written: Node, indexed: filters.IndexedValues) -> Node:
    """Return the query with each value that was resolved to one name replaced by that name.

    Of a file only the name is shown: other readers of the page have no use for its folder.
    """

    def shown(leaf: Node) -> Node:
        found = filters.resolve(leaf, indexed)
        if isinstance(found, Value) and found.field == "file":
            return replace(found, text=PurePath(found.text).name)
        return leaf if isinstance(found, Or) else found

    return rewrite(written, shown)
