"""What the columns of a table of grades mean: whose grade stands there, and when it was given."""

from __future__ import annotations

import re
from typing import NamedTuple

from cqa.extract.judgements.rows import GradeCell
from cqa.extract.judgements.setting import dates_in
from cqa.model import JudgementKind

SELF_RE = re.compile(
    r"\bself\b|self[\s-]+(?:assess|evaluat)|\bSEF\b|\bour\s+(?:view|judge?ment|assessment)|directorate\s+view", re.I
)
PREVIOUS_RE = re.compile(r"\b(?:previous|last|prior|earlier|former)\b|\bbefore\b", re.I)
INSPECTED_RE = re.compile(r"ofsted|inspect|CQC|HMIP?\b|actual|\bcurrent|judge?ment|external", re.I)
_IGNORED_RE = re.compile(
    r"target|aspiration|ambition|\bgoal\b|predict|forecast|national|england|average|neighbours?|comparator|\bregion|benchmark|weight",
    re.I,
)


class Column(NamedTuple):
    """A column of grades; ``kind`` None: not a judgement of anybody (a target, a national figure)."""

    kind: JudgementKind | None
    date: str | None
    head: str


def columns_of(text: str, heads: tuple[tuple[GradeCell, ...], ...], graded: tuple[int, ...]) -> dict[int, Column]:
    """Read the head lines above a row whose grades stand in the columns ``graded``."""
    words: dict[int, list[str]] = {column: [] for column in graded}
    for line in heads:
        for cell in line:
            if cell.column in words:
                words[cell.column].append(text[slice(*cell.span)])
    return by_date({column: read_head(" ".join(said)) for column, said in words.items()})


def read_head(head: str) -> Column:
    """One column by the words at its head."""
    dates = dates_in(head)
    date = dates[-1][0] if dates else None
    if _IGNORED_RE.search(head):
        return Column(None, date, head)
    kind: JudgementKind = "inspected"
    if SELF_RE.search(head):
        kind = "self-assessed"
    elif PREVIOUS_RE.search(head):
        kind = "historic"
    return Column(kind, date, head)


def by_date(columns: dict[int, Column]) -> dict[int, Column]:
    """Of several dated columns of inspections only the newest is current."""
    newest = max((c.date or "" for c in columns.values() if c.kind == "inspected"), default="")
    return {
        number: column._replace(kind="historic")
        if column.kind == "inspected" and column.date and column.date < newest[: len(column.date)]
        else column
        for number, column in columns.items()
    }


def heads_in_line(head: str, count: int) -> list[Column] | None:
    """The columns of a table whose head lost its cell borders, by the order of its cue words; None when unclear."""
    cues = sorted(
        [(m.start(), "self-assessed") for m in SELF_RE.finditer(head)]
        + [(m.start(), "historic") for m in PREVIOUS_RE.finditer(head)]
        + [(m.start(), "inspected") for m in re.finditer(r"ofsted|\binspection\b", head, re.I)]
    )
    kinds = list(dict.fromkeys(kind for _, kind in cues))
    dates = [date for date, _ in dates_in(head)]
    if len(kinds) != count:
        return None
    dated = dates if len(dates) == count else [None] * count
    return [Column(kind, date, head) for kind, date in zip(kinds, dated, strict=True)]  # type: ignore[arg-type]
