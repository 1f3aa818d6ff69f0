"""Documents made from a few lines, for the tests of judgements."""

from __future__ import annotations

import re

from cqa.extract.judgements import judgements
from cqa.model import Authority, Document, Judgement, Line, Page, Paper, PaperType, Part


def document(text: str) -> Document:
    lines = tuple(Line(m.start(), m.end(), 1) for m in re.finditer(r"[^\n]+", text))
    return Document("paper.txt", "", "text", text, (Page(1, 0, len(text)),), lines)


def judged(
    text: str,
    authority: str | None = "Anytown City Council",
    date: str | None = "2019-06-01",
    kind: PaperType = "report",
    title: str = "Ofsted inspection of children's services",
) -> tuple[Judgement, ...]:
    """The judgements of a paper that is nothing but ``text``."""
    doc = document(text)
    span = (0, len(text))
    paper = Paper(
        "p",
        "paper.txt",
        "",
        span,
        title=title,
        type=kind,
        authority=Authority(authority) if authority else None,
        date=date,
    )
    return judgements(doc, Part(span, ()), paper)


def as_rows(found: tuple[Judgement, ...]) -> list[tuple[str, str, str]]:
    return [(j.kind, j.theme, j.grade) for j in found]
