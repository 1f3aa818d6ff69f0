"""Limits of reading: how a worker process begins, how much memory it may take, and how much time one file."""

from __future__ import annotations

import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TypeVar

from cqa.errors import ReadError
from cqa.record import NEW_OBJECTS

T = TypeVar("T")
MEMORY_A_WORKER = 2 << 30
"""Most bytes of address space that a worker may take: PDFs of 3.7 MB take 0.1 GiB. A file that
unpacks to more than that fails alone."""

SHARE_OF_MEMORY = 0.6
"""Share of the machine's memory that all workers together may take."""

LEAST_A_WORKER = 512 << 20
"""Bytes that a worker may take on the smallest machine: with less, sound packs would fail."""

SMALL_FILE = 512 << 20
"""Bytes that a worker may take for a file of no size: the largest of 300 papers, of 2.3 MB, took 0.16 GiB. A PDF of a
kilobyte that grows without end stops here, not at what packs may take."""

BYTES_A_BYTE = 128
"""Bytes more for each byte of the file; papers took 80 at most."""

CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
"""Where Linux says how much memory a container may take."""

WALL_SECONDS = 600.0
"""Seconds by the clock after which one file is given up: a read from a dead mount takes no CPU time and never ends."""


def prepare_worker(jobs: int = 1) -> None:
    """Prepare a worker: it leaves Ctrl-C to the main process, ends with it, and has bounded memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(NEW_OBJECTS)
    bound_memory(jobs)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    """End this process when its parent has ended."""
    if parent is not None:
        parent.join()
        os._exit(1)


def bound_memory(jobs: int) -> None:
    """Limit the memory of this process, one of ``jobs`` workers, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory_of(jobs)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))


@contextmanager
def limited_memory(size: int) -> Iterator[None]:
    """Limit the memory of this process, if it is a worker, to what a file of so many bytes may take."""
    if parent_process() is None:
        yield
        return
    try:
        import resource
    except ImportError:  # Windows has no such limits
        yield
        return
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = SMALL_FILE + BYTES_A_BYTE * size
    if before != resource.RLIM_INFINITY:
        most = min(most, before)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def memory_of(jobs: int) -> int:
    """Return the bytes of address space that each of so many workers may take: its share of the machine's memory."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return MEMORY_A_WORKER
    with suppress(OSError, ValueError):  # no container, or "max"
        physical = min(physical, int(CONTAINER_LIMIT.read_text()))
    return max(LEAST_A_WORKER, min(MEMORY_A_WORKER, int(SHARE_OF_MEMORY * physical / max(jobs, 1))))


@contextmanager
def limited_wall(seconds: float) -> Iterator[None]:
    """End this process, if it is a worker, when the block takes more than so many seconds by the clock.

    A call that waits for a dead mount cannot be broken off: only the process can end.
    """
    if parent_process() is None:
        yield
        return
    late = threading.Timer(seconds, os._exit, (1,))
    late.daemon = True
    late.start()
    try:
        yield
    finally:
        late.cancel()


def within(seconds: float, call: Callable[[], T], otherwise: T) -> T:
    """Return what a call returns, or ``otherwise`` where it takes more than so many seconds or fails to read."""
    found: list[T] = []

    def run() -> None:
        with suppress(OSError, ReadError):
            found.append(call())

    waiting = threading.Thread(target=run, daemon=True)
    waiting.start()
    waiting.join(seconds)
    return found[0] if found else otherwise


class TookTooLong(Exception):
    """Reading took too long. Derived from ``Exception`` alone: a reader must not take it for a damaged file."""


def _stop(*_: object) -> None:
    raise TookTooLong


@contextmanager
def limited_cpu(seconds: float) -> Iterator[None]:
    """End the block after so many CPU seconds.

    Our own code ends by :class:`TookTooLong`, which is raised again should it be swallowed. A library that does not
    return is ended, in a worker, with that process.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds / 10)
    if parent_process() is not None:
        _end_process_after(2 * seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _end_process_after(seconds: float) -> None:
    """Ask the kernel to end this process (SIGXCPU) after so many more seconds of CPU time."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(time.process_time() + seconds) + 1
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
