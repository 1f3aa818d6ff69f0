"""Every engine in turn, freshly made, as the fixture ``engine``."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_corpus import FILES, write

from cqa.engine import EngineInfo, engines, open_engine
from cqa.engine.port import Engine

NAMES = [info.name for info in engines(reference=True)]


def info(name: str) -> EngineInfo:
    return next(x for x in engines(reference=True) if x.name == name)


@pytest.fixture(params=NAMES)
def engine_name(request: pytest.FixtureRequest) -> str:
    found = info(str(request.param))
    if not found.ready:
        pytest.skip(f"{found.name} is not installed; {found.install}")
    return found.name


@pytest.fixture
def empty(engine_name: str, tmp_path: Path) -> Engine:
    return open_engine(tmp_path / "index", engine=engine_name, create=True)


@pytest.fixture
def engine(empty: Engine) -> Engine:
    """An engine that holds :data:`~engine_corpus.FILES`."""
    write(empty, FILES)
    return empty
