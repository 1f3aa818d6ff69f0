"""Bring files into the index: walk, see what changed, read in parallel, write and commit.

    files ─ walk ─▶ changed? ─ digest (workers) ─▶ Ingested ─ engine.put ─▶ commit

Only what changed is read. Nothing is visible to readers before a commit, and each file is replaced as a whole, so an
interruption at any moment leaves the index as the last commit had it.
"""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Literal, get_args

from cqa.engine import engines
from cqa.engine.port import Engine, Writer
from cqa.errors import ReadError, UsageError
from cqa.model import FileState, Ingested, Status
from cqa.record import dataclass

Action = Literal["added", "replaced", "unchanged", "duplicate", "removed", "failed"]
ACTIONS: tuple[Action, ...] = get_args(Action)

NOT_PAPERS = frozenset({"readme", "license", "licence", "notice"})
"""Stems of file names that describe a folder and are never papers."""

SAME_BYTES, COUNTED_ONCE = "same bytes as ", "; counted once"
"""Around the path of the file that stands for another with the same bytes."""

COMMIT_EVERY_SECONDS = 60.0
"""A long run commits this often, so that an interruption costs at most a minute's work."""

QUEUED_PER_WORKER = 3
"""Files handed to each worker ahead of time: enough to keep it busy, few enough to bound memory."""


SECONDS_A_FILE = 240
"""CPU seconds after which reading one file is given up; the largest packs take 20, and recognition runs outside."""

MEMORY_A_WORKER = 6 << 30
"""Address space of a worker in bytes; a bomb that unpacks beyond it fails by itself and leaves the machine alive."""

FEW_FILES, FEW_BYTES = 4, 2_000_000
"""So little is read sooner than a worker process starts."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """``jobs`` 0 means one per core. ``prune`` forgets files that are gone from below the given paths."""

    jobs: int = 0
    prune: bool = False
    dry_run: bool = False
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file in this run."""

    path: str
    action: Action
    status: Status
    error: str | None = None
    papers: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    outcomes: tuple[Outcome, ...]
    skipped: tuple[str, ...]
    seconds: float

    def count(self, action: Action) -> int:
        return sum(o.action == action for o in self.outcomes)

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Files without a readable text, whether found in this run or known from before."""
        return tuple(o for o in self.outcomes if o.status != "indexed" and o.action != "removed")


Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the name of the file just done."""


def ingest(
    engine: Engine, paths: Iterable[Path], options: IngestOptions, progress: Progress | None = None
) -> IngestReport:
    """Read what changed below ``paths`` into the index and commit it.

    Raises :class:`~cqa.errors.UsageError` for a path that does not exist and
    :class:`~cqa.errors.IndexBusy` while another process writes. A file that cannot be read is an outcome,
    not an exception; if an earlier version of it was indexed, that version is kept.
    """
    began = time.monotonic()
    roots = existing(paths)
    files, skipped = _walk(roots)
    known = {state.path: state for state in engine.files()}
    outcomes: list[Outcome] = []
    todo: list[Path] = []
    for path in files:
        before = known.get(str(path))
        if before is not None and _unchanged(path, before, options):
            outcomes.append(_outcome("unchanged", before))
        else:
            todo.append(path)
    gone = [p for p in known if options.prune and _below(Path(p), roots) and not os.path.lexists(p)]
    if options.dry_run:
        outcomes += [Outcome(str(p), "replaced" if str(p) in known else "added", "indexed") for p in todo]
        outcomes += [Outcome(p, "removed", known[p].status) for p in gone]
    elif todo or gone:
        with engine.writer() as writer:
            run = _Run(engine, writer, known, len(files), len(outcomes), progress)
            for path_gone in gone:
                run.remove(path_gone)
            for ingested in _digested([p for p in todo if not run.touched(p, options)], options):
                run.store(ingested)
            writer.commit()
        engine.refresh()
        outcomes += run.outcomes
    outcomes.sort(key=lambda o: o.path)
    return IngestReport(tuple(outcomes), tuple(skipped), time.monotonic() - began)


def survey(paths: Iterable[Path]) -> IngestReport:
    """What :func:`ingest` would read into an index that does not exist yet."""
    began = time.monotonic()
    files, skipped = _walk(existing(paths))
    outcomes = tuple(Outcome(str(p), "added", "indexed") for p in files)
    return IngestReport(outcomes, tuple(skipped), time.monotonic() - began)


def existing(paths: Iterable[Path]) -> list[Path]:
    """The paths, absolute. Raises :class:`~cqa.errors.UsageError` naming every one that is not there."""
    given = list(paths)
    missing = [str(p) for p in given if not p.exists()]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    return [p.resolve() for p in given]


