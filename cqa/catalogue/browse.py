"""Browse the index: councils, values of a facet, the neighbours of a passage, grades by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from cqa.catalogue.visibility import indexed_values, within
from cqa.engine.port import Engine, Facet
from cqa.errors import UnknownPaper
from cqa.model import Judgement, Paper, Passage
from cqa.query import filters
from cqa.query.nodes import Node, Word
from cqa.record import dataclass
from cqa.text.analyzer import stems

UNKNOWN = "Council not known"
"""Name shown for the council of papers that name none."""


@dataclass(frozen=True, slots=True)
class Council:
    """A council with papers. ``first`` and ``last`` are ISO dates of its papers, "" where none is known."""

    name: str
    code: str | None
    papers: int
    first: str
    last: str
    types: tuple[tuple[str, int], ...]
    """Types of its papers with their number, most first."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A passage with the one before and the one after it in its paper."""

    passage: Passage
    before: Passage | None
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement on the scale that it was given on: ``place`` from 1, the best, to ``of``; 0 of 0 off every scale."""

    paper: Paper
    judgement: Judgement
    place: int
    of: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """Judgements by council and year; ``cells[i][j]`` are those of council ``i`` in ``years[j]``."""

    years: tuple[str, ...]
    councils: tuple[str, ...]
    cells: tuple[tuple[tuple[Standing, ...], ...], ...]


def councils(papers: Iterable[Paper]) -> tuple[Council, ...]:
    """Return the councils of these papers by name, those of papers that name none last."""
    of: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        of[paper.authority.name if paper.authority else UNKNOWN].append(paper)
    return tuple(_council(name, of[name]) for name in sorted(of, key=lambda n: (n == UNKNOWN, n)))


def _council(name: str, papers: Sequence[Paper]) -> Council:
    dates = sorted(p.date for p in papers if p.date)
    types: defaultdict[str, int] = defaultdict(int)
    for paper in papers:
        types[paper.type] += 1
    code = next((p.authority.code for p in papers if p.authority), None)
    most_first = tuple(sorted(types.items(), key=lambda t: (-t[1], t[0])))
    return Council(name, code, len(papers), *((dates[0], dates[-1]) if dates else ("", "")), most_first)


def alternatives(engine: Engine, searched: Node, others: Node, facet: Facet) -> tuple[tuple[str, int], ...]:
    """Return every value that a facet could take, with its number of passages, where only the ``others`` of the filters
    hold.

    Names in ``others`` need not be resolved yet.
    """
    kept = filters.resolve(others, indexed_values(engine, within(engine, others)))
    return engine.facets(searched, kept, [facet])[facet]


def occurs(engine: Engine, word: str, allowed: Node) -> bool:
    """Return whether a word, in this very form, occurs in a text that passes the filter."""
    return bool(engine.matching(Word(word, "text", exact=True), allowed))


def known_words(engine: Engine, prefix: str, allowed: Node, limit: int) -> tuple[str, ...]:
    """Return words of the texts that begin like this and occur in passages that pass the filter, the most frequent
    first."""
    found = (word for word, _ in engine.terms(prefix, limit * 2))
    return tuple(word for word, _ in zip((w for w in found if occurs(engine, w, allowed)), range(limit), strict=False))


def around(engine: Engine, paper_id: str, section_id: str) -> Neighbours:
    """Return a passage by its paper and section. Raises :class:`~cqa.errors.UnknownPaper`."""
    passages = engine.passages(paper_id)
    wanted = f"{paper_id}#{section_id}"
    for i, passage in enumerate(passages):
        if passage.id == wanted:
            before = passages[i - 1] if i else None
            after = passages[i + 1] if i + 1 < len(passages) else None
            return Neighbours(passage, before, after)
    raise UnknownPaper(f"no passage {wanted} is in the index")


def standings(rows: Iterable[tuple[Paper, Judgement]]) -> tuple[Standing, ...]:
    """Return each judgement with its place on its framework's scale."""
    return tuple(Standing(p, j, *_place(j.framework or "", j.grade or "")) for p, j in rows)


@lru_cache(maxsize=4096)
def _place(framework: str, grade: str) -> tuple[int, int]:
    """Return where a grade is on its framework's scales, or on the first other that has it, and of how many."""
    wanted = tuple(stems(grade))  # *performing adequately* is the scale's *performs adequately*
    scales = _scales()
    for order in (*scales.get(framework, ()), *(order for own in scales.values() for order in own)):
        if wanted and wanted in order:
            return order.index(wanted) + 1, len(order)
    return 0, 0


@lru_cache(maxsize=1)
def _scales() -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
    """Return the scales of each framework for single themes and overall: the stems of their grades, the best first."""
    from cqa.gazetteer.frameworks import frameworks

    return {
        f.id: tuple(tuple(tuple(stems(grade)) for grade in scale.order) for scale in (f.theme_scale, f.scale))
        for f in frameworks()
    }


def timeline(rows: Sequence[Standing]) -> Timeline:
    """Return the judgements by council and year, the years in which there are any; undated ones are left out."""
    of: defaultdict[tuple[str, str], list[Standing]] = defaultdict(list)
    for row in rows:
        when = row.judgement.as_of or row.paper.date
        if when and row.paper.authority:
            of[row.paper.authority.name, when[:4]].append(row)
    if not of:
        return Timeline((), (), ())
    years = tuple(sorted({year for _, year in of}))
    names = tuple(sorted({name for name, _ in of}))
    return Timeline(years, names, tuple(tuple(tuple(of.get((name, year), ())) for year in years) for name in names))
