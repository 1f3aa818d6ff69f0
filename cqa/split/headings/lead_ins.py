"""Lead-ins of decisions (``That the Committee:``, ``it was RESOLVED``), votes and closing words: no headings, and what
follows a lead-in is what was decided."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from cqa.record import dataclass, field
from cqa.split.blocks import TextBlock
from cqa.split.headings.typography import block_words

LONGEST = 300
"""Characters of a lead-in: names of a mover and a seconder with their offices fit in."""

LONGEST_LABEL = 40
"""Characters of a label that says who was there."""

LONGEST_WORD = 16
"""Letters of the longest first word that a lead-in has."""

_EDGES = " \t\n*_#>\"\u201c\u201d'\u2018\u2019.,;:-\u2013\u2014"
_CARRIES_ON = re.compile(r"[\"\u201c\u2018'(]|(?i:that|to)\b|[a-z]")
_THAT = re.compile(r"[\"\u201c\u2018'(*_ ]*(?:that|to)\b", re.IGNORECASE)


class LeadIn(NamedTuple):
    """A row of ``data/lead_ins.toml``."""

    name: str
    match: re.Pattern[str]
    opens: bool
    example: str
    counter: str


@dataclass(slots=True)
class Decided:
    """Block indices: ``plain`` are no headings, ``decided`` belong to a decision, ``inside`` are its list items."""

    plain: set[int] = field(default_factory=set)
    decided: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "data" / "lead_ins.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def lead_ins() -> tuple[LeadIn, ...]:
    """Return the rows of the data file, in its order."""
    data = _data()
    return tuple(
        LeadIn(
            row["name"],
            re.compile(row["match"].replace("{body}", data["body"])),
            row.get("opens", False),
            row["example"],
            row["counter"],
        )
        for row in data["row"]
    )


@lru_cache(maxsize=1)
def _first_words() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole words, and beginnings of words, with which a lead-in may begin."""
    words = _data()["first"]
    return frozenset(w for w in words if w[-1] != "*"), tuple(w[:-1] for w in words if w[-1] == "*")


def _may_lead(text: str, start: int, end: int) -> bool:
    """Return whether the first word is one that lead-ins begin with: most blocks begin with another."""
    low = text[start : min(end, start + LONGEST_WORD + 2)].lower().lstrip('"\u201c(')
    size = next((i for i, c in enumerate(low) if not (c.isalnum() or c in "_/")), len(low))
    words, beginnings = _first_words()
    return low[:size] in words or low.startswith(beginnings)


def attendance(text: str, start: int, end: int) -> str:
    """Return the label of a block that says who was there (``PRESENT: Mr Able``), as printed; nothing else."""
    label, colon, _ = text[start : min(end, start + LONGEST_LABEL)].strip("*_ ").partition(":")
    label = label.partition("\n")[0].strip("*_ -\u2013")
    known = label.lower() in _data()["attendance"]
    return label if known and (colon or text.startswith("\n", text.find(label, start) + len(label))) else ""


def is_standing(words: str) -> bool:
    """Return whether a heading is that of a standing item, with which the business of a meeting begins."""
    return words.lower().replace("\u2019", "'").startswith(tuple(_data()["standing"]))


@lru_cache(maxsize=1024)
def lead_in(words: str) -> LeadIn | None:
    """Return the kind of lead-in that these words are, None for other words.

    >>> lead_in("RESOLVED unanimously:").name
    'resolved'
    >>> lead_in("Resolved complaints") is None
    True
    """
    plain = " ".join(words.lower().split()).strip(_EDGES)
    if plain.startswith("("):
        plain = plain.strip("()" + _EDGES)
    return next((row for row in lead_ins() if row.match.fullmatch(plain)), None)


def find_decided(text: str, blocks: Sequence[TextBlock], headings: set[int]) -> Decided:
    """Return the lead-ins of a paper that records a meeting, and the blocks that say what was decided under them."""
    out = Decided()
    open_, depth, first = False, -1, False
    for i, b in enumerate(blocks):
        row = None
        if text[b.body : b.body + 1] == "(" and text[b.body : b.end].rstrip("*_ \n")[-1:] == ")":
            out.plain.add(i)  # "(Item 7)", "(Councillor Able left the meeting)"
            continue
        if not b.row and not b.rule and b.end - b.body <= LONGEST and _may_lead(text, b.body, b.end):
            row = lead_in(block_words(text, b))
            if row is not None and row.name == "the body" and text[b.body : b.end].rstrip("*_ \t-\u2013")[-1:] != ":":
                row = None
        if row is not None:
            out.plain.add(i)
            if row.opens or row.name in ("votes", "decided"):
                out.decided.add(i)
            open_, depth, first = row.opens, -1, True
            continue
        if not open_ or b.rule:
            continue
        if b.number is not None:
            opens = b.number.started or (first and b.number.reading.value[-1] == 1)
            deeper = b.number.depth >= depth if depth >= 0 else opens
            open_ = deeper
            if deeper:
                depth = b.number.depth if depth < 0 else depth
                out.decided.add(i)
                out.inside.add(i)
        elif b.bullet or b.row:
            out.decided.add(i)
        elif i in headings and not (first and _introduces(text, b)) and not _THAT.match(text, b.body, b.end):
            open_ = depth >= 0 and _list_goes_on(blocks, i, depth)
            if open_:
                continue
        elif first or _CARRIES_ON.match(text, b.body, b.end):
            out.decided.add(i)
            out.plain.add(i)
            first = text[b.body : b.end].rstrip("*_ ").endswith(":")  # "Committee:" between a lead-in and its words
            continue
        else:
            open_ = False
        first = False
    return out


def _introduces(text: str, b: TextBlock) -> bool:
    """Return the words of a motion under its lead-in: quoted, or ending with a colon."""
    words = text[b.body : b.end].strip("*_ \t")
    return words[:1] in "\"\u201c\u2018'" or words.endswith((":", ":-"))


def _list_goes_on(blocks: Sequence[TextBlock], i: int, depth: int) -> bool:
    """Return whether a heading divides the items of one list: the next number is one of them, and not the first."""
    for b in blocks[i + 1 :]:
        if b.number is not None:
            return b.number.depth >= depth and not b.number.started
    return False
