"""The names that a question gives: councils, references, inspecting bodies, short forms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.gazetteer.register import is_part_of_a_name
from cqa.model import Authority, Finding, Span
from cqa.question.grade_intent import named_in
from cqa.question.patterns import says, wording
from cqa.text.pattern import pattern

_REFERENCE = pattern(
    r"(?<![\w/.-])(?!(?:19|20)\d\d[/-]\d\d(?:\d\d)?(?![\w/]))(?=(?:[\w/.-]*\d){4})"
    r"(?:[A-Z]{0,5}\d{2,6}|[A-Z]{1,6})(?:/[A-Z]{0,5}\d{0,6}[A-Z]?){1,4}(?![\w/])"
)
"""The number under which a decision or an application is kept: *24/00115*, *16/AP/4458*; no financial year."""

_BODY_WORDS = pattern(
    r" (parish|town|community|village|(city|county|borough|district)( and (city|county|district))?) council$"
    r"|^(city|township|town|municipality|village) of "
)


def councils_named(
    plain: str, held: Sequence[Authority], registered: Sequence[Finding[Authority]]
) -> list[Finding[Authority]]:
    """Return the councils that a question names: those of the register, and those of ``held`` outside it.

    Of two names at one place the longer is meant, and both where they are called alike (*City of London*).
    """
    found = [*registered, *_outside(plain, held)]

    def length(one: Finding[Authority]) -> int:
        return one.span[1] - one.span[0] if one.span else 0

    def apart(one: Finding[Authority], other: Finding[Authority]) -> bool:
        return not one.span or not other.span or one.span[1] <= other.span[0] or other.span[1] <= one.span[0]

    return [one for one in found if all(apart(one, other) or length(one) >= length(other) for other in found)]


def _outside(plain: str, held: Sequence[Authority]) -> list[Finding[Authority]]:
    """Return bodies outside the register that a question names, by their whole name or without *Parish Council*.

    A word that councils of the register are called by, too (*London*), names none of them.
    """
    found = []
    for body in held:
        name = body.name.lower()
        short = _BODY_WORDS.sub("", name)
        abroad = re.search(rf"(?<!\w){re.escape(short)}{wording().patterns['abroad']}", plain, re.VERBOSE)
        if abroad:
            found.append(Finding(body, abroad.span(), "name of an unregistered body and its country", 0.95))
            continue
        for said in (name, short):
            match = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", plain)
            if match and (said == name or not is_part_of_a_name(short)):
                found.append(Finding(body, match.span(), "name of an unregistered body", 0.9))
                break
    return found


def references_in(text: str, taken: Sequence[Span]) -> list[Span]:
    """Return where a question gives the number of a decision or an application, outside the spans ``taken``."""
    found = [match.span() for match in _REFERENCE.finditer(text)]
    return [(start, end) for start, end in found if not any(a < end and start < b for a, b in taken)]


def body_named(plain: str) -> str | None:
    """Return who judged, when the question says so."""
    if says("board", plain):
        return "Local Safeguarding Children Board"
    return next((name for name, _ in sorted(named_in(wording().bodies, plain), key=lambda found: found[1])), None)


def acronym_asked(text: str) -> str | None:
    """Return the short form whose meaning is asked: quoted, or the word with two capitals."""
    quoted = re.search(r"[\"\u201c'\u2018]([A-Za-z0-9&/-]{2,12})[\"\u201d'\u2019]", text)
    if quoted:
        return quoted[1]
    capitals = re.findall(r"\b[A-Za-z]*[A-Z][A-Za-z0-9&/-]*[A-Z][A-Za-z0-9]*\b", text)
    return capitals[0] if capitals else None
