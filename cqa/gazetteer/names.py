"""Authority names in a text: what each may mean, where it is; and one name resolved.

Use it for: reading names in papers and questions. Not for: whose paper it is (:mod:`cqa.gazetteer.authorities`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cqa.gazetteer import register as reg
from cqa.gazetteer.name_forms import fold_word, name_words
from cqa.model import Authority, Finding, Span
from cqa.text.pattern import pattern

_CAPITAL = pattern(r"[A-Z][^\W\d_]*(?:['’][^\W\d_]+)*")
_ANY_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NEXT = pattern(r"[ \t]*[,\-–]?[ \t]*\n?[ \t]*(&|[^\W\d_]+(?:['’][^\W\d_]+)*)")
_COUNCIL_AFTER = pattern(
    r"(?:['’]s?)?\s{1,3}((?:(?:county|city|borough|district|metropolitan|london|royal)\s{1,3}){0,3}"
    r"(?:council|local\s{1,3}authority|corporation)|MBC|MDC|LBC|CC|DC|BC)\b",
    re.IGNORECASE,
)
_COUNTY_HINT = pattern(r"county|city|borough|district", re.IGNORECASE)
_NOT_A_PLACE_AFTER = pattern(
    r"(?:\s{1,3}[A-Z&][\w&]*){0,3}\s{1,3}(?:plc|ltd|limited|llp|universit(?:y|ies)|hospitals?|nhs|ccg|icb|"
    r"ics|pct|police|"
    r"constabulary|road|street|lane|avenue|close|way|station|airport|cathedral|united|fc|rovers|building\s+society)\b",
    re.IGNORECASE,
)
_NOT_A_PLACE_BEFORE = pattern(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Cllr|Councillor|Professor)\.?\s+(?:[A-Z][\w.]*\s+){0,3}"
    r"|\bNHS\s+|\bUniversity\s+of\s+|\b(?:Bishop|Diocese|Archbishop|Duke|Duchess|Duchy|Earl|Marquess|Treaty|Battle)\s+of\s+)$"
)
_ANOTHER_PLACE = pattern(r"[ -][A-Z][a-z]|[ -][A-Z]{3}")
COMMON_WORDS = frozenset(
    [
        "reading",
        "bury",
        "bath",
        "hart",
        "rugby",
        "barking",
        "slough",
        "down",
        "derby",
        "boston",
        "eden",
        "craven",
        "rother",
        "poole",
        "test",
    ]
)
"""Place names that are also English words: never read in lower case without *council*."""
PARTIAL = frozenset({"stoke", "newcastle", "richmond", "kingston", "blackburn", "redcar"})
"""Everyday names that are only the first word of many other places (*Stoke Ferry*, *Kingston Bagpuize*)."""
SHORT_TEXT = 400
"""Characters up to which a text is taken for a question, where names may be typed in lower case."""


class Mention(NamedTuple):
    """A name found in a text: the register codes it may mean, its span, whether it says *council*."""

    codes: tuple[str, ...]
    span: Span
    full: bool
    hint: str


def _walk(
    text: str, word: str, start: int, end: int, names: dict[tuple[str, ...], reg.NameUse], most: int
) -> tuple[reg.NameUse | None, int]:
    words: tuple[str, ...] = (word,)
    best, best_end = names.get(words), end
    while len(words) < most:
        match = _NEXT.match(text, end)
        if match is None:
            break
        words = (*words, fold_word(match[1]))
        end = match.end()
        if found := names.get(words):
            best, best_end = found, end
    return best, best_end


def is_common(word: str) -> bool:
    """Return whether a bare place name is also an English word (*Reading*), and so no evidence alone."""
    return fold_word(word) in COMMON_WORDS


def _strip_possessive(text: str, start: int, end: int) -> int:
    return end - 2 if text[end - 2 : end] in ("'s", "’s") else end


def scan(text: str, start: int = 0, end: int | None = None, any_case: bool = False) -> Iterator[Mention]:
    """Yield every register name in ``text[start:end]``, longest first, in order."""
    register = reg.register()
    end = len(text) if end is None else end
    done = start
    for match in (_ANY_WORD if any_case else _CAPITAL).finditer(text, start, end):
        if match.start() < done:
            continue
        word = fold_word(match[0])
        if word not in register.first_words:
            continue
        most = register.longest[word]
        named, stop = _walk(text, word, match.start(), match.end(), register.names, most)
        if named is None:
            continue
        stop = _strip_possessive(text, match.start(), stop)
        hint, full = "", named.full
        if not full and (after := _COUNCIL_AFTER.match(text, stop)):
            full = True
            hint = " ".join(after[1].lower().split())
            stop = after.end()
        if not full:
            if _NOT_A_PLACE_AFTER.match(text, stop) or _NOT_A_PLACE_BEFORE.search(
                text, max(0, match.start() - 40), match.start()
            ):
                done = stop
                continue
            if word in PARTIAL and text[match.start() : stop].lower() == word and _ANOTHER_PLACE.match(text, stop):
                done = stop
                continue
            if any_case and text[match.start()].islower() and word in COMMON_WORDS:
                continue
        done = stop
        yield Mention(named.codes, (match.start(), stop), full, hint)


def resolve(name: str, on: str | None = None) -> Authority | None:
    """Return the authority that a name, alias, acronym, register code or GSS code means, or None.

    ``on`` is an ISO date that decides between a council and its abolished namesake; without it the current one wins.

    >>> resolve("KCC").name, resolve("Brighton & Hove").name
    ('Kent County Council', 'Brighton and Hove City Council')
    """
    register = reg.register()
    name = " ".join(name.split())
    if name in register.entries:
        return register.entries[name].authority
    gss = [e.authority for e in register.entries.values() if e.authority.gss == name.upper()]
    if gss:
        return gss[0]
    words = name_words(name)
    if not words:
        return None
    named = reg.lookup(words)
    if named is None and len(words) == 1 and name.upper() in register.acronyms:
        codes = register.acronyms[name.upper()]
        alive = [c for c in codes if register.entries[c].alive(on)]
        return register.entries[alive[0]].authority if len(alive) == 1 else None
    if named is None:
        code = name.upper()
        return register.entries[code].authority if code in register.entries else None
    hint = " ".join(w for w in words if w in ("county", "city", "borough", "district"))
    code_or_none = reg.choose(named.codes, on, hint)
    return register.entries[code_or_none].authority if code_or_none else None


def mentions(text: str, on: str | None = None, any_case: bool | None = None) -> list[Finding[Authority]]:
    """Return every authority named in a text, in order. A bare place name counts (*Kent*, *Leeds'*).

    ``any_case`` also reads lower-case names; by default that is done in texts as short as a question.
    """
    register = reg.register()
    lower = len(text) <= SHORT_TEXT if any_case is None else any_case
    found = []
    for mention in scan(text, any_case=lower):
        code = reg.choose(mention.codes, on, mention.hint.split(" ")[0])
        if code:
            rule = "council name" if mention.full else "place name"
            found.append(Finding(register.entries[code].authority, mention.span, rule, 0.95 if mention.full else 0.7))
    if lower:
        for match in re.finditer(r"\b[A-Z][A-Z&]{2,5}\b", text):
            if any(f.span and f.span[0] <= match.start() < f.span[1] for f in found):
                continue
            codes = [c for c in register.acronyms.get(match[0], ()) if register.entries[c].alive(on)]
            if len(codes) == 1:
                found.append(Finding(register.entries[codes[0]].authority, match.span(), "acronym", 0.6))
        found.sort(key=lambda f: f.span or (0, 0))
    return found
