"""What the columns of a table of grades mean: whose grade is printed there, and when it was given."""

from __future__ import annotations

from typing import NamedTuple

from cqa.extract.judgements.rows import GradeCell
from cqa.extract.judgements.setting import dates_in
from cqa.model import JudgementKind
from cqa.text.rules import Rules

RULES = Rules(__file__)
_KINDS: dict[str, JudgementKind | None] = {
    "": None,
    "self-assessed": "self-assessed",
    "historic": "historic",
    "inspected": "inspected",
}


class GradeColumn(NamedTuple):
    """A column of grades; ``kind`` None: not a judgement of anybody (a target, a national figure)."""

    kind: JudgementKind | None
    date: str | None
    head: str


def columns_of(text: str, heads: tuple[tuple[GradeCell, ...], ...], graded: tuple[int, ...]) -> dict[int, GradeColumn]:
    """Read the head lines above a row whose grades are in the columns ``graded``."""
    words: dict[int, list[str]] = {column: [] for column in graded}
    for line in heads:
        for cell in line:
            if cell.column in words:
                words[cell.column].append(text[slice(*cell.span)])
    return by_date({column: read_head(" ".join(said)) for column, said in words.items()})


def read_head(head: str) -> GradeColumn:
    """Return the column that the words at its head describe."""
    dates = dates_in(head)
    date = dates[-1][0] if dates else None
    found = RULES.first("head", head)
    kind = _KINDS[found[0].means] if found else "inspected"
    return GradeColumn(kind, date, head)


def by_date(columns: dict[int, GradeColumn]) -> dict[int, GradeColumn]:
    """Return the columns with only the newest of several dated inspections as current."""
    newest = max((c.date or "" for c in columns.values() if c.kind == "inspected"), default="")
    return {
        number: column._replace(kind="historic")
        if column.kind == "inspected" and column.date and column.date < newest[: len(column.date)]
        else column
        for number, column in columns.items()
    }


def heads_in_line(head: str, count: int) -> list[GradeColumn] | None:
    """Return the columns of a table whose head lost its cell borders, by the order of its cue words; None
    when unclear."""
    cues = sorted(
        (m.start(), RULES.rows[name].means)
        for name in ("self-assessed", "earlier", "inspected")
        for m in RULES[name].finditer(head)
    )
    kinds = list(dict.fromkeys(_KINDS[means] for _, means in cues))
    dates = [date for date, _ in dates_in(head)]
    if len(kinds) != count:
        return None
    dated = dates if len(dates) == count else [None] * count
    return [GradeColumn(kind, date, head) for kind, date in zip(kinds, dated, strict=True)]
