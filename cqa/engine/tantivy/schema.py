"""The fields of the tantivy index, and tantivy's errors as ours.

One index holds five kinds of record and the passages; ``kind`` distinguishes them and ``owner`` (the file's path)
finds all that one file became. Field names: ``text heading title`` and their ``_x`` twins hold words; ``values`` holds
all that is compared as a whole, each as a :func:`token`; ``f_*`` hold values as they are, to count.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import tantivy
from tantivy import Occur, Query, Schema

from cqa.engine import disk
from cqa.engine.words import FIELDS
from cqa.errors import CqaError, EngineRefused, IndexDamaged
from cqa.fields import FACETS, INDEX_VALUES

VALUES = "values"
"""The field of all values that are compared as a whole. One field costs a third of what sixteen cost to write."""

NAMED = frozenset({"kind", "owner", "of", "id", *INDEX_VALUES})
"""What a value can be of."""

MOST_BUCKETS = 50_000
"""Most values of one aggregation. tantivy refuses to make more than 65,000; more papers than this
are counted in parts."""

PAPER_BITS = 32
"""``where`` is the authority's number shifted by this, plus the paper's number: it counts papers and
authorities at once. Sums stay below 2^53, so that they survive being read as a float."""


_ESCAPED = str.maketrans({"~": "~~", " ": "~s", "\t": "~t", "\n": "~n", "\f": "~f", "\r": "~r"})
"""tantivy's ``whitespace`` cuts at these five."""


def token(name: str, value: str) -> str:
    """Return the value as a word of :data:`VALUES`.

    >>> token("authority", "leeds city council")
    'authority:leeds~scity~scouncil'
    """
    return f"{name}:{value.translate(_ESCAPED)}"


def value_of(token: str) -> str:
    """Return the folded value (its only white space are single blanks) that a token was made of."""
    return "~".join(part.replace("~s", " ") for part in token.partition(":")[2].split("~~"))


def as_indexed(field: str, value: str) -> tuple[str, str]:
    """Return under which field and as what word the index has it. ``field`` is one of :data:`NAMED` or a field."""
    return (VALUES, token(field, value)) if field in NAMED else (field, value)


def term(schema: Schema, field: str, value: str) -> Query:
    """Return what holds the value or the word."""
    return Query.term_query(schema, *as_indexed(field, value))


def any_term(schema: Schema, field: str, values: Sequence[str]) -> Query:
    """Return what holds one or more of the values."""
    if not values:
        return Query.empty_query()
    if field in NAMED:
        field, values = VALUES, [token(field, value) for value in values]
    return Query.term_set_query(schema, field, values)


def both(query: Query, filters: Query) -> Query:
    """Return the passages that match both, with the scores of the first."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(filters, 0.0))])


def build() -> Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(VALUES, tokenizer_name="whitespace", index_option="basic")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in FACETS:
        builder.add_text_field(f"f_{name}", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("status", "paper_authority"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("date", "date_to", "newest", "oldest", "authority_no", "paper_no", "where", "place", "paper_date"):
        builder.add_unsigned_field(name, fast=True, indexed=False)
    builder.add_text_field("body", stored=True, tokenizer_name="none", index_option="basic")
    return builder.build()


def opened(folder: Path, *, create: bool) -> tantivy.Index:
    """Return the index in the folder. Raises :class:`~cqa.errors.IndexDamaged` where tantivy cannot open it."""
    with translated(folder):
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(build(), str(folder), reuse=True)
        else:
            index = tantivy.Index.open(str(folder))
        whitespace = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("whitespace", whitespace)
        index.register_tokenizer("none", _no_words())
        index.config_reader("manual")
        return index


def _no_words() -> tantivy.TextAnalyzer:
    """Return an analyzer for text that is stored and not searched.

    tantivy's binding has no such field, and reads bytes five times slower than text.
    """
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return whole.filter(tantivy.Filter.remove_long(1)).build()


@contextlib.contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Translate tantivy's errors (and its panics, which are not ``Exception``) into
    :class:`~cqa.errors.IndexDamaged`."""
    try:
        yield
    except CqaError:
        raise
    except BaseException as error:
        if isinstance(error, ValueError | OSError) or type(error).__name__ == "PanicException":
            unusable = disk.unusable(folder, str(error))
            if unusable:
                raise EngineRefused(unusable) from error
            raise IndexDamaged(
                f"tantivy cannot use the index in {folder} ({error}); remove that folder and its manifest.json, "
                "then build it again:  cqa ingest PATH..."
            ) from error
        raise
