"""The item inside a section: minutes saved as one paragraph or as a table run their items together."""

from __future__ import annotations

from cqa.extract.decisions import vocabulary
from cqa.extract.decisions.items import LONGEST_TITLE, is_application
from cqa.extract.decisions.items import RULES as TITLES
from cqa.model import Section, Span
from cqa.text.rules import Rules

LONGEST_ITEM = 20_000
"""Characters of one item of a table within which its title is searched."""

RULES = Rules(__file__)


def within(text: str, section: Section, at: int) -> tuple[str, str, Span] | None:
    """Return number, title and span of the item inside a paragraph to which offset ``at`` belongs.

    Minutes saved as one paragraph run their items together: ``9. Policies. 9.1 Risk. It was … 9.2 Audit. It was …``.
    """
    row = _numbered_row(text, section, at)
    if row is not None:
        return row
    own = (section.number or "").strip(".")
    if not own.replace(".", "").isdigit() or section.kind == "heading":
        return None
    for m in reversed([*RULES["item inside"].finditer(text, section.span[0], at)]):
        if not m["no"].startswith(f"{own}."):
            continue
        last = min(section.span[1], m.end() + LONGEST_TITLE)
        stops = (s.start() for s in TITLES["title ends"].finditer(text, m.end(), last) if s.start() > m.end())
        span = (m.end(), next(stops, last))
        words = " ".join(text[slice(*span)].split())
        titled = is_application(words) or not vocabulary.is_sentence(words)
        if span[1] < at and len(words) < LONGEST_TITLE and titled:
            return m["no"], words, span
    return None


def _numbered_row(text: str, section: Section, at: int) -> tuple[str, str, Span] | None:
    """Return the item of a row whose first cell is a number: ``11.1`` below ``11.0`` with the title of the item."""
    rows = [m for m in RULES["numbered row"].finditer(text, section.span[0], section.span[1]) if m.start() < at]
    if not rows:
        return None
    number = rows[-1]["no"]
    above = RULES["titled row"].finditer(text, max(0, at - LONGEST_ITEM), at)
    title = next((m for m in reversed([*above]) if m["no"] == number.partition(".")[0]), None)
    return (number, " ".join(title["title"].split()), title.span("title")) if title else None
