"""A plan as OpenSearch queries: objects only, nothing is ever parsed from a text.

A scored term is three things multiplied: idf and weight, which we know of the whole index (:class:`Statistics`), and
the saturation that the cluster computes of the passage (:data:`~cqa.engine.opensearch.schema.SATURATION`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cqa.engine import plan as p
from cqa.engine.bm25 import K1, idf
from cqa.engine.opensearch.client import Json
from cqa.engine.opensearch.documents import MIXED, routing_of
from cqa.engine.port import Weights
from cqa.engine.words import EXACT

MOST_VALUES = 60_000
"""Values that one ``terms`` query takes; the cluster's limit is 65,536."""

NOTHING: Json = {"match_none": {}}
EVERYTHING: Json = {"match_all": {}}


class Statistics(NamedTuple):
    """What BM25 knows of the index: documents, the average length of each field, and how many passages hold a word."""

    documents: int
    averages: Mapping[str, float]
    holding: Callable[[str, str], int]


def scored(part: p.Plan, weights: Weights, known: Statistics) -> Json:
    """Return the passages that match, with their BM25 scores."""
    match part:
        case p.Term(field, word):
            rarity = idf(known.documents, known.holding(field, word))
            factor = getattr(weights, field.removesuffix(EXACT)) * rarity * (K1 + 1.0)
            term = {"term": {field: {"value": word, "boost": known.averages[field] or 1.0}}}
            return {"function_score": {"query": term, "weight": factor}}
        case p.Conjunction(parts):
            ranked = [x for x in parts if p.scores(x)]
            others = tuple(x for x in parts if not p.scores(x))
            return {"bool": {"must": [scored(x, weights, known) for x in ranked], **_conjunction(others)}}
        case p.Disjunction(parts) if parts:
            return {"bool": {"should": [_any(x, weights, known) for x in parts], "minimum_should_match": 1}}
        case p.DisMax(parts):
            return {"dis_max": {"queries": [_any(x, weights, known) for x in parts]}}
        case _:
            return {"bool": {"filter": [matching(part)]}}


def _any(part: p.Plan, weights: Weights, known: Statistics) -> Json:
    """Return scored, or with a score of nothing."""
    return scored(part, weights, known) if p.scores(part) else {"bool": {"filter": [matching(part)]}}


def matching(part: p.Plan) -> Json:
    """Return the same passages; the scores mean nothing."""
    match part:
        case p.Term(field, word):
            return {"term": {field: word}}
        case p.Sequence(field, words, 0):
            return {"match_phrase": {field: {"query": " ".join(words)}}}
        case p.Sequence(field, words, slop):
            return _in_order(field, words, slop)
        case p.TermPair(field, left, right, distance):
            return _either(
                _in_order(field, both, distance - 1) for both in dict.fromkeys(((left, right), (right, left)))
            )
        case p.TermPrefix(field, words) if len(words) == 1:
            return {"prefix": {field: {"value": words[0]}}}
        case p.TermPrefix(field, words):
            return {"match_phrase_prefix": {field: {"query": " ".join(words), "max_expansions": 2**31 - 1}}}
        case p.Exactly(field, value):
            return {"term": {f"v_{field}": value}}
        case p.TermRange(field, low, high):
            bounds = {name: bound for name, bound in (("gte", low), ("lte", high)) if bound}
            return {"range": {f"v_{field}": bounds}} if bounds else {"exists": {"field": f"v_{field}"}}
        case p.Dated(first, last):
            return {"bool": {"filter": [_range("date_to", gte=first), _range("date", lte=last)]}}
        case p.MatchAll():
            return EVERYTHING
        case p.Exclusion(inner):
            return {"bool": {"must_not": [matching(inner)]}}
        case p.Conjunction(parts):
            return {"bool": _conjunction(parts)}
        case p.Disjunction(parts) | p.DisMax(parts):
            return _either(_alternatives(parts))


def _conjunction(parts: Iterable[p.Plan]) -> Json:
    """Return clauses of a ``bool``, with what is negated excluded rather than searched."""
    given = tuple(parts)
    return {
        "filter": [matching(x) for x in given if not isinstance(x, p.Exclusion)],
        "must_not": [matching(x.part) for x in given if isinstance(x, p.Exclusion)],
    }


def _alternatives(parts: tuple[p.Plan, ...]) -> list[Json]:
    """Return values of one field make one query: a thousand papers are no thousand clauses (1,024 are allowed)."""
    values: dict[str, list[str]] = defaultdict(list)
    others = []
    for part in parts:
        if isinstance(part, p.Exactly):
            values[part.field].append(part.value)
        else:
            others.append(matching(part))
    terms: list[Json] = [
        {"terms": {f"v_{field}": recorded[start : start + MOST_VALUES]}}
        for field, recorded in values.items()
        for start in range(0, len(recorded), MOST_VALUES)
    ]
    return terms + others


def _either(queries: Iterable[Json]) -> Json:
    given = list(queries)
    if not given:
        return NOTHING
    return given[0] if len(given) == 1 else {"bool": {"should": given, "minimum_should_match": 1}}


def _in_order(field: str, words: tuple[str, ...], gaps: int) -> Json:
    """Return an interval that holds the words in order with at most so many other places between them in all."""
    return {
        "intervals": {field: {"match": {"query": " ".join(words), "max_gaps": min(gaps, 2**31 - 1), "mode": "ordered"}}}
    }


def _range(field: str, **bounds: int) -> Json:
    return {"range": {field: bounds}}


def shards_of(*plans: p.Plan) -> str | None:
    """Return the routing that reaches every passage which all the plans match, None where that is every shard."""
    found = next((names for names in map(_authorities, plans) if names is not None), None)
    return None if found is None else ",".join(sorted({MIXED, *map(routing_of, found)}))


def _authorities(part: p.Plan) -> set[str] | None:
    """Return authorities of which a passage must have one to match, None where no such set is known."""
    match part:
        case p.Exactly("authority", value):
            return {value}
        case p.Conjunction(parts):
            return next((names for names in map(_authorities, parts) if names is not None), None)
        case p.Disjunction(parts) | p.DisMax(parts):
            each = [_authorities(x) for x in parts]
            known = [names for names in each if names is not None]
            return set().union(*known) if len(known) == len(each) else None
    return None
