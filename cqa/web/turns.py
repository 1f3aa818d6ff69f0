"""Turns of the interpreter: a download of thousands of rows gives way to the pages that others wait for.

Threads of one process share the interpreter. A page takes some milliseconds of it, a spreadsheet seconds; fairly
shared, every page in the queue would take three times as long.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

ROWS = 16
"""Rows between two looks for others: some milliseconds of work."""

PAUSE_SECONDS = 0.002
"""How long to give way before looking again: about what a light page takes."""

PAUSES = 25
"""Most pauses at a time, so that a download ends under constant load: 10,000 rows take 31 s more at most."""


class Turns:
    """Counts requests that are being answered. Safe for several threads."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._lock, self._light, self._sleep = threading.Lock(), 0, sleep

    def begin(self) -> None:
        """Note that a request is being answered."""
        with self._lock:
            self._light += 1

    def end(self) -> None:
        """Note that a request is answered, or that it became a costly one."""
        with self._lock:
            self._light -= 1

    def give_way(self, rows: Iterable[T]) -> Iterator[T]:
        """Yield rows, with pauses while others wait for a page."""
        for n, row in enumerate(rows):
            for _ in range(PAUSES if n % ROWS == 0 else 0):
                if self._light <= 0:
                    break
                self._sleep(PAUSE_SECONDS)
            yield row
