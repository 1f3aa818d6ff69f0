"""How a query is read: terms of the field found, function words set aside, and both shown in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from cqa.query.authority_expansion import is_place
from cqa.query.capitals import stays, with_names
from cqa.query.nodes import And, Node, Not, Or, Range, Synonyms, Value, Word, walk
from cqa.query.synonym_expansion import expand
from cqa.query.written_forms import with_written_forms
from cqa.record import dataclass
from cqa.text.stop_words import stop_words

SHOWN_WAYS = 4
"""Other ways to say a term that are shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class ExpandedQuery:
    """A query as it will be searched, with the function words that were left out."""

    tree: Node
    left_out: tuple[str, ...] = ()

    def __str__(self) -> str:
        notes = [f"{term} (also {_listed(ways)})" for term, ways in other_ways(self.tree)]
        shown = str(self.tree)
        if notes:
            shown += "; " + "; ".join(notes)
        return shown + (f"; left out: {', '.join(self.left_out)}" if self.left_out else "")


def read(tree: Node, exact: bool = False, colloquial: bool = False) -> ExpandedQuery:
    """Return the tree with synonyms added (unless ``exact``) and function words dropped.

    A function word goes only when it is bare and next to a word that stays, is not part of a known term (*children in
    care*) and is not written in capitals like an acronym (*IT*, *WHO*).
    """
    if exact:
        return ExpandedQuery(tree)
    kept, left_out = _without(
        with_written_forms(expand(with_names(tree), colloquial=colloquial)), stop_words("queries")
    )
    return ExpandedQuery(kept, tuple(dict.fromkeys(left_out)))


def without_asking_words(tree: Node) -> tuple[Node, tuple[str, ...]]:
    """Return the tree without the words about the search itself (*mention*, *papers*), and those words."""
    kept, left_out = _without(tree, asking_words())
    return kept, tuple(dict.fromkeys(left_out))


def other_ways(tree: Node) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each term that has other ways to say it, with those, as text; once each."""
    shown: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Synonyms) and not is_place(node) and str(node.written) not in shown:
            shown.add(str(node.written))
            yield str(node.written), tuple(dict.fromkeys(str(other).strip('"') for other in node.others))


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Return words about searching and papers rather than about a subject, in lower case."""
    return frozenset(_data()["asking"].split())


def _without(tree: Node, words: frozenset[str]) -> tuple[Node, list[str]]:
    if isinstance(tree, Or):
        pairs = [_without(child, words) for child in tree.children]
        return Or(tuple(kept for kept, _ in pairs)), [word for _, out in pairs for word in out]
    if not isinstance(tree, And):
        return tree, []
    left_out: list[str] = []
    kept: list[Node] = []
    for child in tree.children:
        if _may_be_dropped(child, words) and not stays(child, tree.children):
            left_out.append(str(child))
        else:
            inner, out = _without(child, words) if isinstance(child, Or) else (child, [])
            kept.append(inner)
            left_out += out
    if all(isinstance(child, Not | Value | Range) for child in kept):
        return tree, []
    return (kept[0] if len(kept) == 1 else And(tuple(kept))), left_out


def _may_be_dropped(node: Node, words: frozenset[str]) -> bool:
    node = node.written if isinstance(node, Synonyms) else node
    if not isinstance(node, Word) or node.exact or node.field is not None:
        return False
    capitals = len(node.text) > 1 and node.text.isupper()
    return not capitals and node.text.lower().replace("\u2019", "'").removesuffix("'s") in words


def _listed(ways: Sequence[str]) -> str:
    more = len(ways) - SHOWN_WAYS
    return ", ".join(ways[:SHOWN_WAYS]) + (f" and {more} more" if more > 0 else "")


@lru_cache(maxsize=1)
def _data() -> dict[str, str]:
    return tomllib.loads((Path(__file__).with_name("data") / "common_words.toml").read_text("utf-8"))
