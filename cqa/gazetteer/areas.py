"""Where an authority is and what kind it is: groups of councils by kind, nation, region, county, combined authority.

A group is a short code: a kind of the register (*LBO*), a nation or region by its name (*North West*), a county council
or a combined authority after ``in`` (*in KEN*, *in GMCA*), or a word of the council's name after ``called`` (*called
borough*). Data: ``data/authority_areas.csv``, by :mod:`cqa.gazetteer.build_register`.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from cqa.gazetteer.register import DATA, kind_of, register
from cqa.model import Authority
from cqa.text.pattern import pattern

AREAS = DATA / "authority_areas.csv"

PARISH = "parish"
"""The kind of a parish, town or community council: the register of principal councils has none of them."""

_LOCAL = pattern(r"\b(?:parish|town|community)\b(?:.*\b)?(?:council|meeting)\b", re.I)
_CALLED = pattern(r"\b(?:city|borough)\b", re.I)


@cache
def areas() -> dict[str, frozenset[str]]:
    """Return the groups of each authority by place: its region, its county, its combined authority."""
    with AREAS.open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle)
        next(rows)
        return {
            code: frozenset(
                group for group in (region, county and f"in {county}", combined and f"in {combined}") if group
            )
            for code, region, county, combined in rows
        }


def groups_of(authority: Authority) -> frozenset[str]:
    """Return all groups that an authority belongs to; of a body that the register does not have, :data:`PARISH` where
    its name says so, else none.

    >>> sorted(groups_of(Authority("Foxton Parish Council", None)))
    ['parish']
    >>> sorted(groups_of(Authority("Leeds City Council", "LDS")))
    ['England', 'MD', 'Yorkshire and The Humber', 'called city', 'in WYCA']
    """
    if not authority.code:
        return frozenset({PARISH}) if _LOCAL.search(authority.name) else frozenset()
    called = {f"called {word.lower()}" for word in _CALLED.findall(authority.name)}
    return kind_of(authority.code) | areas().get(authority.code, frozenset()) | called


@cache
def counties() -> dict[str, str]:
    """Return the code of each county that has or had district councils, by its everyday name.

    >>> counties()["Kent"], "Leeds" in counties()
    ('KEN', False)
    """
    codes = {group.removeprefix("in ") for groups in areas().values() for group in groups if group.startswith("in ")}
    entries = register().entries
    found = {
        entries[code].short: code for code in sorted(codes) if code in entries and entries[code].kind in ("CTY", "UA")
    }
    return {name.removesuffix(" County").removeprefix("County "): code for name, code in found.items()}
