"""The page under load: costly downloads are bounded as a whole, late and many connections keep nobody out."""

from __future__ import annotations

import csv
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cqa.web.server import GOODBYE_SECONDS
from tests.faults.scale import count
from tests.web.served import Served

PAPER = "Leeds City Council\n\nReport to Cabinet\nDate: {day} March 2015\nSubject: Caseloads {n}\n\n"
DOWNLOADS = 16
CLIENTS = count(20, 50)
SECONDS = count(3, 60)
DRIPPING = 220
"""Connections that send a byte now and then; so many kept everyone out."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    from click.testing import CliRunner

    from cqa.cli import cli

    folder = tmp_path_factory.mktemp("load")
    papers = folder / "papers"
    papers.mkdir()
    for n in range(20):
        body = "\n\n".join(f"{i}. Caseloads of social workers in area {n} ward {i} are high." for i in range(1, 60))
        (papers / f"{n}.txt").write_text(PAPER.format(day=n % 28 + 1, n=n) + body, "utf-8")
    assert CliRunner().invoke(cli, ["--index", str(folder / "index"), "ingest", str(papers)]).exit_code == 0
    served = Served(folder / "index", folder / "log")
    yield served
    assert "Traceback" not in served.close()


def ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers by small letters, and body."""
    with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    return int(lines[0].split()[1]), dict(x.lower().split(": ", 1) for x in lines[1:]), body


def test_downloads_are_bounded_and_light_pages_answer(site: Served) -> None:
    """This test ensures that of 16 spreadsheets at once a few are made, the rest learn when to come again, and the
    help page is answered again and again while they are made."""
    got: list[tuple[int, dict[str, str], bytes]] = []
    light: list[int] = []
    making = [
        threading.Thread(target=lambda n=n: got.append(ask(site.port, f"/download/search.xlsx?q=caseloads&x={n}")))
        for n in range(DOWNLOADS)
    ]
    for thread in making:
        thread.start()
    while any(thread.is_alive() for thread in making):
        light.append(ask(site.port, "/help")[0])
    assert Counter(status for status, _, _ in got).keys() == {200, 503}
    assert all("retry-after" in headers for status, headers, _ in got if status == 503)
    sound = [body for status, headers, body in got if status == 200 and int(headers["content-length"]) == len(body)]
    assert len(sound) == sum(status == 200 for status, _, _ in got)
    assert set(light) == {200}
    assert len(light) > len(sound)


def test_a_download_is_whole_in_every_form(site: Served) -> None:
    status, headers, body = ask(site.port, "/download/search.json?q=caseloads")
    assert status == 200
    rows = len(json.loads(body)["passages"])
    assert rows > 500
    status, headers, body = ask(site.port, "/download/search.csv?q=caseloads")
    assert body.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.reader(body.decode("utf-8-sig").splitlines(keepends=True)))) == rows + 1
    assert headers["content-disposition"] == 'attachment; filename="cqa-search.csv"'


def test_many_clients_get_no_error(site: Served) -> None:
    """This test ensures that many clients at once get answers only, and that memory stays flat meanwhile."""
    paths = ("/", "/help", "/search?q=caseloads", "/papers", "/councils", "/coverage", "/suggest?q=case")
    found: Counter[int] = Counter()
    stop = threading.Event()

    def client(number: int) -> None:
        turn = number
        while not stop.is_set():
            found[ask(site.port, paths[turn % len(paths)])[0]] += 1
            turn += 1

    clients = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in clients:
        thread.start()
    time.sleep(SECONDS / 2)
    before = _resident(site)
    time.sleep(SECONDS / 2)
    after = _resident(site)
    stop.set()
    for thread in clients:
        thread.join()
    assert set(found) == {200}
    assert after < before + (64 << 20)


def test_dripping_connections_keep_nobody_out(site: Served) -> None:
    """This test ensures that more connections than one client may have, each late with its request, neither stop the
    page nor stay."""
    dripping = [socket.create_connection(("127.0.0.1", site.port), timeout=60) for _ in range(DRIPPING)]
    try:
        for connection in dripping:
            _drip(connection, b"GET / HT")
        assert ask(site.port, "/help")[0] == 200
        until = time.monotonic() + 60
        alive = dripping
        while alive and time.monotonic() < until:
            alive = [connection for connection in alive if _drip(connection, b"T")]
            time.sleep(0.5)
        assert not alive
        assert ask(site.port, "/help")[0] == 200
    finally:
        for connection in dripping:
            connection.close()


def _drip(connection: socket.socket, data: bytes) -> bool:
    """Return whether the server still takes bytes."""
    try:
        connection.sendall(data)
        connection.setblocking(False)
        try:
            return connection.recv(1) != b""
        finally:
            connection.setblocking(True)
    except BlockingIOError:
        return True
    except OSError:
        return False


def _resident(site: Served) -> int:
    """Return the bytes of memory that the server's process has; 0 where the system does not say."""
    status = Path(f"/proc/{site.process.pid}/status")
    if not status.exists():
        return 0
    line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) << 10


KILLED_WHILE_READING = """
import signal, sys
from cqa.cli import main
from cqa.web.connections import BoundedChannel

BoundedChannel.received = lambda self, data: signal.raise_signal(signal.SIGTERM)
sys.argv = ["cqa", "--index", sys.argv[1], "serve", "--port", "0"]
main()
"""


def test_a_server_that_is_reading_a_request_ends_when_it_is_told_to(site: Served) -> None:
    """This test ensures that SIGTERM is heard also while bytes of a connection are handled: there the event loop takes
    every exception but SystemExit for a fault of the connection, and once ran on for ever."""
    command = [sys.executable, "-c", KILLED_WHILE_READING, str(site.index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
            with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\n")
                assert server.wait(timeout=60) == 0
        finally:
            server.kill()


STOPPED = """
import os, signal, sys, time
from waitress.task import ThreadedTaskDispatcher, WSGITask
from cqa.cli import main

when = sys.argv.pop(1)
waits = ThreadedTaskDispatcher.shutdown

def shutdown(self, cancel_pending=True, timeout=5):
    print("waits", timeout, flush=True)
    return waits(self, cancel_pending, timeout)

ThreadedTaskDispatcher.shutdown = shutdown
if when == "answering":
    def execute(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(600)
    WSGITask.execute = execute
else:
    import cqa.cli.serve_command as serve
    say = serve.note
    def note(words):
        say(words)
        signal.raise_signal(signal.SIGTERM)
    serve.note = note
sys.argv = ["cqa", "--index", sys.argv[1], "serve", "--port", "0"]
main()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs Unix signals")
@pytest.mark.parametrize("when", ["answering", "starting"])
def test_a_server_that_is_stopped_has_done_what_it_was_asked_to(site: Served, when: str) -> None:
    """This test ensures that SIGTERM ends a server with 0, soon and without a word, while a request is answered that
    takes long, and in the moment after the address was printed."""
    command = [sys.executable, "-c", STOPPED, when, str(site.index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
            if when == "answering":
                with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
                    connection.sendall(f"GET /help HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
                    said, noise = server.communicate(timeout=60)
                assert said == f"waits {GOODBYE_SECONDS}\n"
            else:
                said, noise = server.communicate(timeout=60)
            assert server.returncode == 0, noise
            assert noise == "Press Ctrl-C to stop it.\n"
        finally:
            server.kill()
