"""Files read in worker processes, each within its limits: CPU time, memory, and what a crash may take with it.

A file that cannot be read gives its state with the reason; nothing here raises for it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path

from cqa.errors import ReadError
from cqa.ingest.discover import changed_at
from cqa.ingest.given import GivenExempt
from cqa.model import FileState, GivenFacts, Ingested
from cqa.record import NEW_OBJECTS

QUEUED_PER_WORKER = 3
"""Files handed to each worker ahead of time: enough to keep it busy, few enough to bound memory."""

SECONDS_A_FILE = 240
"""CPU seconds after which reading one file is given up; the largest packs take 20, and recognition runs outside."""

MEMORY_A_WORKER = 2 << 30
"""Most bytes of address space that a worker may take: PDFs of 3.7 MB take 0.1 GiB. A bomb that unpacks beyond it
fails by itself."""

SHARE_OF_MEMORY = 0.6
"""Share of the machine's memory that all workers together may take; the rest is everybody else's."""

LEAST_A_WORKER = 512 << 20
"""Bytes that a worker is given however small the machine: less, and sound packs would fail."""

POLL_SECONDS = 0.2
"""How often a Ctrl-C that came while the pool's locks were taken is looked at."""

GOODBYE_SECONDS = 1.0
"""How long workers that were stopped are waited for."""

FEW_FILES, FEW_BYTES = 4, 2_000_000
"""So little is read sooner than a worker process starts."""


def digest(
    path: Path, *, ocr: bool = False, given: tuple[GivenFacts, ...] = (), exempt: bool | None = None
) -> Ingested:
    """Return one file, read, split and extracted; a file that cannot be read gives its state with the reason.

    ``exempt`` is what was said of the file, whatever its words."""
    from cqa.extract import divide, extract
    from cqa.read import read
    from cqa.split import passages, split

    seen = path.stat()
    state = FileState(str(path), "", seen.st_size, changed_at(seen), "indexed")
    try:
        document = read(path, ocr=ocr)
    except ReadError as error:
        return Ingested(replace(state, sha256=sha256(path), status=error.status, error=str(error)))
    parts, decisions = divide(document, split(document), exempt)
    papers = extract(document, parts, given, decisions)
    closed = [paper.span for paper in papers if paper.exempt]
    cut = [
        passages(paper, part.sections, document.text, document.pages, closed)
        for paper, part in zip(papers, parts, strict=True)
    ]
    state = replace(
        state,
        sha256=document.sha256,
        papers=tuple(p.id for p in papers),
        media=document.media,
        pages=len(document.pages),
        notes=document.notes,
    )
    return Ingested(
        state,
        document.text,
        document.pages,
        papers,
        tuple(part.sections for part in parts),
        tuple(passage for each in cut for passage in each),
    )


def digested(
    files: Iterable[Path],
    jobs: int = 0,
    *,
    ocr: bool = False,
    given: Mapping[str, tuple[GivenFacts, ...]] | None = None,
    exempt: GivenExempt | None = None,
) -> Iterator[Ingested]:
    """Yield the files' contents, the largest first, from ``jobs`` worker processes (0 for one a core) when there is
    enough to do. ``given`` are the facts stated about the papers of a file, by its path."""
    stated = given or {}
    rest = deque(sorted(files, key=_size, reverse=True))
    jobs = min(jobs or os.cpu_count() or 1, len(rest))

    def work(path: Path) -> Callable[[], Ingested]:
        return partial(_safe_digest, path, ocr, stated.get(str(path), ()), exempt.of(path) if exempt else None)

    if jobs <= 1 or (len(rest) < FEW_FILES and sum(map(_size, rest)) < FEW_BYTES):
        here = [path for path in rest if _is_harmless(path)]
        yield from (work(path)() for path in here)
        rest = deque(path for path in rest if path not in here)
        jobs = min(jobs, len(rest))
    while rest:
        suspects = yield from _pooled(rest, jobs, work)
        yield from (_alone(path, work(path)) for path in suspects)


def _is_harmless(path: Path) -> bool:
    """Return whether a file is plain text, which no library reads that could crash, or never come back: no process of
    its own is needed."""
    from cqa.read.sniff import media_of

    try:
        return path.stat().st_size < FEW_BYTES and media_of(path.read_bytes(), path.name) in ("text", "markdown")
    except (OSError, ReadError):
        return False


