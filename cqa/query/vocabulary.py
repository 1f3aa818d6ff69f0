"""Other ways of saying it: synonyms, acronyms and colloquial words of the field, and how a query tree takes them in.

Three tables in ``data/``: ``synonyms.toml`` (groups of equals, and wide terms with their narrower ones),
``acronyms.csv`` (both directions, or from the acronym only, and only in capitals, where it has other meanings) and
``paraphrases.toml`` (what people say → what papers say; for questions, and for searches that found nothing).
Terms are compared by their stems.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from cqa.query.nodes import And, Node, Not, Or, Phrase, Synonyms, Word
from cqa.text.analyzer import stems

Stems = tuple[str, ...]

_DATA = Path(__file__).with_name("data")


class TermTable(Mapping[Stems, list[str]]):
    """Terms by their stems, each with the other ways to say it, in the order of the data file.

    A stem begins as its word does, so the terms are kept by their first letter and stemmed when a term with that
    letter is asked for: a query asks for a few of the three thousand.
    """

    def __init__(self) -> None:
        self._reading = Lock()
        self._unread: dict[str, list[tuple[str, Sequence[str]]]] = {}
        self._ways: dict[Stems, list[str]] = {}
        self._terms: dict[Stems, set[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        """Lengths in words of the terms that begin with a stem."""

    @property
    def ways(self) -> Mapping[Stems, list[str]]:
        return self

    def add(self, term: str, others: Sequence[str]) -> None:
        first = term[:1].lower()
        self._unread.setdefault(first if first.isascii() and first.isalnum() else stems(term)[0][0], []).append(
            (term, others)
        )

    def get(self, key: Stems, default: Any = None) -> Any:
        """Return other ways to say the term of these stems."""
        if key and key[0][:1] in self._unread:
            self._read(key[0][:1])
        return self._ways.get(key, default)

    def terms(self, key: Stems) -> AbstractSet[str]:
        """Return the terms of these stems as they are written."""
        self.get(key)
        return self._terms.get(key, frozenset())

    def longest(self, sequence: Sequence[str], at: int, limit: int) -> int:
        """Return how many words from ``at`` on make the longest known term of at most ``limit`` words; 0 for none."""
        self.get((sequence[at],))
        for length in sorted(self._lengths.get(sequence[at], ()), reverse=True):
            if length <= limit and tuple(sequence[at : at + length]) in self._ways:
                return length
        return 0

    def __getitem__(self, key: Stems) -> list[str]:
        found: list[str] | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[Stems]:
        for first in list(self._unread):
            self._read(first)
        return iter(self._ways)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, first: str) -> None:
        """One thread reads a letter; others that need it wait: it is unread until all of it is read."""
        with self._reading:
            for term, others in self._unread.get(first, ()):
                key = tuple(stems(term))
                known = self._ways.setdefault(key, [])
                known.extend(o for o in others if o != term and o not in known)
                self._terms.setdefault(key, set()).add(term)
                self._lengths.setdefault(key[0], set()).add(len(key))
            self._unread.pop(first, None)


@lru_cache(maxsize=1)
def synonyms() -> TermTable:
    """Return synonym groups, narrower terms and acronyms, as one table."""
    table = TermTable()
    for area in tomllib.loads((_DATA / "synonyms.toml").read_text("utf-8"))["area"]:
        for line in _lines(area.get("same", "")):
            group = _terms(line)
            for term in group:
                table.add(term, group)
        for line in _lines(area.get("narrower", "")):
            wide, _, narrow = line.partition(" > ")
            table.add(wide, _terms(narrow))
    for acronym, expansion, direction in acronyms():
        if direction == "both":
            table.add(acronym, [expansion])
            table.add(acronym + "s", [expansion])
            table.add(expansion, [acronym])
    return table


@lru_cache(maxsize=1)
def ambiguous_acronyms() -> dict[str, tuple[str, ...]]:
    """Return acronyms that are also words or have several meanings, in capitals, with all their expansions."""
    found: dict[str, tuple[str, ...]] = {}
    for acronym, expansion, direction in acronyms():
        if direction == "expand":
            for form in (acronym.upper(), acronym.upper() + "S"):
                found[form] = (*found.get(form, ()), expansion)
    return found


@lru_cache(maxsize=1)
def paraphrases() -> TermTable:
    """Return what people say, with what papers say for it. One way only."""
    table = TermTable()
    for area in tomllib.loads((_DATA / "paraphrases.toml").read_text("utf-8"))["area"]:
        for line in _lines(area["says"]):
            colloquial, _, formal = line.partition(" > ")
            for term in _terms(colloquial):
                table.add(term, _terms(formal))
    return table


def synonyms_of(words: str | Sequence[str], colloquial: bool = False) -> tuple[str, ...]:
    """Return other ways to say these words taken as one term, as written in the tables; ``colloquial`` adds the
    paraphrases."""
    text = words if isinstance(words, str) else " ".join(words)
    key = tuple(stems(text))
    return tuple(_ways(key, text, colloquial)) if key else ()


def expand(node: Node, exact: bool = False, colloquial: bool = False) -> Node:
    """Return the tree with every known term replaced by :class:`AnyOf` it and the other ways to say it.

    A term may be several words side by side (*children in care*). Left as they are: quoted words and phrases,
    prefixes, what is under NOT (taking away more than was written would hide papers), values, and everything
    when ``exact``. ``colloquial`` also takes in the paraphrases.
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
        out += _alternatives(children[first:end], colloquial)
        at = end
    return out + [_inside(child, colloquial) for child in children[at:]]


