"""Reads the decisions of one paper by what kind of paper it is."""

from __future__ import annotations

import re
from dataclasses import replace

from cqa.extract.decisions import forms, minutes, proposals, rows, vocabulary
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
        small = paper.type == "minutes" and _is_small(doc.text, part)
        found = _recorded(doc.text, part, paper.type, small)
    elif paper.type == "report":
        found = proposals.decisions(doc.text, part)
    elif paper.type == "other" and _is_page(doc.text, part):
        found = forms.decisions(doc.text, part.sections) or minutes.decisions(doc.text, part.sections)
    else:
        return ()
    found = _on_page(doc.text, part, found)
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


def _recorded(text: str, part: Part, kind: str, small: bool) -> tuple[Decision, ...]:
    """Return the decisions of minutes or of a decision record.

    A notice of one decision is a form. One of a whole meeting may be a form or minutes: that which says more.
    """
    of_form = forms.decisions(text, part.sections) if kind == "decision record" else ()
    if len(of_form) == 1 and not rows.decisions(text, part.sections):
        return of_form
    of_minutes = minutes.decisions(text, part.sections, small)
    if not of_form and not of_minutes:
        return forms.decisions(text, part.sections)
    return of_form if len(of_form) >= len(of_minutes) else of_minutes


def _is_page(text: str, part: Part) -> bool:
    """Return whether a page of another type gives a decision."""
    head = part.span[0], min(part.span[1], part.span[0] + HEAD)
    return any(RULES.find(name, text, *head) is not None for name in ("details of a decision", "page of one item"))


def _on_page(text: str, part: Part, found: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Return the decisions of a page about one item, with the item that the page names under its own heading."""
    start, end = part.span[0], min(part.span[1], part.span[0] + HEAD)
    page = RULES.find("page of one item", text, start, end)
    if page is None:
        return found
    subject = RULES.find("subject of the page", text, page.end(), end)
    if subject is None:
        return found
    title, place = " ".join(subject["title"].split()), subject.span("title")
    numbers = [*RULES["number of the item"].finditer(text, start, part.span[1])]
    out = []
    for d in found:
        number = next((m["no"] for m in reversed(numbers) if m.start() < d.text.span[0]), None)
        own = d.item_number is not None and number is None
        out.append(d if own else replace(d, item=title, item_number=number, item_span=place))
    return tuple(out)


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
