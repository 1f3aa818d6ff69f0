"""Times of whole processes by the system's own accounting."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

CQA = [sys.executable, "-c", "import sys; sys.argv[0] = 'cqa'; from cqa.cli import main; main()"]
SAMPLE_SECONDS = 0.1


class Figures:
    """Runs of one thing: wall and CPU seconds (the process and its children), the most memory of one process and,
    where asked for, of all processes together, in MB."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.peak = 0
        self.tree_peak = 0.0

    def add(self, command: Sequence[str], *, counted: bool = True, tree: bool = False) -> None:
        """Run once, with byte code kept as in any installation and output thrown away."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        began = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        if tree:
            threading.Thread(target=self._watch, args=(process.pid,), daemon=True).start()
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

    def _watch(self, root: int) -> None:
        while Path(f"/proc/{root}").exists():
            self.tree_peak = max(self.tree_peak, _tree_megabytes(root))
            time.sleep(SAMPLE_SECONDS)


def _tree_megabytes(root: int) -> float:
    """Resident memory of a process and all below it."""
    parents, held = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = (folder / "status").read_text()
            parent, size = re.search(r"PPid:\s+(\d+)", status), re.search(r"VmRSS:\s+(\d+)", status)
            if parent and size:
                parents[int(folder.name)], held[int(folder.name)] = int(parent[1]), int(size[1])
    ours = {root}
    while more := {p for p, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(held.get(p, 0) for p in ours) / 1000


def times(commands: Sequence[Sequence[str]], runs: int) -> Figures:
    """Each command in turn, ``runs`` times over, after a first run of each that is not counted."""
    figures = Figures()
    for turn in range(runs + 1):
        for command in commands:
            figures.add(command, counted=turn > 0)
    return figures
