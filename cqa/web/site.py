"""The index that the pages show, and what of it may be shown.

A request works on one commit from beginning to end. When the index has changed on disk, later requests get a new
reader; the old one lives until the last request that uses it has ended.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from cqa.catalogue.visibility import coverage, within
from cqa.engine import open_engine
from cqa.engine.open_part import open_part
from cqa.engine.port import Coverage, Engine
from cqa.errors import CqaError, NoIndex, UnknownPaper
from cqa.model import FileState, Paper
from cqa.pictures.renderer import PageRenderer
from cqa.query.nodes import Everything, Node, Not, Value
from cqa.web.turns import Turns

LOOKED_EVERY = 1.0
"""Seconds between two checks of the index on disk."""

SERVER_EVERY = 30.0
"""Seconds for which a reader of an index that is not on this disk is kept."""

COSTLY_AT_ONCE = 2
"""Answers, matrices, comparisons and downloads that are made at the same time."""

COSTLY_WAITING = 2
"""Costly requests that may wait for their turn; with those at work they leave a third of the threads to light pages."""

COSTLY_WAIT = 20.0
"""Seconds that a costly request waits for its turn."""

REMEMBERED = 50
"""Answers and matrices of one commit that are kept."""

T = TypeVar("T")


class Busy(CqaError):
    """Too many costly requests at once; try again."""


class IndexReader:
    """One reader of the index, and the papers that may be shown."""

    def __init__(self, engine: Engine, include_exempt: bool) -> None:
        self.engine, self.include_exempt = engine, include_exempt
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._making = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` gives, made once while it is among the last :data:`REMEMBERED`: the same question of the
        same commit has the same answer."""
        found: T | None = self._made.get(key)
        if found is None:
            found = make()
            with self._making:
                self._made[key] = found
                if len(self._made) > REMEMBERED:
                    self._made.popitem(last=False)
        return found

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """Return every paper that may be shown."""
        return tuple(filter(self.shows, self.engine.papers()))

    @cached_property
    def hidden(self) -> int:
        """Return how many papers are in the index but not shown."""
        return len(self.engine.papers()) - len(self.papers)

    @cached_property
    def coverage(self) -> Coverage:
        """Return the coverage of what may be shown."""
        return coverage(self.engine, within(self.engine, self.allowed))

    def searched(self, keep: Callable[[Paper], bool]) -> Coverage:
        """Return the coverage of the papers that filters leave. Files that could not be read stay counted: whose they
        are is not known."""
        kept = [paper for paper in self.papers if keep(paper)]
        dates = sorted(paper.date for paper in kept if paper.date)
        return replace(
            self.coverage,
            files=len({paper.file for paper in kept}),
            papers=len(kept),
            authorities=len({paper.authority.name for paper in kept if paper.authority}),
            first=dates[0] if dates else None,
            last=dates[-1] if dates else None,
        )

    @property
    def allowed(self) -> Node:
        """Return the filter that lets through what may be shown."""
        return Everything() if self.include_exempt else Not(Value("exempt", "true"))

    def shows(self, paper: Paper) -> bool:
        return self.include_exempt or not paper.exempt

    def paper(self, paper_id: str) -> Paper:
        """Return a paper. Raises :class:`~cqa.errors.UnknownPaper`, for a paper that may not be shown as for an unknown
        one."""
        found = self.engine.paper(paper_id)
        if found is None or not self.shows(found):
            raise UnknownPaper(f"no paper {paper_id} is in the index")
        return found

    def file_of(self, paper: Paper) -> FileState | None:
        """Return the state of the paper's file; None when the file holds something that may not be shown."""
        return self._files_by_path.get(paper.file)

    @cached_property
    def council_names(self) -> tuple[str, ...]:
        """Return every council with passages that may be shown, the most passages first."""
        return tuple(n for n, _ in self.engine.facets(Everything(), self.allowed, ["authority"])["authority"] if n)

    @cached_property
    def _files_by_path(self) -> dict[str, FileState]:
        return {f.path: f for f in self.files}

    @cached_property
    def files(self) -> tuple[FileState, ...]:
        """Return every file except those of a paper that may not be shown, and copies of them."""
        if self.include_exempt:
            return tuple(self.engine.files())
        secret = {paper.sha256 for paper in self.engine.papers() if paper.exempt}
        return tuple(f for f in self.engine.files() if f.sha256 not in secret and (f.sha256 or f.status != "indexed"))


class Site:
    """The pages' way to the index. Safe for several threads."""

    def __init__(self, folder: Path, *, include_exempt: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self.folder, self.include_exempt, self._clock = folder, include_exempt, clock
        self._lock, self.turns, self.renderer = threading.Lock(), Turns(), PageRenderer()
        self._costly, self._inside = threading.BoundedSemaphore(COSTLY_AT_ONCE), threading.local()
        self._waiting = threading.BoundedSemaphore(COSTLY_AT_ONCE + COSTLY_WAITING)
        self._seen, self._looked = _state(folder), clock()  # before opening: what changes meanwhile is seen later
        self._reader: IndexReader | None = None
        with suppress(NoIndex):  # the pages say what to do, and find the index once it is there
            self._reader = IndexReader(_opened(folder, include_exempt), include_exempt)
        self._opened = self._looked

    def reader(self) -> IndexReader:
        """Return the newest commit that is known. Raises what :func:`cqa.engine.open_engine` raises."""
        now = self._clock()
        if self._reader is None:
            self._reader = IndexReader(_opened(self.folder, self.include_exempt), self.include_exempt)
            self._seen, self._looked, self._opened = _state(self.folder), now, now
        if now - self._looked < LOOKED_EVERY or not self._lock.acquire(blocking=False):
            return self._reader
        try:
            self._looked = now
            state = _state(self.folder)
            remote = len(state) <= 1  # nothing but the manifest: a server keeps the data
            if state != self._seen or (remote and now - self._opened > SERVER_EVERY):
                self._reader = IndexReader(_opened(self.folder, self.include_exempt), self.include_exempt)
                self._seen, self._opened = state, now
            return self._reader
        finally:
            self._lock.release()

    @contextmanager
    def limit_concurrency(self) -> Iterator[None]:
        """Make room for one costly request; a request that has room may ask again.

        Raises :class:`Busy` when there is none for long.
        """
        if getattr(self._inside, "here", False):
            yield
            return
        if not self._waiting.acquire(blocking=False):
            raise Busy("several long requests are running; try again in a moment")
        self.turns.end()  # one of those that give way, not of those that are waited for
        try:
            if not self._costly.acquire(timeout=COSTLY_WAIT):
                raise Busy("several long requests are running; try again in a moment")
            self._inside.here = True
            try:
                yield
            finally:
                self._inside.here = False
                self._costly.release()
        finally:
            self._waiting.release()
            self.turns.begin()


def _opened(folder: Path, include_exempt: bool) -> Engine:
    return open_engine(folder) if include_exempt else open_part(folder)


def _state(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Return names, sizes and times of the index's files: another state may be another commit."""
    found = set()
    for path in (*folder.glob("*"), *folder.glob("*/*"), *folder.glob("open/*/*")):
        try:
            stat = path.stat()
        except OSError:
            continue
        if path.is_file() and not path.name.endswith(".lock"):
            found.add((str(path), stat.st_size, stat.st_mtime_ns))
    return frozenset(found)
