"""Which words of a query tree a passage has, and where.

A *concept* is a leaf of the tree with words: a word, a phrase, a pair, or any of these with its synonyms.
Places are counted in words; spans are offsets into the passage's text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cqa.model import Passage, Span
from cqa.query.nodes import And, Near, Node, Not, Or, Phrase, Prefix, Synonyms, Value, Word
from cqa.record import dataclass
from cqa.text.analyzer import STEMS, spans, stem, tokenize

TEXT, HEADING, TITLE = "text", "heading", "title"

SHARED = 500
"""Headings and titles, and texts, whose words are remembered."""


@dataclass(frozen=True, slots=True)
class SynonymForm:
    """One form of a concept: the words (stems unless ``exact``), how far apart they may be, in which field."""

    label: str
    words: tuple[str, ...]
    exact: bool = False
    slop: int = 0
    field: str | None = None
    kind: str = "sequence"
    """``sequence`` in order; ``near`` a pair in either order; ``prefix`` one word's beginning; ``all`` anywhere."""


@dataclass(frozen=True, slots=True)
class QueryConcept:
    """A leaf of the query; the first is the one that was written."""

    written: str
    forms: tuple[SynonymForm, ...]
    needed: bool = True
    """False where the passage may match by its paper instead: the name of a council."""


class Wanted:
    """The concepts of a query and all words, exact and by stem, that they need.

    It remembers the words of headings and titles, which many passages share.
    """

    __slots__ = ("_shared", "concepts", "exact", "forms", "prefixes", "stems")

    def __init__(self, concepts: tuple[QueryConcept, ...]) -> None:
        forms = [form for concept in concepts for form in concept.forms]
        self.concepts = concepts
        self.exact = frozenset(word for form in forms if form.exact for word in form.words)
        self.stems = frozenset(word for form in forms if not form.exact for word in form.words)
        self.prefixes = any(form.kind == "prefix" for form in forms)
        self.forms = [
            (number, index, form, frozenset() if form.kind == "prefix" else frozenset(form.words))
            for number, concept in enumerate(concepts)
            for index, form in enumerate(concept.forms)
        ]
        """Each form with its concept's number, its own, and the words without which a passage cannot have it."""
        self._shared: dict[str, MatchedField] = {}

    def shared(self, text: str) -> MatchedField:
        """Return a heading or title."""
        found = self._shared.get(text)
        if found is None:
            if len(self._shared) >= SHARED:
                self._shared.clear()
            found = self._shared[text] = MatchedField(tokenize(text), self)
        return found


class FoundTerms(NamedTuple):
    """A concept in a passage: in which form and field, at the words from ``first`` to ``last`` (both included)."""

    concept: int
    form: int
    field: str
    first: int
    last: int


class MatchedField:
    """The words of one field of a passage, their stems, and the places of those in the query."""

    __slots__ = ("exact", "stemmed", "stems", "tokens")

    def __init__(self, tokens: Sequence[str], wanted: Wanted) -> None:
        self.tokens = tokens
        self.stemmed = list(map(STEMS.__getitem__, tokens))
        self.exact: dict[str, list[int]] = {}
        self.stems: dict[str, list[int]] = {}
        for asked, stored, index in (
            (wanted.exact, tokens, self.exact),
            (wanted.stems, self.stemmed, self.stems),
        ):
            if not asked.isdisjoint(stored):
                for place in [place for place, word in enumerate(stored) if word in asked]:
                    index.setdefault(stored[place], []).append(place)

    def places(self, form: SynonymForm) -> dict[str, list[int]]:
        """Return where the words of the query are, in the forms that it allows."""
        return self.exact if form.exact else self.stems


class PassageFields:
    """A passage's words, field by field, read once. Spans are computed only when they are needed."""

    __slots__ = ("_spans", "_text", "fields")

    def __init__(self, passage: Passage, wanted: Wanted) -> None:
        headings = " ".join((*passage.path, passage.heading, *passage.columns))
        self.fields = {
            TEXT: MatchedField(text_words(passage.text), wanted),
            HEADING: wanted.shared(headings),
            TITLE: wanted.shared(passage.title),
        }
        self._text = passage.text
        self._spans: list[Span] = []

    def span(self, found: FoundTerms) -> Span:
        """Return where a match in the text is."""
        if not self._spans:
            self._spans = spans(self._text)
        return self._spans[found.first][0], self._spans[found.last][1]


