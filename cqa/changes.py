"""What came into the index, changed and went since a time, with the decisions and grades that are new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cqa.engine.port import Engine
from cqa.ingest import journal


def changes(engine: Engine, since: str, *, include_exempt: bool = False) -> Iterator[dict[str, Any]]:
    """Return one row a paper that was added, changed or withdrawn at or after ``since`` (ISO, UTC), oldest first.

    After the row of a paper come its new decisions and grades. Without ``include_exempt``, papers are left out that
    were exempt when they were recorded or are exempt now.
    """
    for change in journal.changes(engine, since):
        paper = engine.paper(change.paper)
        if not include_exempt and (change.exempt or (paper is not None and paper.exempt)):
            continue
        head = {"when": change.when, "change": change.change, "paper": change.paper}
        yield {
            **head,
            "was": change.was or None,
            "file": change.file,
            "title": change.title,
            "authority": change.authority or None,
            "date": change.date or None,
            "source": paper.source if paper else None,
        }
        if paper is None or change.change == "withdrawn":
            continue  # withdrawn now, or changed again since
        for place in change.decisions:
            if place < len(paper.decisions):
                decision = paper.decisions[place]
                yield {
                    **head,
                    "change": "decision",
                    "item": decision.item,
                    "verb": decision.verb,
                    "outcome": decision.outcome,
                    "text": decision.text.text,
                    "span": list(decision.text.span),
                }
        for place in change.judgements:
            if place < len(paper.judgements):
                grade = paper.judgements[place]
                yield {
                    **head,
                    "change": "grade",
                    "theme": grade.theme,
                    "grade": grade.grade,
                    "body": grade.body,
                    "as_of": grade.as_of,
                    "text": grade.quote,
                    "span": list(grade.span),
                }
