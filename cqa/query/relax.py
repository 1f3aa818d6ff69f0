"""What to search for when no passage has everything that was asked, in a stated order, each step said in words.

Only bare words may be dropped. What is quoted, in a field, near something, a reference, a council's name, a filter or
under NOT never does, but quoted words may be matched by their stems. The order:

1. what people say is read as what papers say (*kids*: children, young people);
2. words about the search itself are dropped (*mention*, *papers*);
3. quoted words are matched by their stems;
4. all words but one, then (from five words on) all but two;
5. the most informative words: any set of them that carries three tenths of what was asked (half, for up to three
   words), measured by idf.

The first three end at the first passage found; the last two go on until there is a page of them.

A word that occurs nowhere ends it: there is then nothing to find, unless three or more other words, and at least
twice as many as the unknown ones, are known; that, too, is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations
from math import log
from typing import NamedTuple

from cqa.query.authority_expansion import is_place
from cqa.query.expansion import without_asking_words
from cqa.query.nodes import And, Node, Or, Phrase, Synonyms, Word, rewrite

LEAST_KNOWN = 3
"""Known words that a query must have for an unknown one to be left out."""

LEAST_SHARE = 0.3
"""Share of the query's information (sum of idf) that a relaxed query keeps. Measured as in :mod:`cqa.rank.weights`:
0.5 gives nDCG@10 of 0.502 and 0.446 on the seeds' and the council files' questions, 0.4 0.530 and 0.467, 0.3 0.549
and 0.484."""

SHORT, SHORT_SHARE = 3, 0.5
"""A query of so few words keeps more of itself, so that the commoner of two words never replaces both."""

STEMMED = "Showing those with other forms of the quoted words"

MOST_CHOSEN = 8
"""Words among which those are chosen: the sets of eight are at most seventy."""

MOST_COMBINATIONS = 40
"""Ways to leave words out that one step tries at once."""


class Step(NamedTuple):
    """A tree to try and what it gives up, in words; ``goes_on``: whether to go on while few passages are found.

    ``scored`` is what passages are scored by, where that is more than what they must match: every word once.
    """

    tree: Node
    says: str
    goes_on: bool
    scored: Node | None = None


def bare(node: Node) -> bool:
    """Return whether a part of a query may be dropped: a plain word or term, in no field, that is not the name of a
    council."""
    if isinstance(node, Synonyms):
        hyphenated = isinstance(node.written, Phrase) and not node.written.exact and node.written.field is None
        return not is_place(node) and (hyphenated or bare(node.written))
    if isinstance(node, And):
        return all(bare(child) for child in node.children)
    return isinstance(node, Word) and not node.exact and node.field is None


def parts(tree: Node) -> tuple[list[Node], list[Node]]:
    """Return the parts of a conjunction: those that may be dropped, and those that stay."""
    children = list(tree.children) if isinstance(tree, And) else [tree]
    return [c for c in children if bare(c)], [c for c in children if not bare(c)]


def either_place(tree: Node) -> Node:
    """Return the tree with several councils' names, which no passage need have together, as one alternative."""
    loose, fixed = parts(tree)
    named = [node for node in fixed if is_place(node)]
    if len(named) < 2:
        return tree
    return _and([*loose, Or(tuple(dict.fromkeys(named))), *(node for node in fixed if not is_place(node))])


def any_of(tree: Node) -> Node:
    """Return the tree with any of the words enough that may be dropped, and all else as it is. References may be
    dropped here, whole; a hyphenated word is its parts, as it is written in as many ways."""
    children = tree.children if isinstance(tree, And) else (tree,)
    loose = [word for node in children if bare(node) or _is_reference(node) for word in _single(node)]
    fixed = [node for node in children if not bare(node) and not _is_reference(node)]
    return tree if len(loose) < 2 else _and([Or(tuple(loose)), *fixed])


def _is_reference(node: Node) -> bool:
    return isinstance(node, Phrase) and node.written is not None and node.field is None


def _single(node: Node) -> Iterator[Node]:
    written = node.written if isinstance(node, Synonyms) else None
    if isinstance(node, Synonyms) and isinstance(written, Phrase) and written.written is not None:
        yield from (Word(word) for word in written.words)
        yield from node.others
    else:
        yield node


def idf(counts: Mapping[Node, int], total: int) -> dict[Node, float]:
    """Return how informative each part is (its idf): the logarithm of how rare it is among ``total`` passages."""
    return {node: log(1 + (total + 1) / (count + 0.5)) for node, count in counts.items()}


