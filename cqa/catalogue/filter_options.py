"""The filters that commands have alike: as a tree over passages, and as a test of papers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Unpack

from cqa.catalogue.filter_keywords import Filters
from cqa.catalogue.visibility import indexed_values, within
from cqa.engine.keys import date_bounds, date_number, fold_value, last_day
from cqa.engine.port import Engine
from cqa.fields import BY_NAME
from cqa.fields.values import values
from cqa.model import Paper
from cqa.query import filters
from cqa.query.nodes import And, Everything, Node, Not, Or, Range, Value, walk


def written(**options: Unpack[Filters]) -> Node:
    """Return the options (those of :func:`cqa.query.filters.build`) as a tree whose names are not yet resolved.

    Raises :class:`~cqa.errors.UsageError` for an invalid date.
    """
    return filters.build(**options)


def select(engine: Engine, **options: Unpack[Filters]) -> tuple[Node, Callable[[Paper], bool]]:
    """Return the options as a tree, names resolved by those in the index, and as the same test of papers.

    Raises :class:`~cqa.errors.UsageError` for a name that nothing answers to.
    """
    return chosen(engine, written(**options))


def chosen(engine: Engine, asked: Node) -> tuple[Node, Callable[[Paper], bool]]:
    """Return a tree of filters with its names resolved by those in the index, and as the same test of papers.

    Raises :class:`~cqa.errors.UsageError` for a name that nothing answers to.
    """
    tree = filters.resolve(asked, indexed_values(engine, within(engine, asked)))
    kept = keeper(tree)
    if not any(isinstance(node, Value) and _is_of_passages(node.field) for node in walk(tree)):
        return tree, kept
    with_passages = {paper for paper, _ in engine.facets(Everything(), tree, ["paper"])["paper"]}
    return tree, lambda paper: paper.id in with_passages and kept(paper)


def open_values(engine: Engine, name: str) -> list[str]:
    """Return the values that a filter may have: the closed list of its field, else those of open papers."""
    closed = {"role": filters.ROLES, "type": filters.TYPES}.get(filters.resolver_of(name))
    return sorted(closed or indexed_values(engine, within(engine, written()))(name))


def keeper(filters: Node) -> Callable[[Paper], bool]:
    """Return a test of papers by a filter tree whose names are resolved (:func:`cqa.query.filters.resolve`).

    It agrees with what an engine makes of the tree for the paper's passages, but for fields that papers do not have
    (``role``, ``number``): every paper passes.
    """
    if isinstance(filters, Range):
        first, last = date_bounds(filters.low, filters.high)
        return lambda paper: last_day(date_number(paper.date)) >= first and date_number(paper.date) <= last
    if isinstance(filters, Value):
        return _has(filters.field, fold_value(filters.text))
    if isinstance(filters, Not):
        kept = keeper(filters.child)
        return lambda paper: not kept(paper)
    if isinstance(filters, And | Or):
        tests = [keeper(child) for child in filters.children]
        every = all if isinstance(filters, And) else any
        return lambda paper: every(test(paper) for test in tests)
    if isinstance(filters, Everything):
        return lambda paper: True
    return lambda paper: False


def _has(name: str, wanted: str) -> Callable[[Paper], bool]:
    if _is_of_passages(name):
        return lambda paper: True
    field = BY_NAME.get(name)
    if name == "exempt":  # in every filter, and asked of every paper
        return lambda paper: paper.exempt is (wanted == "true")
    return lambda paper: field is not None and wanted in map(fold_value, values(paper, field))


def _is_of_passages(name: str) -> bool:
    return name in BY_NAME and not BY_NAME[name].paper
