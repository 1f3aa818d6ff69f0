"""``python -m tests.bench [--quick]``: one table of times and ratios, also appended to ``runs/<date>.txt``.

Every command is a process of its own, timed from outside; CPU is what the system charged it and its children. The
first run of each is not counted. On a busy machine wall times mean little: read the CPU columns and the least.
The real papers must lie beside the checkout (``../shared``); ``pdftotext`` is what reading is compared with.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.timing import Figures, in_process, row, times

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
PDF = SHARED / "papers" / "pdf"
CQA = [sys.executable, "-c", "import sys; sys.argv[0] = 'cqa'; from cqa.cli import main; main()"]
QUERIES = (
    "caseload pressure",
    "children in care placement stability",
    '"value for money" audit',
    "agency staff OR locum",
)
QUESTIONS = (
    "Which councils cite caseload pressure?",
    "What did inspectors say about supervision of social workers?",
    "When was Leeds last inspected?",
    "How many looked after children were there?",
)


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--quick", action="store_true", help="leave out the two that read all PDFs")
    arguments.add_argument("-n", type=int, default=7, help="counted runs of each search and question [7]")
    given = arguments.parse_args()
    if not PDF.is_dir():
        sys.exit(f"no {PDF}: the real papers are not here")
    with tempfile.TemporaryDirectory(prefix="cqa-bench-") as folder:
        lines = [_head(), *_measure(Path(folder), given.quick, given.n)]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    runs = Path(__file__).with_name("runs")
    runs.mkdir(exist_ok=True)
    with (runs / f"{datetime.now(UTC):%Y-%m-%d}.txt").open("a", encoding="utf-8") as out:
        out.write(text + "\n")


def _head() -> str:
    commit = subprocess.run(["git", "log", "-1", "--format=%h"], cwd=ROOT, capture_output=True, text=True, check=False)
    now = datetime.now(UTC)
    return (
        f"{now:%Y-%m-%d %H:%M} UTC, commit {commit.stdout.strip()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )


def _measure(folder: Path, quick: bool, runs: int) -> Iterable[str]:
    yield row("whole process", Figures.heads())
    if not quick:
        yield from _reading(folder)
    everything, seeds, council = folder / "all", folder / "seeds", folder / "council"
    _ingest(everything, [SHARED / "papers"])
    _ingest(seeds, [SHARED / "seeds"])
    _ingest(council, _council_files())
    yield row("ingest, nothing changed", times([_cqa(everything, "ingest", SHARED / "papers")], 3).cells())
    yield row("search, all papers", times([_cqa(everything, "search", q) for q in QUERIES], runs).cells())
    yield row("ask, 5 seed papers", times([_cqa(seeds, "ask", q) for q in QUESTIONS], runs).cells())
    yield row("ask, 43 council papers", times([_cqa(council, "ask", q) for q in QUESTIONS], runs).cells())
    yield row("cqa --version", times([[*CQA, "--version"]], runs).cells())
    yield ""
    yield row("in process, ms of CPU", ("p50", "p95", "", "", ""))
    for name, cells in in_process(everything, council, _questions()):
        yield row(name, cells)


def _reading(folder: Path) -> Iterable[str]:
    """pdftotext and ingest in turn, twice, for the ratio of their least times."""
    files = sorted(PDF.glob("*.pdf"))
    if not shutil.which("pdftotext"):
        yield "pdftotext is not installed: no ratio"
        return
    loop = ["sh", "-c", 'for f in "$@"; do pdftotext "$f" -; done', "-", *map(str, files)]
    index = folder / "pdf"
    theirs, ours = Figures(), Figures()
    for _ in range(2):
        theirs.add(loop)
        shutil.rmtree(index, ignore_errors=True)
        ours.add(_cqa(index, "ingest", "--jobs", "2", PDF))
    yield row("pdftotext, all PDFs in turn", theirs.cells())
    yield row("ingest, all PDFs, 2 processes", ours.cells())
    wall, cpu = ours.wall_least / theirs.wall_least, ours.cpu_least / theirs.cpu_least
    yield f"  ingest / pdftotext: wall {wall:.2f}, CPU {cpu:.2f}"


def _cqa(index: Path, command: str, *rest: object) -> list[str]:
    return [*CQA, "--index", str(index), command, *map(str, rest)]


def _ingest(index: Path, paths: Iterable[Path]) -> None:
    Figures().add(_cqa(index, "ingest", *paths))


def _council_files() -> list[Path]:
    gold = json.loads((SHARED / "gold" / "council_papers.json").read_text("utf-8"))
    return [SHARED / "papers" / paper["file"] for paper in gold]


def _questions() -> list[str]:
    gold = json.loads((SHARED / "gold" / "council_questions.json").read_text("utf-8"))
    return [question["question"] for question in gold]


if __name__ == "__main__":
    main()