def digest(path: Path, *, ocr: bool = False) -> Ingested:
    """One file, read, split and extracted; a file that cannot be read gives its state with the reason."""
    from cqa.extract import extract
    from cqa.read import read
    from cqa.split import passages, split

    seen = path.stat()
    state = FileState(str(path), _sha256(path), seen.st_size, seen.st_mtime_ns, "indexed")
    try:
        document = read(path, ocr=ocr)
    except ReadError as error:
        return Ingested(replace(state, status=error.status, error=str(error)))
    parts = split(document)
    papers = extract(document, parts)
    cut = [
        passages(paper, part.sections, document.text, document.pages) for paper, part in zip(papers, parts, strict=True)
    ]
    state = replace(
        state,
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


class _Run:
    """One run of the writer: stores what comes from the workers, commits now and then."""

    def __init__(
        self,
        engine: Engine,
        writer: Writer,
        known: dict[str, FileState],
        total: int,
        done: int,
        progress: Progress | None,
    ) -> None:
        self.engine, self.writer, self.known, self.progress = engine, writer, known, progress
        self.total, self.done = total, done
        self.by_hash = {s.sha256: s.path for s in known.values() if s.status == "indexed" and s.papers}
        self.outcomes: list[Outcome] = []
        self.committed = time.monotonic()

    def remove(self, path: str) -> None:
        self.writer.remove(path)
        self.outcomes.append(Outcome(path, "removed", self.known[path].status))

    def touched(self, path: Path, options: IngestOptions) -> bool:
        """Whether a file has the very bytes that are indexed, under another time stamp; if so what is held stays, and
        the new stamp is kept so that next time a stat is enough."""
        before = self.known.get(str(path))
        if before is None or not before.papers or _wants_ocr(before, options):
            return False
        try:
            seen = path.stat()
            if seen.st_size != before.size or _sha256(path) != before.sha256:
                return False
        except OSError:
            return False
        self.writer.put(_as_held(self.engine, before, replace(before, mtime_ns=seen.st_mtime_ns)))
        self._done(_outcome("unchanged", before))
        return True

    def store(self, ingested: Ingested) -> None:
        state = ingested.state
        before = self.known.get(state.path)
        action: Action = "replaced" if before else "added"
        first = self._same_bytes(state)
        if first is not None:
            state = replace(state, papers=(), notes=(f"{SAME_BYTES}{first}{COUNTED_ONCE}",))
            ingested, action = Ingested(state), "duplicate"
        elif state.status != "indexed":
            action = "failed"
            if before is not None and before.papers:
                ingested = _kept(self.engine, before, state)
        self.writer.put(ingested)
        self._done(_outcome(action, ingested.state))
        if time.monotonic() - self.committed > COMMIT_EVERY_SECONDS:
            self.writer.commit()
            self.committed = time.monotonic()

    def _same_bytes(self, state: FileState) -> str | None:
        """The path of another indexed file with the same bytes. One that is gone has been moved here: it is removed."""
        if state.status != "indexed":
            return None
        first = self.by_hash.get(state.sha256)
        if first is not None and first != state.path:
            if os.path.exists(first):
                return first
            if all(o.path != first for o in self.outcomes):
                self.remove(first)
        self.by_hash[state.sha256] = state.path
        return None

    def _done(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total, Path(outcome.path).name)


def _kept(engine: Engine, before: FileState, now: FileState) -> Ingested:
    """The version that is indexed already, under the new state: a damaged copy must not lose what was held."""
    note = "the file can no longer be read; the version indexed earlier is kept"
    return _as_held(
        engine, before, replace(now, papers=before.papers, media=before.media, pages=before.pages, notes=(note,))
    )


def _as_held(engine: Engine, before: FileState, state: FileState) -> Ingested:
    """What the index holds of a file, to be put again under another state."""
    papers = tuple(p for p in map(engine.paper, before.papers) if p is not None)
    text, pages = engine.text(papers[0].id)
    sections = tuple(engine.sections(p.id) for p in papers)
    return Ingested(state, text, pages, papers, sections, tuple(q for p in papers for q in engine.passages(p.id)))


def _digested(files: Iterable[Path], options: IngestOptions) -> Iterator[Ingested]:
    """The files' contents, the largest first, from worker processes when there is enough to do."""
    rest = deque(sorted(files, key=_size, reverse=True))
    jobs = min(options.jobs or os.cpu_count() or 1, len(rest))
    work = partial(_safe_digest, ocr=options.ocr)
    if jobs <= 1 or (len(rest) < FEW_FILES and sum(map(_size, rest)) < FEW_BYTES):
        yield from map(work, rest)
        return
    while rest:
        suspects = yield from _pooled(rest, jobs, work)
        yield from (_alone(path, work) for path in suspects)


def _pooled(rest: deque[Path], jobs: int, work: Callable[[Path], Ingested]) -> Generator[Ingested, None, list[Path]]:
    """Take files from ``rest`` until it is empty, or until a worker process dies, as a library may crash on a damaged
    file: then the files that were in work are returned, one of which is to blame."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_worker_begins)
    in_work: dict[Future[Ingested], Path] = {}
    try:
        while rest or in_work:
            while rest and len(in_work) < jobs * QUEUED_PER_WORKER:
                in_work[pool.submit(work, rest[0])] = rest[0]
                rest.popleft()
            for future in wait(in_work, return_when=FIRST_COMPLETED).done:
                ingested = future.result()
                del in_work[future]
                yield ingested
    except BrokenProcessPool:
        return list(in_work.values())
    finally:
        if in_work:
            for worker in active_children():  # interrupted: what they are reading will not be stored
                worker.terminate()
        pool.shutdown(cancel_futures=True)
    return []


def _alone(path: Path, work: Callable[[Path], Ingested]) -> Ingested:
    """One file in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_worker_begins) as pool:
        try:
            return pool.submit(work, path).result()
        except BrokenProcessPool:
            return _failure(
                path, "reading it crashed the reader or never ended; the file is damaged, or a library has a defect"
            )


