"""Bring files into the index: walk, see what changed, read in parallel, write and commit.

    files ─ walk ─▶ changed? ─ digest (workers) ─▶ Ingested ─ engine.put ─▶ commit

Only what changed is read. Nothing is visible to readers before a commit, and each file is replaced as a whole, so an
interruption at any moment leaves the index as the last commit had it.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from cqa.engine.open_part import writing
from cqa.engine.port import Engine, Writer
from cqa.errors import UsageError
from cqa.ingest import manifest
from cqa.ingest.discover import changed_at, existing, gone, walk
from cqa.ingest.encode import encode, encoder_of
from cqa.ingest.given import GivenExempt, disagrees, remembered, stated_exempt
from cqa.ingest.workers import digested, sha256
from cqa.model import FileState, GivenFacts, Ingested, Paper, Status
from cqa.record import dataclass, field

Action = Literal["added", "replaced", "unchanged", "duplicate", "removed", "failed"]
ACTIONS: tuple[Action, ...] = get_args(Action)

SAME_BYTES, COUNTED_ONCE = "same bytes as ", "; counted once"
"""Around the path of the file that replaces another with the same bytes."""

MOST_PRUNED = 0.5
"""Share of the known files that may be forgotten at once without being told twice, as rsync's ``--max-delete``."""

COMMIT_EVERY_SECONDS = 60.0
"""A long run commits this often, so that an interruption costs at most a minute's work."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """``jobs`` 0 means one per core. ``prune`` forgets files that are gone from below the given paths."""

    jobs: int = 0
    prune: bool = False
    dry_run: bool = False
    ocr: bool = False
    manifest: Path | None = None
    """Facts about papers that override what is extracted (:mod:`cqa.ingest.manifest`)."""
    again: bool = False
    """Whether every file is read again, unchanged or not."""
    follow_links: bool = False
    """Whether links to files and folders outside the given paths are read."""
    prune_all: bool = False
    """Whether ``prune`` may forget more than :data:`MOST_PRUNED` of what is known below the paths."""
    exempt: GivenExempt = field(default_factory=GivenExempt)
    """What is said of files: exempt by their names, or exempt or open one by one."""
    encoder: Path | None = None
    """Folder of a sentence encoder (:mod:`cqa.semantic`); an index that was given one keeps to it."""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one file in this run."""

    path: str
    action: Action
    status: Status
    error: str | None = None
    papers: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    outcomes: tuple[IngestResult, ...]
    skipped: tuple[str, ...]
    seconds: float
    encoded: int | None = None
    """Texts that were encoded; None without an encoder."""

    def count(self, action: Action) -> int:
        return sum(o.action == action for o in self.outcomes)

    @property
    def failures(self) -> tuple[IngestResult, ...]:
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
    encoder = None if options.dry_run else encoder_of(engine, options.encoder)
    files, skipped = walk(roots, follow_links=options.follow_links)
    known = {state.path: state for state in engine.files()}
    given = {path: state.given for path, state in known.items() if state.given}
    if options.manifest:
        before_now = {p: s.given for p, s in known.items()}
        stated_now = manifest.read(options.manifest, files, before_now, engine.paper)
        elsewhere = (Path(p) for p, facts in stated_now.items() if facts != before_now.get(p, ()) and not gone(p))
        files = sorted({*files, *elsewhere})
        given |= stated_now
    held = _papers_by_file(engine)
    stated = GivenExempt(options.exempt.patterns, {**options.exempt.stated, **stated_exempt(given)})
    exempt = remembered(stated, (paper for papers in held.values() for paper in papers))
    outcomes: list[IngestResult] = []
    todo: list[Path] = []
    for path in files:
        before = known.get(str(path))
        stated_here = given.get(str(path), ())
        same = before is not None and stated_here == before.given and not disagrees(exempt, path, held[str(path)])
        if before is not None and same and _unchanged(path, before, options):
            outcomes.append(_outcome("unchanged", before))
        else:
            todo.append(path)
    lost = [p for p in known if options.prune and _below(Path(p), roots) and gone(p)]
    _check_pruned(lost, known, roots, options)
    if options.dry_run:
        outcomes += [IngestResult(str(p), "replaced" if str(p) in known else "added", "indexed") for p in todo]
        outcomes += [IngestResult(p, "removed", known[p].status) for p in lost]
    elif todo or lost:
        with writing(engine, lambda: _everything(engine)) as writer:
            run = _Run(engine, writer, known, given, len(files), len(outcomes), progress)
            for lost_path in lost:
                run.remove(lost_path)
            changed = [p for p in todo if disagrees(exempt, p, held[str(p)]) or not run.touched(p, options)]
            copies = _copies(changed)
            first = (p for p in changed if p not in copies)
            for ingested in digested(first, options.jobs, ocr=options.ocr, given=given, exempt=exempt):
                run.store(ingested)
            unread = [copy for copy in copies if not run.stored_copy(copy, copies[copy])]
            for ingested in digested(unread, options.jobs, ocr=options.ocr, given=given, exempt=exempt):
                run.store(ingested)
            writer.commit()
        engine.refresh()
        outcomes += run.outcomes
    outcomes.sort(key=lambda o: o.path)
    seconds = time.monotonic() - began
    encoded = encode(engine, encoder, progress) if encoder else None
    return IngestReport(tuple(outcomes), tuple(skipped), seconds, encoded)


