"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.opensearch.clusters import Servers

SHARED = Path(__file__).resolve().parents[2] / "shared"
"""The seed papers, real files, gold labels and the referee; they live next to the checkout, not in it."""

settings.register_profile("untimed", deadline=None)  # no test times the machine
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-docs", action="store_true", help="write the output of README's examples anew")
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real papers and gold labels; tests that need it skip where it is absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip(f"no {SHARED}: real papers and gold labels are not here")
    return SHARED


ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Lets the commands that tests start share compiled modules, even where the environment says to keep none."""
    patch = pytest.MonkeyPatch()
    patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The sample corpus."""
    return ROOT / "corpus"


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """An index of the sample corpus; not to be written to."""
    from tests.made_index import indexed

    where = tmp_path_factory.mktemp("corpus-index")
    indexed(where, corpus).close()
    return where


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """OpenSearch servers, started when first asked for; one of each line for the whole session."""
    with Servers(tmp_path_factory) as held:
        yield held
