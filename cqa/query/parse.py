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

There is one parser. It always makes a tree and records the first thing that was wrong: :func:`parse_lenient`
returns both, :func:`parse` raises an error that suggests the tree, printed as a query.
"""

from __future__ import annotations

from cqa.errors import QuerySyntaxError
from cqa.query.leaf_parser import MAX_DISTANCE, leaf
from cqa.query.nodes import And, Everything, Near, Node, Not, Nothing, Or, Word
from cqa.query.token_stream import MAX_LENGTH, TokenStream
from cqa.query.tokens import QueryToken, searchable

MAX_DEPTH = 25
"""Brackets within brackets."""

NEAR_DISTANCE = 10
"""``NEAR`` without a number: about one sentence."""


def parse(text: str) -> Node:
    """Return the tree of a query.

    Raises :class:`QuerySyntaxError`, which names the character and suggests a query that parses.
    """
    tree, error = parse_lenient(text)
    if error is not None:
        raise error
    return tree


def parse_lenient(text: str) -> tuple[Node, QuerySyntaxError | None]:
    """Return the tree closest to the text, with what was wrong with the text, if anything; never raises."""
    text = searchable(text)
    stream = TokenStream(text)
    tree = _Parser(stream).query()
    if stream.fault is None:
        return tree, None
    message, pos = stream.fault
    hint = None if isinstance(tree, Nothing) else str(tree)
    return tree, QuerySyntaxError(message, text[:MAX_LENGTH], pos, hint)


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, stream: TokenStream) -> None:
        self._stream = stream

    def query(self) -> Node:
        """Return the tree of the whole query."""
        found: list[Node] = []
        while self._stream:
            tree = self._either(None, 0)
            if tree is not None:
                found.append(tree)
            if self._stream.next_is("close"):
                self._stream.fail("this bracket was never opened", self._stream.take().pos)
        if not found:
            self._stream.fail("nothing to search for", 0)
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
            elif before is not None or self._stream.next_is("or"):
                self._stream.fail("OR needs words on both sides", (before or self._stream.peek()).pos)
            if not self._stream.next_is("or"):
                return _joined(Or, found) if found else None
            before = self._stream.take()

    def _both(self, field: str | None, depth: int) -> Node | None:
        found: list[Node] = []
        before: QueryToken | None = None
        while self._stream and not self._stream.next_is("or", "close"):
            if self._stream.next_is("and"):
                token = self._stream.take()
                if not found or before is not None:
                    self._stream.fail("AND needs words on both sides", token.pos)
                before = token
                continue
            tree = self._without(field, depth)
            if tree is not None:
                found.append(tree)
                before = None
        if before is not None:
            self._stream.fail("AND needs words on both sides", before.pos)
        return _joined(And, found) if found else None

    def _without(self, field: str | None, depth: int) -> Node | None:
        turned = False
        last: QueryToken | None = None
        while self._stream.next_is("not"):
            last = self._stream.take()
            turned = not turned
        tree = self._near(field, depth)
        if tree is None and last is not None:
            self._stream.fail("NOT needs a word after it", last.pos)
        return _negated(tree) if turned and tree is not None else tree

    def _near(self, field: str | None, depth: int) -> Node | None:
        left = self._operand(field, depth)
        pairs: list[Node] = []
        while self._stream.next_is("near"):
            token = self._stream.take()
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
            self._stream.fail(f"NEAR takes a distance from 1 to {MAX_DISTANCE} words", token.pos)
            distance = max(1, min(distance, MAX_DISTANCE))
        sides = (left, right)
        if not all(isinstance(side, Word) and not side.exact for side in sides):
            self._stream.fail('NEAR needs one word on each side; for more words use "..."~5', token.pos)
            return None
        assert isinstance(left, Word)  # noqa: S101 - narrows the type, checked above
        assert isinstance(right, Word)  # noqa: S101
        if left.field != right.field:
            self._stream.fail("NEAR needs both words in one field: heading:(a NEAR/5 b)", token.pos)
            return None
        if self._stream.has_too_many_loose(token):
            return None
        return Near(left.text, right.text, distance, left.field)

    # ---- operands

    def _operand(self, field: str | None, depth: int) -> Node | None:
        if not self._stream or self._stream.next_is("close", "or", "and", "near"):
            if self._stream.next_is("near") and self._stream.at_start():
                self._stream.fail("NEAR needs one word on each side", self._stream.peek().pos)
            return None
        token = self._stream.take()
        if token.kind == "open":
            return self._group(token, field, depth)
        if token.kind == "field":
            return self._fielded(token, depth)
        if token.kind == "not":
            return None
        return leaf(self._stream, token, field, grouped=field is not None)

    def _group(self, opening: QueryToken, field: str | None, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self._stream.fail(f"brackets may be {MAX_DEPTH} deep", opening.pos)
            return None
        tree = self._either(field, depth + 1)
        if self._stream.next_is("close"):
            self._stream.take()
        else:
            self._stream.fail("this bracket is never closed", opening.pos)
        return tree

    def _fielded(self, name: QueryToken, depth: int) -> Node | None:
        field = name.text
        if self._stream.next_is("open"):
            tree = self._group(self._stream.take(), field, depth)
        elif self._stream.next_is("text", "quoted", "star"):
            tree = leaf(self._stream, self._stream.take(), field)
        else:
            tree = None
        if tree is None:
            self._stream.fail(f"{field}: needs a value after it", name.pos)
        return tree


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
