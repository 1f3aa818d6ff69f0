"""Whether an inspectorate wrote a paper."""

from __future__ import annotations

from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.extract.meeting.publication import RULES as PUBLICATION
from cqa.model import Document, Part
from cqa.text.rules import Rules

RULES = Rules(__file__)
LETTER = 3_000
"""Characters in which an inspectorate's letter says what it is about."""
NAMED = 60_000
"""Characters in which the inspectorate's name is printed."""
HEAD = 25
"""Lines in which a report says that it is of an inspection."""


def is_inspection(doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> bool:
    """Return whether an inspectorate wrote it: a title that says so, or dates, and the inspectorate's name."""
    start, end = part.span
    top = "\n".join(line.text for line in lines[:HEAD])
    dated = any(f.kind == "inspection" for f in fields) or RULES.find("dates", top) is not None
    dated = dated or PUBLICATION.find("letter on findings", doc.text, start, min(end, start + LETTER)) is not None
    reported = any(f.kind in ("meeting", "author") for f in fields)
    if not dated or reported or RULES.find("title", top) is None:
        return False
    return RULES.find("inspectorate", doc.text, start, min(end, start + NAMED)) is not None
