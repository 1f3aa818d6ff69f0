"""Whole processes, from start to exit, over the sample corpus; each first run is not counted."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.table import Row, Setting, at_most
from tests.bench.timing import CQA, Figures, times

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SEARCH_MS = 120
SEARCHES = ("caseload pressure", "children in care placement stability", '"social workers"', "agency staff OR locum")
QUESTIONS = (
    "Which councils cite caseload pressure?",
    "When was Leeds last inspected?",
    "What did inspectors say of supervision?",
)


def measure(setting: Setting) -> Iterator[Row]:
    index = setting.folder / "corpus"
    Figures().add([*CQA, "--index", str(index), "ingest", str(CORPUS)])
    runs = 3 if setting.quick else 9
    bare = times([[sys.executable, "-c", "pass"]], runs)
    for name, calls, most in (
        ("cqa --version", [["--version"]], None),
        ("cqa search", [["search", q] for q in SEARCHES], SEARCH_MS),
        ("cqa ask", [["ask", q] for q in QUESTIONS], None),
    ):
        its = times([[*CQA, "--index", str(index), *call] for call in calls], runs)
        more = f", CPU {1000 * median(its.cpu):.0f} ms (bare Python {1000 * median(bare.cpu):.0f}), {its.peak} MB"
        wall = 1000 * median(its.wall)
        yield at_most(name, wall, most, "ms", more) if most else Row(name, f"{wall:,.0f} ms{more}")
