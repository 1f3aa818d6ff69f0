"""The values of a passage that engines compare and count."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Any

from cqa.engine.keys import MAX_VALUE, clean, date_number, fold_value
from cqa.engine.port import Facet
from cqa.fields import FIELDS, INDEX_VALUES, Field
from cqa.fields.values import texts
from cqa.model import Passage

Values = dict[str, tuple[str, ...]]
"""The values of each field, by its name."""

_INDEXED = tuple(field for field in FIELDS if field.name in INDEX_VALUES)
_OF_PAPER = tuple(field for field in _INDEXED if field.paper)
_OF_PASSAGE = tuple(field for field in _INDEXED if not field.paper)
_SHARED = tuple(dict.fromkeys(field.attribute for field in _OF_PAPER))
"""Attributes that all passages of a paper have in common: their values are worked out once a paper."""

_shared = attrgetter(*_SHARED)


def passage_facets(passage: Passage) -> dict[Facet, tuple[str, ...]]:
    """Return for each facet, in their order, the passage's values as they are, each once; none where unknown."""
    own = {f.name: _values(getattr(passage, f.attribute), f) for f in _OF_PASSAGE if f.facet}
    return _of_paper(_shared(passage))[0] | own


def passage_values(passage: Passage) -> Values:
    """Return for each value field but ``date`` the passage's values, folded."""
    own = {f.name: _folded(_values(getattr(passage, f.attribute), f)) for f in _OF_PASSAGE}
    return _of_paper(_shared(passage))[1] | own


@lru_cache(maxsize=500)
def _of_paper(shared: tuple[Any, ...]) -> tuple[Values, Values]:
    """Return the facets, and the folded values, that passages of a paper share; other facets keep their places."""
    by_attribute = dict(zip(_SHARED, shared, strict=True))
    recorded = {field.name: _values(by_attribute[field.attribute], field) for field in _OF_PAPER}
    facets = {field.name: recorded.get(field.name, ()) for field in _INDEXED if field.facet}
    return facets, {name: _folded(own) for name, own in recorded.items()}


def _values(raw: Any, field: Field) -> tuple[str, ...]:
    own = texts(raw, field)
    if field.type == "year":
        own = tuple(value[:4] for value in own if date_number(value))
    return tuple(dict.fromkeys(clean(value)[:MAX_VALUE] for value in own))


def _folded(own: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold_value, own)))
