"""Names of committees as printed, in one canonical form.

Which meeting a paper went to is decided by :mod:`cqa.extract.meeting.meeting`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cqa.gazetteer.name_forms import name_words
from cqa.gazetteer.register import lookup
from cqa.gazetteer.title_case import SMALL_WORDS, title_case
from cqa.model import Finding, Span
from cqa.text import dates
from cqa.text.pattern import pattern
from cqa.text.whitespace import fold_blanks

MOST_WORDS = 14
"""Most words of a committee's name."""

_JOIN = (SMALL_WORDS - {"the"}) | {"&", "–", "-"}
_WORD_BACK = pattern(r"[A-Za-z&–][\w&’'/.-]*")
_SUFFIX_TAIL = pattern(r"\s{0,2}\((?P<in>[^()\n]{2,60})\)")
_WHEN = pattern(
    r"\s+meeting\s*$|[\s,-]+(?:A\.?G\.?M\.?|annual\s+(?:general\s+)?meeting)\W*$|\s*[-–—,:(|]?\s*\b(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|"
    r"\s+at\s+\d{1,2}[.:]?\d{0,2}\s*(?:am|pm|a\.m|p\.m|noon).*"
    r"|\s*[-–—,:(]\s*$|\s+(?:to be\s+)?held\b.*|\s+-\s+(?:am|pm)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_LEAD = pattern(
    r"^(?:decisions?\s+(?:determined|taken|made)\s+(?:at|by)\s+(?:the\s+)?|"
    r"(?:report|minutes|proceedings)\s+(?:[“\"']?\w[”\"']?\s+)?(?:of|at)\s+(?:proceedings\s+(?:of|"
    r"at)\s+)?(?:an?\s+|the\s+)?|(?:report|reports|paper|presented|submitted)\s+(?:to|for)\s+|(?:an?\s+|"
    r"the\s+)?(?:\w+\s+)?(?:remote\s+|virtual\s+|online\s+|special\s+|ordinary\s+|annual\s+|"
    r"extraordinary\s+)?meeting\s+of\s+(?:the\s+)?"
    r"|(?:all\s+)?members\s+of\s+(?:the\s+)?|to\s+|the\s+|\d+(?:st|nd|rd|th)\s+meeting\s+of\s+(?:the\s+)?|"
    r"chair(?:man)?\s+and\s+members\s+of\s+(?:the\s+)?)+",
    re.IGNORECASE,
)
_DECIDER = pattern(
    r"\b(?:cabinet|executive|portfolio|lead)\s+(?:member|holder|councillor)\b|^(?:the\s+)?leader\b|"
    r"^(?:corporate\s+|executive\s+|strategic\s+|assistant\s+|interim\s+)?director\b|^chief\s+executive|"
    r"^head\s+of",
    re.IGNORECASE,
)


_COUNCIL = pattern(
    r"council\s+of\s+the\s+\w+\s+of\s+[\w\s'’-]{3,40}|(?:[\w'’&.-]+\s+){1,6}?(?P<last>(?:(?:full|county|"
    r"city|borough|district|town|parish)\s+)?council)",
    re.IGNORECASE,
)


class CommitteeWords(NamedTuple):
    """What ``committees.toml`` lists: last words of names (*Panel*), whole names, and bodies outside councils."""

    suffix: re.Pattern[str]
    names: dict[str, str]
    any_name: re.Pattern[str]
    outside: tuple[str, ...]


@cache
def _words() -> CommitteeWords:
    path = Path(__file__).parent / "data" / "committees.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    suffixes = sorted(table["suffixes"], key=len, reverse=True)
    names = {fold(n): n for n in table["names"]}
    longest = sorted(names, key=len, reverse=True)
    return CommitteeWords(
        pattern(r"\b(?:" + "|".join(map(re.escape, suffixes)) + r")\b(?![’'-])", re.IGNORECASE),
        names,
        pattern(
            r"(?<![\w-])(?:"
            + "|".join(re.escape(n).replace("\\ and\\ ", r"\s+(?:and|&)\s+").replace("\\ ", r"\s+") for n in longest)
            + r")(?![\w-])",
            re.IGNORECASE,
        ),
        tuple(table["outside"]),
    )


