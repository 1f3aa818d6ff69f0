"""A plan carried out on Whoosh's postings: the documents that match, and their scores.

One segment of the index at a time; documents are numbered within their segment.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cqa.engine import plan as p
from cqa.engine.bm25 import bm25, idf, kept_length
from cqa.engine.keys import last_day
from cqa.engine.port import Weights
from cqa.engine.whoosh.schema import places
from cqa.engine.words import EXACT, FIELDS

Documents = set[int]
Scores = dict[int, float]
Postings = dict[int, bytes]
"""Document to the places of the word in it, as bytes."""


class Segment:
    """One segment as Whoosh reads it; deleted documents are left out everywhere."""

    def __init__(self, reader: Any) -> None:
        self.reader = reader
        self._postings: dict[tuple[str, str], Postings] = {}

    def postings(self, field: str, word: str) -> Postings:
        """Return every document that holds the term in the field."""
        found = self._postings.get((field, word))
        if found is None:
            found = self._postings[field, word] = self._read(field, word)
            if len(self._postings) > 200:
                del self._postings[next(iter(self._postings))]
        return found

    def _read(self, field: str, word: str) -> Postings:
        if (field, word.encode()) not in self.reader:
            return {}
        found: Postings = {}
        matcher = self.reader.postings(field, word.encode())
        with_places = field in FIELDS
        while matcher.is_active():
            found[matcher.id()] = matcher.value() if with_places else b""
            matcher.next()
        return found

    def lexicon(self, field: str) -> list[str]:
        """Return every term of the field, deleted documents' too."""
        return [term.decode() for term in self.reader.lexicon(field)]

    def expanded(self, field: str, prefix: str) -> list[str]:
        """Return every term of the field that begins so, deleted documents' too."""
        return [term.decode() for term in self.reader.expand_prefix(field, prefix.encode())]

    @cached_property
    def passages(self) -> Documents:
        return set(self.postings("kind", "passage"))

    @cached_property
    def lengths(self) -> dict[str, array[int]]:
        """Return the number of words in each field of each document."""
        found = {}
        for field in FIELDS:
            column = self.reader.column_reader(f"length_{field}", translate=False)
            found[field] = array("I", (column[n] for n in range(self.reader.doc_count_all())))
        return found


