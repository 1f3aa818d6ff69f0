"""The times that a question names, and whether they limit the papers or date an event."""

from __future__ import annotations

import re

from cqa.model import Finding, Span
from cqa.question.patterns import says
from cqa.record import dataclass
from cqa.text import dates
from cqa.text.dates import DateMention
from cqa.text.pattern import pattern

_FINANCIAL_YEAR = pattern(r"(?:for |in )?(?:19|20)\d\d\s?[-/\u2013]\s?(?:\d\d|20\d\d)")
"""*2025-26* says which budget or plan is meant, not when a paper was written."""

_OF_A_LAW = pattern(r"\b(?:Act|Acts|Regulations|Order|Rules|Measure|Directive)\s+$")
"""What comes before the year in a law's name."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``low`` to ``high``, both ISO and included, either open; ``strict`` when the question limits the papers
    by date (*before 2011*, *in papers dated ...*), not when it dates an event (*the 2012 inspection*)."""

    low: str | None
    high: str | None
    strict: bool
    span: Span
    written: str


def periods_of(text: str, plain: str) -> tuple[Period, ...]:
    """Return the times that a question names; ``plain`` is its text in lower case, with straight quotes."""
    return tuple(_period(text, plain, found) for found in dates.mentions(text) if _dates_something(text, found))


def _of_a_law(text: str, at: int) -> bool:
    """Return whether the year at a place is part of a law's name (*the Equality Act 2010*)."""
    return _OF_A_LAW.search(text, max(0, at - 20), at) is not None


def _dates_something(text: str, mention: Finding[DateMention]) -> bool:
    """Return whether a mention dates something: not a budget year, nor the year of a law."""
    if mention.span is None or _FINANCIAL_YEAR.fullmatch(text[slice(*mention.span)].strip()):
        return False
    return not _of_a_law(text, mention.span[0])


def _period(text: str, plain: str, mention: Finding[DateMention]) -> Period:
    """Return a date mention with what the words before it make of it."""
    span = mention.span or (0, 0)
    before = plain[max(0, span[0] - 40) : span[0]]
    if mention.value.relation == "after" and says("next_asked", plain[: span[0]]):
        then = dates.mentions(re.sub(r"^\W*\w+\s+(?:the\s+)?", "", text[slice(*span)]))
        if then:  # the paper of that day names the next one
            return Period(then[0].value.low, then[0].value.high, False, span, text[slice(*span)].strip())
    limits = mention.value.relation in ("before", "after", "since", "from", "until", "between")
    strict = limits or says("papers_of", before)
    return Period(mention.value.low, mention.value.high, strict, span, text[slice(*span)].strip())
