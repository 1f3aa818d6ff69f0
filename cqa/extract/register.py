"""The register of UK principal authorities, current and abolished, and the names that people call them by.

Every name is folded to a tuple of words (:func:`name_words`) and held in a trie, so that looking for all names in a
text costs one look-up per capitalised word. Data: ``data/authorities.csv`` and ``data/authority_aliases.csv``.

Use it for: names. Not for: deciding whose paper it is (:mod:`cqa.extract.authority`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from cqa.model import Authority

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&")
_SMALL = frozenset({"the", "of", "and", "upon", "on", "in", "le", "with"})
_PREFIXES: tuple[tuple[str, ...], ...] = (
    ("the",),
    ("london", "borough", "of"),
    ("royal", "borough", "of"),
    ("city", "of"),
    ("borough", "of"),
)
_PREFIXES += (("county", "of"), ("lb",), ("lb", "of"), ("metropolitan", "borough", "of"), ("council", "of"))
_SUFFIX = frozenset(
    [
        "council",
        "county",
        "city",
        "borough",
        "district",
        "metropolitan",
        "london",
        "mbc",
        "mdc",
        "bc",
        "dc",
        "cc",
        "lbc",
        "la",
        "corporation",
        "lea",
        "authority",
        "local",
        "unitary",
        "royal",
        "town",
        "islands",
    ]
)
_SUFFIX_START = frozenset(
    [
        "council",
        "county",
        "city",
        "borough",
        "district",
        "metropolitan",
        "london",
        "mbc",
        "mdc",
        "bc",
        "dc",
        "cc",
        "lbc",
        "local",
    ]
)
REGIONAL = frozenset({"COMB", "SRA"})
"""Combined authorities: their bare place name (*West Midlands*) is a region, not a council."""
LOCAL_RANK = {"CTY": 0, "UTA": 0, "UA": 0, "MD": 0, "LBO": 0, "CC": 0, "SCO": 0, "WPA": 0, "WA": 0, "NID": 0, "NMD": 1}


class Entry(NamedTuple):
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
        """Whether the council existed on an ISO date (today when None)."""
        if on is None:
            return not self.end
        founded = self.start if self.start > "2006" else ""
        """Most start dates up to 2006 in the register are those of its first publication, not of the council."""
        return (not self.end or on <= self.end) and (not founded or on >= founded[: len(on)])


class Named(NamedTuple):
    """What a name leads to: possible entries, and whether the name says *council* (``full``) or only the place."""

    codes: tuple[str, ...]
    full: bool


@dataclass(frozen=True, slots=True)
class Register:
    """All entries by code, and every way in: names, acronyms, e-mail and web domains, addresses."""

    entries: dict[str, Entry]
    names: dict[tuple[str, ...], Named]
    first_words: frozenset[str]
    longest: dict[str, int]
    """Most words of any name by its first word."""
    acronyms: dict[str, tuple[str, ...]]
    domains: dict[str, tuple[str, ...]]
    addresses: tuple[tuple[str, str, str], ...] = field(default=())
    """(building, place, code), folded."""

    def codes(self, text: str) -> tuple[str, ...]:
        named = self.names.get(name_words(text))
        return named.codes if named else ()


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded: *Brighton & Hove* and *BRIGHTON AND HOVE'S* give ``("brighton", "and", "hove")``."""
    return tuple(fold_word(w) for w in _WORD.findall(text))


def fold_word(word: str) -> str:
    if word == "&":
        return "and"
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    return word.replace("'", "")


