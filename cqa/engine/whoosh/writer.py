"""Writing to a Whoosh index: replace by file, commit at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cqa.engine import codec
from cqa.engine.keys import clean, date_number, newest_key, oldest_key
from cqa.engine.passage_values import passage_facets, passage_values
from cqa.engine.port import Writer
from cqa.engine.records import records
from cqa.engine.whoosh.schema import translated
from cqa.engine.words import passage_words
from cqa.model import Ingested, Passage

MEMORY = 128
"""Megabytes of postings that Whoosh may sort in memory."""

DEAD = 0.3
"""Share of replaced documents above which a commit rewrites the whole index."""


class WhooshWriter(Writer):
    """What is put waits in memory until the commit, since Whoosh deletes only what was committed before."""

    def __init__(self, index: Any, folder: Path) -> None:
        self._index, self._folder = index, folder
        self._pending: dict[str, Ingested | None] = {}

    def put(self, ingested: Ingested) -> None:
        self._pending[clean(ingested.state.path)] = ingested

    def remove(self, path: str) -> None:
        self._pending[clean(path)] = None

    def commit(self) -> None:
        if not self._pending:
            return
        with translated(self._folder):
            writer = self._index.writer(limitmb=MEMORY)
            try:
                for path, ingested in self._pending.items():
                    writer.delete_by_term("owner", path)
                    if ingested is not None:
                        self._add(writer, path, ingested)
                alive, all_ = writer.reader().doc_count(), writer.reader().doc_count_all()
                writer.commit(optimize=all_ > 0 and alive < (1 - DEAD) * all_)
            except BaseException:
                if not writer.is_closed:
                    writer.cancel()
                raise
        self._pending.clear()

    def _add(self, writer: Any, path: str, ingested: Ingested) -> None:
        for record in records(ingested):
            kept = {"kind": (record.kind,), "of": (clean(record.of),), "place": record.place, "body": record.body}
            writer.add_document(owner=(path,), **kept)
        for passage in ingested.passages:
            writer.add_document(owner=(path,), **_fields(passage))


def _fields(passage: Passage) -> dict[str, Any]:
    words = passage_words(passage)._asdict()
    number = date_number(passage.date)
    facets = passage_facets(passage)
    row = (newest_key(passage), oldest_key(passage), clean(passage.id), list(facets.values()))
    return {
        "kind": ("passage",),
        "of": (clean(passage.paper),),
        "id": (clean(passage.id),),
        "place": passage.order,
        "body": codec.encode(passage),
        "row": json.dumps(row, separators=(",", ":")).encode(),
        "v_date": (f"{number:08}",) if number else (),
        **{f"v_{name}": recorded for name, recorded in passage_values(passage).items()},
        **words,
        **{f"length_{name}": len(joined.split()) for name, joined in words.items()},
    }