def fold(name: str) -> str:
    """Return a name in small letters, with *and* for *&*, for comparing."""
    return fold_blanks(name).lower().replace("&", "and").replace("’", "'")


def is_outside(name: str) -> bool:
    """Return whether the name is of a body that council papers mention but do not go to."""
    folded = fold(name)
    return any(folded.endswith(o) for o in _words().outside)


def is_decider(text: str) -> bool:
    """Return whether a decision maker is a person: a cabinet member, a director."""
    return bool(_DECIDER.search(text)) and not _words().suffix.search(text)


def canonical(value: str) -> str | None:
    """Return the committee that a header value names, without date, time and lead-in; None when it names none.

    >>> canonical("CABINET - 10TH MARCH 2017"), canonical("Report to the Executive Board")
    ('Cabinet', 'Executive Board')
    """
    text = re.sub(r"(?<=[a-zA-Z])- (?=[A-Z])", "-", fold_blanks(value.replace("*", " ")))
    if days := dates.days(text):
        cut = text[: days[0][1][0]]
        text = cut if len(cut.strip()) > 3 else text[days[0][1][1] :]
    text = _WHEN.sub("", text)
    text = _LEAD.sub("", text.strip(" .:;,-–—")).strip(' .:;,-–—"“”')
    if not text or len(text.split()) > MOST_WORDS:
        found = mentions(value, any_case=False)
        return found[0].value if found else None
    words = _words()
    folded = fold(text)
    if folded in words.names:
        return words.names[folded]
    if council := _COUNCIL.fullmatch(text):
        both = re.search(r"\bcity\s+(?:and|&)\s+county\s+council$", text, re.IGNORECASE)
        return "Council" if both else words.names.get(fold(council["last"] or ""), "Council")
    if is_decider(text):
        first, final = text.split()[0].lower(), text.split()[-1].lower()
        is_name = text[0].isupper() and first not in SMALL_WORDS and final not in _JOIN | {"the", "that", "who"}
        return title_case(text) if is_name else None
    suffixes = list(words.suffix.finditer(text))
    last = suffixes[-1] if suffixes else None
    if last is None:
        found = mentions(value, any_case=False)
        return found[0].value if found else None
    tail = _SUFFIX_TAIL.match(text, last.end())
    lettered = re.fullmatch(
        r"\s*[-–]?\s*(?:[A-Z0-9]{1,2}|(?:north|south|east|west|central|inner|outer)(?:[ -]\w+)?)|\s+(?:of|"
        r"on|for)\s+(?:the\s+)?(?-i:[A-Z]).{2,60}",
        text[last.end() :],
        re.IGNORECASE,
    )
    name = text if lettered else text[: tail.end() if tail else last.end()]
    name = re.split(r"\s+[-–—|]\s+", name)[-1] if words.suffix.search(re.split(r"\s+[-–—|]\s+", name)[-1]) else name
    name = title_case(_LEAD.sub("", name))
    return name if _well_formed(name) else None


def _well_formed(name: str) -> bool:
    """Return whether it is a name: capitalised and small joining words, no clause, no number, not *Committee* alone."""
    words = re.sub(r"\([^)]*\)", "", name).replace(",", " ").split()
    return (
        bool(words)
        and not _words().suffix.fullmatch(name)
        and all(w.lower() in _JOIN or w == "the" or w[0].isupper() for w in words)
        and (words[-1].isupper() or words[-1].lower() not in _JOIN)
    )


