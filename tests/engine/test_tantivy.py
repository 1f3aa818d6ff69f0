"""What only the tantivy adapter has to get right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.engine.port import Engine, Request, Totals
from cqa.engine.tantivy import compact, counting
from cqa.engine.tantivy import compile as compiling
from cqa.model import Ingested
from cqa.query.nodes import Everything, Near, Phrase, Word
from tests.engine.engine_corpus import a_file, a_passage, town, write

FILES = tuple(
    town(f"p{n:03}", f"Town {n % 7}", "2015-01-01", ["One two three", "two one"], grades=("good", "poor"))
    for n in range(75)
)


def test_more_papers_than_an_aggregation_holds_are_counted_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(tmp_path, engine="tantivy", create=True)
    write(engine, FILES)
    monkeypatch.setattr(counting, "MOST_BUCKETS", 20)
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


def a_pack(path: str, papers: tuple[str, ...]) -> Ingested:
    """A file of several papers, whose passages stand one paper after the other."""
    return a_file(path, [a_passage(p, n, f"Words of {p} {n}", file=path) for p in papers for n in range(3)])


def everything(engine: Engine) -> object:
    return [(p, engine.sections(p.id), engine.text(p.id), engine.passages(p.id)) for p in engine.papers()], list(
        engine.files()
    )


def documents(folder: Path) -> tuple[int, int]:
    """Documents in the files of the last commit, and the dead among them: what tantivy itself says."""
    segments = json.loads((folder / "tantivy" / "meta.json").read_text("utf-8"))["segments"]
    return sum(s["max_doc"] for s in segments), sum(s["deletes"]["num_deleted_docs"] for s in segments if s["deletes"])


def kilobytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1000


def test_room_is_given_back_and_nothing_else_changes(tmp_path: Path) -> None:
    """This test ensures that replaced papers do not pile up in a segment that is never merged, and that what is
    written again to be rid of them is the same as before."""
    old, fresh = tmp_path / "old", tmp_path / "fresh"
    engine = open_engine(old, engine="tantivy", create=True)
    packs = (a_pack("/papers/pack.pdf", ("a", "b")), a_file("/papers/broken.pdf", status="unreadable"))
    write(engine, FILES + packs)
    changed = tuple(town(f"p{n:03}", f"Town {n % 7}", "2016-01-01", ["Four words of it", "two one"]) for n in range(70))
    for n in range(0, 70, 7):
        write(engine, changed[n : n + 7])
        all_, dead = documents(old)
        assert dead <= compact.STALE * all_
    other = open_engine(fresh, engine="tantivy", create=True)
    write(other, changed + FILES[70:] + packs)
    assert everything(engine) == everything(other)
    assert engine.count(Word("two"), Everything()) == other.count(Word("two"), Everything())
    assert documents(old)[0] <= 1.3 * documents(fresh)[0]


def test_with_few_dead_nothing_is_written_but_what_changed(tmp_path: Path) -> None:
    engine = open_engine(tmp_path, engine="tantivy", create=True)
    write(engine, FILES)
    before = {p.name for p in (tmp_path / "tantivy").glob("*.store")}
    write(engine, (town("p003", "Town 3", "2016-01-01", ["Four words of it"]),))
    assert before <= {p.name for p in (tmp_path / "tantivy").glob("*.store")}
    assert documents(tmp_path)[1] == 2 + 5  # passages and records of the old paper, none of any other


def test_after_many_replacements_the_files_are_as_small_as_new_ones(tmp_path: Path) -> None:
    """This test ensures that segments are merged and files no commit needs are deleted."""
    old, fresh = tmp_path / "old", tmp_path / "fresh"
    engine = open_engine(old, engine="tantivy", create=True)
    write(engine, FILES)
    for n in range(150):
        write(engine, (FILES[n % 75],))
    write(open_engine(fresh, engine="tantivy", create=True), FILES)
    held = {path.name.partition(".")[0] for path in (old / "tantivy").glob("*.store")}
    meta = json.loads((old / "tantivy" / "meta.json").read_text("utf-8"))
    assert held == {s["segment_id"].replace("-", "") for s in meta["segments"]}
    assert len(held) <= 16
    assert documents(old)[0] <= 1.3 * documents(fresh)[0]