def _open(name: str) -> Iterable[dict[str, str]]:
    text = resources.files("cqa.extract").joinpath("data", name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _entries() -> dict[str, Entry]:
    entries = {}
    for row in _open("authorities.csv"):
        entries[row["code"]] = Entry(
            Authority(row["name"], row["code"], row["gss"] or None),
            row["short"] or row["name"],
            row["kind"],
            row["nation"],
            row["start"],
            row["end"],
            tuple(filter(None, row["successors"].split("|"))),
            tuple(filter(None, row["domains"].split("|"))),
            tuple(filter(None, row["aliases"].split("|"))),
        )
    return entries


def _place(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the words that only say that it is a council: ``leeds city council`` gives ``leeds``."""
    for prefix in _PREFIXES:
        if words[: len(prefix)] == prefix and len(words) > len(prefix):
            words = words[len(prefix) :]
    end = len(words)
    while end > 1 and words[end - 1] in _SUFFIX:
        end -= 1
    return words[:end]


def _is_full(words: tuple[str, ...]) -> bool:
    return bool({"council", "corporation", "authority", "borough", "district", "mbc"} & set(words))


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in _SMALL).upper()


class _Builder:
    def __init__(self, entries: dict[str, Entry]) -> None:
        self.entries = entries
        self.names: dict[tuple[str, ...], Named] = {}
        self.acronyms: dict[str, tuple[str, ...]] = {}

    def name(self, code: str, words: tuple[str, ...], full: bool) -> None:
        old = self.names.get(words)
        if old is None:
            self.names[words] = Named((code,), full)
        elif code not in old.codes:
            self.names[words] = Named((*old.codes, code), old.full and full)

    def acronym(self, code: str, letters: str) -> None:
        if len(letters) >= 3 and code not in self.acronyms.get(letters, ()):
            self.acronyms[letters] = (*self.acronyms.get(letters, ()), code)

    def add(self, code: str, entry: Entry) -> None:
        regional = entry.kind in REGIONAL
        official = name_words(entry.authority.name)
        self.name(code, official, True)
        self.acronym(code, _initials(official))
        for alias in (entry.short, *entry.aliases):
            words = name_words(alias)
            if words and not (regional and not _is_full(words)):
                self.name(code, words, _is_full(words))
        if regional:
            return
        place = _place(official)
        bare = name_words(entry.short)
        if len(place) > 1 or place[0] not in _SUFFIX:
            self.name(code, place, False)
        if entry.kind == "LBO":
            for short in {place, bare}:
                self.name(code, ("london", "borough", "of", *short), True)
                self.name(code, ("lb", *short), True)
            self.acronym(code, _initials(("london", "borough", *bare)))
        if entry.kind == "UA" or entry.kind == "MD":
            self.name(code, ("city", "of", *bare), False)


@cache
def register() -> Register:
    """The register, loaded once."""
    entries = _entries()
    builder = _Builder(entries)
    for code, entry in entries.items():
        builder.add(code, entry)
    addresses = []
    for row in _open("authority_aliases.csv"):
        if row["use"] == "address":
            building, _, place = row["alias"].partition(";")
            addresses.append((building.lower(), place.lower(), row["code"]))
        elif row["use"] == "acronym":
            builder.acronym(row["code"], row["alias"])
        else:
            builder.name(row["code"], name_words(row["alias"]), False)
    domains: dict[str, tuple[str, ...]] = {}
    for code, entry in entries.items():
        for domain in entry.domains:
            domains[domain] = (*domains.get(domain, ()), code)
    longest: dict[str, int] = {}
    for words in builder.names:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return Register(entries, builder.names, frozenset(longest), longest, builder.acronyms, domains, tuple(addresses))


def choose(codes: Iterable[str], on: str | None = None, hint: str = "") -> str | None:
    """The one authority that a shared name means, or None.

    Of several the one that existed ``on`` the date wins, then the kind that ``hint`` (the words printed after the
    name: *county council*) asks for, then the principal tier above the district, then the newest.
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
            if successor in entries and _place(name_words(entry.short)) == _place(name_words(entries[successor].short)):
                group = parents.setdefault(code, {code}) | parents.setdefault(successor, {successor})
                for member in group:
                    parents[member] = group
    return {code: frozenset(group) for code, group in parents.items()}


def family(code: str) -> frozenset[str]:
    """The authority with its predecessor or successor of the same name: both Dorset councils, both of Somerset."""
    return _successor_sets().get(code, frozenset({code}))


def lookup(words: tuple[str, ...]) -> Named | None:
    """A folded name in the register, with council words and prefixes taken off where needed."""
    names = register().names
    if found := names.get(words):
        return found
    place = _place(words)
    return names.get(place) if place and place != words else None
