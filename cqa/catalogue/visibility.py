"""What may be spoken of: without ``--include-exempt`` nothing hints at exempt papers, not even a count or a name in an
error."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from cqa.engine.port import Coverage, Engine
from cqa.fields import BY_NAME
from cqa.fields.values import values as texts_of
from cqa.query import filters
from cqa.query.nodes import Everything, Node, Value


def within(engine: Engine, kept: Node) -> Node:
    """Return what may be shown: everything indexed, or without exempt papers where the filters leave them out and
    there are any."""
    visible = filters.open_part(kept)
    hidden = not isinstance(visible, Everything) and engine.matching(Everything(), Value("exempt", "true"))
    return visible if hidden else Everything()


def leaves_out_exempt(kept: Node) -> bool:
    """Return whether the filters leave exempt papers out."""
    return not isinstance(filters.open_part(kept), Everything)


def coverage(engine: Engine, visible: Node) -> Coverage:
    """Return the coverage of what may be shown (:func:`within`)."""
    indexed = engine.coverage()
    if isinstance(visible, Everything):
        return indexed
    papers = [paper for paper in engine.papers() if not paper.exempt]
    dates = sorted(paper.date for paper in papers if paper.date)
    hidden = {paper.file for paper in engine.papers() if paper.exempt} - {paper.file for paper in papers}
    return Coverage(
        files=indexed.files - len(hidden),
        papers=len(papers),
        authorities=len({paper.authority.name for paper in papers if paper.authority}),
        passages=engine.matching(Everything(), visible),
        unreadable=indexed.unreadable,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
    )


def indexed_values(engine: Engine, visible: Node) -> filters.IndexedValues:
    """Return the values of each value field in what may be shown (:func:`within`), looked up once each."""
    every = isinstance(visible, Everything)

    @cache
    def values(name: str) -> Sequence[str]:
        field = BY_NAME[name]
        if field.resolver == "words":
            return sorted({v for paper in engine.papers() if every or not paper.exempt for v in texts_of(paper, field)})
        if field.resolver == "file":
            secret = set() if every else {paper.sha256 for paper in engine.papers() if paper.exempt}
            return [state.path for state in engine.files() if state.sha256 not in secret]
        if field.facet:
            return [value for value, _ in engine.facets(Everything(), visible, [name])[name] if value]
        return []

    return values
