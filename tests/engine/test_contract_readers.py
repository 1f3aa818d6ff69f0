"""What every engine promises to those who read: one pass for hits and counts, one commit, many threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.engine.port import Engine, Request
from cqa.query.nodes import And, Everything, Node, Not, Nothing, Or, Value, Word
from tests.engine.engine_corpus import FILES, HULL, town, write
from tests.engine.test_contract import ALL_FACETS

QUERIES: tuple[Node, ...] = (
    Everything(),
    Nothing(),
    Word("caseload"),
    Or((Word("caseloads"), Word("implications"))),
    And((Word("social"), Not(Word("average")))),
)


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("filters", [Everything(), Value("authority", "Leeds City Council")], ids=str)
def test_a_search_counts_its_facets_as_facets_does(engine: Engine, query: Node, filters: Node) -> None:
    found = engine.search(Request(query, filters, limit=1, facets=ALL_FACETS))
    assert found.facets == engine.facets(query, filters, ALL_FACETS)
    assert found.totals == engine.count(query, filters)
    assert engine.search(Request(query, filters)).facets == {}


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_matching_is_the_count_of_passages(engine: Engine, query: Node) -> None:
    for filters in (Everything(), Value("year", "2010")):
        assert engine.matching(query, filters) == engine.count(query, filters).passages


@pytest.mark.writes
def test_a_pinned_engine_stays_at_its_commit(engine: Engine, tmp_path: Path) -> None:
    pinned, before = engine.pinned(), engine.coverage()
    with engine.writer() as writer:
        writer.remove(HULL.state.path)
        writer.commit()
    engine.refresh()
    assert engine.coverage().papers == before.papers - 1
    assert pinned.coverage() == before
    assert pinned.text(HULL.papers[0].id)[0] == HULL.text
    assert [p.id for p in pinned.papers()] != [p.id for p in engine.papers()]


def test_a_refresh_without_a_commit_changes_nothing(engine: Engine) -> None:
    before = engine.papers()
    engine.refresh()
    assert engine.papers() == before


def test_threads_read_and_refresh_while_another_process_would_write(engine_name: str, tmp_path: Path) -> None:
    """This test ensures that every answer is of one commit, whole, whichever thread gives it."""
    engine = open_engine(tmp_path, engine=engine_name, create=True)
    write(engine, FILES)
    other = open_engine(tmp_path, engine=engine_name)
    sizes = {engine.coverage().passages + 2 * n for n in range(9)}

    def read(_: int) -> tuple[int, int, int]:
        engine.refresh()
        at = engine.pinned()
        found = at.search(Request(Everything(), limit=100, facets=("authority",)))
        assert {hit.passage.id for hit in found.hits} <= {p.id for x in at.papers() for p in at.passages(x.id)}
        return found.totals.passages, len(found.hits), at.matching(Everything(), Everything())

    with ThreadPoolExecutor(4) as pool:
        answers = [pool.submit(read, n) for n in range(40)]
        for n in range(8):
            write(other, (town(f"new{n}", "New Town", "2020-01-01", ["One.", "Two."]),))
        answers += [pool.submit(read, n) for n in range(8)]
        for answer in answers:
            total, hits, matching = answer.result()
            assert total == hits == matching
            assert total in sizes