def _check_pruned(lost: list[str], known: dict[str, FileState], roots: list[Path], options: IngestOptions) -> None:
    """Raise UsageError where so many files are gone that a share may not be mounted."""
    below = [path for path in known if _below(Path(path), roots)]
    if lost and not options.prune_all and not options.dry_run and len(lost) > max(1, MOST_PRUNED * len(below)):
        raise UsageError(
            f"{len(lost)} of {len(below)} known files are gone from the given paths; is a share not mounted? Nothing "
            "was forgotten. To forget them all, give --prune-all"
        )


def _papers_by_file(engine: Engine) -> defaultdict[str, list[Paper]]:
    held: defaultdict[str, list[Paper]] = defaultdict(list)
    for paper in engine.papers():
        held[paper.file].append(paper)
    return held


def survey(paths: Iterable[Path], stated: Path | None = None) -> IngestReport:
    """Return what :func:`ingest` would read into an index that does not exist yet."""
    began = time.monotonic()
    files, skipped = walk(existing(paths))
    if stated:
        manifest.read(stated, files, {}, lambda _: None)
    outcomes = tuple(IngestResult(str(p), "added", "indexed") for p in files)
    return IngestReport(outcomes, tuple(skipped), time.monotonic() - began)


class _Run:
    """One run of the writer: stores what comes from the workers, commits now and then."""

    def __init__(
        self,
        engine: Engine,
        writer: Writer,
        known: dict[str, FileState],
        given: dict[str, tuple[GivenFacts, ...]],
        total: int,
        done: int,
        progress: Progress | None,
    ) -> None:
        self.engine, self.writer, self.known, self.progress = engine, writer, known, progress
        self.given = given
        self.total, self.done = total, done
        self.by_hash = {s.sha256: s.path for s in known.values() if s.status == "indexed" and s.papers}
        self.read: dict[str, FileState] = {}
        self.outcomes: list[IngestResult] = []
        self.committed = time.monotonic()

    def remove(self, path: str) -> None:
        self.writer.remove(path)
        self.outcomes.append(IngestResult(path, "removed", self.known[path].status))

    def touched(self, path: Path, options: IngestOptions) -> bool:
        """Return whether a file has the very bytes that are indexed, under another time stamp; if so what is stored
        stays, and the new stamp is kept so that next time a stat is enough."""
        before = self.known.get(str(path))
        if before is None or not before.papers or options.again or _wants_ocr(before, options):
            return False
        if before.given != self.given.get(str(path), ()):
            return False
        try:
            seen = path.stat()
            if seen.st_size != before.size or sha256(path) != before.sha256:
                return False
        except OSError:
            return False
        self.writer.put(_as_indexed(self.engine, before, replace(before, mtime_ns=changed_at(seen))))
        self._done(_outcome("unchanged", before))
        return True

    def stored_copy(self, path: Path, sha: str) -> bool:
        """Return whether a file with these bytes was read in this run; then this one is noted as its copy."""
        first = self.read.get(sha)
        if first is None:
            return False
        try:
            seen = path.stat()
        except OSError:
            return False
        self.store(Ingested(replace(first, path=str(path), size=seen.st_size, mtime_ns=changed_at(seen))))
        return True

    def store(self, ingested: Ingested) -> None:
        state = replace(ingested.state, given=self.given.get(ingested.state.path, ()))
        ingested = replace(ingested, state=state)
        if state.status == "indexed":
            self.read.setdefault(state.sha256, state)
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
        """Return the path of another indexed file with the same bytes. One that is gone has been moved here: it is
        removed."""
        if state.status != "indexed":
            return None
        first = self.by_hash.get(state.sha256)
        if first is not None and first != state.path:
            if not gone(first):
                return first
            if all(o.path != first for o in self.outcomes):
                self.remove(first)
        self.by_hash[state.sha256] = state.path
        return None

    def _done(self, outcome: IngestResult) -> None:
        self.outcomes.append(outcome)
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total, Path(outcome.path).name)


