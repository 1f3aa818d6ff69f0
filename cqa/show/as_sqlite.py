"""The indexed papers as an SQLite database, for Datasette, R, pandas and any other reader of SQL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.model import Paper, Passage, Section
from cqa.show import decisions as decision_rows
from cqa.show import records_csv

if TYPE_CHECKING:
    from cqa.catalogue.decisions import RecordedDecision

SCHEMA = 1
"""Version of the tables; it rises when a table or column is renamed, taken out, or comes to mean something else."""

SECTION_COLUMNS = ("paper", "section", "kind", "number", "heading", "path", "level", "role", "start", "end")
PASSAGE_COLUMNS = (
    *("id", "paper", "authority", "committees", "date", "title", "number", "heading", "role", "kind"),
    *("page", "page_last", "page_label", "start", "end", "text"),
)
UNREAD_COLUMNS = ("file", "status", "pages", "error")
_SEARCHED = "CREATE VIRTUAL TABLE passages_fts USING fts5(text, heading, title, content='passages')"


def write(engine: Engine, papers: Sequence[Paper], decided: Sequence[RecordedDecision], path: Path) -> None:
    """Write papers and the decisions that they record to ``path``; the file appears when it is whole.

    ``start`` and ``end`` of sections and passages are offsets into the canonical text of the paper, in characters:
    a passage's ``text`` is the text there. Raises :class:`~cqa.errors.UsageError` when the file cannot be written.
    """
    made = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(made)) as database:
            _fill(database, engine, papers, decided)
        os.replace(made, path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            made.unlink(missing_ok=True)
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"cannot write {path} ({why}); give another file") from error


def _fill(
    database: sqlite3.Connection, engine: Engine, papers: Sequence[Paper], decided: Sequence[RecordedDecision]
) -> None:
    database.execute("PRAGMA journal_mode = OFF")  # a file that is not whole is thrown away
    _table(database, "about", ("name", "value"), [("made by", "cqa"), ("schema", SCHEMA)])
    _table(database, "papers", records_csv.PAPER_COLUMNS, map(records_csv.paper, papers))
    _table(database, "sections", SECTION_COLUMNS, (_section(p, s) for p in papers for s in engine.sections(p.id)))
    _table(database, "passages", PASSAGE_COLUMNS, (_passage(q) for p in papers for q in engine.passages(p.id)))
    judged = (records_csv.judgement(p, j) for p in papers for j in p.judgements)
    _table(database, "judgements", records_csv.JUDGEMENT_COLUMNS, judged)
    _table(database, "decisions", decision_rows.COLUMNS, map(decision_rows.row, decided))
    unread = ((f.path, f.status, f.pages, f.error) for f in engine.files() if f.status != "indexed")
    _table(database, "unread", UNREAD_COLUMNS, unread)
    for table, column in (
        ("passages", "paper"),
        ("sections", "paper"),
        ("judgements", "paper"),
        ("decisions", "paper"),
    ):
        database.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')
    database.execute(_SEARCHED)
    database.execute("INSERT INTO passages_fts(passages_fts) VALUES ('rebuild')")
    database.commit()


def _table(database: sqlite3.Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Create a table and fill it, each row as it comes."""
    named = ", ".join(f'"{column}"' for column in columns)
    database.execute(f'CREATE TABLE "{name}" ({named})')
    insert = f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(columns))})'  # noqa: S608 (our own names)
    database.executemany(insert, (tuple(map(_value, row)) for row in rows))


def _value(value: object) -> str | int | float | None:
    """Return a value as SQLite keeps it; several are separated by semicolons."""
    if value is None or isinstance(value, str | int | float):
        return value
    return "; ".join(map(str, value)) if isinstance(value, Iterable) else str(value)


def _section(p: Paper, s: Section) -> tuple[object, ...]:
    return (p.id, s.id, s.kind, s.number, s.heading, " / ".join(s.path), s.level, s.role, *s.span)


def _passage(q: Passage) -> tuple[object, ...]:
    about = (q.id, q.paper, q.authority, q.committees, q.date, q.title, q.number, q.heading, q.role, q.kind)
    return (*about, q.page, q.page_last, q.page_label, *q.span, q.text)
