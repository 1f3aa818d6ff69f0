"""Authority by topic: a which-question for each of many topics at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cqa.ask.gathering import Watch
from cqa.ask.pipeline import Asked, ask
from cqa.catalogue.visibility import coverage, within
from cqa.engine.port import Coverage, Engine
from cqa.errors import UsageError
from cqa.model import HolderVerdict, Paper
from cqa.query.nodes import Everything, Node
from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[i][j]`` is what authority ``i`` says of topic ``j``."""

    topics: tuple[str, ...]
    authorities: tuple[str, ...]
    cells: tuple[tuple[HolderVerdict, ...], ...]
    coverage: Coverage


def matrix(
    engine: Engine,
    topics: Sequence[str],
    filters: Node | None = None,
    keep: Callable[[Paper], bool] | None = None,
    watch: Watch = iter,
) -> Matrix:
    """Return the verdict of every authority in the index on every topic, each from all of its passages.

    A topic that is no question is read as *Which councils mention ...?*. An authority without a paper of the time that
    a topic names is ``not held`` there, never silent. Raises :class:`~cqa.errors.UsageError` for a topic without
    any word to search.
    """
    names = sorted({p.authority.name for p in engine.papers() if p.authority and (keep is None or keep(p))})
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
