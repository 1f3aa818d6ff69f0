"""Authority by topic: a which-question for each of many topics at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cqa.ask import ask
from cqa.engine.port import Coverage, Engine
from cqa.model import HolderVerdict, Paper
from cqa.query.nodes import Node
from cqa.record import dataclass


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells[i][j]`` is what authority ``i`` says of topic ``j``."""

    topics: tuple[str, ...]
    authorities: tuple[str, ...]
    cells: tuple[tuple[HolderVerdict, ...], ...]
    coverage: Coverage


def matrix(
    engine: Engine, topics: Sequence[str], filters: Node | None = None, keep: Callable[[Paper], bool] | None = None
) -> Matrix:
    """The verdict of every authority held on every topic, each from all of its passages.

    A topic that is no question is read as *Which councils mention ...?*.
    """
    columns: list[dict[str, HolderVerdict]] = []
    for topic in topics:
        question = topic if topic.strip().endswith("?") else f"Which councils mention {topic}?"
        columns.append({h.name: h for h in ask(engine, question, filters, keep).answer.authorities})
    names = sorted({p.authority.name for p in engine.papers() if p.authority and (keep is None or keep(p))})
    cells = tuple(
        tuple(column.get(name) or HolderVerdict(name, None, "silent", in_answer=False) for column in columns)
        for name in names
    )
    return Matrix(tuple(topics), tuple(names), cells, engine.coverage())
