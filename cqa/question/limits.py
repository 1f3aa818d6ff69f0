"""Which councils a question limits itself to: by kind (*unitary authorities*) and by place (*in Wales*)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cqa.gazetteer.areas import PARISH
from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """Councils of certain groups (:mod:`cqa.gazetteer.areas`): any of ``codes`` and, if given, any of ``also``;
    ``outside`` means all others that the register has."""

    sort: Literal["kind", "place"]
    name: str
    codes: frozenset[str]
    also: frozenset[str] = frozenset()
    outside: bool = False

    @property
    def as_written(self) -> str:
        """Return the limit as words: *in Wales*, *outside London*."""
        return f"{'outside' if self.outside else 'in'} {self.name}"

    def admits(self, groups: frozenset[str]) -> bool:
        """Return whether a council of these groups is meant."""
        inside = bool(groups & self.codes) and (not self.also or bool(groups & self.also))
        return bool(groups - {PARISH}) and not inside if self.outside else inside


def admitted(limits: Sequence[Limit], groups: frozenset[str]) -> bool:
    """Return whether a council of these groups is within the limits: any of those of one sort, and each sort.

    >>> kinds = [Limit("kind", "a", frozenset({"MD"})), Limit("kind", "b", frozenset({"UA"}))]
    >>> admitted(kinds, frozenset({"UA", "Wales"})), admitted(kinds, frozenset({"CTY"}))
    (True, False)
    """
    for sort in ("kind", "place"):
        of_sort = [limit for limit in limits if limit.sort == sort]
        within = [limit for limit in of_sort if not limit.outside]
        if within and not any(limit.admits(groups) for limit in within):
            return False
        if not all(limit.admits(groups) for limit in of_sort if limit.outside):
            return False
    return True


def described(limits: Sequence[Limit]) -> str | None:
    """Return limits as words: *unitary authorities in Wales*; None for none.

    >>> described([Limit("kind", "county councils", frozenset()), Limit("place", "the Midlands", frozenset())])
    'county councils in the Midlands'
    """
    if not limits:
        return None
    kinds = " or ".join(limit.name for limit in limits if limit.sort == "kind") or "councils"
    inside = " or ".join(limit.name for limit in limits if limit.sort == "place" and not limit.outside)
    outside = " or ".join(limit.name for limit in limits if limit.sort == "place" and limit.outside)
    return kinds + (f" in {inside}" if inside else "") + (f" outside {outside}" if outside else "")
