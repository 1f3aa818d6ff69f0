"""Versions of one paper: a draft whose confirmed version is indexed too is superseded, and no answer uses it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from cqa.engine.port import Engine
from cqa.model import Paper
from cqa.text.pattern import pattern

OPENING = 1_500
"""Characters within which a paper says that it is a draft."""

VERSIONED = ("minutes", "decision record", "agenda")
"""Types of papers of which there is one for a meeting; two reports to a meeting are two papers."""

_DRAFT = pattern(
    r"^\W*draft\b(?!\s+(?:budget|local plan|plan|strategy|policy|accounts|statement|regulations?|order|report on)\b)|"
    r"\bdraft (?:minutes|decisions?|record|agenda)\b|\b(?:unconfirmed|unapproved)\b|"
    r"\bsubject to (?:confirmation|approval) (?:at|by) the\b|"
    r"\bto be (?:confirmed|approved|agreed) (?:at|by) (?:the|its) next\b",
    re.IGNORECASE | re.MULTILINE,
)


def superseded(engine: Engine, papers: Iterable[Paper]) -> frozenset[str]:
    """Return the ids of drafts that have a version which is none: same body, day and type."""
    groups: defaultdict[tuple[str, str, str, str], list[Paper]] = defaultdict(list)
    for paper in papers:
        if paper.type in VERSIONED and paper.date and paper.authority and len(paper.date) == 10:
            body = paper.committees[0] if paper.committees else ""
            groups[paper.authority.name, body, paper.date, paper.type].append(paper)
    found: set[str] = set()
    for versions in groups.values():
        if len(versions) > 1:
            drafts = {paper.id for paper in versions if is_draft(engine, paper)}
            if len(drafts) < len(versions):
                found |= drafts
    return frozenset(found)


def is_draft(engine: Engine, paper: Paper) -> bool:
    """Return whether a paper says at its beginning that it is a draft."""
    text, _ = engine.text(paper.id)
    start, end = paper.span
    return _DRAFT.search(text[start : min(end, start + OPENING)]) is not None
