"""Writing to a tantivy index: replace by file, commit at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path

import tantivy

from cqa.engine import codec
from cqa.engine.keys import clean, date_number, fold_value, last_day, newest_key, oldest_key
from cqa.engine.plan import PLAN_VALUES
from cqa.engine.port import Writer
from cqa.engine.records import Record, records
from cqa.engine.tantivy.schema import FACETS, PAPER_BITS, translated
from cqa.engine.values import passage_facets, passage_values
from cqa.engine.words import passage_words
from cqa.model import Ingested, Paper, Passage

HEAP = 100_000_000
"""Bytes that the writer may fill before it flushes a segment."""
THREADS = 1
"""Of tantivy's. Preparing passages here keeps one core busy, indexing them another; with one thread the passages of a
paper stay side by side, segments are fewer and CPU a tenth less than with two."""

_SHARED_BY = attrgetter(
    *("paper", "file", "type", "authority", "authority_code", "committees", "date", "role", "grades", "exempt")
)
"""What the fields rest on that neighbouring passages share: all values but the paragraph's number."""

_VALUE = {name: f"v_{name}" for name in PLAN_VALUES}
_FACET = {name: f"f_{name}" for name in FACETS}


class TantivyWriter(Writer):
    """``authorities`` are the numbers that authorities have already; ``next_paper`` is the first free paper number."""

    def __init__(self, index: tantivy.Index, folder: Path, authorities: Mapping[str, int], next_paper: int) -> None:
        self._schema, self._folder = index.schema, folder
        self._authorities = {"": 0, **authorities}
        self._next_authority = max(self._authorities.values()) + 1
        self._next_paper = next_paper
        self._uncommitted = self._committed = False
        with translated(folder):
            self._writer = index.writer(HEAP, THREADS)

    def put(self, ingested: Ingested) -> None:
        path = clean(ingested.state.path)
        self._uncommitted = True
        with translated(self._folder):
            self._writer.delete_documents_by_term("owner", path)
            for record in records(ingested):
                self._add(self._record_fields(record, ingested), path)
            self._put_passages(ingested.passages, path)

    def remove(self, path: str) -> None:
        self._uncommitted = True
        with translated(self._folder):
            self._writer.delete_documents_by_term("owner", clean(path))

    def commit(self) -> None:
        with translated(self._folder):
            self._writer.commit()
        self._uncommitted, self._committed = False, True

    @property
    def committed(self) -> bool:
        """Whether there was a commit, with nothing after it that is still to be committed."""
        return self._committed and not self._uncommitted

    def close(self) -> None:
        """Give up what was not committed, and let running merges end.

        Only then: a rollback stops merges, and an index whose merges are always stopped never shrinks.
        """
        with translated(self._folder):
            if self._uncommitted:
                self._writer.rollback()
            self._writer.wait_merging_threads()

    def _add(self, fields: dict[str, object], path: str) -> None:
        fields["owner"] = path
        self._writer.add_document(tantivy.Document.from_dict(fields, self._schema))

    def _record_fields(self, record: Record, ingested: Ingested) -> dict[str, object]:
        fields: dict[str, object] = {
            "kind": record.kind,
            "of": clean(record.of),
            "place": record.place,
            "body": record.body,
        }
        if record.kind == "file":
            fields["status"] = ingested.state.status
        if record.kind == "paper":
            fields |= _paper_fields(ingested.papers[record.place])
        return fields

    def _put_passages(self, passages: Iterable[Passage], path: str) -> None:
        """Passages of a paper share most fields, so those are made once for as long as they stay the same."""
        numbers: dict[str, int] = {}
        shared: dict[str, object] = {}
        key: object = None
        for passage in passages:
            its = _SHARED_BY(passage)
            if its != key:
                if passage.paper not in numbers:
                    numbers[passage.paper] = self._next_paper
                    self._next_paper += 1
                key, shared = its, self._shared_fields(passage, numbers[passage.paper])
                shared["owner"] = path
            words = passage_words(passage)
            fields = shared | {
                "id": clean(passage.id),
                "text": words.text,
                "heading": words.heading,
                "title": words.title,
                "text_x": words.text_x,
                "heading_x": words.heading_x,
                "title_x": words.title_x,
                "newest": newest_key(passage),
                "oldest": oldest_key(passage),
                "place": max(passage.order, 0),
                "body": codec.encode(passage),
            }
            if passage.number:
                fields["v_number"] = fold_value(passage.number)
            self._writer.add_document(tantivy.Document.from_dict(fields, self._schema))

    def _shared_fields(self, passage: Passage, paper_no: int) -> dict[str, object]:
        authority_no = self._authority_no(passage.authority)
        fields: dict[str, object] = {
            "kind": "passage",
            "of": clean(passage.paper),
            "authority_no": authority_no,
            "paper_no": paper_no,
            "where": authority_no << PAPER_BITS | paper_no,
        }
        for name, values in passage_values(passage).items():
            if values and name != "number":
                fields[_VALUE[name]] = list(values)
        for name, values in passage_facets(passage).items():
            if values:
                fields[_FACET[name]] = list(values)
        number = date_number(passage.date)
        if number:
            fields["date"], fields["date_to"] = number, last_day(number)
        return fields

    def _authority_no(self, name: str) -> int:
        if name not in self._authorities:
            self._authorities[name] = self._next_authority
            self._next_authority += 1
        return self._authorities[name]


def _paper_fields(paper: Paper) -> dict[str, object]:
    fields: dict[str, object] = {}
    if paper.authority is not None:
        fields["paper_authority"] = clean(paper.authority.name)
    if date_number(paper.date):
        fields["paper_date"] = date_number(paper.date)
    return fields