def by_stem(tree: Node) -> Node:
    """Return the tree with quoted words and phrases matched by their stems; references stay exact."""

    def looser(leaf: Node) -> Node:
        if isinstance(leaf, Word) and leaf.exact:
            return Word(leaf.text, leaf.field)
        if isinstance(leaf, Phrase) and leaf.exact and leaf.written is None:
            return Phrase(leaf.words, leaf.slop, leaf.field, exact=False)
        return leaf

    return rewrite(tree, looser)


def steps(tree: Node, colloquial: Node, unknown: Set[Node], weight: Mapping[Node, float]) -> Iterator[Step]:
    """Yield trees to try, in order.

    ``colloquial`` is the tree with colloquial words read as the papers' own; ``weight`` says how informative each part
    is (its idf); ``unknown`` are the parts of ``colloquial`` that occur nowhere and are not words of asking."""
    said: list[str] = []
    if colloquial != tree:
        tree = colloquial
        said.append("Also searched for the words that papers use")
        yield Step(tree, said[0], False)
    if any(not bare(node) for node in unknown) and (stemmed := by_stem(tree)) != tree:
        yield Step(stemmed, ". ".join([*said, STEMMED]), False)
    if unknown:
        known = _without_unknown(tree, unknown)
        if known is None:
            return
        tree = known
        occur = "occurs in no paper and was" if len(unknown) == 1 else "occur in no paper and were"
        said.append(f"{_quoted(unknown)} {occur} left out")
        yield Step(tree, ". ".join(said), False)
    tree, left_out = without_asking_words(either_place(tree))
    if left_out:
        said.append(f"Left out: {', '.join(left_out)}")
        yield Step(tree, ". ".join(said), False)
    stemmed = by_stem(tree)
    if stemmed != tree:
        said.append(STEMMED)
        yield Step(stemmed, ". ".join(said), False)
    for step in (*_fewer(stemmed), *_most_informative(stemmed, weight)):
        yield Step(step.tree, ". ".join([*said, step.says]), True, any_of(stemmed))


def _without_unknown(tree: Node, unknown: Set[Node]) -> Node | None:
    """Return the tree without the words that occur nowhere; None when too little would be left or one of them must
    stay."""
    loose, fixed = parts(tree)
    known = [node for node in loose if node not in unknown]
    informative = parts(without_asking_words(_and(known))[0])[0] if known else []
    if len(informative) < LEAST_KNOWN or len(informative) < 2 * len(unknown) or any(node in unknown for node in fixed):
        return None
    return _and(known + fixed)


def _fewer(tree: Node) -> Iterator[Step]:
    """Yield all words but one, then all but two."""
    loose, fixed = parts(tree)
    for missing, least in ((1, 3), (2, 5)):
        if len(loose) < least:
            return
        kept = list(combinations(loose, len(loose) - missing))
        if len(kept) > MOST_COMBINATIONS:
            return
        shown = f"Showing those with {len(loose) - missing} of the {len(loose)}"
        yield Step(_some(kept, fixed), shown, True)


def _most_informative(tree: Node, weight: Mapping[Node, float]) -> Iterator[Step]:
    """Yield the smallest sets of words that together carry the least share of what was asked."""
    loose, fixed = parts(tree)
    if len(loose) < 2:
        return
    by_weight = sorted(loose, key=lambda node: (-weight.get(node, 0.0), str(node)))
    total = sum(weight.get(node, 0.0) for node in loose)
    rarest = by_weight[:MOST_CHOSEN]
    share = SHORT_SHARE if len(loose) <= SHORT else LEAST_SHARE
    kept = [list(choice) for choice in _enough(rarest, weight, share * total)]
    if kept:
        yield Step(_some(kept, fixed), "Showing those with the most important ones", True)


def _enough(nodes: Sequence[Node], weight: Mapping[Node, float], least: float) -> Iterator[tuple[Node, ...]]:
    """Yield every set of nodes that reaches ``least`` and would not without its lightest. ``nodes`` are heaviest
    first."""
    for size in range(1, len(nodes) + 1):
        for choice in combinations(nodes, size):
            reached = sum(weight.get(node, 0.0) for node in choice)
            if reached >= least > reached - weight.get(choice[-1], 0.0):
                yield choice


def _some(choices: Sequence[Sequence[Node]], fixed: Sequence[Node]) -> Node:
    """Return one of the choices, whole, with everything that is fixed."""
    alternatives = [_and(choice) for choice in choices]
    either = alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))
    return _and([either, *fixed])


def _and(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(tuple(nodes))


def _quoted(nodes: Set[Node]) -> str:
    return " and ".join(sorted(f"‘{node}’" for node in nodes))
