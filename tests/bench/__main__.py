"""``python -m tests.bench``: figures next to their targets, in one sitting, also appended to ``runs/<date>.txt``.

A part is one module with ``measure(setting) -> rows``; a new one is named in :data:`PARTS`. On a busy machine wall
times mean little: calls in process are judged by CPU, whole processes and builds by wall or by ratio to what ran
next to them.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tempfile
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from tests.bench.table import Setting, lines

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("startup", "ingesting", "building", "searching", "serving", "changing", "ranking")
SIZES, QUICK_SIZES = "10000,100000,1000000", "2000,10000"


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} [all]")
    arguments.add_argument("--quick", action="store_true", help=f"small and once; sizes {QUICK_SIZES}")
    arguments.add_argument("--papers", type=Path, default=ROOT.parent / "shared" / "papers", help="folder to ingest")
    arguments.add_argument("--sizes", help=f"passages of the generated indexes [{SIZES}]")
    arguments.add_argument("--keep", type=Path, help="folder for built indexes, used again by the next run")
    given = arguments.parse_args()
    if unknown := sorted(set(given.parts) - set(PARTS)):
        arguments.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    sizes = given.sizes or (QUICK_SIZES if given.quick else SIZES)
    with tempfile.TemporaryDirectory(prefix="cqa-bench-") as name:
        folder = Path(name)
        indexes = (given.keep or folder / "indexes").resolve()
        setting = Setting(folder, indexes, given.papers, tuple(map(int, sizes.split(","))), given.quick)
        _say(_head())
        for part in given.parts or PARTS:
            own = folder / part
            own.mkdir()
            measure = import_module(f"tests.bench.{part}").measure
            for line in lines(measure(Setting(own, setting.indexes, setting.papers, setting.sizes, setting.quick))):
                _say(line)
    _say("")


def _say(line: str) -> None:
    """To the terminal and the run's file at once: a run that is broken off keeps what it has."""
    print(line, flush=True)
    runs = Path(__file__).with_name("runs")
    runs.mkdir(exist_ok=True)
    with (runs / f"{datetime.now(UTC):%Y-%m-%d}.txt").open("a", encoding="utf-8") as out:
        out.write(line + "\n")


def _head() -> str:
    commit = subprocess.run(["git", "log", "-1", "--format=%h"], cwd=ROOT, capture_output=True, text=True, check=False)
    now = datetime.now(UTC)
    return (
        f"{now:%Y-%m-%d %H:%M} UTC, commit {commit.stdout.strip()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    main()