def _worker_begins() -> None:
    """Workers leave Ctrl-C to the main process, end when it ends, however it ends, and have bounded memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, ValueError, OSError):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard == resource.RLIM_INFINITY or hard > MEMORY_A_WORKER:
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_A_WORKER, hard))
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
    """Ends what runs inside after so many CPU seconds: our own code by an exception, which is raised again should it be
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
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(time.process_time() + seconds) + 1
    if hard == resource.RLIM_INFINITY or soft < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _safe_digest(path: Path, ocr: bool) -> Ingested:
    """:func:`digest`, with a defect in our own code, or a file that never ends, a failure of that one file."""
    try:
        str(path).encode()
        with _limited(SECONDS_A_FILE):
            return digest(path, ocr=ocr)
    except _TookTooLong:
        return _failure(path, f"reading it took more than {SECONDS_A_FILE} s and was given up. Save or print it anew.")
    except MemoryError:
        return _failure(path, "reading it took more memory than a file is given. Save or print it anew.")
    except UnicodeEncodeError:
        return _failure(path, "the name of the file is not UTF-8. Rename it.")
    except OSError as error:
        return _failure(path, str(error.strerror or error))
    except Exception as error:
        return _failure(path, f"cqa failed on this file ({type(error).__name__}: {error}); please report it")


def _failure(path: Path, why: str) -> Ingested:
    try:
        seen, sha = path.stat(), _sha256(path)
    except OSError:  # gone, or not ours to read: nothing to compare next time
        return Ingested(FileState(str(path), "", 0, 0, "unreadable", f"{path.name}: {why}"))
    return Ingested(FileState(str(path), sha, seen.st_size, seen.st_mtime_ns, "unreadable", f"{path.name}: {why}"))


def _walk(roots: list[Path]) -> tuple[list[Path], list[str]]:
    """All files below the roots in order of path, and those left out: hidden ones, README and the like, pipes and
    devices (which would be waited for), and every index of cqa. What cannot be opened, a folder or a link to nothing,
    counts as a file, so that it fails by name."""
    found: dict[Path, None] = {}
    skipped: list[str] = []

    def closed(error: OSError) -> None:
        found[Path(error.filename)] = None

    for root in roots:
        if not root.is_dir():
            _sort_out(root, found, skipped)
            continue
        for folder, folders, names in os.walk(root, onerror=closed):
            if _is_index(Path(folder)):
                folders.clear()
                skipped.append(folder)
                continue
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for name in sorted(names):
                path = Path(folder, name)
                if name.startswith(".") or path.stem.lower() in NOT_PAPERS:
                    skipped.append(str(path))
                else:
                    _sort_out(path, found, skipped)
    return sorted(found), skipped


def _sort_out(path: Path, found: dict[Path, None], skipped: list[str]) -> None:
    try:
        kind = path.stat().st_mode
    except OSError:  # a link to nothing or to itself, or not ours to see
        found[path] = None
        return
    if stat.S_ISREG(kind):
        found[path] = None
    else:
        skipped.append(str(path))


def _is_index(folder: Path) -> bool:
    """Whether a folder holds an index of ours: its manifest beside the data of the engine that it names."""
    from cqa.engine import manifest
    from cqa.errors import IndexError_

    if not (folder / manifest.NAME).is_file():
        return False
    try:
        return (folder / manifest.read(folder).engine).exists()
    except IndexError_:  # of another version, or damaged: still no papers
        return any((folder / info.name).is_dir() for info in engines(reference=True))


def _unchanged(path: Path, before: FileState, options: IngestOptions) -> bool:
    if _wants_ocr(before, options) or _was_duplicate_of_gone(before):
        return False
    try:
        seen = path.stat()
    except OSError:
        return False
    return (seen.st_size, seen.st_mtime_ns) == (before.size, before.mtime_ns)


def _wants_ocr(before: FileState, options: IngestOptions) -> bool:
    return options.ocr and (before.status == "needs-ocr" or "no text layer" in " ".join(before.notes))


def _was_duplicate_of_gone(before: FileState) -> bool:
    """A file that was not counted because another had the same bytes, and that other is gone."""
    if before.status != "indexed" or before.papers:
        return False
    same = [n.removeprefix(SAME_BYTES).removesuffix(COUNTED_ONCE) for n in before.notes if n.startswith(SAME_BYTES)]
    return any(not os.path.exists(first) for first in same)


def _below(path: Path, roots: list[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)


def _outcome(action: Action, state: FileState) -> Outcome:
    return Outcome(state.path, action, state.status, state.error, len(state.papers), state.pages)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