@lru_cache(maxsize=SHARED)
def text_words(text: str) -> Sequence[str]:
    """Return the words of a passage's text; a search needs them to score it, to compare it with others and to mark
    it."""
    return tokenize(text)


@lru_cache(maxsize=8)
def wanted(tree: Node) -> Wanted:
    """Return the concepts of the tree, left to right, without what is under NOT, filters and values; each once."""
    return Wanted(tuple(dict.fromkeys(_concepts(tree))))


def find(passage_words: PassageFields, wanted: Wanted) -> list[FoundTerms]:
    """Return every place where a passage has one of the concepts."""
    found: list[FoundTerms] = []
    stored = passage_words.fields.items()
    fields = [(name, field) for name, field in stored if field.exact or field.stems or wanted.prefixes]
    present = {word for _, field in fields for index in (field.exact, field.stems) for word in index}
    for number, index, form, needed in wanted.forms:
        if not needed <= present:
            continue
        for name, field in fields:
            if form.field is not None and form.field != name:
                continue
            if len(form.words) == 1 and form.kind == "sequence":  # nearly all of them
                for place in field.places(form).get(form.words[0], ()):
                    found.append(FoundTerms(number, index, name, place, place))
            else:
                found += [FoundTerms(number, index, name, first, last) for first, last in _places(form, field)]
    return found


def _concepts(tree: Node) -> Iterator[QueryConcept]:
    if isinstance(tree, And | Or):
        for child in tree.children:
            yield from _concepts(child)
    elif isinstance(tree, Synonyms):
        forms = [form for node in (tree.written, *tree.others) for form in _ways(node)]
        if forms:
            yield QueryConcept(str(tree.written), tuple(forms), not any(isinstance(o, Value) for o in tree.others))
    elif not isinstance(tree, Not):
        forms = list(_ways(tree))
        if forms:
            yield QueryConcept(str(tree), tuple(forms))


def _ways(node: Node) -> Iterator[SynonymForm]:
    if isinstance(node, Word):
        yield SynonymForm(node.text, _forms((node.text,), node.exact), node.exact, 0, node.field)
    elif isinstance(node, Phrase):
        label = node.written or " ".join(node.words)
        yield SynonymForm(label, _forms(node.words, node.exact), node.exact, node.slop, node.field)
    elif isinstance(node, Near):
        yield SynonymForm(str(node), _forms((node.left, node.right), False), False, node.distance, node.field, "near")
    elif isinstance(node, Prefix):
        yield SynonymForm(str(node), _forms((node.text,), True), True, 0, node.field, "prefix")
    elif isinstance(node, And) and all(isinstance(child, Word) for child in node.children):
        written = tuple(child.text for child in node.children if isinstance(child, Word))
        yield SynonymForm(" ".join(written), _forms(written, False))
        yield SynonymForm(" ".join(written), _forms(written, False), kind="all")


def _forms(written: Sequence[str], exact: bool) -> tuple[str, ...]:
    return tuple(form if exact else stem(form) for word in written for form in tokenize(word))


def _places(form: SynonymForm, field: MatchedField) -> Iterator[tuple[int, int]]:
    index = field.places(form)
    if form.kind == "prefix":
        yield from ((place, place) for place, token in enumerate(field.tokens) if token.startswith(form.words[0]))
    elif any(word not in index for word in form.words):
        return
    elif form.kind == "all":
        for word in form.words:
            yield from ((place, place) for place in index[word])
    elif form.kind == "near":
        yield from _pairs(index[form.words[0]], index[form.words[1]], form.slop)
    else:
        yield from _sequences([index[word] for word in form.words], form.slop)


def _pairs(left: Sequence[int], right: Sequence[int], distance: int) -> Iterator[tuple[int, int]]:
    for a in left:
        for b in right:
            if 0 < abs(a - b) <= distance:
                yield min(a, b), max(a, b)


def _sequences(places: Sequence[Sequence[int]], slop: int) -> Iterator[tuple[int, int]]:
    """Yield stretches with one place of each word in order and at most ``slop`` others between them."""
    for first in places[0]:
        last = first
        for following in places[1:]:
            last = next((place for place in following if place > last), -1)
            if last < 0:
                break
        if last >= 0 and last - first + 1 - len(places) <= slop:
            yield first, last
