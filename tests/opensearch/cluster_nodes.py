"""Real OpenSearch servers for tests: nodes on loopback, each a Java process that can be killed."""

from __future__ import annotations

import base64
import contextlib
import functools
import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HERE = Path(__file__).resolve().parent
JARS = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cqa" / "opensearch"
OWN = "/".join(os.environ.get("CQA_OPENSEARCH_URL", "").split("/")[:3])
"""The URL of a cluster to test on instead, without the name of an index."""

READY_WITHIN = 120


class Line(NamedTuple):
    """A major version: which jars, which Java."""

    major: str
    version: str
    java: int
    newest_java: int


LINES = tuple(
    Line(major, version, int(oldest), int(newest))
    for major, version, oldest, newest in (
        row.split() for row in (HERE / "versions.txt").read_text().splitlines() if row[:1] != "#"
    )
)


@functools.cache
def java(line: Line) -> Path | None:
    """The oldest Java here that runs the line."""
    roots = [*Path("/usr/lib/jvm").glob("*/release"), *Path("/opt").glob("*/release")]
    if os.environ.get("JAVA_HOME"):
        roots.append(Path(os.environ["JAVA_HOME"]) / "release")
    found: dict[int, Path] = {}
    for release in roots:
        told = re.search(r'JAVA_VERSION="(\d+)', release.read_text("utf-8", "replace"))
        program = release.parent / "bin" / "java"
        if told and program.exists():
            found[int(told[1])] = program
    usable = [v for v in found if line.java <= v <= line.newest_java]
    return found[min(usable)] if usable else None


def missing(line: Line) -> str | None:
    """Why a line cannot be run here, None if it can."""
    if java(line) is None:
        return f"OpenSearch {line.version} needs Java {line.java} in /usr/lib/jvm; it is not there"
    if not (JARS / line.version).is_dir():
        return f"no jars of OpenSearch {line.version}: tests/opensearch/fetch gets them with mvn"
    return None


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]


def data_folder(folders: pytest.TempPathFactory, name: str) -> Path:
    """In memory where there is such a disk: half of a test is waiting for ``fsync``."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2 << 30:
        return Path(tempfile.mkdtemp(prefix=f"cqa-{name}-", dir=memory))
    return folders.mktemp(name)


class Node:
    """One node. ``start`` does not wait; ``ready`` does."""

    def __init__(self, line: Line, folder: Path, number: int, ports: list[int], heap: str, brief: bool) -> None:
        names, count = [f"n{n}" for n in range(len(ports) // 2)], len(ports) // 2
        self.name, self.url = names[number], f"http://127.0.0.1:{ports[number]}"
        self._folder, self._log = folder, folder / f"{self.name}.log"
        seeds = ",".join(f"127.0.0.1:{port}" for port in ports[count:])
        quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if brief else []
        self._command = [
            *(str(java(line)), f"-Xms{heap}", f"-Xmx{heap}", *quick, "-cp", f"{JARS / line.version}/*"),
            *(str(HERE / "TestNode.java"), str(folder / self.name), f"cqa-test-{folder.name}", self.name),
            *(str(ports[number]), str(ports[count + number]), seeds, ",".join(names)),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def ready(self, nodes: int) -> None:
        ends = time.monotonic() + READY_WITHIN
        while time.monotonic() < ends:
            assert self._process is not None
            assert self._process.poll() is None, f"the node ended:\n{self._log.read_text('utf-8', 'replace')[-4000:]}"
            with contextlib.suppress(OSError, ValueError):
                if ask(self.url, "GET", "/_cluster/health")["number_of_nodes"] >= nodes:
                    return
            time.sleep(0.2)
        raise TimeoutError(f"no node at {self.url} after {READY_WITHIN} s:\n{self._log.read_text()[-4000:]}")

    def kill(self) -> None:
        """As ``kill -9`` does."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=30)
            self._process = None


def ask(url: str, method: str, path: str, body: Any = None) -> Any:
    """A request past the adapter."""
    data = None if body is None else json.dumps(body).encode()
    head = {"content-type": "application/json", **_authorization()}
    request = urllib.request.Request(url + path, data, head, method=method)  # noqa: S310 - a URL of ours
    trusted = ssl.create_default_context(cafile=os.environ.get("CQA_OPENSEARCH_CA"))
    with urllib.request.urlopen(request, timeout=120, context=trusted) as answer:  # noqa: S310
        return json.load(answer)


def _authorization() -> dict[str, str]:
    """As the adapter takes it from the environment, for a cluster of one's own."""
    user, password, key = (os.environ.get(f"CQA_OPENSEARCH_{name}") for name in ("USER", "PASSWORD", "API_KEY"))
    if key:
        return {"authorization": f"ApiKey {key}"}
    return {"authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()} if user else {}


@contextlib.contextmanager
def running(
    line: Line, folder: Path, nodes: int = 1, heap: str = "512m", *, brief: bool = True
) -> Iterator[list[Node]]:
    """A cluster, starting; its data and nodes are gone afterwards. A ``brief`` one starts soon and never gets fast."""
    ports = free_ports(2 * nodes)
    held = [Node(line, folder, n, ports, heap, brief) for n in range(nodes)]
    try:
        for node in held:
            node.start()
        yield held
    finally:
        for node in held:
            node.kill()
        shutil.rmtree(folder, ignore_errors=True)