def _pooled(
    rest: deque[Path], jobs: int, work: Callable[[Path], Callable[[], Ingested]]
) -> Generator[Ingested, None, list[Path]]:
    """Take files from ``rest`` until it is empty, or until a worker process dies, as a library may crash on a damaged
    file: then the files that were in work are returned, one of which is to blame."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_worker_begins, initargs=(jobs,))
    in_work: dict[Future[Ingested], Path] = {}
    try:
        while rest or in_work:
            while rest and len(in_work) < jobs * QUEUED_PER_WORKER:
                with _uninterrupted():
                    in_work[pool.submit(work(rest[0]))] = rest[0]
                rest.popleft()
            for future in _some_done(in_work):
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


def _some_done(in_work: dict[Future[Ingested], Path]) -> set[Future[Ingested]]:
    """Wait for the first result. Ctrl-C never strikes while the locks of the futures are taken: one left taken there
    would be waited for without end."""
    while True:
        with _uninterrupted():
            done = wait(in_work, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED).done
        if done:
            return done


def _until_gone(workers: Iterable[BaseProcess]) -> None:
    """Wait for workers that were killed, but not without end."""
    until = time.monotonic() + GOODBYE_SECONDS
    for worker in workers:
        worker.join(max(0.0, until - time.monotonic()))


def _alone(path: Path, work: Callable[[], Ingested]) -> Ingested:
    """Return one file in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_worker_begins) as pool:
        try:
            with _uninterrupted():
                future = pool.submit(work)
            return future.result()
        except BrokenProcessPool:
            return _failure(path, "reading it crashed or never ended; the file is damaged, or a library has a defect")


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until what is inside has ended, and a worker begun there never sees it: one that lost its parent, or
    was itself broken off, while it starts would end with a traceback on stderr."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))  # other threads may be given it
    masks = hasattr(signal, "pthread_sigmask")  # Windows has none, and no process inherits one there
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masks else set()  # a new process inherits it
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(came[0])


def memory_of(jobs: int) -> int:
    """Return the bytes of address space that each of so many workers may take: its share of the machine's memory."""
    try:
        physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return MEMORY_A_WORKER
    return max(LEAST_A_WORKER, min(MEMORY_A_WORKER, int(SHARE_OF_MEMORY * physical / max(jobs, 1))))


def _worker_begins(jobs: int = 1) -> None:
    """Workers leave Ctrl-C to the main process, end when it ends, however it ends, and have bounded memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(NEW_OBJECTS)
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory_of(jobs)
        if hard == resource.RLIM_INFINITY or hard > most:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: BaseProcess | None) -> None:
    if parent is not None:
        parent.join()
        os._exit(1)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class _TookTooLong(Exception):
    """Not of the kinds that readers catch, so that none takes it for a damaged file."""


def _stop(*_: object) -> None:
    raise _TookTooLong


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End what runs inside after so many CPU seconds: our own code by an exception, which is raised again should it be
    swallowed; a library that does not come back, in a worker, by the end of that process."""
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
    """The kernel ends this process (SIGXCPU) when it has computed for so long from now."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(time.process_time() + seconds) + 1
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _safe_digest(path: Path, ocr: bool, given: tuple[GivenFacts, ...] = (), exempt: bool | None = None) -> Ingested:
    """Return :func:`digest`, with a defect in our own code, or a file that never ends, a failure of that one file."""
    try:
        str(path).encode()
        with _limited(SECONDS_A_FILE):
            return digest(path, ocr=ocr, given=given, exempt=exempt)
    except _TookTooLong:
        return _failure(path, f"reading it took more than {SECONDS_A_FILE} s and was stopped. Save or print it again.")
    except MemoryError:
        return _failure(path, "reading it took more memory than one file may use. Save or print it again.")
    except UnicodeEncodeError:
        return _failure(path, "the name of the file is not UTF-8. Rename it.")
    except OSError as error:
        return _failure(path, str(error.strerror or error))
    except Exception as error:
        return _failure(path, f"cqa failed on this file ({type(error).__name__}: {error}); please report it")


def _failure(path: Path, why: str) -> Ingested:
    try:
        seen, sha = path.stat(), sha256(path)
    except OSError:  # gone, or not ours to read: nothing to compare next time
        return Ingested(FileState(str(path), "", 0, 0, "unreadable", f"{path.name}: {why}"))
    return Ingested(FileState(str(path), sha, seen.st_size, changed_at(seen), "unreadable", f"{path.name}: {why}"))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
