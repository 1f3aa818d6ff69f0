"""Reads the decisions of one paper by what kind of paper it is."""

from __future__ import annotations

import re
from dataclasses import replace

from cqa.extract.decisions import forms, minutes, proposals, vocabulary
from cqa.model import Decision, Document, Paper, Part, Quote
from cqa.text.rules import Rules, any_of

RECORDED = ("minutes", "decision record")
"""Types of papers that record decisions."""

HEAD = 3000
"""Characters at the start of minutes in which the body is named that met."""


RULES = Rules(__file__)


def decisions(doc: Document, part: Part, paper: Paper) -> tuple[Decision, ...]:
    """Return every decision that the paper records or proposes, in reading order.

    Of ``paper`` the type, committees, date and findings are used. Every quote equals ``doc.text`` at its span.
    """
    if paper.type in RECORDED:
        found = forms.decisions(doc.text, part.sections) if paper.type == "decision record" else ()
        small = paper.type == "minutes" and _is_small(doc.text, part)
        found = found or minutes.decisions(doc.text, part.sections, small)
        found = found or forms.decisions(doc.text, part.sections)
    elif paper.type == "report":
        found = proposals.decisions(doc.text, part)
    elif paper.type == "other" and RULES.find(
        "details of a decision", doc.text, part.span[0], min(part.span[1], part.span[0] + HEAD)
    ):
        found = forms.decisions(doc.text, part.sections)
    else:
        return ()
    decider = _decider(doc.text, part, paper)
    span = next((f.span for name, f in paper.findings if name == "date" and f.value == paper.date and f.span), None)
    return tuple(
        replace(
            d,
            item=d.item or ("" if paper.type in RECORDED else paper.title),
            decider=d.decider or decider,
            date=d.date or paper.date,
            date_span=d.date_span or (span if d.date is None else None),
        )
        for d in found
    )


def _is_small(text: str, part: Part) -> bool:
    """Return whether the head of the minutes names a parish, town or community council."""
    head = text[part.span[0] : min(part.span[1], part.span[0] + HEAD)].lower()
    return any(map(head.__contains__, vocabulary.words("small")))


def _decider(text: str, part: Part, paper: Paper) -> Quote | None:
    """Return the body that met, as the paper's head names it."""
    for name in paper.committees[:1]:
        start = part.span[0]
        named = any_of([name], before="", after="", flags=re.IGNORECASE)
        found = named.search(text, start, min(part.span[1], start + HEAD))
        if found:
            return Quote(found[0], found.span())
    return None
