"""Votes as minutes count them: ``4 for, 5 against, 0 abstentions``, ``For (12)``, ``15 to 0``, ``Yeas: 8``."""

from __future__ import annotations

import re
from typing import NamedTuple

from cqa.model import Outcome, Quote, Span, VoteCount

WORDS = {
    w: n
    for n, w in enumerate(
        ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"none": 0, "nil": 0, "zero": 0, "thirteen": 13, "fourteen": 14, "fifteen": 15}

_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(WORDS)})"
_FOR = r"(?:for|in favou?r(?: of)?|yeas?|ayes?)"
_AGAINST = r"(?:against|nays?|noes|opposed)"
_ABSTAINED = r"(?:abstain(?:ed|ing|s)?|abstentions?|abst\.?)"
_SIDE = rf"(?:(?P<f>{_FOR})|(?P<a>{_AGAINST})|(?P<s>{_ABSTAINED}))"
_MEMBERS = r"(?:votes?|members?|councillors?|cllrs?)"

_BEFORE = re.compile(
    rf"(?<![\w.,/\u00a3])(?P<n>{_NUMBER})\s+(?:{_MEMBERS}\s+)?(?:(?:voted|voting|were|was|cast|had|are)\s+)?{_SIDE}\b"
    r"(?!\s+(?:the\s+)?(?:sum|year|purchase|financial|period|19|20)\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?<![\w-])(?:{_MEMBERS}\s+)?{_SIDE}(?:\s+(?:the\s+)?(?:motion|amendment|recommendations?|proposal))?"
    rf"[*\s]*(?:[:=\u2013\u2014-]\s*\(?|\()\s*[*]*(?P<n>{_NUMBER})\b(?![/.]\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"\b{_SIDE}(?:\s+the\s+(?:motion|amendment|proposal))?\s*[:\u2013-][^\n()\d]{{3,900}}\(\s*(?P<n>\d{{1,3}})\s*\)",
    re.IGNORECASE,
)
"""``For: Councillors Able, Baker (2)``."""
_BARE = re.compile(rf"(?:vot\w*|carried|lost)[^.\n]{{0,20}}[:(\u2013-]\s*{_SIDE}\s+(?P<n>\d{{1,3}})\b", re.IGNORECASE)
_BARE_NEXT = re.compile(rf"{_SIDE}\s+(?P<n>\d{{1,3}})\b(?!\s*(?:{_FOR}|{_AGAINST}|{_ABSTAINED})\b)", re.IGNORECASE)
_TALLY = re.compile(
    r"(?:\b(?:by|majority of|vote of|votes?:?|passed|carried|lost|defeated)\b\s*\(?|\()"
    r"(?P<n>\d{1,3})\s*(?:votes?\s*)?(?:to|[-\u2013:])\s*(?P<m>\d{1,3})"
    r"(?:\s*(?:votes?)?\s*(?:,|with)?\s*(?:and )?(?P<k>\d{1,2})\s+abst\w+)?\)?(?=\W|$)",
    re.IGNORECASE,
)
_VOTED = re.compile(r"vot|member|counc|cllr|favour|favor|[(:]|yea|aye", re.IGNORECASE)
_MAY_COUNT = (
    *("against", "abst", "avour", "favor", "yea", "nay", "aye", "vot"),
    *("for (", "for:", "for the ", "for -", "for \u2013"),
    *("carried", "passed", "lost", "defeat", "approved", "agreed", "rejected", "withdrawn", "deferred"),
)
_MAY_AGREE = ("unanim", "all ", "nem")
"""A sentence without any of these is not looked at: most have none."""

_TALLIED = re.compile(r"vot|passed|carried|lost|defeated|majority", re.IGNORECASE)
_UNANIMOUS = re.compile(
    r"\bunanimous(?:ly)?\b|\ball (?:were )?(?:in favour|agreed|those present)\b|\bnem\.? ?con\b", re.IGNORECASE
)
_PARTS = re.compile(
    r"\b(?:recommendations?|resolutions?|parts?|paragraphs?|points?)\s+(?P<list>\(?[a-z0-9]{1,4}\)?(?:\s*(?:,|and|&|to|-)\s*\(?[a-z0-9]{1,4}\)?)*)"
    r"\s+(?:was|were|is|are)\s+(?:therefore\s+|then\s+)?(?P<not>not\s+)?(?P<what>approved|agreed|carried|lost|rejected|defeated|withdrawn|deferred)",
    re.IGNORECASE,
)


NEAR = 40
"""Characters between the words that lead on to a vote and its first side."""

LONGEST_PARTS = 600
"""Characters of a sentence that says what came of some parts."""


class Count(NamedTuple):
    """One side of a vote: ``side`` is *for*, *against* or *abstained*."""

    side: str
    number: int
    span: Span


def _value(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word.lower()]