def _copies(files: Sequence[Path]) -> dict[Path, str]:
    """Return files with the bytes of another, with their digest. The first by name is read, whichever is read fastest,
    so that the same papers are always stored under the same names."""
    by_size: defaultdict[int, list[Path]] = defaultdict(list)
    for path in files:
        with suppress(OSError):
            by_size[path.stat().st_size].append(path)
    copies: dict[Path, str] = {}
    for same in by_size.values():
        first: set[str] = set()
        for path in sorted(same) if len(same) > 1 else ():
            with suppress(OSError):
                sha = sha256(path)
                if sha in first:
                    copies[path] = sha
                first.add(sha)
    return copies


def _kept(engine: Engine, before: FileState, now: FileState) -> Ingested:
    """Return the version that is indexed already, under the new state: a damaged copy must not lose what was
    indexed."""
    note = "the file can no longer be read; the earlier version stays in the index"
    return _as_indexed(
        engine, before, replace(now, papers=before.papers, media=before.media, pages=before.pages, notes=(note,))
    )


def _everything(engine: Engine) -> Iterator[Ingested]:
    """Yield what is committed, file by file."""
    for state in engine.files():
        yield _as_indexed(engine, state, state) if state.papers else Ingested(state)


def _as_indexed(engine: Engine, before: FileState, state: FileState) -> Ingested:
    """Return what the index holds of a file, to be put again under another state."""
    papers = tuple(p for p in map(engine.paper, before.papers) if p is not None)
    text, pages = engine.text(papers[0].id)
    sections = tuple(engine.sections(p.id) for p in papers)
    return Ingested(state, text, pages, papers, sections, tuple(q for p in papers for q in engine.passages(p.id)))


def _unchanged(path: Path, before: FileState, options: IngestOptions) -> bool:
    if _wants_ocr(before, options) or _was_duplicate_of_gone(before):
        return False
    try:
        seen = path.stat()
    except OSError:
        return False
    return not options.again and (seen.st_size, changed_at(seen)) == (before.size, before.mtime_ns)


def _wants_ocr(before: FileState, options: IngestOptions) -> bool:
    return options.ocr and (before.status == "needs-ocr" or "--ocr" in " ".join(before.notes))


def _was_duplicate_of_gone(before: FileState) -> bool:
    """Return a file that was not counted because another had the same bytes, and that other is gone."""
    if before.status != "indexed" or before.papers:
        return False
    same = [n.removeprefix(SAME_BYTES).removesuffix(COUNTED_ONCE) for n in before.notes if n.startswith(SAME_BYTES)]
    return any(map(gone, same))


def _below(path: Path, roots: list[Path]) -> bool:
    return any(path == root or root in path.parents for root in roots)


def _outcome(action: Action, state: FileState) -> IngestResult:
    return IngestResult(state.path, action, state.status, state.error, len(state.papers), state.pages)
