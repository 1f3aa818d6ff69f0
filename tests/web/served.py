"""A ``cqa serve`` process, and ways to ask it that need no browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

CQA = str(Path(sys.executable).with_name("cqa"))

SECONDS = 60
"""For what takes well under one on an idle machine."""


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Served:
    """The process, where it listens, and what it writes to stderr."""

    def __init__(self, index: Path, log: Path, *options: str) -> None:
        self.index, self.log = index, log
        environment = {k: v for k, v in os.environ.items() if k != "CQA_INDEX"}
        with log.open("wb") as errors:
            self.process = subprocess.Popen(
                [CQA, "--index", str(index), "serve", "--port", "0", *options],
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                cwd=log.parent,
                env=environment,
            )
        assert self.process.stdout
        said = self.process.stdout.readline()
        assert said.startswith("cqa is at http://"), said + log.read_text("utf-8")
        self.url = said.removeprefix("cqa is at ").strip().rstrip("/")
        self.port = int(self.url.rpartition(":")[2])

    def close(self) -> str:
        """Ends it; gives what it wrote to stderr."""
        self.process.terminate()
        self.process.wait(timeout=SECONDS)
        assert self.process.stdout
        self.process.stdout.close()
        return self.log.read_text("utf-8")

    def get(self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """The answer to a request whose path is sent as it is. ``headers`` by name, ``_`` for ``-``."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()


@cache
def said_by(index: Path, *arguments: str) -> str:
    """What a command prints; asked once, since the index does not change."""
    done = subprocess.run(
        [CQA, "--index", str(index), *arguments], capture_output=True, text=True, encoding="utf-8", timeout=SECONDS
    )
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout


def told_by(index: Path, *arguments: str) -> Any:
    """What a command says with ``--json``."""
    return json.loads(said_by(index, *arguments, "--json"))


def passage_of(address: str) -> str:
    """The id of the passage whose page has this address."""
    _, papers, paper, section = urlsplit(address).path.split("/")
    assert papers == "papers"
    return f"{paper}#{section}"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src", "action") and value]


def links(page: str) -> list[str]:
    """Every address that a page names."""
    reader = _Links()
    reader.feed(page)
    return reader.found