def _inside(child: Node, colloquial: bool) -> Node:
    return expand(child, colloquial=colloquial) if isinstance(child, And | Or) and not isinstance(child, Not) else child


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
    best = 1 if _expansions(" ".join(first.words)) else 0
    for said in {tuple(sequence), tuple(_formal(sequence, colloquial))}:
        for table in _tables(colloquial):
            limit = len(said)
            while limit and (length := table.longest(said, 0, limit)):
                if length in ends:
                    best = max(best, ends.index(length) + 1)
                    break
                limit = length - 1
    return best


def _formal(sequence: Sequence[str], colloquial: bool) -> Iterator[str]:
    """Yield the stems with each single colloquial word in its first formal form: *kids in care* as *children in
    care*."""
    for stem in sequence:
        ways = paraphrases().get((stem,), []) if colloquial else []
        yield next((stems(way)[0] for way in ways if way.isalpha()), stem)


def _alternatives(nodes: Sequence[Node], colloquial: bool) -> list[Node]:
    """Return one term of several nodes with its other ways; the nodes as they are when it has none."""
    plain = [p for p in map(_plain, nodes) if p is not None]
    key = tuple(stem for p in plain for stem in stems(" ".join(p.words)))
    given: list[Node] = [o for n in nodes if len(nodes) == 1 and isinstance(n, Synonyms) for o in n.others]
    written = nodes[0] if len(nodes) == 1 else And(tuple(nodes))
    if isinstance(written, Synonyms):
        written = written.written
    text = " ".join(word for p in plain for word in p.words)
    others = [other for way in _ways(key, text, colloquial) for other in _node(way, plain[0].field)]
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


def _ways(key: Stems, written: str, colloquial: bool) -> list[str]:
    """Return every other way, without those that the written words find anyway, nor the same one twice by stem.

    An acronym stands for its expansion and so for all that its expansion is a synonym of; so does a colloquial word.
    """
    found = [*_expansions(written), *synonyms().get(key, [])]
    if len(key) == 1 and any(_is_acronym(term) for term in [written, *synonyms().terms(key)]):
        found += [w for way in found for w in synonyms().get(tuple(stems(way)), [])]
    if colloquial:
        formal = tuple(_formal(key, colloquial))
        said = [
            *paraphrases().get(key, []),
            *([min(synonyms().terms(formal))] if formal != key and formal in synonyms() else []),
        ]
        found += [w for way in said for w in [way, *synonyms().get(tuple(stems(way)), [])]]
    found += [w for way in found for w in synonyms().get(tuple(stems(way)), []) if _is_acronym(w)]
    seen: set[Stems] = {key}
    out: list[str] = []
    for way in found:
        its = tuple(stems(way))
        if its not in seen and not _contains(its, key):
            seen.add(its)
            out.append(way)
    return out


def _node(way: str, in_field: str | None) -> list[Node]:
    """Return a way of saying it as nodes. An acronym is looked for as written and in the plural."""
    if _is_acronym(way) and way.isalnum():
        plural = [] if way.endswith("s") else [Word(way.lower() + "s", in_field, exact=True)]
        return [Word(way.lower(), in_field, exact=True), *plural]
    parts = tuple(way.replace("'", "").replace(",", " ").replace("-", " ").replace("/", " ").split())
    if len(parts) == 1:
        return [Word(parts[0], in_field)]
    return [Phrase(parts, 0, in_field, exact=False)]


def _expansions(written: str) -> tuple[str, ...]:
    """Return what an ambiguous acronym may stand for, when it is written in capitals."""
    return ambiguous_acronyms().get(written.upper(), ()) if _is_acronym(written) else ()


def _is_acronym(way: str) -> bool:
    return len(way) <= 8 and " " not in way and sum(c.isupper() for c in way) >= 2


def _contains(longer: Stems, shorter: Stems) -> bool:
    return any(longer[i : i + len(shorter)] == shorter for i in range(len(longer) - len(shorter) + 1))


def acronyms() -> Iterator[tuple[str, str, str]]:
    """Yield each acronym of the field with its expansion and the direction in which it may be expanded."""
    for row in csv.DictReader((_DATA / "acronyms.csv").read_text("utf-8").splitlines()):
        yield row["acronym"], row["expansion"], row["direction"]


def _tables(colloquial: bool) -> tuple[TermTable, ...]:
    return (synonyms(), paraphrases()) if colloquial else (synonyms(),)


def _lines(block: str) -> list[str]:
    return [line for line in map(str.strip, block.splitlines()) if line and not line.startswith("#")]


def _terms(line: str) -> list[str]:
    return [term.strip() for term in line.split(" | ")]


def _rejoined(kind: type[And] | type[Or], children: list[Node]) -> Node:
    return children[0] if len(children) == 1 else kind(tuple(children))
