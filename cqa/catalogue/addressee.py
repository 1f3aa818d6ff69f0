"""Who is asked to decide: the body that a recommendation names, else the one whose meeting it is."""

from __future__ import annotations

import re

from cqa.model import Paper
from cqa.text.pattern import pattern

BEFORE = 600
"""Characters before a recommendation in which its lead-in may be: *Cabinet is asked to:* above a lettered list."""

LEAD = 40
"""Characters before the body that is asked, at the beginning of a recommendation."""

_BODY = (
    r"(?:[A-Z][\w’'&-]*(?:,? (?:and|of|for|the|&|[A-Z][\w’'&-]*)){0,7}? )?"
    r"(?:Cabinet|Council|Board|Committee|Sub-Committee|Panel|Executive|Members?|Mayor|Leader|Commission|Assembly|Forum)\b"
    r"(?: for [A-Z]\w+(?:,? (?:and |& )?[A-Z]\w+){0,5})?"
)
_ASKED = pattern(
    rf"(?:\b[Tt]he )?\b(?P<body>{_BODY}) (?:is|are|be) (?:therefore |hereby )?"
    r"(?:asked|recommended|requested|invited|urged)\b"
)
"""*The Executive Board is recommended to …*"""

_REFERRED = pattern(rf"\brecommends? to (?:the )?(?P<body>{_BODY})", re.IGNORECASE)
"""*RESOLVED to recommend to the County Council: …*"""

_THAT = pattern(
    rf"\W*(?:[Rr]ecommend(?:ed|s)? )?[Tt]hat (?:the )?(?P<body>{_BODY}) (?!(?:is|are|be|has|have|was)\b)[a-z]+s?\b"
)
"""*That the Executive Board approves …*"""

_MEETING = pattern(r"\b[Mm](?:eeting|inutes) of (?:the )?(?P<body>[A-Z][^\W\d]+(?:[ -](?:of|and|the|[A-Z][^\W\d]+))*)")
"""*Minutes of the Meeting of the Municipal District of Adare 4th October*"""

_GENERAL = pattern(
    r"(?:the )?(?:members?|council|committee|sub-committee|board|panel|executive|commission)", re.IGNORECASE
)
"""A body named by its kind alone is that whose meeting it is."""


def addressee(paper: Paper, text: str, start: int, end: int) -> str:
    """Return who is asked to decide on ``text[start:end]``; "" where neither the words nor the paper say.

    A lead-in counts up to the heading of the recommendations; the last one before them is theirs.
    """
    meeting = paper.committees[0] if paper.committees else _meeting_of(paper)
    before = text[max(start - BEFORE, paper.span[0]) : start]
    if found := _THAT.match(text[start:end]):
        return _named(found["body"], meeting)
    inside = _ASKED.search(text[start:end])
    leads = [*_ASKED.finditer(before), *_REFERRED.finditer(before)]
    lead = inside or max(leads, key=lambda found: found.start(), default=None)
    return _named(lead["body"], meeting) if lead else meeting


def without_addressee(words: str) -> str:
    """Return a recommendation without the body that it is put to.

    >>> without_addressee("That the Executive Board approves the plan")
    'approves the plan'
    >>> without_addressee("Members are recommended to note the plan")
    'to note the plan'
    """
    found = _THAT.match(words)
    if found:
        return words[found.end("body") :].strip()
    asked = _ASKED.search(words)
    return words[asked.end() :].strip() if asked and asked.start() <= LEAD else words


def _meeting_of(paper: Paper) -> str:
    """Return the body that the title names, else the council itself."""
    found = _MEETING.search(paper.title)
    return found["body"].strip() if found else (paper.authority.name if paper.authority else "")


def _named(body: str, meeting: str) -> str:
    if meeting and (_GENERAL.fullmatch(body) or body.casefold() in meeting.casefold()):
        return meeting
    return " ".join(body.split())
