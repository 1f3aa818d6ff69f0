"""One browser and few servers for all tests of the page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.made_index import indexed
from tests.web.clicks import waiting
from tests.web.made_papers import write_papers
from tests.web.served import Served
from tests.web.watch import Watch

CHROMIUM = next(filter(None, map(shutil.which, ("/usr/bin/chromium", "chromium", "google-chrome"))), None)

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]

WIDTH, HEIGHT = 1280, 900


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", metavar="DIR", help="save a picture of every page (pytest tests/web)")


class Look(Protocol):
    """Opens an address in a separate context. ``status`` is the one expected; ``script`` turns JavaScript off;
    further options are Playwright's for a context."""

    def __call__(
        self,
        path: str = "/",
        *,
        at: Served | None = None,
        status: int = 200,
        script: bool = True,
        width: int = WIDTH,
        **options: Any,
    ) -> Page: ...


Serve = Callable[..., Served]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with waiting():
            yield started
        started.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts servers that live as long as the tests; none may end up with a defect on its terminal."""
    started: list[Served] = []

    def serve_it(index: Path, *options: str) -> Served:
        started.append(Served(index, tmp_path_factory.mktemp("serve") / "log", *options))
        return started[-1]

    yield serve_it
    logs = [server.close() for server in started]
    assert not [log for log in logs if "Traceback" in log or "defect" in log]


@pytest.fixture(scope="session")
def site(serve: Serve, corpus_index: Path) -> Served:
    """The sample corpus, served."""
    return serve(corpus_index)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up papers: hostile, exempt, unreadable, long."""
    folder = tmp_path_factory.mktemp("made")
    write_papers(folder)
    return folder


@pytest.fixture(scope="session")
def made_index(tmp_path_factory: pytest.TempPathFactory, made: Path) -> Path:
    where = tmp_path_factory.mktemp("made-index")
    indexed(where, made).close()
    return where


@pytest.fixture(scope="session")
def made_site(serve: Serve, made_index: Path) -> Served:
    """The made-up papers, the exempt ones held back."""
    return serve(made_index)


@pytest.fixture(scope="session")
def open_site(serve: Serve, made_index: Path) -> Served:
    """The made-up papers, the exempt ones shown too."""
    return serve(made_index, "--include-exempt")


@pytest.fixture
def look(browser: Browser, site: Served) -> Iterator[Look]:
    """Opens pages, of the sample corpus unless it is given others, and fails the test for what :class:`Watch` notes."""
    watched: list[Watch] = []
    contexts = []

    def look_at(
        path: str = "/",
        *,
        at: Served | None = None,
        status: int = 200,
        script: bool = True,
        width: int = WIDTH,
        **options: Any,
    ) -> Page:
        base = (at or site).url
        context = browser.new_context(
            base_url=base, java_script_enabled=script, viewport={"width": width, "height": HEIGHT}, **options
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        watched.append(Watch(context, base))
        if status >= 400:
            watched[-1].expected.add(status)
        page = context.new_page()
        answer = page.goto(path)
        assert answer
        assert answer.status == status
        return page

    yield look_at
    for context in contexts:
        context.close()
    assert not [wrong for watch in watched for wrong in watch.wrong]
