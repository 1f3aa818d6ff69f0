"""The tokens of a query as its parser takes them, with the limits of a query and the first thing that was wrong."""

from __future__ import annotations

from cqa.query.tokens import QueryToken, tokens

MAX_LENGTH = 4_000
"""Characters of a query; a pasted paragraph is about 1,000."""

MAX_LEAVES = 200
"""Words, phrases and values of a query: as many clauses as the slowest engine answers within a second."""

MAX_LOOSE = 12
"""Pairs with NEAR and phrases with ``~``: what costs an engine most, when their words occur in every paper."""


class TokenStream:
    """The tokens of a query, taken one by one. ``fault`` is the first thing that was wrong and where."""

    def __init__(self, text: str) -> None:
        self.fault: tuple[str, int] | None = None
        if len(text) > MAX_LENGTH:
            self.fail(f"a query may have {MAX_LENGTH:,} characters, this has {len(text):,}", MAX_LENGTH)
        self._tokens = tokens(text[:MAX_LENGTH])
        self._at = 0
        self._leaves = self._loose = 0

    def __bool__(self) -> bool:
        """Return whether any token is left."""
        return self._at < len(self._tokens)

    def peek(self) -> QueryToken:
        """Return the next token without taking it."""
        return self._tokens[self._at]

    def next_is(self, *kinds: str) -> bool:
        """Return whether there is a next token and it is of one of these kinds."""
        return bool(self) and self.peek().kind in kinds

    def take(self) -> QueryToken:
        """Return the next token and go on to the one after it."""
        self._at += 1
        return self._tokens[self._at - 1]

    def at_start(self) -> bool:
        """Return whether an operand may begin here: at the start, after a bracket or an operator."""
        return self._at == 0 or self._tokens[self._at - 1].kind in ("open", "or", "and", "not")

    def fail(self, message: str, pos: int) -> None:
        """Record what is wrong at a character of the query, unless something was wrong before."""
        if self.fault is None:
            self.fault = message, pos

    def has_too_many_leaves(self, token: QueryToken) -> bool:
        """Count a word, phrase or value; return whether that is one too many."""
        self._leaves += 1
        if self._leaves > MAX_LEAVES:
            self.fail(f"a query may have {MAX_LEAVES} words", token.pos)
        return self._leaves > MAX_LEAVES

    def has_too_many_loose(self, token: QueryToken) -> bool:
        """Count a pair with NEAR or a phrase with ``~``; return whether that is one too many."""
        self._loose += 1
        if self._loose > MAX_LOOSE:
            self.fail(f"a query may have {MAX_LOOSE} pairs with NEAR and phrases with ~", token.pos)
        return self._loose > MAX_LOOSE
