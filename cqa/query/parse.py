"""Query text to query tree.

The language, loosest first::

    a OR b            either
    a b, a AND b      both: words side by side are ANDed
    NOT a, -a         without
    a NEAR/5 b        within five words of each other, in either order
    (a OR b) c        brackets
    "looked after"    these very words in this order; one quoted word: that very form, unstemmed
    "a b"~5           up to five words apart
    case*             words that begin like this
    heading:x         in one field of words; heading:(a OR b) puts each word in it
    authority:leeds   by a value; :mod:`cqa.fields` has every field
    date:2010..2013   a range of years, months or days, either end open
    *                 everything

Operators are upper case; ``or`` and ``not`` are words. Punctuation means nothing, so *(i)*, *s.47* and a lone
full stop are safe. A reference of several parts (``24/00093``, ``£1.5m``, ``16-17``) is an exact phrase of its parts;
a hyphenated word (``pre-proceedings``) is its parts by stem, or the two joined, as PDF text often has it.

There is one parser. It always makes a tree and remembers the first thing that was wrong: :func:`parse_lenient`
returns both, :func:`parse` raises with the tree, printed, as the repair.
"""

from __future__ import annotations

import re

from cqa.errors import QuerySyntaxError
from cqa.fields import VALUE_FIELDS
from cqa.query.nodes import (
    And,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Range,
    Value,
    Word,
)
from cqa.query.term_parser import piece, prefix_of
from cqa.query.tokens import FIELDS, QueryToken, searchable, tokens
from cqa.text import dates
from cqa.text.analyzer import words

MAX_LENGTH = 4_000
"""Characters of a query; a pasted paragraph is about 1,000."""

MAX_LEAVES = 200
"""Words, phrases and values of a query: as many clauses as the slowest engine answers within a second."""

MAX_LOOSE = 12
"""Pairs with NEAR and phrases with ``~``: what costs an engine most, when their words occur in every paper."""

MAX_DEPTH = 25
"""Brackets within brackets."""

MAX_DISTANCE = 100
"""Words between the two of ``NEAR/n``, and the slop of a phrase."""

NEAR_DISTANCE = 10
"""``NEAR`` without a number: about one sentence."""

_NAME = re.compile(r"([A-Za-z]{3,20}):(?=[^\W_])")
_AROUND_PREFIX = ".,;:!?'\u2018\u2019[]{}<>_/"


def parse(text: str) -> Node:
    """Return the tree of a query. Raises :class:`QuerySyntaxError`, which knows the character and a query that would
    do."""
    tree, error = parse_lenient(text)
    if error is not None:
        raise error
    return tree


def parse_lenient(text: str) -> tuple[Node, QuerySyntaxError | None]:
    """Return the tree that the text comes nearest to, with what was wrong with it, if anything; never raises."""
    text = searchable(text)
    parser = _Parser(text)
    tree = parser.query()
    if parser.fault is None:
        return tree, None
    message, pos = parser.fault
    hint = None if isinstance(tree, Nothing) else str(tree)
    return tree, QuerySyntaxError(message, text[:MAX_LENGTH], pos, hint)


