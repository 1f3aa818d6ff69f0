"""The values of a passage that engines compare and count."""

from __future__ import annotations

from functools import lru_cache

from cqa.engine.keys import MAX_VALUE, clean, date_number, fold_value
from cqa.engine.port import Facet
from cqa.model import Passage


def passage_facets(passage: Passage) -> dict[Facet, tuple[str, ...]]:
    """Return for each facet the passage's values as they are, each once; none where a value is unknown."""
    common = _of_paper(passage.authority, passage.committees, passage.date, passage.grades, passage.type, passage.paper)
    return {**common, "role": _held(passage.role)}


def passage_values(passage: Passage) -> dict[str, tuple[str, ...]]:
    """Return for each value field but ``date`` the passage's values, folded."""
    common = _folded_of_paper(
        passage.authority, passage.committees, passage.date, passage.grades, passage.type, passage.paper
    )
    return {
        **common,
        "authority_code": _folded(passage.authority_code),
        "number": _folded(passage.number or ""),
        "role": _folded(passage.role),
        "file": _folded(passage.file),
        "exempt": ("true",) if passage.exempt else ("false",),
    }


@lru_cache(maxsize=500)
def _of_paper(
    authority: str, committees: tuple[str, ...], date: str, grades: tuple[str, ...], type_: str, paper: str
) -> dict[Facet, tuple[str, ...]]:
    """Return what passages of a paper have in common; ``role`` keeps its place."""
    return {
        "authority": _held(authority),
        "committee": _held(*committees),
        "year": _held(date[:4] if date_number(date) else ""),
        "grade": _held(*grades),
        "role": (),
        "type": _held(type_),
        "paper": _held(paper),
    }


@lru_cache(maxsize=500)
def _folded_of_paper(
    authority: str, committees: tuple[str, ...], date: str, grades: tuple[str, ...], type_: str, paper: str
) -> dict[str, tuple[str, ...]]:
    facets = _of_paper(authority, committees, date, grades, type_, paper)
    return {name: tuple(dict.fromkeys(map(fold_value, held))) for name, held in facets.items()}


def _folded(value: str) -> tuple[str, ...]:
    return (fold_value(value),) if value else ()


def _held(*values: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(clean(v)[:MAX_VALUE] for v in values if v))
