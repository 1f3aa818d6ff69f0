"""The tree of a query with the synonyms of its terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cqa.query.nodes import And, Node, Or, Phrase, Synonyms, Word
from cqa.query.vocabulary import alternatives, expansions, formal_stems, is_acronym, tables
from cqa.text.analyzer import stems


def expand(node: Node, exact: bool = False, colloquial: bool = False) -> Node:
    """Return the tree with every known term replaced by itself and its synonyms.

    A term may be several adjacent words (*children in care*). Quoted words and phrases, prefixes and values stay as
    they are, as does what is under NOT: excluding more than was written would hide papers. ``exact`` changes nothing
    at all. ``colloquial`` also adds the paraphrases.
    """
    if exact:
        return node
    if isinstance(node, And):
        return _rejoined(And, _sequence(node.children, colloquial))
    if isinstance(node, Or):
        return _rejoined(Or, [expand(child, colloquial=colloquial) for child in node.children])
    if isinstance(node, Word | Synonyms):
        return _rejoined(And, _sequence((node,), colloquial))
    return node


def terms_in(nodes: Sequence[Node], colloquial: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the known terms among adjacent nodes, longest first from the left: (first, one past last)."""
    at = 0
    while at < len(nodes):
        length = _term_at(nodes, at, colloquial)
        if length:
            yield at, at + length
        at += length or 1


def _sequence(children: Sequence[Node], colloquial: bool) -> list[Node]:
    out: list[Node] = []
    at = 0
    for first, end in terms_in(children, colloquial):
        out += [_inside(child, colloquial) for child in children[at:first]]
        out += _with_alternatives(children[first:end], colloquial)
        at = end
    return out + [_inside(child, colloquial) for child in children[at:]]


def _inside(child: Node, colloquial: bool) -> Node:
    return expand(child, colloquial=colloquial) if isinstance(child, And | Or) else child


def _term_at(nodes: Sequence[Node], at: int, colloquial: bool) -> int:
    """Return how many nodes from ``at`` on make the longest known term; they must be plain words of one field."""
    first = _plain(nodes[at])
    if first is None:
        return 0
    sequence: list[str] = []
    ends: list[int] = []
    for node in nodes[at:]:
        plain = _plain(node)
        if plain is None or plain.field != first.field or len(sequence) >= 12:
            break
        sequence += stems(" ".join(plain.words))
        ends.append(len(sequence))
    best = 1 if expansions(" ".join(first.words)) else 0
    for said in {tuple(sequence), tuple(formal_stems(sequence, colloquial))}:
        for table in tables(colloquial):
            limit = len(said)
            while limit and (length := table.longest(said, 0, limit)):
                if length in ends:
                    best = max(best, ends.index(length) + 1)
                    break
                limit = length - 1
    return best


def _with_alternatives(nodes: Sequence[Node], colloquial: bool) -> list[Node]:
    """Return one term of several nodes with its other ways; the nodes as they are when it has none."""
    plain = [p for p in map(_plain, nodes) if p is not None]
    key = tuple(stem for p in plain for stem in stems(" ".join(p.words)))
    given: list[Node] = [o for n in nodes if len(nodes) == 1 and isinstance(n, Synonyms) for o in n.others]
    written = nodes[0] if len(nodes) == 1 else And(tuple(nodes))
    if isinstance(written, Synonyms):
        written = written.written
    text = " ".join(word for p in plain for word in p.words)
    others = [other for way in alternatives(key, text, colloquial) for other in _node(way, plain[0].field)]
    if not others:
        return list(nodes)
    return [Synonyms(written, tuple(dict.fromkeys([*given, *others])))]


def _plain(node: Node) -> Phrase | None:
    """Return the words of a node that may be part of a term: an unquoted word or a hyphenated one."""
    if isinstance(node, Word) and not node.exact:
        return Phrase((node.text,), field=node.field)
    if isinstance(node, Synonyms) and isinstance(node.written, Phrase) and not node.written.exact:
        return node.written
    return None


def _node(way: str, in_field: str | None) -> list[Node]:
    """Return a way of saying it as nodes. An acronym is searched as written and in the plural."""
    if is_acronym(way) and way.isalnum():
        plural = [] if way.endswith("s") else [Word(way.lower() + "s", in_field, exact=True)]
        return [Word(way.lower(), in_field, exact=True), *plural]
    parts = tuple(way.replace("'", "").replace(",", " ").replace("-", " ").replace("/", " ").split())
    if len(parts) == 1:
        return [Word(parts[0], in_field)]
    return [Phrase(parts, 0, in_field, exact=False)]


def _rejoined(kind: type[And] | type[Or], children: list[Node]) -> Node:
    return children[0] if len(children) == 1 else kind(tuple(children))
