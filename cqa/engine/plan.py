"""The query tree brought down to the few things that an engine must be able to do, each on one field.

This module decides what a query means; engines only carry it out. The rules:

* A word matches a passage when the text, the heading or the title holds it. Its score is the sum of BM25 over the
  fields that hold it, each times the field's weight.
* A phrase holds its words in order, in one field, with at most ``slop`` other words between them in all.
  ``Near`` holds both words, in one field, at places that differ by at most ``distance``.
  Either scores as its words do in the fields where it holds.
* ``And`` and ``Or`` score the sum of what matches, ``AnyOf`` the best.
* Prefixes, values, ranges and negations filter; they score nothing.
* A word without a letter or digit, and an empty ``Or``, match nothing; an empty ``And`` matches everything.
* A value field is compared folded (:func:`~cqa.engine.keys.fold_value`); ``date:X`` means ``date:X..X``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Union

from cqa.engine.keys import date_bounds, fold_value
from cqa.engine.words import EXACT, exact_forms, stem_forms
from cqa.errors import UsageError
from cqa.fields import INDEX_VALUES, VALUE_FIELDS, WORD_FIELDS
from cqa.query import nodes
from cqa.query.nodes import Node
from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """The field holds the word; scores BM25 × weight of the field."""

    field: str
    word: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """The field holds the words (two or more) in order with at most ``slop`` others between them."""

    field: str
    words: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class TermPair:
    """The field holds both words at places that differ by 1 to ``distance``."""

    field: str
    left: str
    right: str
    distance: int


@dataclass(frozen=True, slots=True)
class TermPrefix:
    """The field holds the words in order, the last of them perhaps longer than given."""

    field: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exactly:
    """One value of the value field, folded, is ``value``."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class TermRange:
    """One value of the value field, folded, is in the range by code points, both ends included."""

    field: str
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class Dated:
    """``last_day(date) >= first and date <= last``, by date numbers; undated passages do not match."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Every one matches; the sum of their scores."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    """One or more match; the sum of the scores of those that do."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class DisMax:
    """One or more match; the highest of their scores."""

    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Every passage that ``part`` does not match; scores nothing."""

    part: Plan


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every passage."""


Plan = Union[
    Term,
    Sequence,
    TermPair,
    TermPrefix,
    Exactly,
    TermRange,
    Dated,
    Conjunction,
    Disjunction,
    DisMax,
    Exclusion,
    MatchAll,
]

NOTHING = Disjunction(())

MOST_COMPARED = 40
"""Parts of one whole that are compared, each with each, to leave out what is needless."""


def plan(node: Node) -> Plan:
    """Return what the tree means. Raises :class:`~cqa.errors.UsageError` for a field or an invalid date."""
    match node:
        case nodes.Word():
            return _sequence(node.field, (node.text,), 0, node.exact)
        case nodes.Phrase():
            return _sequence(node.field, node.words, max(node.slop, 0), node.exact)
        case nodes.Prefix():
            words = tuple(exact_forms(node.text))
            return Disjunction(tuple(TermPrefix(f, words) for f in _fields(node.field, True))) if words else NOTHING
        case nodes.Near():
            return _near(node)
        case nodes.Value():
            if node.field == "date":
                return Dated(*date_bounds(node.text, node.text))
            return Exactly(_value_field(node.field), fold_value(node.text))
        case nodes.Range():
            if node.field == "date":
                return Dated(*date_bounds(node.low, node.high))
            low, high = (fold_value(bound) if bound else None for bound in (node.low, node.high))
            return TermRange(_value_field(node.field), low, high)
        case nodes.Synonyms():
            return DisMax(tuple(plan(n) for n in (node.written, *node.others)))
        case nodes.And():
            return Conjunction(tuple(plan(n) for n in node.children)) if node.children else MatchAll()
        case nodes.Or():
            return Disjunction(tuple(plan(n) for n in node.children))
        case nodes.Not():
            return Exclusion(plan(node.child))
        case nodes.Everything():
            return MatchAll()
        case nodes.Nothing():
            return NOTHING


def scores(part: Plan) -> bool:
    """Return whether any passage could score more than another."""
    return next(scored_terms(part), None) is not None


