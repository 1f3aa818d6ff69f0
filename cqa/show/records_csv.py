"""Papers, files, judgements and answers as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cqa import fields
from cqa.fields.values import cells
from cqa.model import FileState, Judgement, Paper
from cqa.show.as_csv import table

PAPER_COLUMNS = (
    *("id", "file", *fields.PAPER_COLUMNS, "title", "author_role", "exempt", "source", "accessed", "pages"),
    *("pack", "status", "error"),
)
JUDGEMENT_COLUMNS = (
    *("authority", "as_of", "area", "theme", "grade", "kind", "body", "framework", "paper", "file", "quote"),
)
ANSWER_COLUMNS = ("question", "kind", "found", "answer", "authorities", "citation", "quote", "file", "verdict")


def papers(listed: Sequence[Paper], unread: Sequence[FileState]) -> str:
    """Return a row a paper, then a row for each file that gave none."""
    return table(PAPER_COLUMNS, [*map(paper, listed), *map(_unread, unread)])


def paper(p: Paper) -> tuple[object, ...]:
    """Return a paper as the values of :data:`PAPER_COLUMNS`."""
    return (
        p.id,
        p.file,
        *cells(p),
        p.title,
        p.author_role,
        p.exempt,
        p.source,
        p.accessed,
        p.pages,
        p.pack,
        "indexed",
        "",
    )


def _unread(f: FileState) -> tuple[object, ...]:
    facts: dict[str, object] = {"file": f.path, "pages": f.pages, "status": f.status, "error": f.error}
    return tuple(facts.get(name, "") for name in PAPER_COLUMNS)


def judgements(rows: Sequence[tuple[Paper, Judgement]]) -> str:
    """Return a row a judgement."""
    return table(JUDGEMENT_COLUMNS, [judgement(p, j) for p, j in rows])


def judgement(p: Paper, j: Judgement) -> tuple[object, ...]:
    """Return a judgement as the values of :data:`JUDGEMENT_COLUMNS`."""
    name = p.authority.name if p.authority else ""
    return (name, j.as_of or p.date, j.area, j.theme, j.grade, j.kind, j.body, j.framework, p.id, p.file, j.quote)


def answers(records: Sequence[dict[str, Any]]) -> str:
    """Return a row an answer, with its best passage; from the JSON form, or ``question`` and ``error`` for one that
    failed."""
    return table(ANSWER_COLUMNS, map(_answer, records))


def _answer(r: dict[str, Any]) -> tuple[object, ...]:
    said = "; ".join(a["name"] for a in r.get("authorities", []) if a["in_answer"])
    best = (r.get("passages") or [{}])[0]
    quote = (best.get("quote") or {}).get("text")
    answer = r.get("answer") or r.get("error")
    return (
        r["question"],
        r.get("kind"),
        r["found"],
        answer,
        said,
        best.get("citation"),
        quote,
        best.get("file"),
        r.get("verdict"),
    )
