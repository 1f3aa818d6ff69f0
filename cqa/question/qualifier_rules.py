"""The wordings of qualifiers, made ready to match from ``data/qualifiers.toml`` and the places of the register."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cqa.gazetteer.areas import counties
from cqa.question.limits import Limit
from cqa.text.pattern import pattern as compiled

NOUNS = "councils|authorities|boroughs|counties|districts|unitaries|parishes"
_NOUN = r"council|authority|borough|district"
_COUNCILS = rf"(?:(?:local )?(?:{NOUNS}|(?:{_NOUN})(?! (?:tax|house|home|meeting|plan)))\b)"
"""A word for the councils asked about; those of *council tax* are none."""

_SINGLE = r"(?:(?<=which )|(?<=what )|(?<=any )|(?<=is there a )|(?<=is there any )|(?<=no )|(?<=one ))"
"""Before a singular: one of several councils is meant, not the one that the question is about."""

_HOLDERS = rf"\b(?:{NOUNS}|(?:{_NOUN})|papers|reports|(?<!how many )minutes|committees|ones)"
"""After which a place or a limit is that of the councils (or papers) listed."""

_NAME = r"(?-i:[A-Z][\w'-]*(?: (?:(?:of|and|upon|on) )?[A-Z][\w'-]*)*)"

_ASKED_OF = r"(?! (?:did|does|is|was|are|were|has|have|had|will|should|can)\b)(?: do\b)?"

LISTING = compiled(
    rf"\b(?:which|what|whose|how many|list|name|any|no|none of the)\b{_ASKED_OF}[^?]{{0,50}}?"
    rf"\b(?:{NOUNS}|papers|reports|(?<!how many )minutes|committees|neighbours)\b"
    rf"|\b(?:which|what|any|no|is there an?)\b{_ASKED_OF}(?: [\w-]+){{0,3}}? (?:{_NOUN}|committee|paper|report)\b",
    re.I,
)
"""A question for a list."""


class QualifierRule(NamedTuple):
    """One wording: its ``sort``, its pattern, the ``value`` that it stands for, what fills its place, and whether it
    counts only in a question for a list (of councils, papers, committees)."""

    sort: str
    pattern: re.Pattern[str]
    value: Any
    filler: str = ""
    listing: bool = False
    first: bool = True
    """It counts only for the councils that the question names first."""
    phrases: tuple[str, ...] = ()
    """Folded phrases of which every match has one; empty where there are none."""

    def may_match(self, plain: str) -> bool:
        """Return whether to search a folded question. Most rules name what no question has: they are not compiled."""
        return not self.phrases or any(phrase in plain for phrase in self.phrases)

    def limits(self, match: re.Match[str]) -> list[Limit]:
        """Return the limits that a match stands for."""
        if self.sort == "kind":
            return [self.value]
        if self.sort != "place":
            return []
        places: Mapping[str, Limit] = self.value
        names = [folded(m[0]) for m in _any_of(places).finditer(match["places"])]
        return [replace(places[name], outside=bool(match.groupdict().get("outside"))) for name in names]


def folded(name: str) -> str:
    return name.lower().replace("-", " ")


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return compiled(rf"(?<![\w-])(?:{_either(forms)})\b", re.I)


def _either(forms: Iterable[str]) -> str:
    """Return a pattern for any of the phrases, the longest first; a blank may be a hyphen."""
    return "|".join(re.escape(form).replace("\\ ", "[ -]") for form in sorted(forms, key=lambda f: (-len(f), f)))


def _expanded(source: str) -> re.Pattern[str]:
    said = source.replace("AFTER ", rf"(?P<kept>{_HOLDERS} )", 1)
    return compiled(said.replace("COUNCILS", _COUNCILS).replace("NAME", _NAME), re.I)


@cache
def rules() -> tuple[QualifierRule, ...]:
    """Return all wordings in the order in which they are tried."""
    raw = tomllib.loads(Path(__file__).with_name("data").joinpath("qualifiers.toml").read_text("utf-8"))
    places = {form: _place(one) for one in raw["place"] for form in map(folded, one["forms"])}
    before = {form: _place(one) for one in raw["place"] for form in map(folded, one["before"])}
    return (
        *(_said(sort, one, said) for sort in _FIRST for one in raw[sort] for said in one["patterns"]),
        *_kind_rules(raw["kind"]),
        *_place_rules(places, before),
        *(_said("unapplied", one, said) for one in raw["unapplied"] for said in one["patterns"]),
    )


_FIRST = ("preamble", "nobody", "speaker", "often")
"""What is taken out before kinds and places; what cannot be applied comes last."""


def _said(sort: str, one: Mapping[str, Any], source: str) -> QualifierRule:
    first = "AFTER" in source or "COUNCILS" in source
    listing = sort not in ("preamble", "nobody")
    return QualifierRule(
        sort, _expanded(source), one.get("value"), one.get("instead", ""), listing=listing, first=first
    )


def _place(one: Mapping[str, Any]) -> Limit:
    return Limit("place", one["name"], frozenset(one["codes"]), frozenset(one.get("kinds", ())))


_LISTED_AFTER = (
    r"(?P<kept>(?<!in )(?<!across )(?<!for )"
    r"\b(?:which|what(?: do| did)?|how many|how do|do any|any|list|name|all|of the|these)(?: of the| the)?(?: [\w-]+)?)"
)
"""After which *districts* or *counties* are councils; in *in which districts* they are areas."""


_VERB_AFTER = r"(?= (?:in|has|had|is|was|did|does|says?|said|talks|mentions|reports|raises|cites|uses|spends?|spent)\b)"
"""After a county or district that is a council: in *county lines* it is none."""


def _kind_rules(kinds: Sequence[Mapping[str, Any]]) -> list[QualifierRule]:
    """Return the wordings for kinds of council; the longest form first, so that *parish and town councils* is one."""
    found: list[tuple[str, QualifierRule]] = []
    for one in kinds:
        limit = Limit("kind", one["name"], frozenset(one["codes"]))
        for form in one["forms"]:
            one_of = _singular(form)
            single = compiled(rf"{_SINGLE}{_either([one_of])}\b", re.I)
            found += [
                (form, QualifierRule("kind", _any_of([form]), limit, "councils", phrases=(folded(form),))),
                (form, QualifierRule("kind", single, limit, "council", phrases=(folded(one_of),))),
            ]
        for form in one.get("listed", ()):
            listed = compiled(rf"{_LISTED_AFTER} {form}\b", re.I)
            single = compiled(rf"{_SINGLE}{_singular(form)}{_VERB_AFTER}", re.I)
            found += [
                (form, QualifierRule("kind", listed, limit, "councils", phrases=(folded(form),))),
                (form, QualifierRule("kind", single, limit, "council", phrases=(folded(_singular(form)),))),
            ]
    return [rule for _, rule in sorted(found, key=lambda one: -len(one[0]))]


def _singular(form: str) -> str:
    return re.sub(r"ies$", "y", form) if form.endswith("ies") else form.removesuffix("s")


_OUTSIDE = (
    r"(?P<outside>outside(?: of)?|not in|beyond"
    r"|(?:other than|except(?: for)?|apart from|excluding|but not)(?: (?:those|the ones))?(?: (?:in|from))?)"
)
_OF = r"(?:based |located )?(?:in|of|from|across|within|throughout|around)"
_IN = r"(?:in|across|within|throughout)"


def _place_rules(places: Mapping[str, Limit], before: Mapping[str, Limit]) -> list[QualifierRule]:
    """Return the wordings for places: after a word for councils, at the start or the end of a question for a list, or
    right before a word for councils."""
    one = rf"(?:the )?(?:{_either(places)})(?: region)?\b"
    several = rf"(?P<places>{one}(?:(?:,| and| or|, and)(?: in)? {one})*)(?! (?-i:[A-Z]))"
    of, inside = rf"(?:{_OUTSIDE}|{_OF}) {several}", rf"(?:{_OUTSIDE}|{_IN}) {several}"
    compass = r"(?<!north )(?<!south )(?<!east )(?<!west )"  # North Yorkshire is no Yorkshire
    adjective = rf"{compass}\b(?P<outside>non-)?(?P<places>{_either(before)})(?:[- ]based)? "
    last_word = rf"(?P<kept>\b(?!(?:{NOUNS}) )(?-i:[a-z])[\w'\u2019-]* )"  # not a name: the Church in Wales
    patterns = (
        (rf"(?P<kept>\b(?:{NOUNS}),? ){of}", places, False, True),
        (rf"(?P<kept>{_HOLDERS} ){of}", places, True, True),
        (rf"^{inside}(?=, )", places, True, True),
        (rf"{last_word}{inside}(?=\s*\??$)", places, True, False),
        (rf"{adjective}(?=(?:local )?(?:{NOUNS})\b)", before, False, True),
        (rf"{_SINGLE}{adjective}(?={_HOLDERS})", before, False, True),
        *((source, _counties(), False, True) for source in _county_patterns()),
    )
    return [
        QualifierRule("place", compiled(source, re.I), named, "", listing, first, tuple(map(folded, named)))
        for source, named, listing, first in patterns
    ]


def _counties() -> dict[str, Limit]:
    return {name.lower(): Limit("place", name, frozenset({f"in {code}"})) for name, code in counties().items()}


def _county_patterns() -> tuple[str, str]:
    """Return the wordings for the councils of a county: *districts in Kent*, *Essex boroughs*."""
    one = rf"(?:{_either(_counties())})\b"
    several = rf"(?P<places>{one}(?:(?:,| and| or) {one})*)(?! (?:county )?council)"
    within = r"(?P<kept>\b(?:councils|districts|boroughs|authorities) )(?:in|of|from|across|within|around) (?:county )?"
    return (
        within + several,
        rf"(?<!in which )\b(?P<places>{one}) (?=(?:councils|(?:local )?authorities|districts|boroughs|parishes)\b)",
    )
