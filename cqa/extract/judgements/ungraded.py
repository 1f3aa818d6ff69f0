"""An inspection report that grades its themes and withholds the overall grade says so by its table: a finding too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cqa.gazetteer.frameworks import framework_by_id
from cqa.model import Document, Judgement, Paper, Part
from cqa.text.rules import Rules

OVERALL = "Overall effectiveness"

FEWEST_ROWS = 3
"""Graded rows from which a table of judgements is taken to be whole."""

LONGEST_TABLE = 1500
"""Characters that such a table takes at most."""

RULES = Rules(__file__)


def without_overall(doc: Document, part: Part, paper: Paper, found: Sequence[Judgement]) -> Judgement | None:
    """Return the overall judgement of a report that withholds it, its grade empty and its quote the table of graded
    themes.

    None for a report that gives one or speaks of one, for a framework that knows none (area SEND), and for a paper
    that only mentions an inspection. Reports under the inspection framework of local authority children's services
    come without an overall grade from 2026 on.
    """
    if paper.type != "inspection report" or RULES.find("overall grade", doc.text, *part.span):
        return None
    rows = [j for j in found if j.kind == "inspected" and j.rule == "table row" and j.framework]
    if not rows or any(j.kind == "inspected" and "overall" in j.theme.lower() for j in found):
        return None
    framework, count = Counter(j.framework or "" for j in rows).most_common(1)[0]
    known = framework_by_id().get(framework)
    overall = next((t for t in known.themes if t.name == OVERALL), None) if known else None
    rows = [j for j in rows if j.framework == framework]
    start, end = min(j.span[0] for j in rows), max(j.span[1] for j in rows)
    if overall is None or count < FEWEST_ROWS or end - start > LONGEST_TABLE:
        return None
    first = rows[0]
    return Judgement(
        theme=OVERALL,
        area=overall.area,
        grade="",
        body=first.body,
        as_of=first.as_of,
        kind="inspected",
        section=first.section,
        quote=doc.text[start:end],
        span=(start, end),
        framework=framework,
        rule="table without an overall grade",
        confidence=0.9,
    )
