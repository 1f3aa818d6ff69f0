"""An index folder that somebody else made: opening it runs nothing and gives nobody our credentials."""

from __future__ import annotations

import http.server
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from cqa.engine import manifest
from cqa.engine.whoosh import unpickle
from cqa.errors import IndexDamaged

PAPER = "Leeds City Council\n\nReport to Cabinet\n\nCaseloads of social workers are high.\n"
URL = "CQA_OPENSEARCH_URL"


def cqa(index: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from cqa.cli import main; main()", "--index", str(index), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env={**os.environ, **environ})


class Evil:
    """Unpickled, it makes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.mark}",)


@pytest.mark.parametrize("place", ["schema", "segments"])
def test_a_whoosh_index_runs_nothing(tmp_path: Path, place: str) -> None:
    """This test ensures that a pickle in the table of contents that calls a function is refused by name."""
    (tmp_path / "a.txt").write_text(PAPER, "utf-8")
    index, mark = tmp_path / "index", tmp_path / "mark"
    assert cqa(index, "ingest", str(tmp_path / "a.txt"), "--engine", "whoosh").returncode == 0
    toc = next((index / "whoosh").glob("_MAIN_*.toc"))
    data, evil = toc.read_bytes(), pickle.dumps(Evil(mark), 2)
    start = data.index(b"\x80\x02c")
    if place == "segments":
        last = data.rindex(b"\x80", 0, data.index(b"W3Segment"))
        toc.write_bytes(data[:last] + evil)
    else:
        toc.write_bytes(data[:start] + evil + data[start + len(evil) :])
    told = cqa(index, "search", "caseloads")
    assert not mark.exists()
    if place == "segments":
        assert told.returncode == 2
        assert "made to do harm" in told.stderr


def test_the_unpickler_knows_no_other_class(tmp_path: Path) -> None:
    for harm in (Evil(tmp_path / "mark"), Path("x"), subprocess.Popen):
        with pytest.raises(IndexDamaged):
            unpickle.loads(pickle.dumps(harm, 2))
    assert unpickle.loads(pickle.dumps((1, "two", [3.0], {"four": b"5"}), 2)) == (1, "two", [3.0], {"four": b"5"})


@pytest.fixture
def server() -> Iterator[tuple[str, list[str | None]]]:
    """A server that notes what is sent to it to prove who asks."""
    seen: list[str | None] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.headers.get("Authorization"))
            body = b'{"version":{"number":"3.0.0","distribution":"opensearch"}}'
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    running = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", seen
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize("trusted", ["https://search.council.example:9200/papers", ""])
@pytest.mark.parametrize(
    "secret", [{"CQA_OPENSEARCH_API_KEY": "KEY"}, {"CQA_OPENSEARCH_USER": "u", "CQA_OPENSEARCH_PASSWORD": "KEY"}]
)
def test_no_key_goes_to_a_server_that_a_folder_names(
    tmp_path: Path, server: tuple[str, list[str | None]], secret: dict[str, str], trusted: str
) -> None:
    pytest.importorskip("opensearchpy")
    url, seen = server
    (tmp_path / "opensearch").mkdir()
    (tmp_path / "opensearch" / "uid").write_text("x\n")
    (tmp_path / "manifest.json").write_text(json.dumps(asdict(manifest.new("opensearch", f"{url}/papers"))))
    told = cqa(tmp_path, "search", "x", **secret, **({URL: trusted} if trusted else {}))
    assert told.returncode == 2
    assert URL in told.stderr
    assert "KEY" not in told.stderr.replace("API_KEY", "")
    assert not any(seen)
