"""Every engine in turn, freshly made, as the fixture ``engine``."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.engine import EngineInfo, engines, open_engine
from cqa.engine.port import Engine
from tests.engine.engine_corpus import FILES, write
from tests.opensearch.clusters import NAMES as CLUSTERS
from tests.opensearch.clusters import Servers

NAMES = [name for info in engines(reference=True) for name in (CLUSTERS if info.name == "opensearch" else (info.name,))]


def info(name: str) -> EngineInfo:
    return next(x for x in engines(reference=True) if x.name == name)


@pytest.fixture(params=NAMES)
def engine_name(request: pytest.FixtureRequest, servers: Servers, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    found = info(name.partition("-")[0])
    if not found.ready:
        pytest.skip(f"{found.name} is not installed; {found.install}")
    if found.server:
        import cqa.engine.opensearch as adapter

        servers.url(name)
        located = adapter.located
        monkeypatch.setattr(adapter, "located", lambda url: located(url or servers.fresh(name)))
    return found.name


@pytest.fixture
def empty(engine_name: str, tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "index", engine=engine_name, create=True)


@pytest.fixture(scope="session")
def kept() -> dict[str, Engine]:
    """Engines that hold :data:`~engine_corpus.FILES`, for tests that only read."""
    return {}


@pytest.fixture
def engine(engine_name: str, kept: dict[str, Engine], servers: Servers, request: pytest.FixtureRequest) -> Engine:
    """An engine that holds :data:`~engine_corpus.FILES`; one for all tests on a cluster that do not write."""
    name = str(request.node.callspec.params["engine_name"])
    if name not in CLUSTERS or request.node.get_closest_marker("writes"):
        empty: Engine = request.getfixturevalue("empty")
        write(empty, FILES)
        return empty
    if name not in kept:
        folder = request.getfixturevalue("tmp_path_factory").mktemp("kept")
        kept[name] = open_engine(folder, engine=engine_name, create=True, url=servers.fresh(name, keep=True))
        write(kept[name], FILES)
    return kept[name]