def _backwards(text: str, start: int) -> int:
    """Return where a committee's name begins, reading capitalised words backwards from its suffix."""
    line_break = max(
        text.rfind(mark, max(0, start - 120), start) for mark in (".", ";", ":", "\t", "\n\n", "(", ")", "•", "*", "|")
    )
    window_at = max(line_break + 1, start - 120, 0)
    begin = start
    for count, match in enumerate(reversed(list(_WORD_BACK.finditer(text, window_at, start)))):
        gap = text[match.end() : begin]
        if gap.strip(" \n,–-") or gap.count("\n") > 1 or count >= MOST_WORDS - 1:
            break
        word = match[0]
        if not word[0].isupper() and word.lower() not in _JOIN:
            break
        begin = match.start()
    while begin < start:
        match2 = _WORD_BACK.match(text, begin)
        if match2 is None or match2[0].lower() not in SMALL_WORDS | {
            "this",
            "that",
            "each",
            "our",
            "these",
            "-",
            "–",
            "&",
            "report",
            "see",
        }:
            break
        begin = match2.end()
        begin += len(text[begin:start]) - len(text[begin:start].lstrip(" \n,–-"))
    return begin


def mentions(text: str, any_case: bool | None = None) -> list[Finding[str]]:
    """Return the committees named in a text, in order, in canonical form.

    ``any_case`` says whether names may be in lower case; None allows it for short texts (questions).
    """
    words = _words()
    lower = len(text) <= 400 if any_case is None else any_case
    found: list[tuple[Span, str]] = []
    for match in words.suffix.finditer(text):
        begin = _backwards(text, match.start())
        if begin >= match.start() or not match[0][0].isupper():
            continue
        tail = _SUFFIX_TAIL.match(text, match.end())
        end = (
            tail.end()
            if tail and match[0].lower() in ("board", "panel", "committee") and tail["in"][0].isupper()
            else match.end()
        )
        name = fold_blanks(text[begin:end])
        name, skipped = _without_council(name)
        begin += skipped
        if not is_outside(name) and len(name.split()) > 1:
            found.append(((begin, end), title_case(name)))
    for match in words.any_name.finditer(text):
        if any(a <= match.start() < b for (a, b), _ in found):
            continue
        first = match[0][0]
        if (first.isupper() or lower) and not _spoilt(text, match):
            found.append((match.span(), words.names[fold(match[0])]))
    found.sort()
    return [Finding(name, span, "committee name", 0.8) for span, name in found]


def _without_council(name: str) -> tuple[str, int]:
    """Return *Leeds Executive Board* without the council, and the number of letters removed.

    A council's name stays where what follows it is no well-known committee: *Kent Flood Risk Committee* is a name.
    """
    parts = name.split(" ")
    for count in range(min(5, len(parts) - 1), 0, -1):
        rest = " ".join(parts[count:])
        possessive = parts[count - 1].endswith(("'s", "’s", "s'", "s’"))
        if (possessive or fold(rest) in _words().names) and lookup(name_words(" ".join(parts[:count]))):
            return rest, len(name) - len(rest)
    return name, 0


def _spoilt(text: str, match: re.Match[str]) -> bool:
    """Return whether the name is no meeting: *Cabinet Member*, *Executive Director*, *Leeds City Council*."""
    after = text[match.end() : match.end() + 14].lstrip()
    if re.match(
        r"(?:member|director|office|lead|portfolio|secretary|minister|summ\w*|agency|tax|officer|house|decision)s?\b",
        after,
        re.IGNORECASE,
    ):
        return True
    if match[0].lower().split()[-1] != "council":
        return False
    if match[0].lower() == "council":
        return not re.search(
            r"\b(?:to|by|of|for|at|the)\s+(?:full\s+)?$",
            text[max(0, match.start() - 12) : match.start()],
            re.IGNORECASE,
        )
    before = re.search(r"([A-Z][\w’'-]+)\s$", text[max(0, match.start() - 25) : match.start()])
    return bool(before) and before[1].lower() not in ("the", "by", "to", "of", "and", "for") if before else False