def parts_of(part: Plan) -> tuple[Plan, ...]:
    """Return the parts that must all match."""
    if isinstance(part, MatchAll):
        return ()
    return tuple(x for below in part.parts for x in parts_of(below)) if isinstance(part, Conjunction) else (part,)


def simplest(part: Plan) -> Plan:
    """Return the least that matches the same passages; scores may differ. What follows from the rest is left out: the
    words of a phrase, a longer way to say what a shorter one finds anyhow."""
    if not isinstance(part, Conjunction | Disjunction | DisMax):
        return part
    parts = tuple(simplest(x) for x in part.parts)
    if isinstance(part, Conjunction):
        kept = _unless(parts, lambda x, other: implies(other, x))
        return kept[0] if len(kept) == 1 else Conjunction(kept)
    kept = _unless(parts, implies)
    return kept[0] if len(kept) == 1 else Disjunction(kept)


def implies(one: Plan, other: Plan) -> bool:
    """Return whether every passage that ``one`` matches is known, by its form alone, to match ``other``."""
    if one == other or isinstance(other, MatchAll):
        return True
    if isinstance(one, Disjunction | DisMax):
        return all(implies(x, other) for x in one.parts)
    if isinstance(other, Conjunction):
        return all(implies(one, x) for x in other.parts)
    if isinstance(other, Disjunction | DisMax) and any(implies(one, x) for x in other.parts):
        return True
    if isinstance(one, Conjunction):
        return any(implies(x, other) for x in one.parts)
    if not isinstance(other, Term):
        return False
    if isinstance(one, Sequence):
        return one.field == other.field and other.word in one.words
    return isinstance(one, TermPair) and one.field == other.field and other.word in (one.left, one.right)


def _unless(parts: tuple[Plan, ...], needless: Callable[[Plan, Plan], bool]) -> tuple[Plan, ...]:
    """Return the parts but those that another makes needless; of two that do so to each other the first stays."""
    kept = list(dict.fromkeys(parts))
    if len(kept) > MOST_COMPARED:
        return tuple(kept)
    for part in tuple(reversed(kept)):
        if any(needless(part, other) for other in kept if other is not part):
            kept.remove(part)
    return tuple(kept)


def scored_terms(part: Plan) -> Iterator[Term]:
    """Yield the terms that add to the score, left to right, repeated where the query repeats them."""
    if isinstance(part, Term):
        yield part
    elif isinstance(part, Conjunction | Disjunction | DisMax):
        for below in part.parts:
            yield from scored_terms(below)


def _fields(field: str | None, exact: bool) -> tuple[str, ...]:
    if field is not None and field not in WORD_FIELDS:
        raise UsageError(f"{field!r} is not a field of words; those are {', '.join(WORD_FIELDS)}")
    return tuple(f + EXACT if exact else f for f in (WORD_FIELDS if field is None else (field,)))


def _value_field(field: str) -> str:
    if field not in INDEX_VALUES:
        raise UsageError(f"{field!r} is not a field of values; those are {', '.join(VALUE_FIELDS)}")
    return field


def _sequence(field: str | None, written: tuple[str, ...], slop: int, exact: bool) -> Plan:
    forms = exact_forms if exact else stem_forms
    words = tuple(word for text in written for word in forms(text))
    fields = _fields(field, exact)
    if not words:
        return NOTHING
    if len(words) == 1:
        return _in_any(tuple(Term(f, words[0]) for f in fields))
    return _in_any(tuple(Conjunction((Sequence(f, words, slop), *_terms(f, words))) for f in fields))


def _near(node: nodes.Near) -> Plan:
    left, right = tuple(stem_forms(node.left)), tuple(stem_forms(node.right))
    if len(left) != 1 or len(right) != 1:
        raise UsageError(f"NEAR takes one word on each side, not {node.left!r} and {node.right!r}")
    words = left + right
    if node.distance < 1:
        return NOTHING
    return _in_any(
        tuple(Conjunction((TermPair(f, *words, node.distance), *_terms(f, words))) for f in _fields(node.field, False))
    )


def _terms(field: str, words: tuple[str, ...]) -> Iterator[Term]:
    return (Term(field, word) for word in dict.fromkeys(words))


def _in_any(parts: tuple[Plan, ...]) -> Plan:
    return parts[0] if len(parts) == 1 else Disjunction(parts)
