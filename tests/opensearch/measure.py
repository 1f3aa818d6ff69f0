"""``.venv/bin/python -m tests.opensearch.measure [--passages N] [--nodes N] [--heap SIZE]``: what the adapter costs on
real nodes of the newest line on this machine, next to tantivy in the same sitting. Papers: ``tests.bench.generate``.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import tests.opensearch.cluster_nodes as nodes
from cqa.engine import open_engine
from cqa.engine.port import Engine, Request
from cqa.fields import BOXES
from cqa.model import Ingested
from cqa.query.nodes import And, Everything, Phrase, Word
from tests.bench.generate import Generator

QUERIES = {
    "one word": Word("caseload"),
    "two words": And((Word("social"), Word("worker"))),
    "phrase": Phrase(("social", "workers")),
}


def written(engine: Engine, files: Sequence[Ingested]) -> tuple[int, float, float]:
    """Passages stored, seconds of the clock, seconds of computing in this process."""
    began, computed = time.perf_counter(), time.process_time()
    with engine.writer() as writer:
        for file in files:
            writer.put(file)
        writer.commit()
    wall, cpu = time.perf_counter() - began, time.process_time() - computed
    return sum(len(file.passages) for file in files), wall, cpu


def median(work: Callable[[], object], times: int = 15) -> str:
    """Milliseconds, the first three not counted."""
    taken = []
    for _ in range(times + 3):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1_000)
    kept = taken[3:]
    return f"{statistics.median(kept):8.1f} ms median {min(kept):8.1f} least"


def computed(url: str) -> float:
    """Seconds of computing of all nodes."""
    told = nodes.ask(url, "GET", "/_nodes/stats/process")["nodes"].values()
    return sum(float(node["process"]["cpu"]["total_in_millis"]) for node in told) / 1_000


def asked(engine: Engine) -> None:
    for name, query in QUERIES.items():
        found = engine.matching(query, Everything())
        print(f"  {name:10} ({found:,})")
        print("    search          ", median(lambda q=query: engine.search(Request(q))))  # type: ignore[misc]
        print("    with six facets ", median(lambda q=query: engine.search(Request(q, facets=BOXES))))  # type: ignore[misc]
        groups = len(engine.group(Request(query), "authority"))
        print(f"    {groups} authorities ", median(lambda q=query: engine.group(Request(q), "authority")))  # type: ignore[misc]
    print("  autocomplete      ", median(lambda: engine.terms("case", 10)))
    deep = Request(Word("the"), limit=10, offset=30_000)
    began = time.perf_counter()
    read = sum(1 for _ in engine.scan(QUERIES["one word"], Everything()))
    print(f"  scan of {read:,}: {time.perf_counter() - began:.2f} s")
    print("  hits 30,001 to 30,010", median(lambda: engine.search(deep), 3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=40_000)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--no-tantivy", action="store_true")
    given = parser.parse_args()
    line = nodes.LINES[-1]
    print(f"OpenSearch {line.version}, {given.nodes} node(s), heap {given.heap} each; {given.passages:,} passages")
    with tempfile.TemporaryDirectory(prefix="cqa-measure-") as folder:
        measure(given, line, Path(folder))


def measure(given: argparse.Namespace, line: nodes.Line, folder: Path) -> None:
    files = tuple(Generator().papers(given.passages))
    if not given.no_tantivy:
        tantivy = open_engine(folder / "tantivy", create=True)
        done, wall, cpu = written(tantivy, files)
        size = sum(x.stat().st_size for x in folder.rglob("*") if x.is_file())
        print(f"tantivy: {done:,} passages, {done / wall:,.0f}/s, {cpu:.0f} s computed, {size / done:,.0f} bytes each")
        asked(tantivy)
    with nodes.running(line, folder / "nodes", given.nodes, given.heap, brief=False) as held:
        for node in held:
            node.ready(given.nodes)
        url = ",".join(node.url for node in held) + "/measured"
        engine = open_engine(folder / "cluster", engine="opensearch", create=True, url=url)
        nodes.ask(held[0].url, "GET", "/_cluster/health?wait_for_no_initializing_shards=true&timeout=60s")
        before = computed(held[0].url)
        done, wall, cpu = written(engine, files)
        theirs = computed(held[0].url) - before
        print(f"opensearch: {done:,} passages, {done / wall:,.0f}/s, {cpu:.0f} s computed here, {theirs:.0f} s there")
        told = nodes.ask(held[0].url, "POST", "/measured/_forcemerge?max_num_segments=1")
        nodes.ask(held[0].url, "POST", "/measured/_flush")
        told = nodes.ask(held[0].url, "GET", "/measured/_stats/store,docs,segments")["_all"]
        size = told["primaries"]["store"]["size_in_bytes"]
        print(f"  {size / done:,.0f} bytes each in one copy, {told['primaries']['docs']['count']:,} documents")
        asked(engine)
        for name, node in nodes.ask(held[0].url, "GET", "/_nodes/stats/jvm,process")["nodes"].items():
            heap = node["jvm"]["mem"]
            print(f"  {name[:4]}: heap {heap['heap_used_in_bytes'] >> 20} of {heap['heap_max_in_bytes'] >> 20} MB used")
    print(json.dumps({"peak memory of this process, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}))


if __name__ == "__main__":
    main()
