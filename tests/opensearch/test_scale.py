"""What only shows beyond one page, one shard, one request: with limits made small, on the real server."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import tests.opensearch.cluster_nodes as nodes
from cqa.engine import open_engine
from cqa.engine.opensearch import OpenSearchEngine
from cqa.engine.opensearch.address import SHARDS
from cqa.engine.port import Engine, Facet, Request, Sort
from cqa.errors import EngineRefused, IndexBusy, NoIndex
from cqa.query.nodes import Everything, Node, Not, Or, Value, Word
from tests.engine.engine_corpus import FILES, LEEDS, town, write
from tests.opensearch.proxy import between

TOWNS = tuple(
    town(
        f"p{n:03}",
        f"Town {n % 23:02}",
        f"20{10 + n % 7}-01-01",
        [f"Pothole repairs {'again ' * (n % 5)}and word{n}", f"Other matters {n}", "Same everywhere"],
        committees=("Cabinet", f"Board {n % 3}"),
    )
    for n in range(60)
)
FACETS: tuple[Facet, ...] = ("authority", "committee", "year", "role", "paper")


@pytest.fixture
def reference(tmp_path: Path) -> Engine:
    engine = open_engine(tmp_path / "memory", engine="memory", create=True)
    write(engine, TOWNS)
    return engine


def same(engine: Engine, reference: Engine, query: Node, filters: Node, sort: Sort = "relevance") -> None:
    request = Request(query, filters, sort, 1_000, facets=FACETS)
    assert engine.search(request) == reference.search(request)
    assert engine.count(query, filters) == reference.count(query, filters)
    assert engine.matching(query, filters) == reference.matching(query, filters)
    assert list(engine.scan(query, filters)) == list(reference.scan(query, filters))
    for by in FACETS:
        assert engine.group(request, by, top=2) == reference.group(request, by, top=2)


QUERIES: tuple[tuple[Node, Node], ...] = (
    (Word("pothole"), Everything()),
    (Everything(), Everything()),
    (Or((Word("again"), Word("matters"))), Or((Value("authority", "town 03"), Value("authority", "TOWN 11")))),
    (Not(Word("again")), Value("authority", "Town 05")),
    (Value("authority", "nowhere"), Everything()),
)


def test_many_shards_answer_as_one(
    url: str, reference: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This test ensures that scores, counts, groups and order are exact over shards, asked all or by authority."""
    monkeypatch.setenv(SHARDS, "5")
    engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=url)
    write(engine, TOWNS)
    for query, filters in QUERIES:
        same(engine, reference, query, filters)
    same(engine, reference, Word("pothole"), Everything(), "date")
    assert engine.terms("", 500) == reference.terms("", 500)


def test_every_depth_is_reached_when_pages_are_small(
    once: OpenSearchEngine, reference: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(once, TOWNS)
    limits = {"snapshot.MOST_HITS": 20, "snapshot.AT_ONCE": 7, "counting.PAGE": 4, "counting.GROUPS": 4}
    for name, size in limits.items():
        monkeypatch.setattr(f"cqa.engine.opensearch.{name}", size)
    monkeypatch.setattr("cqa.engine.opensearch.vocabulary.LOOKED_UP", 9)
    for query, filters in QUERIES:
        same(once, reference, query, filters)
    assert once.terms("word", 7) == reference.terms("word", 7)
    assert once.terms("", 500) == reference.terms("", 500)
    for sort in ("relevance", "-date"):
        for limit, offsets in ((13, range(0, 200, 13)), (5, (150, 40, 45, 179, 180, 500, 0))):
            for offset in offsets:
                request = Request(Or((Word("again"), Word("same"), Word("matters"))), Everything(), sort, limit, offset)
                assert once.search(request) == reference.search(request)


def test_the_cluster_sets_the_pace(url_once: str, reference: Engine, tmp_path: Path) -> None:
    """This test ensures that 429, 503 and refused items are sent again, later, and that 413 halves what is sent."""
    base, name = url_once.rsplit("/", 1)
    seen: list[tuple[int, int]] = []

    def judge(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, str] | None:
        if not request.path.endswith("/_bulk"):
            return None
        if len(body) > 20_000:
            seen.append((413, len(body)))
            return 413, ""
        if sum(status in (429, 503) for status, _ in seen) < 4:
            status = 429 if len(seen) % 2 else 503
            seen.append((status, len(body)))
            return status, json.dumps({"error": {"type": "rejected", "reason": "queue is full"}, "status": status})
        items = body.decode().splitlines()
        if not any(status == 200 for status, _ in seen) and b'"index"' in body:
            seen.append((200, len(body)))  # every item put off, none stored
            put_off = {"index": {"_id": "x", "status": 429, "error": {"type": "rejected", "reason": "full"}}}
            count = sum(line.startswith(('{"index":', '{"update":')) for line in items)
            return 200, json.dumps({"errors": True, "items": [put_off] * count})
        seen.append((0, len(body)))
        return None

    with between(base, judge) as gateway:
        engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"{gateway}/{name}")
        write(engine, TOWNS)
        assert engine.coverage() == reference.coverage()
        same(engine, reference, Word("pothole"), Everything())
    assert {status for status, _ in seen} == {413, 429, 503, 200, 0}


