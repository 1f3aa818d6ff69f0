"""Building an index from canonical text: passages per second, next to tantivy alone on the same texts; peak memory.

Raw tantivy is one document a passage: title, heading and text through its own English analyser, stored, and an id; two
threads. Time is that of writing, committing and merging; the texts are made before and not counted. Each
build is a separate process, and its memory has the generator's in it, too (about 100 MB).
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cqa.model import Ingested
from tests.bench.generate import Generator
from tests.bench.table import Row, Setting, at_least, exponent

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_SECONDS = 0.1
MEMORY_MB = 1_000
SHARE_OF_RAW = 0.6
ALL_IN_HAND, IN_HAND = 100_000, 25_000
"""Passages made before the clock runs: all of a comparison; of larger builds, whose memory is measured, a part at a
time."""


def measure(setting: Setting) -> Iterator[Row]:
    built = {size: build("cqa", size, setting.indexes / f"cqa-{size}") for size in setting.sizes}
    compared = min(max(setting.sizes), 100_000)
    ratios = []
    for turn in range(1 if setting.quick else 3):
        ours = build("cqa", compared, setting.folder / f"ours-{turn}")
        raw = build("raw", compared, setting.folder / f"raw-{turn}")
        ratios.append((ours["rate"] / raw["rate"], raw["cpu"] / ours["cpu"], ours["rate"], raw["rate"]))
    wall, cpu, ours_rate, raw_rate = max(ratios)
    more = f" of raw ({ours_rate:,.0f} and {raw_rate:,.0f} passages/s; by CPU {cpu:.2f})"
    yield at_least(f"index build, {compared:,} passages", wall, SHARE_OF_RAW, more)
    for size, figures in built.items():
        value = f"{figures['rss']:,.0f} MB, {figures['anon']:,.0f} MB without mapped files"
        row = Row(
            f"peak memory of the build, {size:,} passages", value, f"< {MEMORY_MB} MB", figures["rss"] < MEMORY_MB
        )
        yield row if size >= 1_000_000 else Row(row.figure, value)
        yield Row(
            f"  its rate and size, {size:,}", f"{figures['rate']:,.0f} passages/s, {figures['mb']:,.0f} MB on disk"
        )
    if len(built) > 1:
        for name in ("cpu", "mb", "anon"):
            grown = exponent([(size, figures[name]) for size, figures in built.items()])
            yield Row(f"growth with size, build: {name}", f"exponent {grown:.2f}")


def build(kind: str, size: int, folder: Path) -> dict[str, float]:
    """The figures of a build, now or (where the index is there already) when it was made."""
    kept = folder / "build.json"
    if not kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "tests.bench.building", kind, str(size), str(folder)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        rss, anon = peak(process)
        figures = json.loads(process.stdout.read() if process.stdout else "")
        kept.write_text(json.dumps(figures | {"rss": rss, "anon": anon}))
    return dict(json.loads(kept.read_text()))


def peak(process: subprocess.Popen[str]) -> tuple[float, float]:
    """The most resident memory in MB while it ran, and the most that is not of mapped files."""
    rss = anon = 0
    while process.poll() is None:
        with suppress(OSError, TypeError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            rss = max(rss, *(int(kb) for kb in re.findall(r"VmRSS:\s+(\d+)", status)))
            anon = max(anon, *(int(kb) for kb in re.findall(r"RssAnon:\s+(\d+)", status)))
        time.sleep(SAMPLE_SECONDS)
    return rss / 1000, anon / 1000


def _in_hand(papers: Iterable[Ingested], passages: int) -> Iterator[list[Ingested]]:
    """Papers of so many passages at a time: a writer's own threads work while texts are made, so texts that are made
    one by one would give it time that no clock counts."""
    ready, held = list[Ingested](), 0
    for made in papers:
        ready.append(made)
        held += len(made.passages)
        if held >= passages:
            yield ready
            ready, held = [], 0
    yield ready


def _build(kind: str, size: int, folder: Path) -> dict[str, float]:
    generator = Generator()
    generator.paper(0)  # its word lists are made before the clock runs
    wall = cpu = 0.0
    with (_ours if kind == "cqa" else _raw)(folder) as (put, end):
        for ready in _in_hand(generator.papers(size), size if size <= ALL_IN_HAND else IN_HAND):
            wall, cpu = wall - time.perf_counter(), cpu - time.process_time()
            for made in ready:
                put(made)
            wall, cpu = wall + time.perf_counter(), cpu + time.process_time()
        wall, cpu = wall - time.perf_counter(), cpu - time.process_time()
        end()
    wall, cpu = wall + time.perf_counter(), cpu + time.process_time()
    held = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"rate": size / wall, "cpu": cpu, "mb": held / 1e6}


if __name__ == "__main__":
    from tests.bench.writers import ours as _ours
    from tests.bench.writers import raw as _raw

    print(json.dumps(_build(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))))
