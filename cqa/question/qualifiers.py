"""What limits a question about several councils: their kind, their place, how often they say it, and in whose words.

Each qualifier is taken out of the question, so that the rest is read as if it had none: *Which Welsh unitaries mention
flooding?* leaves *Which councils mention flooding?* with two limits. What nothing can apply (political control,
neighbours, *rural*) is kept to be named in the answer. The wordings are in ``data/qualifiers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from cqa.question.limits import Limit
from cqa.question.qualifier_rules import LISTING, NOUNS, QualifierRule, folded, rules
from cqa.record import dataclass
from cqa.text.pattern import pattern as compiled

Often = Literal["most", "least", "repeated"]
Whose = Literal["council", "inspectorate", "public"]

MOST_ROUNDS = 12
"""Qualifiers taken out of one question at most."""


@dataclass(frozen=True, slots=True)
class Qualified:
    """A question without its qualifiers (``bare``), and what they were."""

    bare: str
    limits: tuple[Limit, ...] = ()
    unapplied: tuple[str, ...] = ()
    """Words of limits that nothing can apply, as written."""
    often: Often | None = None
    """How often the councils asked for say it, against the others."""
    whose: Whose | None = None
    """Whose words are asked for."""
    nobody: bool = False
    """Asks whether no council says it (*do none of the councils ...?*)."""


def qualified(text: str) -> Qualified:
    """Return a question without its qualifiers, and the qualifiers."""
    text = _JOINED.sub(r"\g<first> \g<noun>\g<between> \g<second> \g<noun>", text)
    limits: list[Limit] = []
    unapplied: list[str] = []
    often: Often | None = None
    whose: Whose | None = None
    nobody = False
    for _ in range(MOST_ROUNDS):
        found = next(_found(text, LISTING.search(text) is not None), None)
        if found is None:
            break
        rule, match = found
        limits += [limit for limit in rule.limits(match) if limit not in limits]
        unapplied += [_words_of(match)] if rule.sort == "unapplied" else []
        often = cast(Often, rule.value) if rule.sort == "often" else often
        whose = cast(Whose, rule.value) if rule.sort == "speaker" else whose
        nobody = nobody or rule.sort == "nobody"
        text = _without(text, match, rule.filler)
    return Qualified(text, tuple(limits), tuple(dict.fromkeys(unapplied)), often, whose, nobody)


def _without(text: str, match: re.Match[str], instead: str) -> str:
    """Return the text with the match replaced but for its ``kept`` beginning, its blanks and its capital in order."""
    start = match.end("kept") if match.groupdict().get("kept") else match.start()
    joined = f"{text[:start]} {instead} {text[match.end() :]}"
    tidy = re.sub(r"\s+([?.,;])", r"\1", re.sub(r"\s+", " ", joined)).strip(" ,")
    tidy = re.sub(r"\s*,\s*,\s*", " ", tidy)
    tidy = re.sub(r"\bcouncils(?:(?:,| and| or|, and) councils)+\b", "councils", tidy)
    return tidy[:1].upper() + tidy[1:] if text[:1].isupper() else tidy


def _words_of(match: re.Match[str]) -> str:
    start = match.end("kept") if match.groupdict().get("kept") else match.start()
    return re.sub(r"^of (?:the )?", "", match.string[start : match.end()].strip(" ,"))


_ADJECTIVE = r"(?:london|county|metropolitan|unitary|district|parish|town|borough|city|combined|\w+-tier)"
_JOINED = compiled(
    rf"\b(?P<first>{_ADJECTIVE})(?P<between>,| and| or) (?P<second>{_ADJECTIVE}) "
    r"(?P<noun>councils|authorities|boroughs)\b",
    re.I,
)
"""Kinds that share one noun: *county and district councils*."""

_ANOTHER = compiled(rf"\b(?:{NOUNS})\b(?!(?:,| and| or|, and) $)", re.I)
"""A word for councils that comes before: those that follow are others (*give grants to parish councils*)."""


def _found(text: str, listing: bool) -> Iterator[tuple[QualifierRule, re.Match[str]]]:
    """Yield the wordings that the text has, in the order in which they are to be taken out."""
    plain = folded(text)
    for rule in rules():
        if (rule.listing and not listing) or not rule.may_match(plain):
            continue
        match = rule.pattern.search(text)
        if match and not (rule.first and _ANOTHER.search(text[: match.start()])):
            yield rule, match
