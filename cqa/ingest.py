"""Bring files into the index: walk, see what changed, read in parallel, write and commit.

    files ─ walk ─▶ changed? ─ digest (workers) ─▶ Ingested ─ engine.put ─▶ commit

Only what changed is read. Nothing is visible to readers before a commit, and each file is replaced as a whole, so an
interruption at any moment leaves the index as the last commit had it.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from cqa.engine.port import Engine, Writer
from cqa.errors import ReadError, UsageError
from cqa.model import FileState, Ingested, Status

Action = Literal["added", "replaced", "unchanged", "failed", "duplicate", "removed"]

NOT_PAPERS = frozenset({"readme", "license", "licence", "notice"})
"""Stems of file names that describe a folder and are never papers."""

COMMIT_EVERY_SECONDS = 60.0
"""A long run commits this often, so that an interruption costs at most a minute's work."""

QUEUED_PER_WORKER = 3
"""Files handed to each worker ahead of time: enough to keep it busy, few enough to bound memory."""


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
    roots = [p.resolve() for p in paths]
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
                writer.remove(path_gone)
                run.outcomes.append(Outcome(path_gone, "removed", known[path_gone].status))
            for ingested in _digested(todo, options):
                run.store(ingested)
            writer.commit()
        engine.refresh()
        outcomes += run.outcomes
    outcomes.sort(key=lambda o: o.path)
    return IngestReport(tuple(outcomes), tuple(skipped), time.monotonic() - began)


def digest(path: Path, *, ocr: bool = False) -> Ingested:
    """One file, read, split and extracted; a file that cannot be read gives its state with the reason."""
    from cqa.extract import extract
    from cqa.read import read
    from cqa.split import passages, split

    stat = path.stat()
    state = FileState(str(path), _sha256(path), stat.st_size, stat.st_mtime_ns, "indexed")
    try:
        document = read(path, ocr=ocr)
    except ReadError as error:
        return Ingested(replace(state, status=error.status, error=str(error)))
    parts = split(document)
    papers = extract(document, parts)
    cut = [passages(paper, part.sections, document.text, document.pages) for paper, part in zip(papers, parts, strict=True)]
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
        self, engine: Engine, writer: Writer, known: dict[str, FileState], total: int, done: int, progress: Progress | None
    ) -> None:
        self.engine, self.writer, self.known, self.progress = engine, writer, known, progress
        self.total, self.done = total, done
        self.by_hash = {s.sha256: s.path for s in known.values() if s.status == "indexed" and s.papers}
        self.outcomes: list[Outcome] = []
        self.committed = time.monotonic()

    def store(self, ingested: Ingested) -> None:
        state = ingested.state
        before = self.known.get(state.path)
        action: Action = "replaced" if before else "added"
        first = self.by_hash.setdefault(state.sha256, state.path) if state.status == "indexed" else state.path
        if first != state.path and os.path.exists(first):
            state = replace(state, papers=(), notes=(f"same bytes as {first}; counted once",))
            ingested, action = Ingested(state), "duplicate"
        elif state.status != "indexed":
            action = "failed"
            if before is not None and before.papers:
                ingested = _kept(self.engine, before, state)
        self.writer.put(ingested)
        self.outcomes.append(_outcome(action, ingested.state))
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total, Path(state.path).name)
        if time.monotonic() - self.committed > COMMIT_EVERY_SECONDS:
            self.writer.commit()
            self.committed = time.monotonic()


def _kept(engine: Engine, before: FileState, now: FileState) -> Ingested:
    """The version that is indexed already, under the new state: a damaged copy must not lose what was held."""
    note = "the file can no longer be read; the version indexed earlier is kept"
    papers = tuple(p for p in map(engine.paper, before.papers) if p is not None)
    text, pages = engine.text(papers[0].id)
    return Ingested(
        replace(now, papers=before.papers, media=before.media, pages=before.pages, notes=(note,)),
        text,
        pages,
        papers,
        tuple(engine.sections(p.id) for p in papers),
        tuple(passage for p in papers for passage in engine.passages(p.id)),
    )


def _digested(files: list[Path], options: IngestOptions) -> Iterator[Ingested]:
    """The files' contents, from worker processes when there is enough to do."""
    files = sorted(files, key=lambda p: -p.stat().st_size)
    jobs = min(options.jobs or os.cpu_count() or 1, len(files))
    if jobs <= 1 or (len(files) < 4 and sum(p.stat().st_size for p in files) < 2_000_000):
        for path in files:
            yield _safe_digest(path, options.ocr)
        return
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    waiting: set[Future[Ingested]] = set()
    try:
        rest = iter(files)
        for path in rest:
            waiting.add(pool.submit(_safe_digest, path, options.ocr))
            if len(waiting) < jobs * QUEUED_PER_WORKER:
                continue
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupt() -> None:
    """Workers leave Ctrl-C to the main process, which ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _safe_digest(path: Path, ocr: bool) -> Ingested:
    """:func:`digest`, with a defect in our own code turned into a failure of that one file."""
    try:
        return digest(path, ocr=ocr)
    except OSError as error:
        return Ingested(FileState(str(path), "", 0, 0, "unreadable", f"{path.name}: {error.strerror or error}"))
    except Exception as error:
        stat = path.stat()
        message = f"{path.name}: cqa failed on this file ({type(error).__name__}: {error}); please report it"
        return Ingested(FileState(str(path), _sha256(path), stat.st_size, stat.st_mtime_ns, "unreadable", message))


def _walk(roots: list[Path]) -> tuple[list[Path], list[str]]:
    """All files below the roots in order of path, and those left out (hidden, README and the like)."""
    found: dict[Path, None] = {}
    skipped: list[str] = []
    for root in roots:
        if root.is_file():
            found[root] = None
        elif root.is_dir():
            for folder, folders, names in os.walk(root):
                folders[:] = sorted(f for f in folders if not f.startswith("."))
                for name in sorted(names):
                    path = Path(folder, name)
                    if name.startswith(".") or path.stem.lower() in NOT_PAPERS:
                        skipped.append(str(path))
                    elif path.is_file():
                        found[path] = None
        else:
            raise UsageError(f"{root}: no such file or folder")
    return sorted(found), skipped


def _unchanged(path: Path, before: FileState, options: IngestOptions) -> bool:
    if options.ocr and (before.status == "needs-ocr" or "no text layer" in " ".join(before.notes)):
        return False
    stat = path.stat()
    return (stat.st_size, stat.st_mtime_ns) == (before.size, before.mtime_ns)


def _below(path: Path, roots: list[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)


def _outcome(action: Action, state: FileState) -> Outcome:
    return Outcome(state.path, action, state.status, state.error, len(state.papers), state.pages)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
