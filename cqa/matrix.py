"""Authority by topic: a which-question for each of many topics at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cqa.ask.gathering import Watch
from cqa.ask.pipeline import Asked, ask
from cqa.catalogue.visibility import coverage, within
from cqa.engine.port import Coverage, Engine
from cqa.errors import UsageError
from cqa.model import HolderVerdict, Paper, Passage
from cqa.query.filters import values_in
from cqa.query.nodes import Everything, Node
from cqa.rank import WEIGHTS
from cqa.rank.duplicates import NearDuplicates
from cqa.record import dataclass
from cqa.text.analyzer import tokenize


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[i][j]`` is what authority ``i`` says of topic ``j``."""

    topics: tuple[str, ...]
    authorities: tuple[str, ...]
    cells: tuple[tuple[HolderVerdict, ...], ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One passage of a cell, or a cell without any. ``same_as`` is the id of a passage above it in the same cell that
    says the same."""

    authority: str
    topic: str
    holder: HolderVerdict
    passage: Passage | None = None
    same_as: str | None = None


def evidence_rows(found: Matrix, passages: Mapping[str, Passage]) -> list[EvidenceRow]:
    """Return a row for each passage of each cell and for each cell without one, so that nothing is left out.

    ``passages`` are those that the cells name, by id.
    """
    rows = []
    for name, cells in zip(found.authorities, found.cells, strict=True):
        for topic, holder in zip(found.topics, cells, strict=True):
            seen = NearDuplicates(WEIGHTS.same)
            for passage in map(passages.__getitem__, holder.passages):
                same = seen.find_or_add(passage, tokenize(passage.text))
                rows.append(EvidenceRow(name, topic, holder, passage, same))
            if not holder.passages:
                rows.append(EvidenceRow(name, topic, holder))
    return rows


def matrix(
    engine: Engine,
    topics: Sequence[str],
    filters: Node | None = None,
    keep: Callable[[Paper], bool] | None = None,
    watch: Watch = iter,
) -> Matrix:
    """Return the verdict of every authority in the index on every topic, each from all of its passages. An authority
    that the filters name and that has no paper is ``not held``.

    A topic that is no question is read as *Which councils mention ...?*. An authority without a paper of the time that
    a topic names is ``not held`` there, never silent. Raises :class:`~cqa.errors.UsageError` for a topic without
    any word to search.
    """
    within_filters = {p.authority.name for p in engine.papers() if p.authority and (keep is None or keep(p))}
    asked_for = {value.text for value in values_in(filters or Everything()) if value.field == "authority"}
    names = sorted(within_filters | asked_for)
    columns = [_column(ask(engine, _question(topic), filters, keep, watch), topic, names) for topic in topics]
    cells = tuple(tuple(column[i] for column in columns) for i in range(len(names)))
    return Matrix(tuple(topics), tuple(names), cells, coverage(engine, within(engine, filters or Everything())))


def _question(topic: str) -> str:
    return topic if topic.strip().endswith("?") else f"Which councils mention {topic}?"


def _column(asked: Asked, topic: str, names: Sequence[str]) -> list[HolderVerdict]:
    """Return the verdicts of one answer in the order of ``names``."""
    if not (asked.question.topic or asked.question.grade_asked):
        raise UsageError(f"\u2018{topic}\u2019 has no word to look for")
    verdicts = {h.name: h for h in asked.answer.authorities}
    inside = {p.authority.name for p in asked.scope if p.authority}
    return [
        verdicts.get(n) or HolderVerdict(n, None, "silent" if n in inside else "not held", in_answer=False)
        for n in names
    ]
