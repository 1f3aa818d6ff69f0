"""A search as its address: everything about the search is in the URL, and only there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import urlencode

from cqa import fields
from cqa.catalogue.filter_options import written
from cqa.engine.port import Facet, Sort
from cqa.errors import UsageError
from cqa.query.nodes import And, Node, Or, Value
from cqa.record import dataclass
from cqa.search import SearchOptions

QUERY_LONGEST = 500
"""Characters of a query: what a search may cost is bounded by what it may say."""

VALUES_MOST = 60
"""Values of one filter."""

PAGE_SIZES = (10, 20)
"""Passages on a page: more would make it heavier than 100 kB."""

PAGE_LAST = 100_000
"""Last page of results that an address may ask for: two million passages."""

PRECEDENT = ("recommendations", "decision")
"""Roles of sections that recommend or decide."""

FILTERS: tuple[Facet, ...] = tuple(name for name in fields.BOXES if fields.BY_NAME[name].option)
"""Facets that are filters of the same name; ``year`` sets the dates."""

NAMES: dict[Facet, str] = {name: fields.BY_NAME[name].label for name in fields.BOXES}
"""What people read for each facet."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: what it says, and the search without it."""

    says: str
    without: SearchForm


@dataclass(frozen=True, slots=True)
class SearchForm:
    """The search of an address. ``page`` counts from 1. ``paper`` limits the search to one paper, by id. A search for
    ``precedent`` is one among recommendations and decisions."""

    q: str = ""
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The values chosen of each filter that has any, in the order of :data:`FILTERS`."""
    date_from: str = ""
    date_to: str = ""
    paper: str = ""
    sort: Sort = "relevance"
    per_paper: bool = False
    exact: bool = False
    page: int = 1
    size: int = PAGE_SIZES[0]
    precedent: bool = False
    overlong: bool = False
    """More than :data:`QUERY_LONGEST` characters were given; ``q`` is the first of them."""

    # ---- out of and into an address

    def pairs(self) -> list[tuple[str, str]]:
        """Return names and values of the address; what is as usual is left out."""
        several = [(name, value) for name, chosen in self.values for value in chosen]
        single = (
            ("q", self.q),
            *several,
            ("from", self.date_from),
            ("to", self.date_to),
            ("paper", self.paper),
            ("sort", "" if self.sort == self._usual_sort else self.sort),
            ("per", "paper" if self.per_paper else ""),
            ("exact", "1" if self.exact else ""),
            ("size", "" if self.size == PAGE_SIZES[0] else str(self.size)),
            ("page", "" if self.page == 1 else str(self.page)),
        )
        return [(name, value) for name, value in single if value]

    def query_string(self) -> str:
        return urlencode(self.pairs())

    def of(self, name: str) -> tuple[str, ...]:
        """Return the values chosen of a filter."""
        return dict(self.values).get(name, ())

    def but(self, **changes: Any) -> SearchForm:
        """Return the same search with something changed, from its first page; a filter is given by its name."""
        chosen = dict(self.values) | {name: changes.pop(name) for name in FILTERS if name in changes}
        changed: dict[str, Any] = {"page": 1}
        changed["values"] = tuple((name, tuple(chosen[name])) for name in FILTERS if chosen.get(name))
        return replace(self, **(changed | changes))

    def unfiltered(self) -> SearchForm:
        """Return the same search without filters."""
        return self.but(values=(), date_from="", date_to="", paper="")

    @property
    def _usual_sort(self) -> Sort:
        return "-date" if self.precedent and not self.q else "relevance"

    # ---- what it means

    @property
    def query(self) -> str:
        """Return what to search for; everything that passes the filters when there are no words."""
        return self.q or "*"

    def options(self) -> SearchOptions:
        """Return the options of the search. Raises :class:`~cqa.errors.UsageError` for an invalid date."""
        return SearchOptions(
            sort="-date" if not self.q and self.sort == "relevance" else self.sort,
            limit=self.size,
            offset=(self.page - 1) * self.size,
            per_paper=1 if self.per_paper else None,
            exact=self.exact,
            lenient=True,
        )

    def filters(self, *, include_exempt: bool, without: Facet | None = None) -> Node:
        """Return the filters as a tree whose names are not yet resolved, perhaps without those of one facet.

        Raises :class:`~cqa.errors.UsageError` for an invalid date and for a query that was too long.
        """
        if self.overlong:
            raise UsageError(f"a search or a question has {QUERY_LONGEST} characters at most; this one is longer")
        dated = without != "year"
        tree = written(
            **{fields.BY_NAME[name].option: chosen for name, chosen in self.values if name != without},
            date_from=self.date_from if dated else None,
            date_to=self.date_to if dated else None,
            include_exempt=include_exempt,
        )
        also: list[Node] = [Value("paper", self.paper)] if self.paper else []
        if self.precedent:
            also.append(Or(tuple(Value("role", role) for role in PRECEDENT)))
        return And((tree, *also)) if also else tree

    def filtered(self) -> bool:
        return bool(self.values or self.date_from or self.date_to or self.paper)

    def chips(self) -> list[Chip]:
        """Return the filters in force, each with the search without it."""
        found = [
            Chip(f"{NAMES[name]}: {value}", self.but(**{name: tuple(v for v in chosen if v != value)}))
            for name, chosen in self.values
            for value in chosen
        ]
        if self.date_from and self.date_from == self.date_to:
            found.append(Chip(f"Date: {self.date_from}", self.but(date_from="", date_to="")))
        else:
            if self.date_from:
                found.append(Chip(f"From {self.date_from}", self.but(date_from="")))
            if self.date_to:
                found.append(Chip(f"To {self.date_to}", self.but(date_to="")))
        if self.paper:
            found.append(Chip("This paper only", self.but(paper="")))
        if self.exact:
            found.append(Chip("Exact words only", self.but(exact=False)))
        return found


def read_form(given: Mapping[str, Sequence[str]], *, precedent: bool = False) -> SearchForm:
    """Return the search of an address. Impossible values (a page -3, an unknown order) become the default."""

    def one(name: str, longest: int = 100) -> str:
        return (given.get(name) or [""])[0].strip()[:longest]

    def several(name: str) -> tuple[str, ...]:
        values = (value.strip()[:200] for value in given.get(name) or ())
        return tuple(dict.fromkeys(v for v in values if v))[:VALUES_MOST]

    given_q = one("q", QUERY_LONGEST + 1)
    q = given_q[:QUERY_LONGEST]
    usual: Sort = "-date" if precedent and not q else "relevance"
    sort = one("sort")
    size = one("size")
    return SearchForm(
        q=q,
        values=tuple((name, chosen) for name in FILTERS if (chosen := several(name))),
        date_from=one("from"),
        date_to=one("to"),
        paper=one("paper"),
        sort=sort if sort in get_args(Sort) else usual,  # type: ignore[arg-type]
        per_paper=one("per") == "paper",
        exact=one("exact") == "1",
        page=number(one("page"), 1, PAGE_LAST),
        size=int(size) if size in map(str, PAGE_SIZES) else PAGE_SIZES[0],
        precedent=precedent,
        overlong=len(given_q) > QUERY_LONGEST,
    )


def number(text: str, least: int, most: int) -> int:
    """Return the number in a text, kept within bounds; the least for anything that is no number."""
    return min(max(int(text), least), most) if text.isascii() and text.isdigit() and len(text) < 9 else least
