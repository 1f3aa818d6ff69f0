"""The register of UK principal authorities, current and abolished, and the names that people call them by.

Names are folded to words (:func:`~cqa.gazetteer.name_forms.name_words`) and looked up whole, so finding all names in a
text costs one look-up per capitalised word. Data: ``data/authorities.csv`` and, worked out from it,
``data/authority_names.tsv`` (both by :mod:`cqa.gazetteer.build_register`).

Use it for: names. Not for: deciding whose paper it is (:mod:`cqa.extract.authority.scoring`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cqa.gazetteer.name_forms import name_words, place
from cqa.model import Authority
from cqa.record import dataclass

DATA = Path(__file__).parent / "data"
REGIONAL = frozenset({"COMB", "SRA"})
"""Combined authorities: their bare place name (*West Midlands*) is a region, not a council."""
LOCAL_RANK = {"CTY": 0, "UTA": 0, "UA": 0, "MD": 0, "LBO": 0, "CC": 0, "SCO": 0, "WPA": 0, "WA": 0, "NID": 0, "NMD": 1}


class RegisterEntry(NamedTuple):
    """One line of the register. ``end`` is the ISO date of abolition, "" while the council exists."""

    authority: Authority
    short: str
    kind: str
    nation: str
    start: str
    end: str
    successors: tuple[str, ...]
    domains: tuple[str, ...]
    aliases: tuple[str, ...]

    def alive(self, on: str | None) -> bool:
        """Return whether the council existed on an ISO date (today when None)."""
        if on is None:
            return not self.end
        founded = self.start if self.start > "2006" else ""
        """Most start dates up to 2006 in the register are those of its first publication, not of the council."""
        return (not self.end or on <= self.end) and (not founded or on >= founded[: len(on)])


class NameUse(NamedTuple):
    """What a name leads to: possible entries, and whether the name says *council* (``full``) or only the place."""

    codes: tuple[str, ...]
    full: bool


@dataclass(frozen=True, slots=True)
class Register:
    """All entries by code, and every way in: names, acronyms, e-mail and web domains, addresses."""

    entries: dict[str, RegisterEntry]
    names: dict[tuple[str, ...], NameUse]
    first_words: frozenset[str]
    longest: dict[str, int]
    """Most words of any name by its first word."""
    acronyms: dict[str, tuple[str, ...]]
    domains: dict[str, tuple[str, ...]]
    addresses: tuple[tuple[str, str, str], ...] = ()
    """(building, place, code), folded."""

    def codes(self, text: str) -> tuple[str, ...]:
        named = self.names.get(name_words(text))
        return named.codes if named else ()


def entries() -> dict[str, RegisterEntry]:
    """Return the register's lines by code."""
    found = {}
    with (DATA / "authorities.csv").open(encoding="utf-8", newline="") as handle:
        rows = csv.reader(handle)
        next(rows)
        for code, name, short, aliases, gss, kind, nation, start, end, successors, domains in rows:
            found[code] = RegisterEntry(
                Authority(name, code, gss or None),
                short or name,
                kind,
                nation,
                start,
                end,
                tuple(successors.split("|")) if successors else (),
                tuple(domains.split("|")) if domains else (),
                tuple(aliases.split("|")) if aliases else (),
            )
    return found


@cache
def register() -> Register:
    """Return the register, loaded once (about 5 ms)."""
    names: dict[tuple[str, ...], NameUse] = {}
    longest: dict[str, int] = {}
    acronyms: dict[str, tuple[str, ...]] = {}
    addresses: list[tuple[str, str, str]] = []
    for line in (DATA / "authority_names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        use, name, codes = line.split("\t")
        if use == "acronym":
            acronyms[name] = tuple(codes.split(" "))
        elif use == "address":
            building, _, town = name.partition(";")
            addresses.append((building, town, codes))
        else:
            words = tuple(name.split(" "))
            names[words] = NameUse(tuple(codes.split(" ")), use == "council")
            if longest.get(words[0], 0) < len(words):
                longest[words[0]] = len(words)
    known = entries()
    domains: dict[str, tuple[str, ...]] = {}
    for code, entry in known.items():
        for domain in entry.domains:
            domains[domain] = (*domains.get(domain, ()), code)
    return Register(known, names, frozenset(longest), longest, acronyms, domains, tuple(addresses))


def choose(codes: Iterable[str], on: str | None = None, hint: str = "") -> str | None:
    """Return the one authority that a shared name means, or None.

    Of several the one that existed ``on`` the date wins, then the kind that ``hint`` (the words printed after the
    name: *county council*) names, then the principal tier above the district, then the newest.
    """
    entries = register().entries
    known = sorted(set(codes))
    if len(known) < 2:
        return known[0] if known else None

    def key(code: str) -> tuple[bool, bool, int, bool, str]:
        entry = entries[code]
        fits = bool(hint) and hint in entry.authority.name.lower()
        return (not entry.alive(on), not fits, LOCAL_RANK.get(entry.kind, 2), bool(entry.end), entry.start)

    ranked = sorted(known, key=key)
    first, second = key(ranked[0]), key(ranked[1])
    if first[:4] == second[:4]:
        return max(ranked, key=lambda c: entries[c].start) if first[4] != second[4] else None
    return ranked[0]


@cache
def _successor_sets() -> dict[str, frozenset[str]]:
    parents: dict[str, set[str]] = {}
    entries = register().entries
    for code, entry in entries.items():
        for successor in entry.successors:
            if successor in entries and place(name_words(entry.short)) == place(name_words(entries[successor].short)):
                group = parents.setdefault(code, {code}) | parents.setdefault(successor, {successor})
                for member in group:
                    parents[member] = group
    return {code: frozenset(group) for code, group in parents.items()}


def family(code: str) -> frozenset[str]:
    """Return the authority with its predecessor or successor of the same name: both Dorset councils, for example."""
    return _successor_sets().get(code, frozenset({code}))


def lookup(words: tuple[str, ...]) -> NameUse | None:
    """Return a folded name as the register uses it, with words for *council* and prefixes removed where needed."""
    names = register().names
    if found := names.get(words):
        return found
    bare = place(words)
    return names.get(bare) if bare and bare != words else None


def kind_of(code: str) -> frozenset[str]:
    """Return the kind (*LBO*, *CTY*) and the nation of an authority; empty for a code that is not in the register."""
    entry = register().entries.get(code)
    return frozenset((entry.kind, entry.nation)) if entry else frozenset()


def is_part_of_a_name(words: str) -> bool:
    """Return whether an authority of the register has these words in its name.

    >>> is_part_of_a_name("london"), is_part_of_a_name("winnipeg")
    (True, False)
    """
    return any(f" {words} " in f" {entry.authority.name.lower()} " for entry in register().entries.values())
