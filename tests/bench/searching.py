"""Searching generated papers: the searches of ``queries.txt`` in process, first and warm, next to other libraries.

*Search* is :func:`cqa.search.search` as the command calls it: synonyms, exact counts, six facets, a hundred hits
ranked again, ten of them marked. The others find the ten best passages that hold all words and count all, no more;
queries with filters or NEAR are left to cqa. Wall time next to CPU: on a busy machine believe the CPU.
"""

from __future__ import annotations

import gc
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cqa.ask.pipeline import ask
from cqa.engine import open_engine
from cqa.engine.port import Request
from cqa.fields import BOXES
from cqa.record import NEW_OBJECTS
from cqa.search import SearchOptions, search
from tests.bench import building, writers
from tests.bench.generate import Generator
from tests.bench.table import Row, Setting, exponent, percentiles

QUERIES = [
    line
    for line in Path(__file__).with_name("queries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PLAIN = [q for q in QUERIES if re.fullmatch(r"[a-z ]+", q)]
QUESTIONS = ("Which councils cite caseload pressure?", "Which councils have too few foster carers?")
PREFIXES = ("ca", "safe", "chil", "re", "inspec")
TARGET_AT = 1_000_000
SEARCH_MS, GROUP_MS = 10, 50


def measure(setting: Setting) -> Iterator[Row]:
    medians: list[tuple[float, float]] = []
    for size in setting.sizes:
        building.build("cqa", size, setting.indexes / f"cqa-{size}")
        yield from _ours(setting.indexes / f"cqa-{size}", size, medians)
        yield from _others(setting.folder / f"others-{size}", size)
    if len(medians) > 1:
        yield Row("growth with size, search: median", f"exponent {exponent(medians):.2f}")


def _ours(folder: Path, size: int, medians: list[tuple[float, float]]) -> Iterator[Row]:
    gc.set_threshold(NEW_OBJECTS)  # as the command does
    engine = open_engine(folder)
    target = size >= TARGET_AT

    def row(name: str, calls: Sequence[Callable[[], object]], most: float | None = None) -> Iterator[Row]:
        first = timed(calls[:1])[0][0]
        wall, cpu = (percentiles(side) for side in zip(*timed(calls), strict=True))
        if name == "search":
            medians.append((size, cpu[0]))
        value = f"wall {_three(wall)}, CPU {_three(cpu)}, first {1000 * first:.0f}"
        limit = f"p95 <= {most:g} ms" if most and target else ""
        yield Row(f"{name}, {size:,}", value, limit, min(wall[1], cpu[1]) <= most if most and target else None)

    searched = [search(engine, q, SearchOptions(limit=0, facets=())).searched for q in QUERIES]
    yield from row("search", [lambda q=q: search(engine, q) for q in QUERIES], SEARCH_MS)  # type: ignore[misc]
    yield from row("  engine alone: 10 hits, counts", [lambda t=t: engine.search(Request(t)) for t in searched])  # type: ignore[misc]
    grouping = [lambda t=t: engine.group(Request(t), "authority") for t in searched]  # type: ignore[misc]
    yield from row("  group by council, best 3 each", grouping, GROUP_MS)
    counting = [lambda t=t: engine.group(Request(t), "authority", 0) for t in searched]  # type: ignore[misc]
    yield from row("  group by council, counts alone", counting)
    yield from row("  facets", [lambda t=t: engine.facets(t, t, BOXES) for t in searched])  # type: ignore[misc]
    yield from row("  autocomplete", [lambda p=p: engine.terms(p) for p in PREFIXES])  # type: ignore[misc]
    yield from row("  ask, which-questions", [lambda q=q: ask(engine, q) for q in QUESTIONS])  # type: ignore[misc]


def _others(folder: Path, size: int) -> Iterator[Row]:
    for name, most, written, finder in OTHERS:
        if size > most:
            yield Row(f"  {name}, {size:,}", "left out: it takes too long to write")
            continue
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with written(folder) as (put, end):
            for made in Generator().papers(size):
                put(made)
            end()
        find = finder(folder)
        wall, cpu = zip(*timed([lambda q=q, find=find: find(q) for q in PLAIN]), strict=True)  # type: ignore[misc]
        yield Row(f"  {name}, {size:,}", f"wall {_three(percentiles(wall))}, CPU {_three(percentiles(cpu))}")


def _raw(folder: Path) -> Callable[[str], object]:
    held = writers.raw_index(folder)
    held.reload()
    searcher = held.searcher()
    return lambda q: searcher.search(held.parse_query(" AND ".join(q.split()), list(writers.FIELDS)), 10, count=True)


def _fts5(folder: Path) -> Callable[[str], object]:
    base = sqlite3.connect(folder / "fts5.db")

    def find(query: str) -> object:
        words = " ".join(f'"{word}"' for word in query.split())
        base.execute("select count(*) from p where p match ?", (words,)).fetchone()
        return base.execute("select id from p where p match ? order by bm25(p) limit 10", (words,)).fetchall()

    return find


def _whoosh(folder: Path) -> Callable[[str], object]:
    from whoosh import index
    from whoosh.qparser import MultifieldParser

    held = index.open_dir(str(folder))
    parser, searcher = MultifieldParser(list(writers.FIELDS), held.schema), held.searcher()
    return lambda query: len(searcher.search(parser.parse(query), limit=10))


OTHERS = (
    ("raw tantivy", 1_000_000, writers.raw, _raw),
    ("SQLite FTS5", 100_000, writers.fts5, _fts5),
    ("Whoosh", 10_000, writers.whoosh, _whoosh),
)
"""The other libraries, the most passages that each is given (more take long to write), how they write and find."""


def timed(calls: Sequence[Callable[[], object]]) -> list[tuple[float, float]]:
    """Wall and CPU seconds of each call, in the second of two rounds over all."""
    took = []
    for turn in range(2):
        for call in calls:
            wall, cpu = time.perf_counter(), time.process_time()
            call()
            if turn:
                took.append((time.perf_counter() - wall, time.process_time() - cpu))
    return took


def _three(milliseconds: tuple[float, float, float]) -> str:
    return "/".join(f"{ms:.1f}" for ms in milliseconds)
