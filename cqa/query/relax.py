"""What to search for when no passage has everything that was asked, in a stated order, each step said in words.

Only bare words give way. What is quoted, in a field, near something, a reference, a filter or under NOT never does,
but quoted words may be matched by their stems. The order:

1. what people say is read as what papers say (*kids*: children, young people);
2. words that speak of the search are left out (*mention*, *papers*);
3. quoted words are matched by their stems;
4. all words but one, then (from five words on) all but two;
5. the commonest words are left out one by one, while those that stay carry half of what was asked or more.

A word that occurs nowhere ends it: there is then nothing to find, unless three or more other words, and at least twice as
many as the unknown ones, are known; that, too, is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import log
from typing import NamedTuple

from cqa.query.nodes import And, AnyOf, Node, Or, Phrase, Word, rewrite
from cqa.query.reading import read, without_asking_words

LEAST_KNOWN = 3
"""Known words that a query must have for an unknown one to be left out."""

LEAST_SHARE = 0.5
"""Share of the query's information (sum of idf) that a relaxed query keeps."""

MOST_COMBINATIONS = 40
"""Ways to leave words out that one step tries at once."""


class Step(NamedTuple):
    """A tree to try and what it gives up, as a sentence."""

    tree: Node
    says: str


def bare(node: Node) -> bool:
    """Whether a part of a query may give way: a plain word or term, in no field."""
    if isinstance(node, AnyOf):
        return bare(node.written) or (
            isinstance(node.written, Phrase) and not node.written.exact and node.written.field is None
        )
    if isinstance(node, And):
        return all(bare(child) for child in node.children)
    return isinstance(node, Word) and not node.exact and node.field is None


def parts(tree: Node) -> tuple[list[Node], list[Node]]:
    """The parts of a conjunction: those that may give way, and those that stay."""
    children = list(tree.children) if isinstance(tree, And) else [tree]
    return [c for c in children if bare(c)], [c for c in children if not bare(c)]


def idf(counts: Mapping[Node, int], total: int) -> dict[Node, float]:
    """How telling each part is: the logarithm of how rare it is among ``total`` passages."""
    return {node: log(1 + (total + 1) / (count + 0.5)) for node, count in counts.items()}


def by_stem(tree: Node) -> Node:
    """The tree with quoted words and phrases matched by their stems; references stay exact."""

    def looser(leaf: Node) -> Node:
        if isinstance(leaf, Word) and leaf.exact:
            return Word(leaf.text, leaf.field)
        if isinstance(leaf, Phrase) and leaf.exact and leaf.written is None:
            return Phrase(leaf.words, leaf.slop, leaf.field, exact=False)
        return leaf

    return rewrite(tree, looser)


def without_unknown(tree: Node, counts: Mapping[Node, int]) -> Step | None:
    """The tree without the words that occur nowhere; None when too little would be left."""
    loose, fixed = parts(tree)
    unknown = [node for node in loose if not counts.get(node, 1)]
    known = [node for node in loose if node not in unknown]
    if len(known) < LEAST_KNOWN or len(known) < 2 * len(unknown):
        return None
    words = _quoted(unknown)
    verb = "occurs" if len(unknown) == 1 else "occur"
    return Step(_and(known + fixed), f"{words} {verb} nowhere in what is held and {_was(unknown)} left out")


def steps(tree: Node, written: Node, weight: Mapping[Node, float]) -> Iterator[Step]:
    """Trees to try, in order. ``written`` is the tree as parsed, ``weight`` how telling each bare part is."""
    lay = read(written, lay=True).tree
    if lay != tree:
        yield Step(lay, "read in other words, too")
    shorter, left_out = without_asking_words(tree)
    if left_out:
        yield Step(shorter, f"no passage has every word: left out {', '.join(left_out)}")
    stemmed = by_stem(shorter)
    if stemmed != shorter:
        yield Step(stemmed, "nothing has the quoted words as they stand: matched by their stems")
    yield from _fewer(stemmed)
    yield from _telling(stemmed, weight)


def _fewer(tree: Node) -> Iterator[Step]:
    loose, fixed = parts(tree)
    for missing, least in ((1, 3), (2, 5)):
        if len(loose) < least:
            return
        kept = list(combinations(loose, len(loose) - missing))
        if len(kept) > MOST_COMBINATIONS:
            return
        some = Or(tuple(_and(choice) for choice in kept))
        shown = f"no passage has all {len(loose)} words: {len(loose) - missing} of them are enough"
        yield Step(_and([some, *fixed]) if fixed else some, shown)


def _telling(tree: Node, weight: Mapping[Node, float]) -> Iterator[Step]:
    loose, fixed = parts(tree)
    total = sum(weight.get(node, 0.0) for node in loose)
    kept = list(loose)
    for node in sorted(loose, key=lambda n: (weight.get(n, 0.0), str(n))):
        kept.remove(node)
        if not kept or sum(weight.get(n, 0.0) for n in kept) < LEAST_SHARE * total:
            return
        left_out = [n for n in loose if n not in kept]
        yield Step(_and(kept + fixed), f"no passage has every word: left out {', '.join(map(str, left_out))}")


def _and(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _quoted(nodes: Sequence[Node]) -> str:
    return " and ".join(f"‘{node}’" for node in nodes)


def _was(nodes: Sequence[Node]) -> str:
    return "was" if len(nodes) == 1 else "were"
