"""The page, asked over a real connection to a real ``cqa serve``: seconds to the first byte, and the weight of pages.

Each address is asked for once unmeasured, so that what a first request makes is made; but for questions, whose answers
are remembered: their first asking counts. Searches are those of
``queries.txt``; questions, which get an answer too, are listed apart. The connection is kept, as a browser does.
"""

from __future__ import annotations

import http.client
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote_plus

from tests.bench import building
from tests.bench.searching import QUERIES, QUESTIONS
from tests.bench.table import Row, Setting, percentiles
from tests.bench.timing import CQA, Figures

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SMALL_MS, LARGE_MS, LARGE, PAGE_KB = 30, 100, 1_000_000, 100
PAGES = ("/", "/recommendations", "/councils", "/papers", "/grades", "/coverage")


def measure(setting: Setting) -> Iterator[Row]:
    index = setting.folder / "corpus"
    Figures().add([*CQA, "--index", str(index), "ingest", str(CORPUS)])
    yield from _served("sample corpus", index, SMALL_MS)
    for size in setting.sizes:
        folder = setting.indexes / f"cqa-{size}"
        building.build("cqa", size, folder)
        yield from _served(f"{size:,}", folder, LARGE_MS if size >= LARGE else None)


def _served(name: str, index: Path, most: float | None) -> Iterator[Row]:
    with serve(index) as port:
        searches = [f"/search?q={quote_plus(q)}" for q in QUERIES]
        heaviest = 0
        for what, addresses, limit, counted in (
            ("page: search", searches, most, 1),
            ("page: question with its answer", [f"/search?q={quote_plus(q)}" for q in QUESTIONS], None, 0),
            ("page: browsing", PAGES, None, 1),
        ):
            seconds, bytes_most = first_bytes(port, addresses, counted)
            heaviest = max(heaviest, bytes_most)
            p50, p95, p99 = percentiles(seconds)
            value = f"first byte {p50:.1f}/{p95:.1f}/{p99:.1f} ms (p50/p95/p99)"
            target = f"p95 <= {limit:g} ms" if limit else ""
            yield Row(f"{what}, {name}", value, target, p95 <= limit if limit else None)
        yield Row(
            f"page: heaviest, {name}", f"{heaviest / 1000:.1f} kB", f"<= {PAGE_KB} kB", heaviest <= PAGE_KB * 1000
        )


@contextmanager
def serve(index: Path) -> Iterator[int]:
    """A running server's port."""
    command = [*CQA, "--index", str(index), "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline().rstrip("/\n").rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(30)


def first_bytes(port: int, addresses: Sequence[str], counted: int) -> tuple[list[float], int]:
    """Seconds from the request to the first byte of each answer in the turn that counts (from 0), and the bytes of the
    heaviest page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    seconds, heaviest = [], 0
    for turn in range(counted + 1):
        for address in addresses:
            began = time.perf_counter()
            connection.request("GET", address)
            answer = connection.getresponse()
            first = time.perf_counter() - began
            body = answer.read()
            if answer.status not in (http.client.OK, http.client.BAD_REQUEST):  # a committee that the corpus has not
                raise RuntimeError(f"{address}: {answer.status}")
            if turn == counted:
                seconds.append(first)
                heaviest = max(heaviest, len(body))
    connection.close()
    return seconds, heaviest
