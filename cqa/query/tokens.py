"""Tokens of a query: the one place that reads its characters.

A query is cut at white space, quotation marks and brackets. A bracket that is part of a reference
(``s.47(1)(a)``, ``291(4)``) stays inside it. All else about a piece of text is decided by :mod:`cqa.query.parse`.
Linear in the length of the query; never fails: a quotation mark without its partner is a token with ``closed`` False.
"""

from __future__ import annotations

import unicodedata
from typing import Literal, NamedTuple

from cqa.fields import VALUE_FIELDS, WORD_FIELDS
from cqa.text.analyzer import words
from cqa.text.pattern import pattern

Kind = Literal["text", "quoted", "field", "open", "close", "not", "and", "or", "near", "star"]

FIELDS = frozenset((*WORD_FIELDS, *VALUE_FIELDS))
"""Names that may come before a colon."""

QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02'
"""Straight, curly, low and angle double quotation marks: any of them closes any other."""

_OPERATORS: dict[str, Kind] = {"AND": "and", "OR": "or", "NOT": "not"}
_NEAR = pattern(r"NEAR(?:/(\d{1,6}))?\Z")
_SLOP = pattern(r"~(\d{1,6})(?![^\W_])")
_FIELD = pattern(r"([A-Za-z]{2,20}):")
_INNER_BRACKET = pattern(r"\([0-9A-Za-z]{1,5}\)")
_MINUS = "-\u2212"
_LEADING = "£$€"
"""What may come before the first word of a piece and belong to it; other punctuation there is passed over."""


class QueryToken(NamedTuple):
    """A piece of the query. ``pos`` is its first character, ``end`` one past its last.

    ``text`` is the words between quotation marks, the name of a field, or the piece as written.
    ``number`` is the distance of ``NEAR/n`` or the slop of ``"..."~n`` (None where none was written).
    """

    kind: Kind
    text: str
    pos: int
    end: int
    number: int | None = None
    closed: bool = True


def tokens(query: str) -> list[QueryToken]:
    """Return the tokens of a query, in order."""
    found: list[QueryToken] = []
    at = 0
    while at < len(query):
        char = query[at]
        if char.isspace() or _dash(query, at):
            at += 1
        elif char in QUOTES:
            found.append(_quoted(query, at))
            at = found[-1].end
        elif char in "()":
            found.append(QueryToken("open" if char == "(" else "close", char, at, at + 1))
            at += 1
        else:
            end = _end_of_piece(query, at)
            found.extend(_piece(query, at, end, after_field=_follows_field(found, at)))
            at = end
    return found


def searchable(text: str) -> str:
    """Return the text composed (NFC), with a space for every letter that is in no word that an index can hold.

    Such are words that fold to nothing or to several words (a lone sound mark, an Arabic ligature).
    """
    text = unicodedata.normalize("NFC", text)
    if text.isascii():
        return text
    kept = {i for w in words(text) if not any(c.isspace() for c in w.exact) for i in range(w.start, w.end)}
    return "".join(" " if c.isalnum() and i not in kept else c for i, c in enumerate(text))


def _quoted(query: str, at: int) -> QueryToken:
    end = next((i for i in range(at + 1, len(query)) if query[i] in QUOTES), -1)
    if end < 0:
        return QueryToken("quoted", query[at + 1 :], at, len(query), closed=False)
    slop = _SLOP.match(query, end + 1)
    after = slop.end() if slop else end + 1
    return QueryToken("quoted", query[at + 1 : end], at, after, number=int(slop[1]) if slop else None)


def _end_of_piece(query: str, at: int) -> int:
    """Return where the piece that begins at ``at`` ends: at white space, a quotation mark or a bracket not its own."""
    end = at
    while (
        end < len(query)
        and not _dash(query, end)
        and not query[end].isspace()
        and query[end] not in QUOTES
        and query[end] != ")"
    ):
        if query[end] == "(":
            inner = _INNER_BRACKET.match(query, end)
            if inner is None or not (query[end - 1].isalnum() or query[end - 1] == ")") or end == at:
                break
            end = inner.end()
        else:
            end += 1
    return end


def _dash(query: str, at: int) -> bool:
    """Return whether a dash here separates words; between digits (16–17) it makes a range of them."""
    around = query[at - 1 : at] + query[at + 1 : at + 2]
    return query[at] in "\u2013\u2014" and not (len(around) == 2 and around.isdigit())


def _follows_field(found: list[QueryToken], at: int) -> bool:
    return bool(found) and found[-1].kind == "field" and found[-1].end == at


def _piece(query: str, at: int, end: int, after_field: bool) -> list[QueryToken]:
    """Return one piece as tokens: an operator, or a minus, a field name and what follows it.

    What follows a field name is taken as written, so that ``file:C:x.pdf`` and ``text:OR`` mean what they say.
    """
    piece = query[at:end]
    if after_field:
        return [_plain(query, at, end)]
    if piece in _OPERATORS:
        return [QueryToken(_OPERATORS[piece], piece, at, end)]
    if near := _NEAR.match(piece):
        return [QueryToken("near", piece, at, end, number=int(near[1]) if near[1] else None)]
    if piece in _MINUS:
        opens = end < len(query) and (query[end] in QUOTES or query[end] == "(")
        return [QueryToken("not" if opens else "text", piece, at, end)]
    found: list[QueryToken] = []
    if piece[0] in _MINUS and piece[1] not in _MINUS and (words(piece) or "*" in piece):
        found.append(QueryToken("not", piece[0], at, at + 1))
        at += 1
    if inside := words(query[at:end]):
        start = at + inside[0].start
        at = start - 1 if start > at and query[start - 1] in _LEADING else start
    name = _FIELD.match(query, at, end)
    if name and name[1].lower() in FIELDS:
        found.append(QueryToken("field", name[1].lower(), at, name.end()))
        at = name.end()
    if at < end:
        found.append(_plain(query, at, end))
    return found


def _plain(query: str, at: int, end: int) -> QueryToken:
    text = query[at:end]
    return QueryToken("star" if text == "*" else "text", text, at, end)
