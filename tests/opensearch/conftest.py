"""A cluster of each line, an empty index on it, and an engine there."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqa.engine import open_engine
from cqa.engine.opensearch import OpenSearchEngine
from tests.opensearch.clusters import NAMES, Servers


@pytest.fixture(params=NAMES)
def url(request: pytest.FixtureRequest, servers: Servers) -> str:
    """Of an index that is not there yet, on each server in turn."""
    return servers.fresh(str(request.param))


@pytest.fixture
def url_once(servers: Servers) -> str:
    """The same on the newest server alone: for what is ours and not the server's."""
    return servers.fresh(NAMES[-1])


@pytest.fixture
def once(url_once: str, tmp_path: Path) -> OpenSearchEngine:
    engine = open_engine(tmp_path / "index", engine="opensearch", create=True, url=url_once)
    assert isinstance(engine, OpenSearchEngine)
    return engine
