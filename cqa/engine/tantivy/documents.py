"""Records and passages as the JSON that tantivy is given.

tantivy reads JSON in half the time that its binding takes to read a dictionary. Passages of a paper share most of what
is stored of them; that is written once for as long as it stays the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from json.encoder import encode_basestring_ascii as quoted
from operator import attrgetter

from cqa.engine import codec
from cqa.engine.keys import clean, date_number, fold_value, last_day, newest_key, oldest_key, order_bits
from cqa.engine.passage_values import passage_facets, passage_values
from cqa.engine.records import Record, records
from cqa.engine.tantivy.schema import PAPER_BITS, VALUES, token
from cqa.engine.words import exact_forms, heading_words, joined, title_words
from cqa.fields import FACETS, FIELDS
from cqa.model import Ingested, Paper, Passage

_OWN = frozenset({"id", "span", "text", "number", "kind", "page", "page_last", "page_label", "order"})
"""Fields that differ between neighbouring passages; the others are shared as a rule."""

_NAMES = tuple(field.name for field in dataclasses.fields(Passage))
_all = attrgetter(*_NAMES)
_shared = attrgetter(*(name for name in _NAMES if name not in _OWN))
_valued = attrgetter(*dict.fromkeys(f.attribute for f in FIELDS if f.type != "text" and f.attribute not in _OWN))
"""The attributes that values and numbers are made of: fewer than :data:`_shared`, which has the headings, too."""

_FACET = {name: f"f_{name}" for name in FACETS}


Numbers = Callable[[Passage], tuple[int, int]]
"""The numbers of a passage's authority and of its paper."""


def documents(ingested: Ingested, numbers: Numbers) -> Iterator[str]:
    """Yield everything that is stored of a file."""
    owner = token("owner", clean(ingested.state.path))
    for record in records(ingested):
        yield _record(record, ingested, owner)
    yield from map(_Passages(owner, numbers).document, ingested.passages)


def _record(record: Record, ingested: Ingested, owner: str) -> str:
    fields: dict[str, object] = {"place": record.place}
    if record.kind == "file":
        fields["status"] = ingested.state.status
    if record.kind == "paper":
        fields |= _paper_fields(ingested.papers[record.place])
    fields[VALUES] = f"{token('kind', record.kind)} {token('of', clean(record.of))} {owner}"
    return f'{codec.dumps(fields)[:-1]},"body":{quoted(record.body.decode("ascii"))}}}'


def _paper_fields(paper: Paper) -> dict[str, object]:
    fields: dict[str, object] = {}
    if paper.authority is not None:
        fields["paper_authority"] = clean(paper.authority.name)
    if date_number(paper.date):
        fields["paper_date"] = date_number(paper.date)
    return fields


class _Passages:
    """The passages of one file, in turn."""

    def __init__(self, owner: str, numbers: Numbers) -> None:
        self._owner, self._numbers = owner, numbers
        self._shared: object = None
        self._valued: object = None
        self._head = self._headings = self._body = ""
        self._newest = self._oldest = 0

    def document(self, passage: Passage) -> str:
        shared = _shared(passage)
        if shared != self._shared:
            self._shared, self._headings, self._body = shared, _headings(passage), _body(passage)
            valued = _valued(passage)
            if valued != self._valued:
                self._valued, self._head = valued, self._head_of(passage)
                order = order_bits(passage)
                self._newest, self._oldest = newest_key(passage) - order, oldest_key(passage) - order
        own = token("id", clean(passage.id))
        if passage.number:
            own += f" {token('number', fold_value(passage.number))}"
        text, text_x = joined(exact_forms(passage.text))
        order = order_bits(passage)
        return (
            f'{self._head}{quoted(own)[1:]},"text":{_words(text)},"text_x":{_words(text_x)},{self._headings},'
            f'"newest":{self._newest + order},"oldest":{self._oldest + order},"place":{max(passage.order, 0)},'
            f'"body":"{self._body % _own(passage)}"}}'
        )

    def _head_of(self, passage: Passage) -> str:
        """Return the beginning of the document, up to the passage's own values."""
        authority, paper = self._numbers(passage)
        fields: dict[str, object] = {"authority_no": authority, "paper_no": paper}
        fields["where"] = authority << PAPER_BITS | paper
        number = date_number(passage.date)
        if number:
            fields |= {"date": number, "date_to": last_day(number)}
        for facet, indexed in passage_facets(passage).items():
            if indexed:
                fields[_FACET[facet]] = indexed if len(indexed) > 1 else indexed[0]
        tokens = [token("kind", "passage"), token("of", clean(passage.paper)), self._owner]
        for name, values in passage_values(passage).items():
            if name != "number":
                tokens += [token(name, value) for value in values]
        return f'{codec.dumps(fields)[:-1]},"{VALUES}":{quoted(" ".join(tokens))[:-1]} '


def _headings(passage: Passage) -> str:
    heading, heading_x = heading_words(passage.path, passage.heading, passage.columns)
    title, title_x = title_words(passage.title)
    return codec.dumps({"heading": heading, "heading_x": heading_x, "title": title, "title_x": title_x})[1:-1]


def _words(words: str) -> str:
    """Return words as JSON. In ASCII they are letters and digits, which need no escapes."""
    return f'"{words}"' if words.isascii() else quoted(words)


def _body(passage: Passage) -> str:
    """Return what :func:`~cqa.engine.codec.encode` makes of the passage, to be put into a JSON string; ``%s`` where its
    own values go."""
    values = zip(_NAMES, _all(passage), strict=True)
    row = ",".join("%s" if name in _OWN else codec.dumps(value).replace("%", "%%") for name, value in values)
    return quoted(f"[{row}]")[1:-1]


def _own(p: Passage) -> tuple[object, ...]:
    """Return the passage's own values as JSON, to be put into a JSON string, in the order of its fields."""
    number, label = (_twice(x) if x is not None else "null" for x in (p.number, p.page_label))
    start, end = p.span
    return (
        _twice(p.id),
        f"[{start},{end}]",
        _twice(p.text),
        number,
        f'\\"{p.kind}\\"',
        p.page,
        p.page_last,
        label,
        p.order,
    )


def _twice(text: str) -> str:
    """Return the text as JSON in a JSON string."""
    once = quoted(text)
    return f'\\"{text}\\"' if len(once) == len(text) + 2 else quoted(once)[1:-1]