class Evaluation:
    """Evaluates plans over all segments, with statistics of what is alive in all of them."""

    def __init__(self, segments: Sequence[Segment], weights: Weights) -> None:
        self.segments, self._weights = segments, weights
        self._documents = sum(s.reader.doc_count() for s in segments)
        self._averages: dict[str, float] = {}
        self._idf: dict[tuple[str, str], float] = {}

    def holding(self, field: str, word: str) -> int:
        return sum(len(segment.postings(field, word)) for segment in self.segments)

    # ---- which

    def which(self, part: p.Plan, segment: Segment) -> Documents:
        """Return the documents that match."""
        match part:
            case p.Term(field, word):
                return set(segment.postings(field, word))
            case p.Sequence(field, words, slop):
                return _in_sequence([segment.postings(field, word) for word in words], slop)
            case p.TermPair(field, left, right, distance):
                return _near(segment.postings(field, left), segment.postings(field, right), distance)
            case p.TermPrefix(field, words):
                return _starting(segment, field, words)
            case p.Exactly(field, value):
                return set(segment.postings(f"v_{field}", value))
            case p.TermRange(field, low, high):
                name = f"v_{field}"
                inside = (v for v in segment.lexicon(name) if (low or "") <= v and (high is None or v <= high))
                return _holding_any(segment, name, inside)
            case p.Dated(first, last):
                inside = (v for v in segment.lexicon("v_date") if last_day(int(v)) >= first and int(v) <= last)
                return _holding_any(segment, "v_date", inside)
            case p.Conjunction(parts):
                return self._all(parts, segment)
            case p.Disjunction(parts) | p.DisMax(parts):
                return set().union(*(self.which(x, segment) for x in parts))
            case p.Exclusion(inner):
                return segment.passages - self.which(inner, segment)
            case p.MatchAll():
                return set(segment.passages)

    def _all(self, parts: tuple[p.Plan, ...], segment: Segment) -> Documents:
        positive = [x for x in parts if not isinstance(x, p.Exclusion)]
        found = self.which(positive[0], segment) if positive else set(segment.passages)
        for part in positive[1:]:
            found &= self.which(part, segment)
        for taken in (x.part for x in parts if isinstance(x, p.Exclusion)):
            if found:
                found -= self.which(taken, segment)
        return found

    # ---- how well

    def scores(self, part: p.Plan, segment: Segment, among: Documents) -> Scores:
        """Return the score of each of the documents ``among`` that matches ``part``."""
        match part:
            case p.Term():
                return self._term(part, segment, among)
            case p.Conjunction(parts):
                matching = self._all(parts, segment) & among
                return _summed([dict.fromkeys(matching, 0.0), *(self.scores(x, segment, matching) for x in parts)])
            case p.Disjunction(parts):
                return _summed([self.scores(x, segment, among) for x in parts])
            case p.DisMax(parts):
                best: Scores = {}
                for own in (self.scores(x, segment, among) for x in parts):
                    for document, value in own.items():
                        best[document] = max(value, best.get(document, 0.0))
                return best
            case _:
                return dict.fromkeys(self.which(part, segment) & among, 0.0)

    def _term(self, part: p.Term, segment: Segment, among: Documents) -> Scores:
        field, word = part.field, part.word
        weight: float = getattr(self._weights, field.removesuffix(EXACT))
        rarity, average = weight * self._rarity(field, word), self._average(field)
        lengths, postings = segment.lengths[field], segment.postings(field, word)
        small, large = (postings, among) if len(postings) < len(among) else (among, postings)
        return {n: bm25(rarity, len(postings[n]) // 4, kept_length(lengths[n]), average) for n in small if n in large}

    def _rarity(self, field: str, word: str) -> float:
        if (field, word) not in self._idf:
            self._idf[field, word] = idf(self._documents, self.holding(field, word))
        return self._idf[field, word]

    def _average(self, field: str) -> float:
        if field not in self._averages:
            words = sum(s.lengths[field][n] for s in self.segments for n in s.passages)
            self._averages[field] = words / max(self._documents, 1)
        return self._averages[field]


def _summed(all_: Iterable[Scores]) -> Scores:
    total: Scores = {}
    for own in all_:
        for document, value in own.items():
            total[document] = total.get(document, 0.0) + value
    return total


def _holding_any(segment: Segment, field: str, values: Iterable[str]) -> Documents:
    return set().union(*(segment.postings(field, value) for value in values))


def _in_sequence(words: Sequence[Postings], slop: int) -> Documents:
    rarest = min(words, key=lambda word: len(word))
    common = set(rarest).intersection(*words)
    return {n for n in common if _ordered([places(word[n]) for word in words], slop)}


def _ordered(at: Sequence[array[int]], slop: int) -> bool:
    """Return whether a place can be picked from each, ascending, with at most ``slop`` others between them in all.

    From each first place, the nearest place of each next word gives the shortest stretch.
    """
    if slop == 0:
        following = [set(x) for x in at[1:]]
        return any(all(first + n + 1 in x for n, x in enumerate(following)) for first in at[0])
    for first in at[0]:
        here: int | None = first
        for x in at[1:]:
            here = next((place for place in x if here is not None and place > here), None)
        if here is not None and here - first + 1 - len(at) <= slop:
            return True
    return False


def _near(left: Postings, right: Postings, distance: int) -> Documents:
    return {
        n
        for n in left.keys() & right.keys()
        if any(0 < abs(a - b) <= distance for a in places(left[n]) for b in places(right[n]))
    }


def _starting(segment: Segment, field: str, words: tuple[str, ...]) -> Documents:
    longer = segment.expanded(field, words[-1])
    if len(words) == 1:
        return _holding_any(segment, field, longer)
    whole = [segment.postings(field, word) for word in words[:-1]]
    return set().union(*(_in_sequence([*whole, segment.postings(field, word)], 0) for word in longer))
