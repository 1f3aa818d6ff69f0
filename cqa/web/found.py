"""Where the words of a search occur in one paper."""

from __future__ import annotations

from cqa.engine.port import Engine
from cqa.errors import QuerySyntaxError, UsageError
from cqa.model import Paper, Span
from cqa.query.nodes import Value
from cqa.search import SearchOptions, search

MARKED_MOST = 500
"""Passages of a paper whose matches are marked."""


def matches(engine: Engine, kept: Paper, q: str) -> list[Span]:
    """Return where the words of a search occur in the paper, as spans of canonical text."""
    if not q or q == "*":
        return []
    options = SearchOptions(
        filters=Value("paper", kept.id), sort="date", limit=MARKED_MOST, per_paper=0, lenient=True, facets=()
    )
    try:
        found = search(engine, q, options)
    except (QuerySyntaxError, UsageError):
        return []
    return [(a + r.passage.span[0], b + r.passage.span[0]) for r in found.passages for a, b in r.highlights]
