"""A plan as a tantivy query, made of query objects only: no text is ever parsed by tantivy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from math import comb
from typing import NamedTuple

from tantivy import FieldType, Occur, Query, Schema, Searcher

from cqa.engine import plan as p
from cqa.engine.phrase_match import has_pair, has_sequence, has_start
from cqa.engine.port import Weights
from cqa.engine.tantivy.schema import VALUES, any_term, as_indexed, term, value_of
from cqa.engine.words import EXACT
from cqa.fields import WORD_FIELDS

MOST_PHRASES = 256
"""A phrase with slop is looked up as one exact phrase per way to spread the gaps; where that makes more than these, the
passages that hold all words are read and checked instead."""


FieldTerm = tuple[str, str]
"""A field, and a word or value in it."""

MOST_GUARDING = 60
"""Words that a guard may consist of."""


class Guard(NamedTuple):
    """A query that everything wanted matches, and about how many passages it finds."""

    passages: int
    query: Query


Check = Callable[[list[str]], bool]
Verify = Callable[[Query, str, Check], list[str]]
"""Of the passages that match the query, the ids of those whose words in the field pass the check."""


class Compiler:
    """Makes queries for one snapshot. ``verify`` reads passages where tantivy has no exact query."""

    def __init__(self, schema: Schema, searcher: Searcher, weights: Weights, verify: Verify) -> None:
        self._schema, self._searcher, self._verify = schema, searcher, verify
        self._frequency: dict[FieldTerm, int] = {}
        self._weights = {f: getattr(weights, f.removesuffix(EXACT)) for f in WORD_FIELDS}

    def scored(self, part: p.Plan, guard: Guard | None = None) -> Query:
        """Return the passages that match, with their scores. Under a ``guard`` only what the guard holds, too, need be
        right: the caller requires both anyhow."""
        match part:
            case p.Term():
                query = self._term(part.field, part.word)
                weight = self._weights[part.field.removesuffix(EXACT)]
                return query if weight == 1.0 else Query.boost_query(query, weight)
            case p.Disjunction():
                return Query.boolean_query([(Occur.Should, self.scored(x, guard)) for x in part.parts])
            case p.DisMax():
                return Query.disjunction_max_query([self.scored(x, guard) for x in part.parts])
            case p.Conjunction():
                return self._all(part.parts, guard)
            case _:
                return self._unscored(part, guard)

    def _unscored(self, part: p.Plan, guard: Guard | None) -> Query:
        return Query.const_score_query(self.filter(part, guard), 0.0)

    def filter(self, part: p.Plan, guard: Guard | None = None) -> Query:
        """Return the same passages; the scores mean nothing."""
        match part:
            case p.Term():
                return self._term(part.field, part.word)
            case p.Sequence():
                return _guarded(self._sequence(part), guard)
            case p.TermPair():
                return _guarded(self._pair(part), guard)
            case p.TermPrefix():
                return self._start(part)
            case p.Exactly():
                return self._term(part.field, part.value)
            case p.TermRange():
                return self._between(part)
            case p.Dated():
                return _must(self._range("date_to", part.first, None), self._range("date", None, part.last))
            case p.MatchAll():
                return self._term("kind", "passage")
            case p.Exclusion():
                return self._all((p.MatchAll(), part), None)
            case p.Conjunction():
                return self._all(part.parts, guard)
            case p.Disjunction() | p.DisMax():
                return Query.boolean_query([(Occur.Should, self.filter(x, guard)) for x in part.parts])

    def within(self, part: p.Plan, filters: p.Plan) -> Query:
        """Return the passages that match both, with the scores of the first."""
        return self._all(p.parts_of(part), None, p.parts_of(filters))

    def _all(self, parts: tuple[p.Plan, ...], guard: Guard | None, only: tuple[p.Plan, ...] = ()) -> Query:
        """Return conjunction, with what is negated excluded rather than searched; ``only`` must match and scores
        nothing.

        tantivy works through every alternative of a disjunction wherever it is: a phrase in one is looked up in
        all passages, even when few match the rest. So the rarest of the parts goes along into the others.
        """
        every = (*parts, *only)
        dear = [
            isinstance(x, p.Conjunction | p.Disjunction | p.DisMax | p.Exclusion) and not _words_alone(x) for x in every
        ]
        guards = [self._guard(x) if any(dear) and len(every) > 1 else None for x in every]
        clauses, taken = [], []
        for i, part in enumerate(every):
            below = _rarest(guard, *guards[:i], *guards[i + 1 :]) if dear[i] else guard
            if isinstance(part, p.Exclusion):
                taken.append((Occur.MustNot, self.filter(part.part, below)))
            else:
                query = self.scored(part, below) if i < len(parts) else self._unscored(part, below)
                clauses.append((Occur.Must, query))
        if not clauses:
            clauses = [(Occur.Must, self.scored(p.MatchAll()))]
        if guard and len(clauses) > 1:
            clauses.append((Occur.Must, Query.const_score_query(guard.query, 0.0)))
        return Query.boolean_query(clauses + taken)

    def _guard(self, part: p.Plan) -> Guard | None:
        """Return the fewest passages that the part's own words allow."""
        terms = self._needed(part)
        if not terms or len(terms) > MOST_GUARDING:
            return None
        return Guard(self._sum(terms), _either(self._term(*term) for term in sorted(terms)))

    def _needed(self, part: p.Plan) -> frozenset[FieldTerm] | None:
        """Return words in fields, of which every passage that matches holds at least one, as rare as the plan's form
        allows; None when there are none."""
        match part:
            case p.Term():
                return frozenset({(part.field, part.word)})
            case p.Exactly():
                return frozenset({(part.field, part.value)})
            case p.Sequence():
                return min((frozenset({(part.field, word)}) for word in part.words), key=self._sum)
            case p.TermPair():
                return min((frozenset({(part.field, word)}) for word in (part.left, part.right)), key=self._sum)
            case p.Conjunction():
                return min(filter(None, map(self._needed, part.parts)), key=self._sum, default=None)
            case p.Disjunction() | p.DisMax():
                needed = [self._needed(x) for x in part.parts]
                return frozenset().union(*filter(None, needed)) if all(needed) else None
        return None

    def _sum(self, terms: frozenset[FieldTerm]) -> int:
        return sum(map(self._passages_with, terms))

    def _passages_with(self, term: FieldTerm) -> int:
        if term not in self._frequency:
            self._frequency[term] = self._searcher.doc_freq(*as_indexed(*term))
        return self._frequency[term]

    def _term(self, field: str, value: str) -> Query:
        return term(self._schema, field, value)

    def _range(self, field: str, low: int | None, high: int | None) -> Query:
        return Query.range_query(self._schema, field, FieldType.Unsigned, low, high)

    def _between(self, part: p.TermRange) -> Query:
        """Return a query for a range by the values that the index has: tantivy has no range of texts."""
        tokens = (value_of(token) for token, _ in self._searcher.terms_with_prefix(VALUES, f"{part.field}:"))
        inside = [v for v in tokens if (part.low or "") <= v and (part.high is None or v <= part.high)]
        return any_term(self._schema, part.field, inside)

    def _sequence(self, part: p.Sequence) -> Query:
        words = list(part.words)
        if part.slop == 0:
            return Query.phrase_query(self._schema, part.field, [*words])
        if comb(part.slop + len(words) - 1, len(words) - 1) > MOST_PHRASES:
            return self._checked(part.field, words, lambda tokens: has_sequence(tokens, part.words, part.slop))
        return _either(self._placed(part.field, words, places) for places in spreads(len(words), part.slop))

    def _pair(self, part: p.TermPair) -> Query:
        """Return tantivy's slop of two different words is |place of the second - 1 - place of the first|."""
        words = [part.left, part.right]
        if part.left != part.right:
            slop = min(part.distance, 1_000_000) - 1
            orders = (words, words[::-1])
            return _either(Query.phrase_query(self._schema, part.field, [*w], slop) for w in orders)
        if part.distance > MOST_PHRASES:
            return self._checked(
                part.field, words, lambda tokens: has_pair(tokens, part.left, part.right, part.distance)
            )
        return _either(self._placed(part.field, words, (0, n)) for n in range(1, part.distance + 1))

    def _start(self, part: p.TermPrefix) -> Query:
        pattern = "".join(c if c.isalnum() else f"\\{c}" for c in part.words[-1]) + ".*"
        longer = Query.regex_query(self._schema, part.field, pattern)
        if len(part.words) == 1:
            return longer
        return self._checked(
            part.field, list(part.words[:-1]), lambda tokens: has_start(tokens, part.words), extra=longer
        )

    def _placed(self, field: str, words: list[str], places: tuple[int, ...]) -> Query:
        placed: list[str | tuple[int, str]] = list(zip(places, words, strict=True))
        return Query.phrase_query(self._schema, field, placed)

    def _checked(self, field: str, words: list[str], check: Check, extra: Query | None = None) -> Query:
        candidates = [self._term(field, word) for word in dict.fromkeys(words)] + ([extra] if extra else [])
        ids = self._verify(_must(*candidates), field, check)
        return any_term(self._schema, "id", ids)


def spreads(words: int, slop: int) -> Iterator[tuple[int, ...]]:
    """Yield every way to place the words in order, the first at 0, with at most ``slop`` places between them in all.

    >>> list(spreads(2, 1))
    [(0, 1), (0, 2)]
    """
    for rest in combinations(range(1, words + slop), words - 1):
        yield (0, *rest)


def _words_alone(part: p.Plan) -> bool:
    """Return whether it is any of some words and values: as cheap as its guard."""
    return isinstance(part, p.Disjunction) and all(isinstance(x, p.Term | p.Exactly) for x in part.parts)


def _rarest(*guards: Guard | None) -> Guard | None:
    return min(filter(None, guards), key=lambda guard: guard.passages, default=None)


def _guarded(query: Query, guard: Guard | None) -> Query:
    return _must(query, guard.query) if guard else query


def _must(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, q) for q in queries])


def _either(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, q) for q in queries])
