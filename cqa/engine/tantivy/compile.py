"""A plan as a tantivy query, made of query objects only: no text is ever parsed by tantivy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from math import comb

from tantivy import FieldType, Occur, Query, Schema, Searcher

from cqa.engine import plan as p
from cqa.engine.match import holds_pair, holds_sequence, holds_start
from cqa.engine.port import Weights
from cqa.engine.tantivy.schema import VALUES, any_term, term, value_of
from cqa.engine.words import EXACT
from cqa.query.nodes import WORD_FIELDS

MOST_PHRASES = 256
"""A phrase with slop is looked up as one exact phrase per way to spread the gaps; where that makes more than these, the
passages that hold all words are read and checked instead."""

Check = Callable[[list[str]], bool]
Verify = Callable[[Query, str, Check], list[str]]
"""Of the passages that match the query, the ids of those whose words in the field pass the check."""


class Compiler:
    """Makes queries for one snapshot. ``verify`` reads passages where tantivy has no exact query."""

    def __init__(self, schema: Schema, searcher: Searcher, weights: Weights, verify: Verify) -> None:
        self._schema, self._searcher, self._verify = schema, searcher, verify
        self._weights = {f: getattr(weights, f.removesuffix(EXACT)) for f in WORD_FIELDS}

    def scored(self, part: p.Plan) -> Query:
        match part:
            case p.Term():
                query = self._term(part.field, part.word)
                weight = self._weights[part.field.removesuffix(EXACT)]
                return query if weight == 1.0 else Query.boost_query(query, weight)
            case p.Some():
                return Query.boolean_query([(Occur.Should, self.scored(x)) for x in part.parts])
            case p.Best():
                return Query.disjunction_max_query([self.scored(x) for x in part.parts])
            case p.All():
                return self._all(part.parts)
            case _:
                return Query.const_score_query(self.filter(part), 0.0)

    def filter(self, part: p.Plan) -> Query:
        """The same passages; the scores mean nothing."""
        match part:
            case p.Term():
                return self._term(part.field, part.word)
            case p.Sequence():
                return self._sequence(part)
            case p.Pair():
                return self._pair(part)
            case p.Start():
                return self._start(part)
            case p.Exactly():
                return self._term(part.field, part.value)
            case p.Between():
                return self._between(part)
            case p.Dated():
                return _must(self._range("date_to", part.first, None), self._range("date", None, part.last))
            case p.Anything():
                return self._term("kind", "passage")
            case p.Without():
                return self._all((p.Anything(), part))
            case p.All():
                return self._all(part.parts)
            case p.Some() | p.Best():
                return Query.boolean_query([(Occur.Should, self.filter(x)) for x in part.parts])

    def _all(self, parts: tuple[p.Plan, ...]) -> Query:
        """Conjunction, with what is negated taken away rather than looked for."""
        clauses = [(Occur.Must, self.scored(x)) for x in parts if not isinstance(x, p.Without)]
        taken = [(Occur.MustNot, self.filter(x.part)) for x in parts if isinstance(x, p.Without)]
        if taken and not clauses:
            clauses = [(Occur.Must, self.scored(p.Anything()))]
        return Query.boolean_query(clauses + taken)

    def _term(self, field: str, value: str) -> Query:
        return term(self._schema, field, value)

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, low, high)

    def _between(self, part: p.Between) -> Query:
        """By the values that the index holds: tantivy has no range of texts."""
        held = (value_of(token) for token, _ in self._searcher.terms_with_prefix(VALUES, f"{part.field}:"))
        inside = [v for v in held if (part.low or "") <= v and (part.high is None or v <= part.high)]
        return any_term(self._schema, part.field, inside)

    def _sequence(self, part: p.Sequence) -> Query:
        words = list(part.words)
        if part.slop == 0:
            return Query.phrase_query(self._schema, part.field, [*words])
        if comb(part.slop + len(words) - 1, len(words) - 1) > MOST_PHRASES:
            return self._checked(part.field, words, lambda held: holds_sequence(held, part.words, part.slop))
        return _either(self._placed(part.field, words, places) for places in spreads(len(words), part.slop))

    def _pair(self, part: p.Pair) -> Query:
        """tantivy's slop of two different words is |place of the second - 1 - place of the first|."""
        words = [part.left, part.right]
        if part.left != part.right:
            slop = min(part.distance, 1_000_000) - 1
            orders = (words, words[::-1])
            return _either(Query.phrase_query(self._schema, part.field, [*w], slop) for w in orders)
        if part.distance > MOST_PHRASES:
            return self._checked(part.field, words, lambda held: holds_pair(held, part.left, part.right, part.distance))
        return _either(self._placed(part.field, words, (0, n)) for n in range(1, part.distance + 1))

    def _start(self, part: p.Start) -> Query:
        pattern = "".join(c if c.isalnum() else f"\\{c}" for c in part.words[-1]) + ".*"
        longer = Query.regex_query(self._schema, part.field, pattern)
        if len(part.words) == 1:
            return longer
        return self._checked(
            part.field, list(part.words[:-1]), lambda held: holds_start(held, part.words), extra=longer
        )

    def _placed(self, field: str, words: list[str], places: tuple[int, ...]) -> Query:
        placed: list[str | tuple[int, str]] = list(zip(places, words, strict=True))
        return Query.phrase_query(self._schema, field, placed)

    def _checked(self, field: str, words: list[str], check: Check, extra: Query | None = None) -> Query:
        candidates = [self._term(field, word) for word in dict.fromkeys(words)] + ([extra] if extra else [])
        ids = self._verify(_must(*candidates), field, check)
        return any_term(self._schema, "id", ids)


def spreads(words: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Every way to place the words in order, the first at 0, with at most ``slop`` places between them in all.

    >>> list(spreads(2, 1))
    [(0, 1), (0, 2)]
    """
    for rest in combinations(range(1, words + slop), words - 1):
        yield (0, *rest)


def _must(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, q) for q in queries])


def _either(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, q) for q in queries])
