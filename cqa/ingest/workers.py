"""Files read in worker processes: what Ctrl-C or a library that crashes may take with it.

A file that cannot be read gives its state with the reason; nothing here raises for it.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from cqa.ingest.file_reader import read_safely, unread
from cqa.ingest.given import GivenExempt
from cqa.ingest.limits import WALL_SECONDS, prepare_worker, within
from cqa.model import GivenFacts, Ingested

QUEUED_PER_WORKER = 3
"""Files queued for each worker: enough to keep it busy, few enough to bound memory."""

POLL_SECONDS = 0.2
"""How often to look for a Ctrl-C that was delayed."""

PATIENCE = 2.0
"""Times the limit of one file for which to wait for any file: a worker that waits for a dead mount cannot even end."""

PEEK_SECONDS = 10.0
"""Seconds to look at the bytes of a small file before it is left to a worker."""

GOODBYE_SECONDS = 1.0
"""How long to wait for workers that were stopped."""

FEW_FILES, FEW_BYTES = 4, 2_000_000
"""Files and bytes below which reading here is faster than starting worker processes."""


def read_files(
    files: Iterable[Path],
    jobs: int = 0,
    *,
    ocr: bool = False,
    given: Mapping[str, tuple[GivenFacts, ...]] | None = None,
    exempt: GivenExempt | None = None,
    wall: float = WALL_SECONDS,
) -> Iterator[Ingested]:
    """Yield the contents of files, the largest first.

    ``jobs`` worker processes read them (0 for one a core) where there is enough to do. ``given`` are the facts stated
    about the papers of a file, by its path. ``wall`` are the seconds by the clock after which one file is given up.
    """
    stated = given or {}
    rest = deque(sorted(files, key=_size, reverse=True))
    jobs = min(jobs or os.cpu_count() or 1, len(rest))

    def work(path: Path) -> Callable[[], Ingested]:
        return partial(read_safely, path, ocr, stated.get(str(path), ()), exempt.of(path) if exempt else None, wall)

    if jobs <= 1 or (len(rest) < FEW_FILES and sum(map(_size, rest)) < FEW_BYTES):
        here = [path for path in rest if _is_harmless(path)]
        yield from (work(path)() for path in here)
        rest = deque(path for path in rest if path not in here)
        jobs = min(jobs, len(rest))
    while rest:
        suspects = yield from _pooled(rest, jobs, work, wall)
        for suspect in suspects:  # one of them is to blame
            yield from _alone(suspect, work, wall)


def _is_harmless(path: Path) -> bool:
    """Return whether a file is plain text: no library reads it that could crash or hang, so no process is needed."""
    from cqa.read.sniff import media_of

    if not 0 < _size(path) < FEW_BYTES:
        return False
    return within(PEEK_SECONDS, lambda: media_of(path.read_bytes(), path.name), None) in ("text", "markdown")


def _pooled(
    rest: deque[Path], jobs: int, work: Callable[[Path], Callable[[], Ingested]], wall: float = WALL_SECONDS
) -> Generator[Ingested, None, list[Path]]:
    """Yield the files of ``rest`` as they are read, until it is empty or a worker process dies.

    A library may crash on a damaged file. The files that were being read are then returned: one of them is to blame.
    """
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=prepare_worker, initargs=(jobs,))
    in_work: dict[Future[Ingested], Path] = {}
    try:
        while rest or in_work:
            while rest and len(in_work) < jobs * QUEUED_PER_WORKER:
                with _uninterrupted():
                    in_work[pool.submit(work(rest[0]))] = rest[0]
                rest.popleft()
            for future in _some_done(in_work, PATIENCE * wall):
                ingested = future.result()
                del in_work[future]
                yield ingested
    except BrokenProcessPool:
        return list(in_work.values())
    finally:
        if in_work:  # interrupted: what they are reading will not be stored
            for worker in active_children():
                worker.kill()
            with suppress(AttributeError, OSError):  # one may have died halfway through an answer: no more will come
                pool._result_queue._writer.close()  # type: ignore[attr-defined]
        manager = getattr(pool, "_executor_manager_thread", None)
        pool.shutdown(wait=not in_work, cancel_futures=True)
        if in_work:
            _until_gone(active_children())
            if manager is not None:  # it gives the pool's semaphores back
                manager.join(GOODBYE_SECONDS)
    return []


def _some_done(in_work: dict[Future[Ingested], Path], seconds: float) -> set[Future[Ingested]]:
    """Wait for the first result. Ctrl-C is delayed while the futures are locked: a lock left behind would block for
    ever. Raises BrokenProcessPool after so many seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with _uninterrupted():
            done = wait(in_work, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED).done
        if done:
            return done
    raise BrokenProcessPool("no worker answers")


def _until_gone(workers: Iterable[BaseProcess]) -> None:
    """Wait for workers that were killed, at most :data:`GOODBYE_SECONDS`."""
    until = time.monotonic() + GOODBYE_SECONDS
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))


def _alone(
    path: Path, work: Callable[[Path], Callable[[], Ingested]], wall: float = WALL_SECONDS
) -> Iterator[Ingested]:
    """Yield one file, read in a separate process; as unreadable where that process dies too."""
    guilty = yield from _pooled(deque([path]), 1, work, wall)
    yield from (unread(each, CRASHED) for each in guilty)


CRASHED = "reading it crashed or never ended; the file is damaged, or a library has a defect. Save it again."


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Delay Ctrl-C and SIGTERM until the block has ended, and hide Ctrl-C from a worker that starts in the block.

    A worker that is interrupted, or loses its parent, while it starts would end with a traceback on stderr.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    delayed = (signal.SIGINT, signal.SIGTERM)
    before = {s: signal.signal(s, lambda number, _: came.append(number)) for s in delayed}  # other threads may get it
    masks = hasattr(signal, "pthread_sigmask")  # Windows has none, and no process inherits one there
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()  # a new process inherits it
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
