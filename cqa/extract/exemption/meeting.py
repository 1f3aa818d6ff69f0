"""The coming and going of the public at a meeting, in the words of its minutes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal

from cqa.extract.exemption.lexicon import TaggedTerm, tagged

Move = Literal["closed", "open", "stayed"]
_THEN = frozenset({"room", "then", "leaving", "reason", "this", "virtue"})
_BETWEEN = frozenset({"leaving", "audience"})
_SOME = frozenset({"one", "two", "three", "four", "five", "six", "some", "several", "few", "other"})
NEGATED = 6
"""Tokens before *exclude the public* within which *no need to* denies it."""
ENTERS = 4
"""Tokens before *in committee* within which a meeting proceeds to be so."""


def moves(text: str) -> Move | None:
    """Return whether a sentence says that the public leave, come back, or need not leave.

    >>> from cqa.extract.exemption.words import normal
    >>> [moves(normal(text)) for text in ("The public then left.", "The public left comments.")]
    ['closed', None]
    >>> [moves(normal(text)) for text in ("5. Public left", "5 members of the public left", "The public returned")]
    ['closed', None, 'open']
    """
    tokens = tagged(text)
    walks = {k: _walk(tokens, k) for k, token in enumerate(tokens) if "audience" in token.tags}
    if any("comes_open" in token.tags for token in tokens) or "open" in walks.values():
        return "open"
    for k, token in enumerate(tokens):
        walk = walks.get(k)
        if walk == "closed" or "goes_closed" in token.tags or _enters(tokens, k):
            return "stayed" if any("negative" in t.tags for t in tokens[max(0, k - NEGATED) : k]) else "closed"
        if walk is not None:
            return walk
    return None


def _walk(tokens: Sequence[TaggedTerm], k: int) -> Move | None:
    """Return whether *the public* at a place leave or return; *two members of the public* are not all of them."""
    before = [token.text for token in tokens[max(0, k - 4) : k]]
    counted = "members" in tokens[k].text and before and (before[-1] in _SOME or before[-1].isdigit())
    if counted or "member" in before:
        return None
    between = list(takewhile(lambda token: token.tags & _BETWEEN or token.text == ",", tokens[k + 1 :]))
    verb = k + 1 + len(between)
    if verb == len(tokens) or not tokens[verb].tags & {"leave", "returns"}:
        return None
    if "returns" in tokens[verb].tags:
        return "open"
    said = {token.text for token in between}
    goes = bool(said - {"to"}) and "to" not in said if tokens[verb].text == "excluded" else _then(tokens, verb + 1)
    return ("stayed" if "not" in said else "closed") if goes else None


def _then(tokens: Sequence[TaggedTerm], k: int) -> bool:
    """Return whether a sentence is over at a place but for when and where: *the public left the room at 8 pm*."""
    after = [token for token in tokens[k : k + 2] if token.text not in ("the", "this")]
    return not after or bool(after[0].tags & _THEN) or after[0].separates or after[0].text[0].isdigit()


def _enters(tokens: Sequence[TaggedTerm], k: int) -> bool:
    """Return whether a meeting goes on in private: *to proceed in committee*, not *to go in private cars*."""
    if "closed_place" not in tokens[k].tags:
        return False
    enters = any("enters" in token.tags for token in tokens[max(0, k - ENTERS) : k])
    return enters and _then(tokens, k + 1)
