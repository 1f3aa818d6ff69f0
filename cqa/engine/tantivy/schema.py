"""The fields of the tantivy index, and tantivy's errors as ours.

One index holds five kinds of record and the passages; ``kind`` tells them apart and ``owner`` (the file's path)
finds all that one file became. Field names: ``text heading title`` and their ``_x`` twins hold words; ``v_*``
hold folded values to compare; ``f_*`` hold values as they are, to count.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import tantivy

from cqa.engine.plan import PLAN_VALUES
from cqa.engine.words import FIELDS
from cqa.errors import CqaError, IndexDamaged

FACETS = ("authority", "committee", "year", "grade", "role", "type", "paper")

MOST_BUCKETS = 50_000
"""Values that one aggregation is asked for. tantivy refuses to make more than 65,000; more papers than this
are counted in parts."""

PAPER_BITS = 32
"""``where`` is the authority's number shifted by this, plus the paper's number: it counts papers and
authorities at once. Sums stay below 2^53, so that they survive being read as a float."""


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("kind", "owner", "of", "id"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in PLAN_VALUES:
        builder.add_text_field(f"v_{name}", tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(f"f_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("status", "paper_authority"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("date", "date_to", "newest", "oldest", "authority_no", "paper_no", "where", "place", "paper_date"):
        builder.add_unsigned_field(name, fast=True, indexed=False)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def opened(folder: Path, *, create: bool) -> tantivy.Index:
    """The index in the folder. Raises :class:`~cqa.errors.IndexDamaged` where tantivy cannot open it."""
    with translated(folder):
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(build(), str(folder), reuse=True)
        else:
            index = tantivy.Index.open(str(folder))
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("whitespace", whitespace)
        index.config_reader("manual")
        return index


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """tantivy's errors (and its panics, which are not ``Exception``) as :class:`~cqa.errors.IndexDamaged`."""
    try:
        yield
    except CqaError:
        raise
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            raise IndexDamaged(
                f"tantivy cannot use the index in {folder} ({error}); remove that folder and manifest.json beside it, "
                "then build it again:  cqa ingest PATH..."
            ) from error
        raise
