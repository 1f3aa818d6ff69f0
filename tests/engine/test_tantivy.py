"""What only the tantivy adapter has to get right."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_corpus import town, write

from cqa.engine import open_engine
from cqa.engine.port import Request, Totals
from cqa.engine.tantivy import compile as compiling
from cqa.engine.tantivy import snapshot
from cqa.query.nodes import Everything, Near, Phrase, Word

FILES = tuple(
    town(f"p{n:03}", f"Town {n % 7}", "2015-01-01", ["One two three", "two one"], grades=("good", "poor"))
    for n in range(75)
)


def test_more_papers_than_an_aggregation_holds_are_counted_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(tmp_path, engine="tantivy", create=True)
    write(engine, FILES)
    monkeypatch.setattr(snapshot, "MOST_BUCKETS", 20)
    assert engine.count(Word("three"), Everything()) == Totals(75, 75, 7)
    assert engine.facets(Everything(), Everything(), ("paper",))["paper"] == tuple((f"p{n:03}", 2) for n in range(75))
    grades = engine.group(Request(Word("two")), "grade", top=1)
    assert [(g.value, g.passages, g.papers) for g in grades] == [("good", 150, 75), ("poor", 150, 75)]


@pytest.mark.parametrize("most", [1, 256])
def test_phrases_read_and_checked_find_what_phrases_looked_up_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    engine = open_engine(tmp_path, engine="tantivy", create=True)
    write(engine, FILES)
    monkeypatch.setattr(compiling, "MOST_PHRASES", most)
    for query, count in (
        (Phrase(("one", "three"), 1), 75),
        (Phrase(("two", "one"), 3), 75),
        (Near("one", "one", 9), 0),
    ):
        assert engine.count(query, Everything()).passages == count
