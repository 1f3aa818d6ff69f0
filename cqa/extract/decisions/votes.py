"""Votes as minutes count them: ``4 for, 5 against, 0 abstentions``, ``For (12)``, ``15 to 0``, ``Yeas: 8``."""

from __future__ import annotations

from typing import NamedTuple

from cqa.model import Outcome, Quote, Span, VoteCount
from cqa.text.rules import Rules
from cqa.text.whitespace import letters_only

WORDS = {
    w: n
    for n, w in enumerate(
        ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
} | {"none": 0, "nil": 0, "zero": 0, "thirteen": 13, "fourteen": 14, "fifteen": 15}

_BEFORE, _AFTER, _NAMED = "number before its side", "number after its side", "number after its names"
_BARE_NEXT = "next count without marks"
RULES = Rules(__file__, number=rf"(?:\d{{1,3}}|{'|'.join(WORDS)})")
_VOTED = ("vot", "member", "counc", "cllr", "favour", "favor", "(", ":", "yea", "aye")
_MAY_COUNT = (
    *("against", "abst", "avour", "favor", "yea", "nay", "aye", "vot"),
    *("for (", "for:", "for the ", "for -", "for \u2013"),
    *("carried", "passed", "lost", "defeat", "approved", "agreed", "rejected", "withdrawn", "deferred"),
)
_MAY_AGREE = ("unanim", "all ", "nem")
"""A sentence without any of these is not searched: most have none."""

_READ_OUT = ("yeas", "ayes", "nays", "noes")
_TALLIED = ("vot", "passed", "carried", "lost", "defeated", "majority")

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
    names = [_BEFORE, _AFTER, _NAMED]
    before, after = RULES.find(_BEFORE, text, start, end), RULES.find(_AFTER, text, start, end)
    if before and after and after.start() < before.start():  # "For - 4 Abstention - 1"
        names = [_AFTER, _NAMED, _BEFORE]
    if RULES.find("count without marks", text, start, end) or RULES.find(_BARE_NEXT, text, start, end):
        names.append(_BARE_NEXT)
    if _has(_READ_OUT, text[start:end]):
        names.append("yeas and nays")
    for name in names:
        for m in RULES[name].finditer(text, start, end):
            side = "for" if m["f"] else "against" if m["a"] else "abstained"
            found.setdefault(side, Count(side, _value(m["n"]), m.span()))
        if len(found) == 1 and "for" in found and not _has(_VOTED, text[slice(*found["for"].span)]):
            found.clear()  # "three quotes, one for a steel cabinet"
        if len(found) > 1 or (found and name in (_AFTER, _NAMED)):
            break
    if found.keys() <= {"abstained"} and _has(_TALLIED, text[start:end]):
        tally = RULES.find("tally", text, start, end)
        if tally:
            found["for"] = Count("for", int(tally["n"]), tally.span())
            found["against"] = Count("against", int(tally["m"]), tally.span())
            if tally["k"]:
                found["abstained"] = Count("abstained", int(tally["k"]), tally.span())
    by_name = not found and text.find("abstain", start, end) >= 0
    if by_name and (named := RULES.find("abstained by name", text, start, end)):
        found["abstained"] = Count("abstained", voters(named["names"]), named.span())
    return sorted(found.values(), key=lambda c: c.span)


def voters(names: str) -> int:
    """Return how many people are named: by their titles where each has one, else by what comes between them.

    >>> voters("Councillors Able, Baker and His Worship, Mayor Cole")
    3
    """
    titles = len(RULES["title of one voter"].findall(names))
    listed = sum(any(map(str.isalpha, piece)) for piece in RULES["between voters"].split(names))
    return max(titles, listed)


class Side(NamedTuple):
    """The heading of one side of a roll call, with the span of its word."""

    name: str
    span: Span


LONGEST_ROLL = 1500
"""Characters of the names of one side."""


def side(text: str, start: int, end: int) -> Side | None:
    """Return the side of a roll call that is all a line says (*For*, **Against**)."""
    m = RULES.find("side of a roll call", text, start, min(end, start + 40)) if end - start <= 40 else None
    return Side("for" if m["f"] else "against" if m["a"] else "abstained", (start, end)) if m else None


def rolled(text: str, of: Side, start: int, end: int) -> Count | None:
    """Return the number in brackets that ends the names of a side (``Councillors Able, Baker. (2)``), or of names."""
    m = RULES.find("end of a roll call", text, start, min(end, of.span[0] + LONGEST_ROLL))
    if m:
        return Count(of.name, int(m["n"]), (of.span[0], m.end()))
    names = RULES.find("names of a roll call", text, start, min(end, of.span[0] + LONGEST_ROLL))
    return Count(of.name, voters(names["names"]), (of.span[0], names.end())) if names else None


def unanimous(text: str, start: int, end: int) -> Span | None:
    """Return where the words say that nobody was against."""
    found = RULES.find("unanimous", text, start, end)
    return found.span() if found else None


def leads_on(low: str) -> bool:
    """Return whether a sentence, in lower case, puts a matter to a vote whose count comes below it."""
    return "as follows" in low and RULES.find("vote follows", low) is not None


def counted(text: str, found: list[Count], lead: Span | None = None) -> VoteCount | None:
    """Return the vote of these sides, quoted from the first to the last of them, or from what leads on to them."""
    if not found:
        return None
    a, b = min(c.span[0] for c in found), max(c.span[1] for c in found)
    a = lead[0] if lead is not None and 0 <= a - lead[1] <= NEAR else a
    by_side = {c.side: c.number for c in found}
    return VoteCount(Quote(text[a:b], (a, b)), by_side.get("for"), by_side.get("against"), by_side.get("abstained"))


class Division(NamedTuple):
    """A motion and an amendment put against one another: the votes for each, and who did not vote."""

    motion: int
    amendment: int
    abstained: int | None
    span: Span


def division(text: str, start: int, end: int) -> Division | None:
    """Return the votes for the motion and for the amendment, as councils in Scotland count them."""
    m = RULES.find("division", text, start, end)
    if m is None:
        return None
    one, other = _value(m["n"] or m["n2"]), _value(m["m"] or m["m2"])
    left = _value(m["k"]) if m["k"] else None
    first = (m["x"] or m["x2"]).lower()
    return Division(one, other, left, m.span()) if first == "motion" else Division(other, one, left, m.span())


class PartsOutcome(NamedTuple):
    """*Recommendation b was not approved*: the parts and what came of them."""

    parts: tuple[str, ...]
    outcome: Outcome
    span: Span


def parts_outcome(text: str, start: int, end: int) -> PartsOutcome | None:
    """Return what the words say of some lettered parts."""
    m = RULES.find("some parts", text, start, end) if end - start <= LONGEST_PARTS else None
    if m is None:
        return None
    lost = bool(m["not"]) != (m["what"].lower() in ("lost", "rejected", "defeated"))
    others: dict[str, Outcome] = {"withdrawn": "withdrawn", "deferred": "deferred"}
    outcome: Outcome = "lost" if lost else others.get(m["what"].lower(), "carried")
    parts = tuple(word for word in letters_only(m["list"].lower()).split() if word not in ("and", "to"))
    return PartsOutcome(parts, outcome, m.span())


def _has(letters: tuple[str, ...], text: str) -> bool:
    """Return whether a text, in any case, has one of some letters."""
    return any(map(text.lower().__contains__, letters))


def may_count(low: str) -> bool:
    """Return whether a sentence, in lower case, may hold a vote or what came of some parts."""
    return any(map(low.__contains__, _MAY_COUNT))


def may_agree(low: str) -> bool:
    """Return whether a sentence, in lower case, may say that nobody was against."""
    return any(map(low.__contains__, _MAY_AGREE))
