"""Requests for the values of a field with their numbers of documents, and the replies."""

from __future__ import annotations

from typing import Any

from tantivy import Query, Searcher

from cqa.engine.tantivy.schema import MOST_BUCKETS

Bucket = dict[str, Any]
"""What an aggregation gives for one value: ``key``, ``doc_count``, and what was requested inside it."""


def each(field: str) -> dict[str, Any]:
    """Request every value of the field with its exact number of documents."""
    return {"terms": {"field": field, "size": MOST_BUCKETS}}


def counts_of(found: dict[str, Any]) -> dict[str, int]:
    """Return the number of documents by value from the reply to :func:`each`."""
    return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}


def buckets(searcher: Searcher, query: Query, field: str, inner: dict[str, Any] | None = None) -> list[Bucket]:
    """Return every value of the field, with what ``inner`` requests of its passages."""
    terms = each(field)
    if inner:
        terms["aggs"] = inner
    return searcher.aggregate(query, {"x": terms})["x"]["buckets"]  # type: ignore[no-any-return]
