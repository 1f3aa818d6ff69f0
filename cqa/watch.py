"""Queries that people watch: which papers are new since they last looked.

A watch is a query in the language of ``cqa search``. It is kept with the index, in ``watches.json``, with the papers
that it has shown; a paper is new once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from cqa.catalogue.filter_options import written
from cqa.catalogue.side_file import side_file, write_records
from cqa.engine.port import Engine, Request
from cqa.errors import IndexDamaged, UsageError
from cqa.model import Passage
from cqa.query.nodes import And, Node, Value
from cqa.record import dataclass
from cqa.search import SearchOptions, search

NAME = "watches.json"

KEPT = 200
"""Papers of a watch that its feed still has: those found last."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A named query.

    ``seen`` are papers that matched when last looked; ``found`` are those that were new, each with the time, ISO, when
    it was found.
    """

    name: str
    query: str
    seen: tuple[str, ...] = ()
    found: tuple[tuple[str, str], ...] = ()
    looked: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """A watch as it is now, with the best passage of each paper that is new since people last looked."""

    watch: Watch
    new: tuple[Passage, ...]


def watches(engine: Engine) -> tuple[Watch, ...]:
    """Return the watches of an index, in the order in which they were added. Raises
    :class:`~cqa.errors.IndexDamaged` for a file that is none of ours."""
    path = _path(engine)
    if not path.exists():
        return ()
    try:
        return tuple(_read(row) for row in json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError, KeyError) as error:
        raise IndexDamaged(f"{path}: damaged; remove it and add the watches again") from error


def add(engine: Engine, name: str, query: str, now: str) -> Watch:
    """Keep a watch; the papers that match now are not new. Raises :class:`~cqa.errors.UsageError` for a name that is
    taken, and for a query that cannot be read."""
    known = watches(engine)
    if any(watch.name == name for watch in known):
        raise UsageError(f"there is a watch {name!r}; remove it first: cqa watch remove {name}")
    watch = Watch(name, query, tuple(sorted(_matching(engine, query)[0])), (), now)
    _write(engine, (*known, watch))
    return watch


def remove(engine: Engine, name: str) -> None:
    """Forget a watch. Raises :class:`~cqa.errors.UsageError` where there is none of this name."""
    _write(engine, [watch for watch in watches(engine) if watch.name != _known(engine, name)])


def look(engine: Engine, names: Sequence[str], now: str, *, keep: bool = True) -> list[News]:
    """Return what is new for these watches, for all without names, newest paper first.

    ``now`` is the time, ISO. With ``keep`` it is kept as seen. Raises :class:`~cqa.errors.UsageError` for an unknown
    name.
    """
    wanted = {_known(engine, name) for name in names}
    news, all_now = [], []
    for watch in watches(engine):
        if wanted and watch.name not in wanted:
            all_now.append(watch)
            continue
        matching, searched = _matching(engine, watch.query)
        best = {i: _best(engine, searched, i) for i in matching - set(watch.seen)}
        new = sorted(best, key=lambda i: (best[i].date, i), reverse=True)
        found = (*((i, now) for i in new), *watch.found)[:KEPT]
        after = replace(watch, seen=tuple(sorted({*watch.seen, *matching})), found=found, looked=now)
        all_now.append(after)
        news.append(News(after, tuple(best[i] for i in new)))
    if keep and news:
        _write(engine, all_now)
    return news


def _matching(engine: Engine, query: str) -> tuple[set[str], Node]:
    """Return the papers with a passage that matches, as the index counts them, and the tree that was searched; no words
    are dropped to find more."""
    result = search(engine, query, SearchOptions(filters=written(), limit=0, facets=("paper",)))
    counted = dict(result.facets)["paper"]
    return set() if result.relaxed else {paper for paper, _ in counted}, result.searched


def _best(engine: Engine, searched: Node, paper: str) -> Passage:
    """Return the best passage of a paper that has one."""
    inside = And((written(), Value("paper", paper)))
    return engine.search(Request(searched, inside, limit=1)).hits[0].passage


def _known(engine: Engine, name: str) -> str:
    known = [watch.name for watch in watches(engine)]
    if name not in known:
        there = f"there are: {', '.join(known)}" if known else "add one: cqa watch add NAME QUERY"
        raise UsageError(f"there is no watch {name!r}; {there}")
    return name


def _read(row: dict[str, object]) -> Watch:
    values = {name: row[name] for name in Watch.__slots__}
    return Watch(
        str(values["name"]),
        str(values["query"]),
        tuple(map(str, _list(values["seen"]))),
        tuple((str(a), str(b)) for a, b in map(_list, _list(values["found"]))),
        str(values["looked"]),
    )


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return value


def _write(engine: Engine, kept: Iterable[Watch]) -> None:
    write_records(_path(engine), kept, "a watch needs")


def _path(engine: Engine) -> Path:
    path = side_file(engine, NAME)
    if path is None:
        raise UsageError("this index has no folder on this machine to keep watches in")
    return path
