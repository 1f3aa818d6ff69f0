"""Whether an inspectorate wrote a paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.extract.meeting.publication import RULES as PUBLICATION
from cqa.model import Document, Part
from cqa.text.pattern import pattern

_TITLE = pattern(
    r"^\W{0,3}(?:(?:(?:joint|area|local\s+area|full|short)\s+)?(?:send\s+)?(?:re-?)?inspection\s+of\s|"
    r"area\s+send\s+inspection|local\s+area\s+partnership\s+report|joint\s+targeted\s+area\s+inspection|"
    r"monitoring\s+visit\s+(?:of|to)|focused\s+visit\s+to)",
    re.IGNORECASE | re.MULTILINE,
)
_INSPECTOR = pattern(
    r"\bOfsted\b|Care\s+Quality\s+Commission|\bHMI(?:CFRS)?\b|(?:His|Her)\s+Majesty[’']s\s+(?:Chief\s+)?Inspector",
    re.IGNORECASE,
)
_DATES = pattern(r"\binspection\s+dates?\s*(?:\(s\))?\s*:?", re.IGNORECASE)
LETTER = 3_000
"""Characters in which an inspectorate's letter says what it is about."""
NAMED = 60_000
"""Characters in which the inspectorate's name stands."""
HEAD = 25
"""Lines in which a report says that it is of an inspection."""


def is_inspection(doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField]) -> bool:
    """Return whether an inspectorate wrote it: a title that says so, or dates, and the inspectorate's name."""
    start, end = part.span
    top = "\n".join(line.text for line in lines[:HEAD])
    dated = any(f.kind == "inspection" for f in fields) or _DATES.search(top) is not None
    dated = dated or PUBLICATION.find("letter on findings", doc.text, start, min(end, start + LETTER)) is not None
    reported = any(f.kind in ("meeting", "author") for f in fields)
    if not dated or reported or _TITLE.search(top) is None:
        return False
    return _INSPECTOR.search(doc.text, start, min(end, start + NAMED)) is not None
