"""Bodies that no register entry covers, named by their own words: parish and town councils, cities abroad.

A paper is such a body's own when the body's name stands at its top or in its title, or recurs. A mention in passing
is none.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import log2
from pathlib import Path, PurePath
from typing import NamedTuple

from cqa.extract.front_page import HeadLine, clean
from cqa.gazetteer import register as reg
from cqa.gazetteer.committees import title_case
from cqa.gazetteer.name_forms import name_words
from cqa.model import Authority, Document, Finding, Part, Span
from cqa.text.whitespace import fold_blanks

REACH = 24_000
"""Characters from the start that are read for such names."""
TOP = 700
"""Characters within which a paper names its own body."""
MOST_WORDS = 6
OFTEN = 5
ENOUGH = 0.5
"""Least certainty that the paper is the body's own; :data:`ENOUGH_ABROAD` where the paper is from abroad anyway."""
ENOUGH_ABROAD = 0.3

_COUNCIL = re.compile(
    r"\b(?P<kind>parish|town|community|city|county|village|borough|district)\s+council\b", re.IGNORECASE
)
_SHORT = re.compile(r"\b(?P<name>(?:[A-Z][\w’'-]+\s+){1,4})(?P<kind>PC|TC)\b")
_PLACE_OF = re.compile(
    r"\b(?P<kind>City|Town|Township|Municipality|Village|CITY|TOWN|TOWNSHIP|MUNICIPALITY|VILLAGE)\s+(?:of|OF)\s+"
)
_CAPITAL_WORD = re.compile(r"[A-Z][\w-]*")
_WORD = re.compile(r"[A-Za-z&][\w’'.-]*")
_DOMAIN = re.compile(
    r"\b([a-z]{3,40}?)-?(parish|town)-?council\.(?:gov\.uk|org\.uk|co\.uk|org|com|uk|info|net)\b", re.IGNORECASE
)
_WORDS = tomllib.loads((Path(__file__).parents[1] / "data" / "unregistered_bodies.toml").read_text(encoding="utf-8"))
_JOIN, _LEAD, _KIND_WORDS = (frozenset(_WORDS[name]) for name in ("join", "lead", "kind"))
_AMPERSAND = re.compile(r"\s*&\s*")
_NOT_AFTER = frozenset(["the", "The", "THE", "council", "Council", "Hall", "Centre"])
_AT_HOME = re.compile(
    r"£|\.gov\.uk|Ofsted|County Council|Borough Council|Parish Council|Local Government Act|England|Wales|Scotland"
)


IN_TITLE = "body outside the register, in the title"


class _Named(NamedTuple):
    name: str
    span: Span


@cache
def _foreign() -> tuple[list[str], re.Pattern[str]]:
    """Foreign names, and a pattern of them as whole words."""
    path = Path(__file__).parents[1] / "data" / "foreign.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return table, re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, table)) + r")(?!\w)")


def is_abroad(doc: Document, part: Part) -> bool:
    """Whether foreign provinces, states and offices outnumber the signs of the United Kingdom."""
    span = (part.span[0], min(part.span[1], part.span[0] + REACH))
    names, pattern = _foreign()
    start = doc.text[slice(*span)]
    foreign = len(pattern.findall(doc.text, *span)) if any(name in start for name in names) else 0
    return foreign >= 2 and foreign > len(_AT_HOME.findall(doc.text, *span))


def _name_before(text: str, start: int, floor: int) -> tuple[int, str] | None:
    """The capitalised words that end at ``start``: *West Dereham* before *Parish Council*."""
    words: list[tuple[str, int]] = []
    begin = start
    for match in reversed(list(_WORD.finditer(text, max(floor, start - 70), start))):
        gap = text[match.end() : begin]
        word = match[0]
        wrapped = gap.count("\n") == 2 and word.lower() in _JOIN  # LIMERICK CITY AND / COUNTY COUNCIL
        if gap.strip(" \n") or (gap.count("\n") > 1 and not wrapped) or len(words) >= MOST_WORDS:
            break
        if word.endswith(".") and len(word) > 3:
            break
        if not word[0].isupper() and word not in _JOIN:
            break
        words.insert(0, (word, match.start()))
        begin = match.start()
    for at in range(len(words) - 1, -1, -1):
        if words[at][0].lower() in ("meeting", "minutes"):
            words = words[at + 1 :]
            break
    while words and (words[0][0].lower().strip(".") in _LEAD or words[0][0] in _JOIN):
        words = words[1:]
    return (words[0][1], " ".join(w for w, _ in words)) if words else None


def _councils(text: str, start: int, end: int) -> Iterator[_Named]:
    for match in _COUNCIL.finditer(text, start, end):
        before = _name_before(text, match.start(), start)
        if before is None:
            continue
        local = match["kind"].lower() in ("parish", "town", "community", "village")
        name = fold_blanks(f"{before[1]} {match[0]}")
        if local or reg.lookup(name_words(name)) is None:
            yield _Named(name, (before[0], match.end()))


