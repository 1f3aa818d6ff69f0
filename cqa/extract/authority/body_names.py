"""Names of bodies that no register entry covers, as a text prints them: parish councils, fire authorities, NHS trusts.

The words that such names are made of are data (``data/unregistered_bodies.toml``). Use it for: finding the names. Not
for: whose paper it is (:mod:`cqa.extract.authority.unregistered_bodies`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from cqa.gazetteer import register as reg
from cqa.gazetteer.name_forms import name_words
from cqa.model import Document, Part, Span
from cqa.text.rules import Rules, any_of
from cqa.text.whitespace import fold_blanks, letters_only

REACH = 24_000
"""Characters from the start that are read for such names."""
MOST_WORDS = 6
"""Words of a name before its kind."""
BACK = 70
"""Characters before the kind in which the name is printed."""
LOCAL = frozenset({"parish", "town", "community", "village"})

RULES = Rules(__file__)


def joined(name: str, word: str = "and") -> str:
    """Return a name with *and* for *&*: one body writes itself both ways.

    >>> joined("Fire & Rescue"), joined("FIRE&RESCUE", "AND")
    ('Fire and Rescue', 'FIRE AND RESCUE')
    """
    return f" {word} ".join(map(str.strip, name.split("&"))) if "&" in name else name


class BodyName(NamedTuple):
    """A name as printed, with where it is first printed (None in a file's name)."""

    name: str
    span: Span | None


class WellKnownBody(NamedTuple):
    """A body that writes itself short: *TfL* for Transport for London."""

    name: str
    short: str
    domain: str


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "data" / "unregistered_bodies.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    return frozenset(_table()[name])


@cache
def _endings() -> re.Pattern[str]:
    return any_of(_table()["endings"], flags=re.IGNORECASE)


@cache
def _openings_of_names() -> re.Pattern[str]:
    return any_of(_table()["openings"], after=r"(?=\s)", flags=re.IGNORECASE)


def _name_before(text: str, start: int, floor: int) -> tuple[int, str] | None:
    """Return the capitalised words that end at ``start``, with their place: *West Dereham* before *Parish Council*."""
    found: list[tuple[str, int]] = []
    begin = start
    for match in reversed(list(RULES["word of a name"].finditer(text, max(floor, start - BACK), start))):
        gap = text[match.end() : begin]
        word = match[0]
        wrapped = gap.count("\n") == 2 and word.lower() in words("join")  # LIMERICK CITY AND / COUNTY COUNCIL
        if gap.strip(" \n") or (gap.count("\n") > 1 and not wrapped) or len(found) >= MOST_WORDS:
            break
        if word.endswith(".") and len(word) > 3:
            break
        if not word[0].isupper() and word not in words("join"):
            break
        found.insert(0, (word, match.start()))
        begin = match.start()
    for at in range(len(found) - 1, -1, -1):
        if found[at][0].lower() in ("meeting", "minutes"):
            found = found[at + 1 :]
            break
    while found and (found[0][0].lower().strip(".") in words("lead") or found[0][0] in words("join")):
        found = found[1:]
    return (found[0][1], " ".join(w for w, _ in found)) if found else None


def councils(text: str, start: int, end: int) -> Iterator[BodyName]:
    for match in RULES["council"].finditer(text, start, end):
        before = _name_before(text, match.start(), start)
        if before is None:
            continue
        local = match["kind"].lower() in LOCAL
        name = fold_blanks(f"{before[1]} {match[0]}")
        if local or reg.lookup(name_words(name)) is None:
            yield BodyName(name, (before[0], match.end()))


def public_bodies(text: str, start: int, end: int) -> Iterator[BodyName]:
    """Yield *Avon Fire Authority*, *Police and Crime Commissioner for Kent*, *NHS Kent and Medway ICB*."""
    for match in _endings().finditer(text, start, end):
        before = _name_before(text, match.start(), start)
        if before is not None and " the" not in f" {before[1]}":  # "Rotherham MBC and the commissioning group"
            yield BodyName(fold_blanks(f"{before[1]} {match[0]}"), (before[0], match.end()))
    for match in _openings_of_names().finditer(text, start, end):
        if match[0][0].isupper() and (after := RULES.find("name after its kind", text, match.end(), end)):
            name = RULES["joining word at the end"].sub("", after[0])
            yield BodyName(fold_blanks(match[0] + name), (match.start(), match.end() + len(name)))


def short_names(text: str) -> Iterator[str]:
    """Yield the names of councils that a title writes short: *West Dereham PC*."""
    for match in RULES["short council"].finditer(text):
        yield f"{fold_blanks(match['name'])} {'Parish' if match['kind'] == 'PC' else 'Town'} Council"


def from_domain(doc: Document, part: Part) -> BodyName | None:
    """Return the council of a domain, *foxtonparishcouncil.gov.uk*, where the text prints Foxton."""
    span = (part.span[0], min(part.span[1], part.span[0] + REACH))
    match = RULES.find("domain", doc.text, *span) if "council." in doc.text[slice(*span)].lower() else None
    if match is None:
        return None
    letters = match[1].lower()
    spaced = RULES.filled(letters=r"[\s-]?".join(letters))
    printed = spaced.find("place of a domain", doc.text[part.span[0] : part.span[0] + REACH].replace(match[0], ""))
    if printed is None:
        return None
    place = " ".join(w[:1].upper() + w[1:] for w in printed[0].replace("-", " ").split())
    return BodyName(f"{place} {match[2].capitalize()} Council", match.span())


def from_file_name(path: str, text: str) -> BodyName | None:
    """Return *Foxton Parish Council* for a file filed under ``foxton-pc__`` whose text names Foxton."""
    match = RULES.find("filed under", PurePath(path).stem.lower())
    if match is None:
        return None
    place = " ".join(w.capitalize() for w in letters_only(match["place"]).split())
    kind = "Town" if match["kind"][0] == "t" else "Parish"
    return BodyName(f"{place} {kind} Council", None) if place in text else None


@cache
def well_known() -> tuple[WellKnownBody, ...]:
    """Return the bodies that are known by a short name or a domain."""
    return tuple(WellKnownBody(**row) for row in _table()["well_known"])
