"""Three nodes, two copies of everything: a node is killed during ingest, another during queries. Nothing is lost, and
every answer is the same."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tests.opensearch.cluster_nodes as nodes
from cqa.engine import open_engine
from cqa.engine.opensearch.address import SHARDS
from cqa.engine.port import Engine, Request
from cqa.query.nodes import Everything, Or, Word
from tests.engine.engine_corpus import town, write

FILES = tuple(
    town(
        f"p{n:03}",
        f"Town {n % 29:02}",
        f"20{10 + n % 9}-01-01",
        [f"Pothole repairs {'again ' * (n % 7)}{i}" for i in range(12)],
    )
    for n in range(120)
)
A_COMMIT = 12


@pytest.fixture
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[nodes.Node]]:
    if nodes.OWN:
        pytest.skip("kills nodes; not those of a cluster that is not ours")
    line = nodes.LINES[-1]
    why = nodes.missing(line)
    if why:
        pytest.skip(why)
    with nodes.running(line, nodes.data_folder(tmp_path_factory, "three"), 3) as held:
        for node in held:
            node.ready(3)
        yield held


def test_a_node_dies_during_ingest_and_another_during_queries(
    three: list[nodes.Node], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SHARDS, "3")
    url = ",".join(node.url for node in three) + "/papers"
    reference = open_engine(tmp_path / "memory", engine="memory", create=True)
    write(reference, FILES)
    engine = open_engine(tmp_path / "i", engine="opensearch", create=True, url=url)
    nodes.ask(three[0].url, "GET", "/_cluster/health?wait_for_status=green&timeout=60s")

    begun = threading.Event()

    def kill() -> None:
        begun.wait()
        time.sleep(0.3)  # somewhere in the middle of it
        three[2].kill()

    killing = threading.Thread(target=kill)
    killing.start()
    for start in range(0, len(FILES), A_COMMIT):
        write(engine, FILES[start : start + A_COMMIT])
        begun.set()
    killing.join()
    assert nodes.ask(three[0].url, "GET", "/_cluster/health")["number_of_nodes"] == 2
    same(engine, reference)

    three[2].start()
    three[2].ready(3)
    nodes.ask(
        three[0].url, "GET", "/_cluster/health?wait_for_status=green&wait_for_no_relocating_shards=true&timeout=90s"
    )
    victim = next(node for node in three if node.name == manager(three[2]))
    killing = threading.Timer(0.5, victim.kill)
    killing.start()
    while killing.is_alive():
        same(engine, reference)
    same(engine, reference)
    engine.refresh()
    same(engine, reference)
    write(engine, FILES[:A_COMMIT])
    same(engine, reference)


def manager(node: nodes.Node) -> str:
    """The node that leads the others: its loss is the hardest."""
    return str(nodes.ask(node.url, "GET", "/_cat/cluster_manager?format=json")[0]["node"])


def same(engine: Engine, reference: Engine) -> None:
    request = Request(Or((Word("again"), Word("repairs"))), limit=500, facets=("authority", "year"))
    assert engine.coverage() == reference.coverage()
    assert engine.search(request) == reference.search(request)
    assert engine.group(request, "authority", 2) == reference.group(request, "authority", 2)
    assert list(engine.scan(Word("again"), Everything())) == list(reference.scan(Word("again"), Everything()))
