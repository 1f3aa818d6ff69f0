"""The query tree: what the parser and the question reader make, engines compile and printers show.

Nodes are frozen and compare by value. ``str(node)`` is a query that parses to an equal tree. No
node knows an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Union

from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One word, by its stem; ``exact`` means this form only. ``field`` None means all word fields."""

    text: str
    field: str | None = None
    exact: bool = False

    def __str__(self) -> str:
        return _in_field(self.field, f'"{self.text}"' if self.exact else self.text)


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin like this (unstemmed)."""

    text: str
    field: str | None = None

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words in this order, at most ``slop`` places out of line. ``exact``: unstemmed, as quoted.

    A reference such as ``24/00093`` parses to an exact phrase of its parts with ``written`` kept.
    """

    words: tuple[str, ...]
    slop: int = 0
    field: str | None = None
    exact: bool = True
    written: str | None = None

    def __str__(self) -> str:
        if self.written is not None:
            return _in_field(self.field, self.written)
        return _in_field(self.field, '"' + " ".join(self.words) + '"' + (f"~{self.slop}" if self.slop else ""))


@dataclass(frozen=True, slots=True)
class Near:
    """Both words within ``distance`` words of each other, in either order, by their stems."""

    left: str
    right: str
    distance: int = 10
    field: str | None = None

    def __str__(self) -> str:
        shown = f"{self.left} NEAR/{self.distance} {self.right}"
        return f"{self.field}:({shown})" if self.field else shown


@dataclass(frozen=True, slots=True)
class Value:
    """A whole value of a value field: ``role:recommendations``, ``authority:leeds``."""

    field: str
    text: str

    def __str__(self) -> str:
        return f"{self.field}:{_quoted(self.text)}"


@dataclass(frozen=True, slots=True)
class Range:
    """``field`` between ``low`` and ``high``, both included, either open. Dates are ISO, to year, month or day."""

    field: str
    low: str | None
    high: str | None

    def __str__(self) -> str:
        return f"{self.field}:{self.low or '*'}..{self.high or '*'}"


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What was written, or one of the other ways to say it: scored as the best of them; prints as what was written.

    The parser makes one of a hyphenated word (``pre-proceedings``: the phrase by stem, or the two joined to
    one word); :mod:`cqa.query.synonym_expansion` makes the rest (synonyms, acronyms).
    """

    written: Node
    others: tuple[Node, ...]

    def __str__(self) -> str:
        return str(self.written)


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " ".join(_grouped(c) for c in self.children)


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(_grouped(c) for c in self.children)


@dataclass(frozen=True, slots=True)
class Not:
    """All that does not match ``child``; inside an :class:`And` it takes away."""

    child: Node

    def __str__(self) -> str:
        return f"NOT {_grouped(self.child)}"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every passage."""

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class Nothing:
    """Matches no passage."""

    def __str__(self) -> str:
        return "NOT *"


Node = Union[Word, Prefix, Phrase, Near, Value, Range, Synonyms, And, Or, Not, Everything, Nothing]


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, parents first."""
    yield node
    if isinstance(node, And | Or):
        for child in node.children:
            yield from walk(child)
    elif isinstance(node, Not):
        yield from walk(node.child)
    elif isinstance(node, Synonyms):
        yield from walk(node.written)
        for other in node.others:
            yield from walk(other)


def rewrite(node: Node, leaf: Callable[[Node], Node]) -> Node:
    """Return the tree with ``leaf`` applied to each node that holds no other."""
    if isinstance(node, And):
        return And(tuple(rewrite(c, leaf) for c in node.children))
    if isinstance(node, Or):
        return Or(tuple(rewrite(c, leaf) for c in node.children))
    if isinstance(node, Not):
        return Not(rewrite(node.child, leaf))
    if isinstance(node, Synonyms):
        return node
    return leaf(node)


def _in_field(field: str | None, shown: str) -> str:
    return f"{field}:{shown}" if field else shown


def _grouped(node: Node) -> str:
    shown = node.written if isinstance(node, Synonyms) else node
    return f"({shown})" if isinstance(shown, And | Or) else str(shown)


def _quoted(text: str) -> str:
    return text if text and all(c.isalnum() or c in "-_" for c in text) else '"' + text.replace('"', "") + '"'