def test_a_document_that_is_too_long_for_the_cluster_is_named(url_once: str, tmp_path: Path) -> None:
    base, name = url_once.rsplit("/", 1)

    def judge(request: BaseHTTPRequestHandler, body: bytes) -> tuple[int, str] | None:
        return (413, "") if request.path.endswith("/_bulk") and len(body) > 2_000 else None

    with between(base, judge) as gateway:
        engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=f"{gateway}/{name}")
        with pytest.raises(EngineRefused, match=r"too long for the cluster: raise http\.max_content_length"):
            write(engine, (town("long", "York", "2020", ["word " * 2_000]),))
        assert engine.coverage().files == 0


# ------------------------------------------------------------------ rebuilding


def test_an_index_is_written_anew_while_it_is_read(
    url: str, reference: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This test ensures that a rebuild takes on other shards and loses nothing, that readers have an answer at every
    moment, that writers are refused meanwhile, and that the old version goes."""
    base, name = url.rsplit("/", 1)
    engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=url)
    assert isinstance(engine, OpenSearchEngine)
    write(engine, TOWNS)
    reader = open_engine(tmp_path / "r", engine="opensearch", create=True, url=url)
    monkeypatch.setenv(SHARDS, "3")
    request = Request(Word("pothole"), limit=1_000)
    wanted, answers, refused, over = reference.search(request), [], [], threading.Event()

    def read() -> None:
        while not over.is_set():
            answers.append(reader.search(request))

    def interfere() -> None:
        while not over.is_set() and not refused:
            try:
                with reader.writer() as writer:
                    writer.put(LEEDS)
            except IndexBusy as error:
                refused.append(str(error))

    threads = [threading.Thread(target=read), threading.Thread(target=interfere)]
    with pytest.MonkeyPatch.context() as patch:
        from cqa.engine.opensearch import rebuild

        copy = rebuild._copy

        def slowly(*arguments: object) -> None:
            for thread in threads:
                thread.start()
            copy(*arguments)  # type: ignore[arg-type]
            while not refused or not answers:
                over.wait(0.05)

        patch.setattr(rebuild, "_copy", slowly)
        engine.rebuild()
    answers.append(reader.search(request))
    over.set()
    for thread in threads:
        thread.join()
    assert all(answer == wanted for answer in answers)
    assert "is being rebuilt by process" in refused[0]
    held = nodes.ask(base, "GET", f"/_cat/indices/{name}*?format=json")
    assert [(x["index"], x["pri"]) for x in held] == [(f"{name}.v2", "3")]
    same(engine, reference, Everything(), Everything())
    assert list(engine.files()) == list(reference.files())
    assert list(engine.papers()) == list(reference.papers())
    write(reader, FILES)
    engine.refresh()
    assert engine.coverage().files == 60 + 4


def test_a_rebuild_that_ends_early_leaves_the_old_and_can_be_done_again(
    once: OpenSearchEngine, url_once: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(once, FILES)
    with monkeypatch.context() as patch:
        patch.setattr("cqa.engine.opensearch.rebuild._copy", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            once.rebuild()
    assert once.coverage().passages == 7
    write(once, (LEEDS,))
    once.rebuild()
    assert once.coverage().passages == 7
    with once.writer() as writer:
        writer.put(LEEDS)
        with pytest.raises(IndexBusy, match="is being written"):
            open_engine(once._path.parent / "2", engine="opensearch", create=True, url=url_once).rebuild()  # type: ignore[attr-defined]


def test_an_index_that_goes_while_it_is_read(once: OpenSearchEngine, url_once: str) -> None:
    base, name = url_once.rsplit("/", 1)
    write(once, TOWNS)
    scan = once.scan(Everything(), Everything())
    next(scan)
    nodes.ask(base, "DELETE", f"/{name}.v1")
    with pytest.raises(NoIndex, match="build it again"):
        once.search(Request(Word("pothole")))
