"""A term in its context, a line each (key word in context; H. P. Luhn, American Documentation 11, 1960)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.model import Passage
from cqa.query.nodes import Everything, Node, Phrase, Word
from cqa.record import dataclass
from cqa.text.analyzer import tokenize, words

Order = Literal["left", "right", "date", "paper"]
"""``left``: by the words before the term, the nearest first; ``right``: by those after it."""

SORTED_BY = 5
"""Words of the context by which lines are sorted."""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One occurrence: ``span`` is that of the term in the passage's text."""

    passage: Passage
    span: tuple[int, int]

    @property
    def left(self) -> str:
        """Return the words of the passage before the term, in one line."""
        return " ".join(self.passage.text[: self.span[0]].split())

    @property
    def term(self) -> str:
        return " ".join(self.passage.text[slice(*self.span)].split())

    @property
    def right(self) -> str:
        """Return the words of the passage after the term, in one line."""
        return " ".join(self.passage.text[self.span[1] :].split())


@dataclass(frozen=True, slots=True)
class Concordance:
    """All occurrences of a term, with their number by council and by year ("" where not known)."""

    term: str
    lines: tuple[ConcordanceLine, ...]
    councils: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]


def concordance(
    engine: Engine, term: str, filters: Node | None = None, *, exact: bool = False, order: Order = "paper"
) -> Concordance:
    """Return every occurrence of a word or phrase in what passes the filters: any form of its words, or with ``exact``
    these forms only. Raises :class:`~cqa.errors.UsageError` for a term without a word."""
    forms = tokenize(term)
    if not forms:
        raise UsageError(f"{term!r} has no word to look for")
    one = Word(forms[0], "text", exact)
    query = one if len(forms) == 1 else Phrase(tuple(forms), 0, "text", exact)
    found = [
        ConcordanceLine(passage, span)
        for passage in engine.scan(query, filters or Everything())
        for span in _spans(passage.text, term, exact)
    ]
    councils = Counter(line.passage.authority for line in found)
    years = Counter(line.passage.date[:4] for line in found)
    ordered = sorted(found, key=lambda line: _key(line, order))
    return Concordance(term, tuple(ordered), _by_number(councils), tuple(sorted(years.items())))


def _spans(text: str, term: str, exact: bool) -> list[tuple[int, int]]:
    wanted = [w.exact if exact else w.stem for w in words(term)]
    tokens = words(text)
    forms = [w.exact if exact else w.stem for w in tokens]
    n = len(wanted)
    return [(tokens[i].start, tokens[i + n - 1].end) for i in range(len(forms) - n + 1) if forms[i : i + n] == wanted]


def _key(line: ConcordanceLine, order: Order) -> tuple[Sequence[str], str, str, int, int]:
    p = line.passage
    context: Sequence[str] = ()
    if order == "left":
        context = tokenize(p.text[: line.span[0]])[: -SORTED_BY - 1 : -1]
    elif order == "right":
        context = tokenize(p.text[line.span[1] :])[:SORTED_BY]
    elif order == "date":
        context = (p.date or "9999",)
    return context, p.authority, p.paper, p.order, line.span[0]


def _by_number(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
