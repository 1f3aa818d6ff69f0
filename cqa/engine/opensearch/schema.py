"""Fields and settings of the index in the cluster.

The name that users give is an alias; the data are in ``NAME.v1``, ``NAME.v2`` …, one of them at a time. One index
holds passages, the records of files, the words that were seen, and who is writing; ``kind`` distinguishes them. ``gen``
is the version of a file that a document belongs to (:mod:`cqa.engine.opensearch.control`). Field names are those of the
tantivy adapter: ``text heading title`` and their ``_x`` twins hold words, ``v_*`` values to compare, ``f_*`` values to
count.
"""

from __future__ import annotations

from cqa.engine.bm25 import K1, B
from cqa.engine.opensearch.address import REPLICAS, SHARDS, whole_number
from cqa.engine.opensearch.client import Json
from cqa.engine.words import FIELDS
from cqa.fields import FACETS, INDEX_VALUES

LONGEST_WORD = 1_000
"""UTF-16 units; a word has at most 200 characters, and the whitespace tokenizer's own limit is 255."""

MOST_HITS = 10_000
"""Most hits of one request; later hits are reached from hit to hit."""

SATURATION = f"""
double k = {K1} * ({1 - B} + {B} * doc.length / query.boost);
return doc.freq / (doc.freq + k);
""".strip()
"""What of BM25 depends on the passage alone. ``query.boost`` carries the average length; idf and weight are multiplied
on outside. So statistics are those that we count, of the whole index and of living passages only: scores are the same
on every number of shards and on every copy, and equal those of :mod:`cqa.engine.bm25`."""


def concrete(name: str, version: int) -> str:
    return f"{name}.v{version}"


def version_of(index: str) -> int:
    return int(index.rpartition(".v")[2])


def template(name: str) -> Json:
    """Return the index template for all versions of an index. Shards and copies come from the environment."""
    shards, replicas = whole_number(SHARDS, 1, 1), whole_number(REPLICAS, None, 0)
    copies: Json = {"auto_expand_replicas": "0-1"} if replicas is None else {"number_of_replicas": replicas}
    return {
        "index_patterns": [f"{name}.v*"],
        "priority": 500,
        "template": {
            "settings": {"index": {"number_of_shards": shards, **copies, **_SETTINGS}},
            "mappings": _mappings(),
        },
    }


_SETTINGS: Json = {
    "refresh_interval": "30s",
    "codec": "best_compression",
    "replication.type": "DOCUMENT",
    "max_result_window": MOST_HITS,
    "max_inner_result_window": MOST_HITS,
    "analysis": {
        "tokenizer": {"words": {"type": "whitespace", "max_token_length": LONGEST_WORD}},
        "analyzer": {"words": {"type": "custom", "tokenizer": "words"}},
    },
    "similarity": {"words": {"type": "scripted", "script": {"source": SATURATION}}},
}


def _mappings() -> Json:
    exact = {"type": "keyword", "doc_values": False}
    sortable = {"type": "keyword"}
    counted = {"type": "keyword", "index": False}
    number = {"type": "long", "index": False}
    searched = {"type": "long"}
    kept = {"type": "keyword", "index": False, "doc_values": False}
    fields: Json = {
        "kind": sortable,
        "gen": searched,
        "of": sortable,
        "place": number,
        "body": kept,
        "id": sortable,
        **{name: {"type": "text", "analyzer": "words", "similarity": "words"} for name in FIELDS},
        **{f"v_{name}": exact for name in INDEX_VALUES},
        **{f"f_{name}": counted for name in FACETS},
        **dict.fromkeys(("date", "date_to"), searched),
        **dict.fromkeys(("newest", "oldest", "paper_no", "paper_date"), number),
        "status": sortable,
        "paper_authority": counted,
        **dict.fromkeys(("documents", "passages", "papers", *map(length_of, FIELDS)), number),
        "word": sortable,
        "bound": number,
    }
    return {"dynamic": "strict", "_source": {"includes": ["body", "kind", "word", "bound"]}, "properties": fields}


def length_of(field: str) -> str:
    """Return the field of a file's record that holds how many words its passages have in a field of words."""
    return f"n_{field}"
