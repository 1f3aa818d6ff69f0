"""The filters of Python callers, by name and type, so that a type checker knows a wrong one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from cqa.engine.port import Sort

Words = str | Sequence[str]
"""One value, or several of which any may fit."""


class Filters(TypedDict, total=False):
    """Filters as :func:`cqa.query.filters.build` takes them; a date is a year, ``2010-02`` or ``2010-02-12``."""

    authority: Words
    committee: Words
    grade: Words
    paper_type: Words
    role: Words
    ward: Words
    date_from: str | None
    date_to: str | None
    include_exempt: bool


class SearchKeywords(Filters, total=False):
    """Filters, and the options of a search (``cqa.search.SearchOptions``)."""

    sort: Sort
    limit: int
    offset: int
    per_paper: int | None
    exact: bool
    any_word: bool
    explain: bool
