"""Bodies that no register entry covers, named by their own words: parish councils, fire authorities, NHS trusts.

A paper is such a body's own when the body's name is at its top or in its title, or recurs. A mention in passing
is none.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import log2
from pathlib import Path, PurePath
from typing import NamedTuple

from cqa.extract.authority import body_names
from cqa.extract.authority.body_names import REACH, BodyName, joined
from cqa.extract.front_page import HeadLine, clean
from cqa.gazetteer.title_case import title_case
from cqa.model import Authority, Document, Finding, Part, Span
from cqa.text.rules import Rules, any_of

TOP = 700
"""Characters within which a paper names its own body."""
OFTEN = 5
ENOUGH = 0.5
"""Least certainty that the paper is the body's own."""
HEADS = 6
"""Lines at a paper's head."""
ABROAD = 2
"""Least signs of another country for a paper to be from there."""

IN_TITLE = "body outside the register, in the title"
RULES = Rules(__file__)


@cache
def _foreign() -> tuple[list[str], re.Pattern[str]]:
    """Return foreign names, and a pattern of them as whole words."""
    path = Path(__file__).parents[1] / "data" / "foreign.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    return table, any_of(table, before=r"(?<!\w)", after=r"(?!\w)")


def is_abroad(doc: Document, part: Part) -> bool:
    """Return whether foreign provinces, states and offices outnumber the signs of the United Kingdom."""
    span = (part.span[0], min(part.span[1], part.span[0] + REACH))
    names, known = _foreign()
    start = doc.text[slice(*span)]
    foreign = len(known.findall(doc.text, *span)) if any(name in start for name in names) else 0
    return foreign >= ABROAD and foreign > len(RULES["at home"].findall(doc.text, *span))


def _openings(doc: Document, lines: Sequence[HeadLine]) -> list[str]:
    """Return a paper's head: its first lines, the first three as one (names wrap), the file's own title."""
    heads = [clean(line.text) for line in lines[:HEADS]]
    wrapped = [" ".join(heads[i : i + 3]) for i in range(min(3, len(heads)))]
    plain = (joined(text) for text in [*heads, *wrapped, doc.meta_title or ""])
    return [RULES["title label"].sub("", text) for text in plain]


def _opens(key: str, openings: Sequence[str]) -> bool:
    """Return whether a name opens one of the head's lines, alone or after *Minutes of the …*; not *Subject:*."""
    for text in openings:
        low = text.lower()
        at = low.find(key)
        if at < 0:
            short = (n for n in body_names.short_names(text) if n.lower() == key and text.startswith(n.split()[0]))
            at = 0 if next(short, None) else -1
        if at == 0 or (at > 0 and RULES.find("record of", low[:at])):
            return True
    return False


def _in_file_name(name: str, path: str) -> bool:
    """Return whether a word of the place, other than its kind, is in the file's name."""
    stem = PurePath(path).stem.lower()
    return any(len(w) > 4 and w in stem for w in name.split() if w not in body_names.words("kind"))


class _Tally(NamedTuple):
    """How often each name occurs, where first, and how it is printed; by the name in lower case."""

    counts: Counter[str]
    first: dict[str, Span]
    printed: dict[str, str]

    def add(self, named: Iterable[BodyName]) -> None:
        for found in named:
            name = joined(found.name, "AND" if found.name.isupper() else "and")
            key = name.lower()
            self.counts[key] += 1
            if found.span:
                self.first[key] = min(self.first.get(key, found.span), found.span)
            if key not in self.printed or self.printed[key].isupper():
                self.printed[key] = name


def find(doc: Document, part: Part, lines: Sequence[HeadLine]) -> Finding[Authority] | None:
    """Return the body outside the register whose paper this is, or None."""
    if (known := _well_known(doc, part)) is not None:
        return known
    start, end = part.span[0], min(part.span[1], part.span[0] + REACH)
    openings = _openings(doc, lines)
    tally = _Tally(Counter(), {}, {})
    tally.add(body_names.councils(doc.text, start, end))
    for body in body_names.public_bodies(doc.text, start, end):
        if _opens(joined(body.name).lower(), openings):
            tally.add([body])  # they are named in many papers of councils, so only a title makes them the owner
    tally.add(BodyName(name, None) for text in openings for name in body_names.short_names(text))
    by_domain = body_names.from_domain(doc, part)
    filed = body_names.from_file_name(doc.path, doc.text[start:end])
    at_home = {n.name.lower() for n in (by_domain, filed) if n is not None}
    tally.add(n for n in (by_domain, filed) if n is not None)
    titled = {key for key in tally.counts if _opens(key, openings)}
    best: tuple[float, str] | None = None
    for key, count in tally.counts.items():
        early = key in tally.first and tally.first[key][0] < start + TOP
        in_name = _in_file_name(key, doc.path)
        if not (count >= OFTEN or key in titled or early or in_name):
            continue
        score = 0.15 * (1 + log2(count)) + (0.2 if early else 0.0) + (0.4 if key in titled else 0.0)
        score += (0.2 if in_name else 0.0) + (0.3 if key in at_home else 0.0)
        if best is None or score > best[0]:
            best = (score, key)
    if best is None or best[0] < ENOUGH:
        return None
    key = best[1]
    sure = key in titled or (key in at_home and _in_file_name(key, doc.path))
    rule = IN_TITLE if sure else "body outside the register"
    return Finding(Authority(title_case(tally.printed[key])), tally.first.get(key), rule, round(min(best[0], 0.95), 2))


def _well_known(doc: Document, part: Part) -> Finding[Authority] | None:
    """Return *Transport for London* for a file filed under ``tfl`` that names it often."""
    text = doc.text[part.span[0] : min(part.span[1], part.span[0] + REACH)]
    prefix = PurePath(doc.path).stem.lower().partition("__")[0]
    for body in body_names.well_known():
        filed = prefix in (body.short.lower(), body.name.lower().replace(" ", "-"))
        opens = text.lstrip("# *\n").startswith(body.name)
        named = text.count(body.name) + text.count(body.short) + text.count(body.domain)
        if named >= OFTEN and (filed or opens):
            return Finding(Authority(body.name), None, IN_TITLE, 0.8)
    return None
