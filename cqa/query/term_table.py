"""A table of terms with the other ways to say them, looked up by their stems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import Any

from cqa.text.analyzer import stems

Stems = tuple[str, ...]


class TermTable(Mapping[Stems, list[str]]):
    """Terms by their stems, each with the other ways to say it, in the order of the data file.

    A stem begins as its word does, so the terms are kept by their first letter and stemmed when a term with that
    letter is needed: a query needs a few of the three thousand.
    """

    def __init__(self) -> None:
        self._reading = Lock()
        self._unread: dict[str, list[tuple[str, Sequence[str]]]] = {}
        self._ways: dict[Stems, list[str]] = {}
        self._terms: dict[Stems, set[str]] = {}
        self._lengths: dict[str, set[int]] = {}
        """Lengths in words of the terms that begin with a stem."""

    def add(self, term: str, others: Sequence[str]) -> None:
        """Add a term with other ways to say it."""
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
        """Read the terms of a first letter. One thread reads; others that need the letter wait until it is complete."""
        with self._reading:
            for term, others in self._unread.get(first, ()):
                key = tuple(stems(term))
                known = self._ways.setdefault(key, [])
                known.extend(o for o in others if o != term and o not in known)
                self._terms.setdefault(key, set()).add(term)
                self._lengths.setdefault(key[0], set()).add(len(key))
            self._unread.pop(first, None)
