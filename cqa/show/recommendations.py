"""Recommendations by wording, as text, JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cqa.show.as_csv import table as csv_table
from cqa.show.outcome_strip import strip_json, strip_text
from cqa.show.safe import one_line
from cqa.show.terminal import bold, dim, wrapped
from cqa.text.for_people import date_in_words

if TYPE_CHECKING:
    from cqa.recommendations import FoundRecommendations, Recommendation, RepeatedRecommendation

INDENT = 4
"""Columns by which the lines below a wording are indented."""

SHOWN = 5
"""Uses of one wording that are listed."""

COLUMNS = (
    *("group", "verb", "authority", "addressee", "date", "outcome", "item", "text", "strip", "paper", "section"),
    "title",
)


def text(found: FoundRecommendations, verbs: Sequence[tuple[str, int]], limit: int) -> str:
    """Return the verbs that are used, then the wordings with who used each and what came of it."""
    if not found.wordings:
        return f"No recommendation in the index is on {one_line(found.topic)}"
    uses = sum(len(w.used) for w in found.wordings)
    counted = f"{uses:,} recommendations and resolutions in {len(found.wordings):,} wordings"
    named = ", ".join(f"{verb} {n:,}" for verb, n in verbs)
    blocks = [wrapped(f"{counted}: {named}")]
    if found.relaxed:
        blocks.append(dim(wrapped(one_line(found.relaxed))))
    blocks += [_wording(i, w) for i, w in enumerate(found.wordings[:limit], 1)]
    if len(found.wordings) > limit:
        blocks.append(dim(f"{len(found.wordings) - limit:,} more wordings; --limit shows them"))
    return "\n\n".join(blocks)


def _wording(rank: int, w: RepeatedRecommendation) -> str:
    lines = [f"{rank:>2}. {wrapped(one_line(f'{w.verb}: {w.text}'), INDENT)[INDENT:]}"]
    for row in w.used[:SHOWN]:
        lines.append(wrapped(one_line(_use(row)), INDENT))
        if row.strip is not None and row.strip.recommended:
            lines.append(dim(wrapped(one_line(strip_text(row.strip)), INDENT)))
    if len(w.used) > SHOWN:
        lines.append(dim(wrapped(f"and {len(w.used) - SHOWN:,} more", INDENT)))
    return "\n".join([bold(lines[0]), *lines[1:]])


def _use(row: Recommendation) -> str:
    council = row.paper.authority.name if row.paper.authority else ""
    body = row.addressee if row.addressee != council else ""
    day = date_in_words(row.date) if row.date else "undated"
    place = ", ".join(part for part in (council, body, day) if part)
    return f"{place}: {row.outcome} ({row.paper.id}#{row.decision.section})"


def as_json(found: FoundRecommendations, verbs: Sequence[tuple[str, int]]) -> dict[str, Any]:
    """Return ``topic``, ``verbs`` and ``wordings``, each with its uses."""
    return {
        "topic": found.topic,
        "relaxed": found.relaxed,
        "verbs": [{"verb": verb, "recommendations": n} for verb, n in verbs],
        "wordings": [
            {"verb": w.verb, "text": w.text, "used": [_row_json(row) for row in w.used]} for w in found.wordings
        ],
    }


def _row_json(row: Recommendation) -> dict[str, Any]:
    span = (row.part.quote if row.part else row.decision.text).span
    return {
        "authority": row.paper.authority.name if row.paper.authority else None,
        "committee": row.paper.committees[0] if row.paper.committees else None,
        "addressee": row.addressee or None,
        "date": row.date or None,
        "verb": row.verb,
        "outcome": row.outcome,
        "item": row.decision.item,
        "text": row.text,
        "span": list(span),
        "strip": strip_json(row.strip) if row.strip else None,
        "paper": row.paper.id,
        "section": row.decision.section,
        "title": row.paper.title,
        "type": row.paper.type,
    }


def as_csv(found: FoundRecommendations) -> str:
    """Return a row a recommendation; those of one wording have the same number of ``group``."""
    return csv_table(COLUMNS, [_csv_row(i, row) for i, w in enumerate(found.wordings, 1) for row in w.used])


def _csv_row(group: int, row: Recommendation) -> tuple[object, ...]:
    council = row.paper.authority.name if row.paper.authority else ""
    strip = strip_text(row.strip) if row.strip else ""
    what = (row.addressee, row.date, row.outcome, row.decision.item, row.text, strip)
    return (group, row.verb, council, *what, row.paper.id, row.decision.section, row.paper.title)
