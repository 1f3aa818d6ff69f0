"""Searching and asking from many threads at once, as the local page does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from cqa.ask.pipeline import ask
from cqa.engine import open_engine
from cqa.query import vocabulary
from cqa.search import search

THREADS = 6
SEARCHES = ("caseload pressure", "children in care", '"social workers"', "agency staff OR locum", "caseloads leeds")
QUESTIONS = ("Which councils cite caseload pressure?", "When was Leeds last inspected?")


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns after every few steps, so that what could go wrong between them does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def together(calls: list[Callable[[], object]]) -> list[object]:
    """The results of the calls, each in a separate thread, begun at the same moment."""
    ready = Barrier(len(calls))

    def begin(call: Callable[[], object]) -> object:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(begin, calls))


@pytest.mark.usefixtures("restless")
def test_threads_find_and_answer_what_one_does(corpus_index: Path) -> None:
    engine = open_engine(corpus_index)
    alone = [search(engine, q) for q in SEARCHES], [ask(engine, q) for q in QUESTIONS]

    def all_() -> object:
        engine.refresh()
        return [search(engine, q) for q in SEARCHES], [ask(engine, q) for q in QUESTIONS]

    assert together([all_] * THREADS) == [alone] * THREADS


@pytest.mark.usefixtures("restless")
def test_the_vocabulary_is_whole_for_every_thread_from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """This test ensures that a thread that comes while another reads a letter of the table does not see half of it."""
    whole = vocabulary.synonyms.__wrapped__()
    expected = dict(whole)
    terms = list(expected)[:: len(expected) // 60]
    for _ in range(5):
        table = vocabulary.synonyms.__wrapped__()
        found = together([lambda table=table: [table.get(t) for t in terms]] * THREADS)  # type: ignore[misc]
        assert found == [[expected[t] for t in terms]] * THREADS
