"""Files written to the index as they come from the workers, with a commit now and then."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from cqa.engine.port import Engine, Writer
from cqa.ingest.discover import changed_at, is_gone
from cqa.ingest.file_reader import sha256
from cqa.ingest.indexed_state import COUNTED_ONCE, SAME_BYTES, as_indexed, earlier_version, wants_ocr
from cqa.ingest.report import Action, IngestOptions, IngestResult, Progress, result_of
from cqa.model import FileState, GivenFacts, Ingested

COMMIT_EVERY_SECONDS = 60.0
"""A long run commits this often, so that an interruption costs at most a minute's work."""


class Store:
    """One run of writing: stores what the workers have read and commits now and then."""

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
        """Remove a file from the index."""
        self.writer.remove(path)
        self.outcomes.append(IngestResult(path, "removed", self.known[path].status))

    def is_only_touched(self, path: Path, options: IngestOptions) -> bool:
        """Return whether a file has the bytes that are indexed, with another time stamp.

        If so, what is stored stays, with the new time stamp, so that next time a stat is enough.
        """
        before = self.known.get(str(path))
        if before is None or not before.papers or options.again or wants_ocr(before, options):
            return False
        if before.given != self.given.get(str(path), ()):
            return False
        try:
            seen = path.stat()
            if seen.st_size != before.size or sha256(path) != before.sha256:
                return False
        except OSError:
            return False
        self.writer.put(as_indexed(self.engine, before, replace(before, mtime_ns=changed_at(seen))))
        self._done(result_of("unchanged", before))
        return True

    def stored_copy(self, path: Path, sha: str) -> bool:
        """Return whether a file with these bytes was read in this run; if so, record this one as its copy."""
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
        """Write a file that was read, or its failure; a file with the bytes of another counts once."""
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
                ingested = earlier_version(self.engine, before, state)
        self.writer.put(ingested)
        self._done(result_of(action, ingested.state))
        if time.monotonic() - self.committed > COMMIT_EVERY_SECONDS:
            self.writer.commit()
            self.committed = time.monotonic()

    def _same_bytes(self, state: FileState) -> str | None:
        """Return the path of another indexed file with the same bytes.

        If that file is gone, it has been moved to here, and its entry is removed.
        """
        if state.status != "indexed":
            return None
        first = self.by_hash.get(state.sha256)
        if first is not None and first != state.path:
            if not is_gone(first):
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
