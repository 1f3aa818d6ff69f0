"""The names of the wards that a paper affects, from what its front block prints."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from cqa.text.analyzer import tokenize
from cqa.text.rules import Rules

ALL_WARDS = "All wards"
"""The one name for every ward, however it was printed."""

LONGEST = 60
"""Characters of a name; the longest ward of England has 47."""

RULES = Rules(__file__)


def ward_names(printed: str) -> tuple[str, ...]:
    """Return the wards named in the value of a *Wards affected* label, as printed; none where it names none.

    A lone *and* stays in a name (*Adel and Wharfedale* is one ward) unless a plural follows it.

    >>> ward_names("Adel and Wharfedale; WEETWOOD"), ward_names("Faraday and Newington Wards")
    (('Adel and Wharfedale', 'Weetwood'), ('Faraday', 'Newington'))
    >>> ward_names("County-wide"), ward_names("None"), ward_names("(c)")
    (('All wards',), (), ())
    """
    everywhere, nowhere = _known()
    words = " ".join(tokenize(printed))
    if words in everywhere:
        return (ALL_WARDS,)
    if words in nowhere:
        return ()
    kind = RULES.find("kind", printed)
    parts = RULES["between names"].split(RULES["brackets"].sub(" ", printed))
    if kind and kind["many"] == "s" and len(parts) == 1:
        parts = RULES["and"].split(parts[0])
    return tuple(dict.fromkeys(name for part in parts if (name := _name(part))))


def _name(part: str) -> str:
    name = RULES["kind"].sub("", part).strip().removeprefix("and ").strip(" .:*-")
    if len(name) > LONGEST or not RULES.find("name", name) or not name[0].isupper():
        return ""
    if " ".join(tokenize(name)) in _known()[0]:
        return ALL_WARDS
    return " ".join(map(str.capitalize, name.split())) if name.isupper() else name


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Return what means every ward and for none, as folded words."""
    table = tomllib.loads((Path(__file__).parent / "data" / "wards.toml").read_text("utf-8"))
    return frozenset(table["everywhere"]), frozenset(table["nowhere"])