def counts(text: str, start: int, end: int) -> list[Count]:
    """Return the sides that ``text[start:end]`` counts, in reading order, each once."""
    found: dict[str, Count] = {}
    patterns = [_BEFORE, _AFTER, _NAMED]
    before, after = _BEFORE.search(text, start, end), _AFTER.search(text, start, end)
    if before and after and after.start() < before.start():  # "For - 4 Abstention - 1"
        patterns = [_AFTER, _NAMED, _BEFORE]
    if _BARE.search(text, start, end) or _BARE_NEXT.match(text, start, end):
        patterns.append(_BARE_NEXT)
    for pattern in patterns:
        for m in pattern.finditer(text, start, end):
            side = "for" if m["f"] else "against" if m["a"] else "abstained"
            found.setdefault(side, Count(side, _value(m["n"]), m.span()))
        if len(found) == 1 and "for" in found and not _VOTED.search(text[slice(*found["for"].span)]):
            found.clear()  # "three quotes, one for a steel cabinet"
        if len(found) > 1 or (found and pattern in (_AFTER, _NAMED)):
            break
    if found.keys() <= {"abstained"} and _TALLIED.search(text, start, end):
        tally = _TALLY.search(text, start, end)
        if tally:
            found["for"] = Count("for", int(tally["n"]), tally.span())
            found["against"] = Count("against", int(tally["m"]), tally.span())
            if tally["k"]:
                found["abstained"] = Count("abstained", int(tally["k"]), tally.span())
    return sorted(found.values(), key=lambda c: c.span)


class Side(NamedTuple):
    """The heading of one side of a roll call, with the span of its word."""

    name: str
    span: Span


_ROLL_SIDE = re.compile(rf"[\s*_#]*(?:voting |voted |votes )?{_SIDE}(?:\s+the\s+\w+)?[\s*_:\u2013-]*", re.IGNORECASE)
_ROLL_END = re.compile(r"\(\s*(?P<n>\d{1,3})\s*\)[ \t*_.;]*(?=\n|\Z)")
LONGEST_ROLL = 1500
"""Characters of the names of one side."""


def side(text: str, start: int, end: int) -> Side | None:
    """Return the side of a roll call that is all a line says (*For*, **Against**)."""
    m = _ROLL_SIDE.fullmatch(text, start, min(end, start + 40)) if end - start <= 40 else None
    return Side("for" if m["f"] else "against" if m["a"] else "abstained", (start, end)) if m else None


def rolled(text: str, of: Side, start: int, end: int) -> Count | None:
    """Return the number in brackets that ends the names of a side: ``Councillors Able, Baker. (2)``."""
    m = _ROLL_END.search(text, start, min(end, of.span[0] + LONGEST_ROLL))
    return Count(of.name, int(m["n"]), (of.span[0], m.end())) if m else None


def unanimous(text: str, start: int, end: int) -> Span | None:
    """Return where the words say that nobody was against."""
    found = _UNANIMOUS.search(text, start, end)
    return found.span() if found else None


_LEADS_ON = re.compile(r"\bvot(?:e|es|ing)\b(?:[^.;:]|\.(?=\d)){0,120}\bas follows\W*$")


def leads_on(low: str) -> bool:
    """Return whether a sentence, in lower case, puts a matter to a vote whose count stands below it."""
    return "as follows" in low and _LEADS_ON.search(low) is not None


def counted(text: str, found: list[Count], lead: Span | None = None) -> VoteCount | None:
    """Return the vote of these sides, quoted from the first to the last of them, or from what leads on to them."""
    if not found:
        return None
    a, b = min(c.span[0] for c in found), max(c.span[1] for c in found)
    a = lead[0] if lead is not None and 0 <= a - lead[1] <= NEAR else a
    by_side = {c.side: c.number for c in found}
    return VoteCount(Quote(text[a:b], (a, b)), by_side.get("for"), by_side.get("against"), by_side.get("abstained"))


class PartsOutcome(NamedTuple):
    """*Recommendation b was not approved*: the parts and what came of them."""

    parts: tuple[str, ...]
    outcome: Outcome
    span: Span


def parts_outcome(text: str, start: int, end: int) -> PartsOutcome | None:
    """Return what the words say of some lettered parts."""
    m = _PARTS.search(text, start, end) if end - start <= LONGEST_PARTS else None
    if m is None:
        return None
    lost = bool(m["not"]) != (m["what"].lower() in ("lost", "rejected", "defeated"))
    others: dict[str, Outcome] = {"withdrawn": "withdrawn", "deferred": "deferred"}
    outcome: Outcome = "lost" if lost else others.get(m["what"].lower(), "carried")
    parts = tuple(re.findall(r"[a-z0-9]+", re.sub(r"\b(?:and|to)\b", " ", m["list"].lower())))
    return PartsOutcome(parts, outcome, m.span())


def may_count(low: str) -> bool:
    """Return whether a sentence, in lower case, may hold a vote or what came of some parts."""
    return any(map(low.__contains__, _MAY_COUNT))


def may_agree(low: str) -> bool:
    """Return whether a sentence, in lower case, may say that nobody was against."""
    return any(map(low.__contains__, _MAY_AGREE))
