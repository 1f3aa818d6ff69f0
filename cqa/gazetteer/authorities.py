"""Names of authorities: found in text, resolved as people write them, with their predecessors and successors."""

from __future__ import annotations

from cqa.gazetteer.names import mentions, resolve
from cqa.gazetteer.register import family, kind_of, register

__all__ = ["family", "kind_of", "mentions", "register", "resolve"]
