"""Names of councils among the bare words of a query: *caseloads leeds* asks about Leeds, in whatever words.

A council's own papers seldom name it in every paragraph. So its name in a query matches the passages of its papers,
too, in addition to those that have the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cqa.gazetteer.name_forms import place_of
from cqa.query.nodes import And, Node, Or, Synonyms, Value, Word
from cqa.text.analyzer import tokenize

LONGEST = 6
"""Words of a place name."""


def with_places(tree: Node, authorities: Sequence[str]) -> Node:
    """Return the tree with each place among words side by side as :class:`AnyOf` its name and its council's papers."""
    if isinstance(tree, Or):
        return Or(tuple(with_places(child, authorities) for child in tree.children))
    if not isinstance(tree, And):
        return tree
    names = _by_place(tuple(authorities))
    children: list[Node] = []
    at = 0
    while at < len(tree.children):
        length = _place_at(tree.children, at, names)
        if length:
            named = tree.children[at : at + length]
            councils = tuple(Value("authority", name) for name in names[_words(named)])
            children.append(Synonyms(named[0] if length == 1 else And(tuple(named)), councils))
        else:
            child = tree.children[at]
            children.append(with_places(child, authorities) if isinstance(child, Or) else child)
        at += length or 1
    return children[0] if len(children) == 1 else And(tuple(children))


@lru_cache(maxsize=4)
def _by_place(authorities: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    """Return the authorities by the words that distinguish each from others."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name in authorities:
        words = place_of(name)
        for written in dict.fromkeys((words, tuple(w for w in words if w != "and"))):  # "hammersmith fulham"
            names.setdefault(written, []).append(name)
    return names


def is_place(node: Node) -> bool:
    """Return whether this is what :func:`with_places` made of a name."""
    return isinstance(node, Synonyms) and any(isinstance(other, Value) for other in node.others)


def _place_at(nodes: Sequence[Node], at: int, names: dict[tuple[str, ...], list[str]]) -> int:
    for length in range(min(LONGEST, len(nodes) - at), 0, -1):
        words = _words(nodes[at : at + length])
        if words and words in names:
            return length
    return 0


def _words(nodes: Sequence[Node]) -> tuple[str, ...]:
    """Return the folded words of plain words; none when one of them is anything else."""
    if not all(isinstance(node, Word) and not node.exact and node.field is None for node in nodes):
        return ()
    return tuple(word for node in nodes if isinstance(node, Word) for word in tokenize(node.text))