class _Parser:
    """Recursive descent over the tokens; ``fault`` is the first thing that was wrong and where."""

    def __init__(self, text: str) -> None:
        self.fault: tuple[str, int] | None = None
        if len(text) > MAX_LENGTH:
            self._fail(f"a query may have {MAX_LENGTH:,} characters, this has {len(text):,}", MAX_LENGTH)
        self._tokens = tokens(text[:MAX_LENGTH])
        self._at = 0
        self._leaves = self._loose = 0

    def query(self) -> Node:
        found: list[Node] = []
        while self._at < len(self._tokens):
            tree = self._either(None, 0)
            if tree is not None:
                found.append(tree)
            if self._next("close"):
                self._fail("this bracket was never opened", self._take().pos)
        if not found:
            self._fail("nothing to search for", 0)
            return Nothing()
        return _joined(And, found)

    # ---- operators, loosest first

    def _either(self, field: str | None, depth: int) -> Node | None:
        found: list[Node] = []
        before: QueryToken | None = None
        while True:
            tree = self._both(field, depth)
            if tree is not None:
                found.append(tree)
            elif before is not None or self._next("or"):
                self._fail("OR needs words on both sides", (before or self._tokens[self._at]).pos)
            if not self._next("or"):
                return _joined(Or, found) if found else None
            before = self._take()

    def _both(self, field: str | None, depth: int) -> Node | None:
        found: list[Node] = []
        before: QueryToken | None = None
        while self._at < len(self._tokens) and not self._next("or", "close"):
            if self._next("and"):
                token = self._take()
                if not found or before is not None:
                    self._fail("AND needs words on both sides", token.pos)
                before = token
                continue
            tree = self._without(field, depth)
            if tree is not None:
                found.append(tree)
                before = None
        if before is not None:
            self._fail("AND needs words on both sides", before.pos)
        return _joined(And, found) if found else None

    def _without(self, field: str | None, depth: int) -> Node | None:
        turned = False
        last: QueryToken | None = None
        while self._next("not"):
            last = self._take()
            turned = not turned
        tree = self._near(field, depth)
        if tree is None and last is not None:
            self._fail("NOT needs a word after it", last.pos)
        return _negated(tree) if turned and tree is not None else tree

    def _near(self, field: str | None, depth: int) -> Node | None:
        left = self._operand(field, depth)
        pairs: list[Node] = []
        while self._next("near"):
            token = self._take()
            right = self._operand(field, depth)
            pair = self._pair(left, right, token)
            if pair is None:
                pairs += [side for side in ((left, right) if not pairs else (right,)) if side is not None]
            else:
                pairs.append(pair)
            left = right
        return _joined(And, pairs) if pairs else left

    def _pair(self, left: Node | None, right: Node | None, token: QueryToken) -> Node | None:
        distance = NEAR_DISTANCE if token.number is None else token.number
        if not 1 <= distance <= MAX_DISTANCE:
            self._fail(f"NEAR takes a distance from 1 to {MAX_DISTANCE} words", token.pos)
            distance = max(1, min(distance, MAX_DISTANCE))
        sides = (left, right)
        if not all(isinstance(side, Word) and not side.exact for side in sides):
            self._fail('NEAR needs one word on each side; for more words use "..."~5', token.pos)
            return None
        assert isinstance(left, Word)  # noqa: S101 - narrows the type, checked above
        assert isinstance(right, Word)  # noqa: S101
        if left.field != right.field:
            self._fail("NEAR needs both words in one field: heading:(a NEAR/5 b)", token.pos)
            return None
        if self._is_loose_too_often(token):
            return None
        return Near(left.text, right.text, distance, left.field)

    def _is_loose_too_often(self, token: QueryToken) -> bool:
        self._loose += 1
        if self._loose > MAX_LOOSE:
            self._fail(f"a query may have {MAX_LOOSE} pairs with NEAR and phrases with ~", token.pos)
        return self._loose > MAX_LOOSE

    # ---- operands

    def _operand(self, field: str | None, depth: int) -> Node | None:
        if self._at >= len(self._tokens) or self._next("close", "or", "and", "near"):
            if self._next("near") and self._at_start():
                self._fail("NEAR needs one word on each side", self._tokens[self._at].pos)
            return None
        token = self._take()
        if token.kind == "open":
            return self._group(token, field, depth)
        if token.kind == "field":
            return self._fielded(token, depth)
        if token.kind == "not":
            return None
        return self._leaf(token, field, grouped=field is not None)

    def _group(self, opening: QueryToken, field: str | None, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self._fail(f"brackets may be {MAX_DEPTH} deep", opening.pos)
            return None
        tree = self._either(field, depth + 1)
        if self._next("close"):
            self._take()
        else:
            self._fail("this bracket is never closed", opening.pos)
        return tree

    def _fielded(self, name: QueryToken, depth: int) -> Node | None:
        field = name.text
        if self._next("open"):
            tree = self._group(self._take(), field, depth)
        elif self._next("text", "quoted", "star"):
            tree = self._leaf(self._take(), field)
        else:
            tree = None
        if tree is None:
            self._fail(f"{field}: needs a value after it", name.pos)
        return tree

    def _leaf(self, token: QueryToken, field: str | None, grouped: bool = False) -> Node | None:
        self._leaves += 1
        if self._leaves > MAX_LEAVES:
            self._fail(f"a query may have {MAX_LEAVES} words", token.pos)
            return None
        if not token.closed:
            self._fail("this quotation mark is never closed", token.pos)
        if field in VALUE_FIELDS:
            return self._value(token, str(field), grouped)
        if token.kind == "star":
            if field is not None:
                self._fail(f"{field}: needs a word, not * alone", token.pos)
                return None
            return Everything()
        return self._phrase(token, field) if token.kind == "quoted" else self._word(token, field)

    def _value(self, token: QueryToken, field: str, grouped: bool) -> Node | None:
        text = token.text
        while grouped and token.kind == "text" and self._next("text"):
            text += " " + self._take().text
        text = " ".join(text.replace('"', " ").split())
        if field == "date":
            return self._dates(text, token)
        if not any(c.isalnum() for c in text):
            self._fail(f"{field}: needs a value", token.pos)
            return None
        return Value(field, text)

    def _dates(self, text: str, token: QueryToken) -> Node | None:
        low, dots, high = text.partition("..")
        ends = [None if end.strip() in ("", "*") else dates.point(end) for end in (low, high if dots else low)]
        wanted = [end.strip() not in ("", "*") for end in (low, high if dots else low)]
        if not any(wanted) or any(want and end is None for want, end in zip(wanted, ends, strict=True)):
            self._fail("not a date: write date:2010, date:2010-02-12 or date:2010..2013", token.pos)
            return None
        first, last = ends
        if first and last and dates.bounds(first)[0] > dates.bounds(last)[1]:
            self._fail("this range ends before it starts", token.pos)
            first, last = last, first
        return Range("date", first, last)

    def _phrase(self, token: QueryToken, field: str | None) -> Node | None:
        found = tuple(token.text[w.start : w.end] for w in words(token.text))
        slop = token.number or 0
        if slop > MAX_DISTANCE:
            self._fail(f"a phrase may be at most {MAX_DISTANCE} words apart", token.pos)
            slop = MAX_DISTANCE
        if not found or (slop and len(found) > 1 and self._is_loose_too_often(token)):
            return None
        return Phrase(found, slop, field) if len(found) > 1 else Word(found[0], field, exact=True)

    def _word(self, token: QueryToken, field: str | None) -> Node | None:
        text = token.text
        if field is None and (name := _NAME.match(text)) and name[1].lower() not in FIELDS:
            from difflib import get_close_matches  # rarely needed, slow to import

            close = get_close_matches(name[1].lower(), sorted(FIELDS), 1, 0.8)
            if close:
                self._fail(f"no field {name[1]}: did you mean {close[0]}:", token.pos)
                value = QueryToken("text", text[name.end() :], token.pos + name.end(), token.end)
                return self._leaf(value, close[0])
        if "*" in text:
            body = re.sub(r"\*\*+\Z", "", text.strip(_AROUND_PREFIX))
            if (prefix := prefix_of(body)) is not None:
                return Prefix(prefix, field)
            if "*" in body and words(text):
                self._fail("* must be alone or end a word of two letters or more", token.pos + text.index("*"))
            text = text.strip("*")
            head = text.partition("*")[0].strip(_AROUND_PREFIX)
            if "*" in text and (prefix := prefix_of(head + "*")) is not None:
                return Prefix(prefix, field)
            text = text.replace("*", ".")
        return piece(text, field)

    # ---- the token stream

    def _next(self, *kinds: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind in kinds

    def _take(self) -> QueryToken:
        self._at += 1
        return self._tokens[self._at - 1]

    def _at_start(self) -> bool:
        return self._at == 0 or self._tokens[self._at - 1].kind in ("open", "or", "and", "not")

    def _fail(self, message: str, pos: int) -> None:
        if self.fault is None:
            self.fault = message, pos


def _negated(tree: Node) -> Node:
    if isinstance(tree, Not):
        return tree.child
    if isinstance(tree, Everything):
        return Nothing()
    if isinstance(tree, Nothing):
        return Everything()
    return Not(tree)


def _joined(kind: type[And] | type[Or], found: list[Node]) -> Node:
    """Return one node over several, each once and none of the same kind; the node itself when there is one."""
    flat: list[Node] = []
    for node in found:
        if isinstance(node, kind):
            flat.extend(node.children)
        else:
            flat.append(node)
    once = tuple(dict.fromkeys(flat))
    return once[0] if len(once) == 1 else kind(once)
