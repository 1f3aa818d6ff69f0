"""The words, phrases, prefixes, values and dates of a query: the operands of its operators."""

from __future__ import annotations

import re

from cqa.fields import VALUE_FIELDS
from cqa.query.nodes import Everything, Node, Phrase, Prefix, Range, Value, Word
from cqa.query.term_parser import piece, prefix_of
from cqa.query.token_stream import TokenStream
from cqa.query.tokens import FIELDS, QueryToken
from cqa.text import dates
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

MAX_DISTANCE = 100
"""Words between the two of ``NEAR/n``, and the slop of a phrase."""

_NAME = pattern(r"([A-Za-z]{3,20}):(?=[^\W_])")
_AROUND_PREFIX = ".,;:!?'\u2018\u2019[]{}<>_/"


def leaf(stream: TokenStream, token: QueryToken, field: str | None, grouped: bool = False) -> Node | None:
    """Return a word, phrase, prefix, value or range of dates; None where there is none, which ``stream`` records.

    ``field`` is the name before the colon. In a group, ``authority:(a b)``, several words are one value.
    """
    if stream.has_too_many_leaves(token):
        return None
    if not token.closed:
        stream.fail("this quotation mark is never closed", token.pos)
    if field in VALUE_FIELDS:
        return _value(stream, token, str(field), grouped)
    if token.kind == "star":
        if field is not None:
            stream.fail(f"{field}: needs a word, not * alone", token.pos)
            return None
        return Everything()
    return _phrase(stream, token, field) if token.kind == "quoted" else _word(stream, token, field)


def _value(stream: TokenStream, token: QueryToken, field: str, grouped: bool) -> Node | None:
    text = token.text
    while grouped and token.kind == "text" and stream.next_is("text"):
        text += " " + stream.take().text
    text = " ".join(text.replace('"', " ").split())
    if field == "date":
        return _dates(stream, text, token)
    if not any(c.isalnum() for c in text):
        stream.fail(f"{field}: needs a value", token.pos)
        return None
    return Value(field, text)


def _dates(stream: TokenStream, text: str, token: QueryToken) -> Node | None:
    low, dots, high = text.partition("..")
    ends = [None if end.strip() in ("", "*") else dates.point(end) for end in (low, high if dots else low)]
    wanted = [end.strip() not in ("", "*") for end in (low, high if dots else low)]
    if not any(wanted) or any(want and end is None for want, end in zip(wanted, ends, strict=True)):
        stream.fail("not a date: write date:2010, date:2010-02-12 or date:2010..2013", token.pos)
        return None
    first, last = ends
    if first and last and dates.bounds(first)[0] > dates.bounds(last)[1]:
        stream.fail(f"this range ends before it starts: did you mean date:{last}..{first}", token.pos)
        first, last = last, first
    return Range("date", first, last)


def _phrase(stream: TokenStream, token: QueryToken, field: str | None) -> Node | None:
    found = tuple(token.text[w.start : w.end] for w in words(token.text))
    slop = token.number or 0
    if slop > MAX_DISTANCE:
        stream.fail(f"a phrase may be at most {MAX_DISTANCE} words apart", token.pos)
        slop = MAX_DISTANCE
    if not found or (slop and len(found) > 1 and stream.has_too_many_loose(token)):
        return None
    return Phrase(found, slop, field) if len(found) > 1 else Word(found[0], field, exact=True)


def _word(stream: TokenStream, token: QueryToken, field: str | None) -> Node | None:
    text = token.text
    if field is None and (name := _NAME.match(text)) and name[1].lower() not in FIELDS:
        from difflib import get_close_matches  # rarely needed, slow to import

        close = get_close_matches(name[1].lower(), sorted(FIELDS), 1, 0.8)
        if close:
            stream.fail(f"no field {name[1]}: did you mean {close[0]}:", token.pos)
            value = QueryToken("text", text[name.end() :], token.pos + name.end(), token.end)
            return leaf(stream, value, close[0])
    if "*" in text:
        body = re.sub(r"\*\*+\Z", "", text.strip(_AROUND_PREFIX))
        if (prefix := prefix_of(body)) is not None:
            return Prefix(prefix, field)
        if "*" in body and words(text):
            stream.fail("* must be alone or end a word of two letters or more", token.pos + text.index("*"))
        text = text.strip("*")
        head = text.partition("*")[0].strip(_AROUND_PREFIX)
        if "*" in text and (prefix := prefix_of(head + "*")) is not None:
            return Prefix(prefix, field)
        text = text.replace("*", ".")
    return piece(text, field)
