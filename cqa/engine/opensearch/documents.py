"""What one version of one file becomes in the cluster: documents whose ids are the same however often they are sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple

from cqa.engine import codec
from cqa.engine.keys import clean, date_number, fold_value, last_day, newest_key, oldest_key
from cqa.engine.opensearch.client import Json
from cqa.engine.opensearch.control import PAPER_BITS
from cqa.engine.opensearch.schema import length_of
from cqa.engine.passage_values import passage_facets, passage_values
from cqa.engine.records import Record, records
from cqa.engine.words import FIELDS, passage_words
from cqa.fields import INDEX_VALUES
from cqa.model import Ingested, Paper, Passage

MIXED = "mixed"
"""Routing of files whose passages name several authorities."""

_VALUE = {name: f"v_{name}" for name in INDEX_VALUES}


class IndexDocument(NamedTuple):
    id: str
    routing: str
    fields: Json


def digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def routing_of(authority: str) -> str:
    """Return the routing of the passages of one authority, which are on one shard.

    A query for the authority reads that shard, and that of :data:`MIXED`.
    """
    return digest(fold_value(authority))[:16]


def routing(ingested: Ingested) -> str:
    """Return all documents of a file go to one shard, so no paper is counted by two. A file without an authority goes
    by its bytes, so that copies of it meet."""
    names = {fold_value(p.authority) for p in ingested.passages if p.authority}
    if len(names) > 1:
        return MIXED
    return routing_of(names.pop()) if names else digest(ingested.state.sha256)[:16]


def documents(ingested: Ingested, gen: int, seen: Counter[str]) -> Iterator[IndexDocument]:
    """Yield the passages, then the records. ``seen`` gets the number of passages of each word."""
    where = routing(ingested)
    lengths = dict.fromkeys(FIELDS, 0)
    numbers: dict[str, int] = {}
    authorities: dict[str, None] = {}
    count = 0
    for count, passage in enumerate(ingested.passages, 1):
        paper_no = gen << PAPER_BITS | numbers.setdefault(passage.paper, len(numbers))
        fields = _passage(passage, paper_no, lengths, seen)
        authorities |= dict.fromkeys(fields.get("f_authority", ()))
        yield IndexDocument(f"{gen:x}.{count}", where, fields | {"gen": gen})
    recorded = list(records(ingested))
    for place, record in enumerate(recorded):
        fields = _record(record, ingested) | {"gen": gen}
        if record.kind == "file":
            fields |= {length_of(field): n for field, n in lengths.items()}
            fields |= {"documents": count + len(recorded), "passages": count, "papers": len(numbers)}
            fields["f_authority"] = list(authorities)
        yield IndexDocument(f"{gen:x}.r{place}", where, fields)


def _record(record: Record, ingested: Ingested) -> Json:
    fields: Json = {"kind": record.kind, "of": clean(record.of), "place": record.place}
    fields["body"] = record.body.decode("ascii")
    if record.kind == "file":
        fields["status"] = ingested.state.status
    if record.kind == "paper":
        fields |= _paper(ingested.papers[record.place])
    return fields


def _paper(paper: Paper) -> Json:
    fields: Json = {}
    if paper.authority is not None:
        fields["paper_authority"] = clean(paper.authority.name)
    if date_number(paper.date):
        fields["paper_date"] = date_number(paper.date)
    return fields


def _passage(passage: Passage, paper_no: int, lengths: dict[str, int], seen: Counter[str]) -> Json:
    words = passage_words(passage)
    for field, joined in zip(FIELDS, words, strict=True):
        lengths[field] += joined.count(" ") + 1 if joined else 0
    seen.update(set(words.text_x.split()))
    fields: Json = {
        "kind": "passage",
        "of": clean(passage.paper),
        "id": clean(passage.id),
        **words._asdict(),
        "newest": newest_key(passage),
        "oldest": oldest_key(passage),
        "paper_no": paper_no,
        "place": max(passage.order, 0),
        "body": codec.encode(passage).decode("ascii"),
    }
    for name, values in passage_values(passage).items():
        if values:
            fields[_VALUE[name]] = values
    for facet, values in passage_facets(passage).items():
        if values:
            fields[f"f_{facet}"] = values
    number = date_number(passage.date)
    if number:
        fields["date"], fields["date_to"] = number, last_day(number)
    return fields
