"""The same papers written to cqa's engine and to others as their own users would: put one, end all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy
from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer

from cqa.engine import open_engine
from cqa.model import Ingested

Writing = tuple[Callable[[Ingested], object], Callable[[], object]]
HEAP, THREADS = 200_000_000, 2
"""For raw tantivy: as its own benchmarks on two cores."""
WHOOSH_MB = 256
FIELDS = ("title", "heading", "text")


@contextmanager
def ours(folder: Path) -> Iterator[Writing]:
    engine = open_engine(folder, engine="tantivy", create=True)
    with engine.writer() as writer:
        yield writer.put, writer.commit


def raw_index(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    return tantivy.Index(builder.build(), str(folder), reuse=True)


@contextmanager
def raw(folder: Path) -> Iterator[Writing]:
    writer = raw_index(folder).writer(HEAP, THREADS)

    def put(made: Ingested) -> None:
        for p in made.passages:
            writer.add_document(tantivy.Document(title=p.title, heading=p.heading, text=p.text, id=p.id))

    def end() -> None:
        writer.commit()
        writer.wait_merging_threads()

    yield put, end


@contextmanager
def fts5(folder: Path) -> Iterator[Writing]:
    base = sqlite3.connect(folder / "fts5.db")
    base.execute("create virtual table p using fts5(title, heading, text, id unindexed, tokenize='porter unicode61')")

    def put(made: Ingested) -> None:
        rows = [(p.title, p.heading, p.text, p.id) for p in made.passages]
        base.executemany("insert into p values (?, ?, ?, ?)", rows)

    yield put, base.commit
    base.close()


@contextmanager
def whoosh(folder: Path) -> Iterator[Writing]:
    words = {name: fields.TEXT(stored=True, analyzer=StemmingAnalyzer()) for name in FIELDS}
    writer = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), **words)).writer(limitmb=WHOOSH_MB)

    def put(made: Ingested) -> None:
        for p in made.passages:
            writer.add_document(title=p.title, heading=p.heading, text=p.text, id=p.id)

    yield put, writer.commit
