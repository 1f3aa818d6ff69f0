"""Times of whole processes by the system's own accounting, and of calls within this one."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles


class Figures:
    """Runs of one thing: wall and CPU seconds (the process and its children), and the most memory of one process."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.peak = 0

    @staticmethod
    def heads() -> tuple[str, ...]:
        return ("wall median", "wall least", "CPU median", "CPU least", "peak MB")

    def add(self, command: Sequence[str], *, counted: bool = True) -> None:
        """Run once, with byte code kept as in any installation and output thrown away."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        _, _, usage = os.wait4(process.pid, 0)
        if counted:
            self.wall.append(time.perf_counter() - began)
            self.cpu.append(usage.ru_utime + usage.ru_stime)
            self.peak = max(self.peak, usage.ru_maxrss // 1024)
        process.returncode = 0  # reaped above

    @property
    def wall_least(self) -> float:
        return min(self.wall)

    @property
    def cpu_least(self) -> float:
        return min(self.cpu)

    def cells(self) -> tuple[str, ...]:
        shown = (median(self.wall), min(self.wall), median(self.cpu), min(self.cpu))
        return (*(f"{s:.1f} s" if s >= 2 else f"{1000 * s:.0f} ms" for s in shown), str(self.peak))


def times(commands: Sequence[Sequence[str]], runs: int) -> Figures:
    """Each command in turn, ``runs`` times over, after a first run of each that is not counted."""
    figures = Figures()
    for turn in range(runs + 1):
        for command in commands:
            figures.add(command, counted=turn > 0)
    return figures


def in_process(everything: Path, council: Path, questions: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Calls in one process that has everything loaded: searches, groupings by council, answers."""
    from cqa.ask import ask
    from cqa.engine import open_engine
    from cqa.engine.port import Request
    from cqa.query.reading import without_asking_words
    from cqa.search import SearchOptions, search

    papers, held = open_engine(everything), open_engine(council)

    def found(question: str) -> None:
        search(papers, question, SearchOptions(lenient=True))

    def grouped(question: str) -> None:
        searched = search(papers, question, SearchOptions(lenient=True, limit=0, facets=())).searched
        began = time.process_time()
        papers.group(Request(without_asking_words(searched)[0]), "authority")
        grouping.append(time.process_time() - began)

    grouping: list[float] = []
    yield "search, all papers", _percentiles(_each(found, questions))
    _each(grouped, questions)
    yield "group by council, all papers", _percentiles(grouping[len(questions) :])
    yield "ask, 43 council papers", _percentiles(_each(lambda question: ask(held, question), questions))


def _each(call: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """CPU seconds of each call, in a second round over the questions."""
    took: list[float] = []
    for turn in range(2):
        for question in questions:
            began = time.process_time()
            call(question)
            if turn:
                took.append(time.process_time() - began)
    return took


def _percentiles(seconds: Sequence[float]) -> tuple[str, ...]:
    marks = quantiles(seconds, n=20)
    return (f"{1000 * marks[9]:.1f}", f"{1000 * marks[18]:.1f}", "", "", "")


def row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<32}" + "".join(f"{cell:>13}" for cell in cells).rstrip()
