"""Names of authorities: found in text, resolved as people write them, with their predecessors and successors."""

from __future__ import annotations

import re

from cqa.gazetteer.names import mentions, resolve
from cqa.gazetteer.register import family, kind_of, register
from cqa.model import Authority

__all__ = ["family", "kind_of", "kinds_of", "mentions", "register", "resolve"]

PARISH = "parish"
"""The kind of a parish, town or community council: the register of principal councils has none of them."""

_LOCAL = re.compile(r"\b(?:parish|town|community)\b(?:.*\b)?(?:council|meeting)\b", re.I)


def kinds_of(authority: Authority) -> frozenset[str]:
    """Return the codes of an authority's kind and its nation in the register; for a body that the register does not
    have, :data:`PARISH` where its name says so, else none.

    >>> sorted(kinds_of(Authority("Foxton Parish Council", None)))
    ['parish']
    """
    if authority.code:
        return frozenset(kind_of(authority.code))
    return frozenset({PARISH}) if _LOCAL.search(authority.name) else frozenset()
