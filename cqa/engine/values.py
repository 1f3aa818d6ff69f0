"""The values of a passage that engines compare and count."""

from __future__ import annotations

from cqa.engine.keys import MAX_VALUE, clean, date_number
from cqa.engine.port import Facet
from cqa.model import Passage


def passage_facets(passage: Passage) -> dict[Facet, tuple[str, ...]]:
    """For each facet the passage's values as they are, each once; none where a value is unknown."""
    year = passage.date[:4] if date_number(passage.date) else ""
    return {
        "authority": _held(passage.authority),
        "committee": _held(*passage.committees),
        "year": _held(year),
        "grade": _held(*passage.grades),
        "role": _held(passage.role),
        "type": _held(passage.type),
        "paper": _held(passage.paper),
    }


def passage_values(passage: Passage) -> dict[str, tuple[str, ...]]:
    """For each value field but ``date`` the passage's values, not yet folded."""
    facets = passage_facets(passage)
    return {
        "authority": facets["authority"],
        "authority_code": _held(passage.authority_code),
        "committee": facets["committee"],
        "year": facets["year"],
        "grade": facets["grade"],
        "role": facets["role"],
        "type": facets["type"],
        "number": _held(passage.number or ""),
        "paper": facets["paper"],
        "file": _held(passage.file),
        "exempt": ("true" if passage.exempt else "false",),
    }


def _held(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(v)[:MAX_VALUE] for v in values if v))