def _places(text: str, start: int, end: int, abroad: bool) -> Iterator[_Named]:
    for match in _PLACE_OF.finditer(text, start, end):
        words: list[str] = []
        at = match.end()
        while len(words) < 3 and (word := _CAPITAL_WORD.match(text, at)) and word[0] not in _NOT_AFTER:
            if words and match["kind"].isupper() != word[0].isupper():
                break
            words.append(word[0])
            at = word.end() + 1
            if text[word.end() : at] != " ":
                break
        kind = match[0].strip()
        registered = [n for n in range(1, len(words) + 1) if reg.lookup(name_words(f"{kind} {' '.join(words[:n])}"))]
        if registered and not abroad:
            continue
        words = words[: registered[0]] if registered else words
        name = f"{kind} {' '.join(words)}"
        if words:
            yield _Named(fold_blanks(name), (match.start(), match.end() + sum(map(len, words)) + len(words) - 1))


def _short_names(text: str) -> Iterator[str]:
    """*West Dereham PC* in a title."""
    for match in _SHORT.finditer(text):
        yield f"{fold_blanks(match['name'])} {'Parish' if match['kind'] == 'PC' else 'Town'} Council"


def _from_domain(doc: Document, part: Part) -> _Named | None:
    """*foxtonparishcouncil.gov.uk*, where the text prints Foxton."""
    span = (part.span[0], min(part.span[1], part.span[0] + REACH))
    match = _DOMAIN.search(doc.text, *span) if "council." in doc.text[slice(*span)].lower() else None
    if match is None:
        return None
    letters = match[1].lower()
    spaced = r"[\s-]?".join(map(re.escape, letters))
    printed = re.search(
        rf"\b{spaced}\b", doc.text[part.span[0] : part.span[0] + REACH].replace(match[0], ""), re.IGNORECASE
    )
    if printed is None:
        return None
    place = " ".join(w[:1].upper() + w[1:] for w in re.split(r"[\s-]+", printed[0]))
    return _Named(f"{place} {match[2].capitalize()} Council", match.span())


_RECORD_OF = re.compile(
    r"(?:draft\s+|the\s+|\d\w\w\s+)*"
    r"(?:minutes|agenda|notice|summons|record|council|corporation|proceedings|meeting)\b.{0,80}",
    re.IGNORECASE,
)


def _openings(doc: Document, lines: Sequence[HeadLine]) -> list[str]:
    """What stands at a paper's head: its first lines, the first three as one (names wrap), the file's own title."""
    heads = [clean(line.text) for line in lines[:6]]
    joined = [" ".join(heads[i : i + 3]) for i in range(min(3, len(heads)))]
    plain = (_AMPERSAND.sub(" and ", text) for text in [*heads, *joined, doc.meta_title or ""])
    return [re.sub(r"^title:\s*[\"']?", "", text) for text in plain]


def _opens(key: str, openings: Sequence[str]) -> bool:
    """Whether a name opens one of the head's lines, alone or after *Minutes of the …*; not after *Subject:*."""
    for text in openings:
        low = text.lower()
        at = low.find(key)
        at = (
            at
            if at >= 0
            else next((0 for n in _short_names(text) if n.lower() == key and text.startswith(n.split()[0])), -1)
        )
        if at == 0 or (at > 0 and _RECORD_OF.fullmatch(low[:at])):
            return True
    return False


def _in_file_name(name: str, path: str) -> bool:
    """Whether a word of the place, other than its kind, stands in the file's name."""
    stem = PurePath(path).stem.lower()
    return any(len(w) > 4 and w in stem for w in name.split() if w not in _KIND_WORDS)


def find(doc: Document, part: Part, lines: Sequence[HeadLine], abroad: bool) -> Finding[Authority] | None:
    """The body outside the register whose paper this is, or None."""
    start, end = part.span[0], min(part.span[1], part.span[0] + REACH)
    counts: Counter[str] = Counter()
    first: dict[str, Span] = {}
    printed: dict[str, str] = {}
    named = [*_councils(doc.text, start, end), *_places(doc.text, start, end, abroad)]
    if (by_domain := _from_domain(doc, part)) is not None:
        named.append(by_domain)
    for printed_name, span in named:
        name = _AMPERSAND.sub(" and ", printed_name)  # one body writes itself both ways
        key = name.lower()
        counts[key] += 1
        first[key] = min(first.get(key, span), span)
        if key not in printed or printed[key].isupper():
            printed[key] = name
    openings = _openings(doc, lines)
    for name in (n for text in openings for n in _short_names(text)):
        counts[name.lower()] += 1
        printed.setdefault(name.lower(), name)
    titled = {key for key in counts if _opens(key, openings)}
    best: tuple[float, str] | None = None
    for key, count in counts.items():
        early = key in first and first[key][0] < start + TOP
        if not (count >= OFTEN or key in titled or early or _in_file_name(key, doc.path)):
            continue
        score = 0.15 * (1 + log2(count)) + (0.2 if early else 0.0)
        score += 0.4 if key in titled else 0.0
        score += 0.2 if _in_file_name(key, doc.path) else 0.0
        score += 0.3 if by_domain and by_domain.name.lower() == key else 0.0
        if best is None or score > best[0]:
            best = (score, key)
    if best is None or best[0] < (ENOUGH_ABROAD if abroad else ENOUGH):
        return None
    name = title_case(printed[best[1]])
    at_home = by_domain is not None and by_domain.name.lower() == best[1] and _in_file_name(best[1], doc.path)
    rule = IN_TITLE if best[1] in titled or at_home else "body outside the register"
    return Finding(Authority(name), first.get(best[1]), rule, round(min(best[0], 0.95), 2))
