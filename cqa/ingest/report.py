"""Options of a run that reads files into the index, and its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from cqa.ingest.given import GivenExempt
from cqa.model import FileState, Status
from cqa.record import dataclass, field

Action = Literal["added", "replaced", "unchanged", "duplicate", "removed", "failed"]

ACTIONS: tuple[Action, ...] = get_args(Action)
"""The actions in the order in which they are reported."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """How to read files into the index.

    ``jobs`` is the number of worker processes, 0 for one per core. ``prune`` removes files from the index that are gone
    from below the given paths.
    """

    jobs: int = 0
    prune: bool = False
    dry_run: bool = False
    ocr: bool = False
    manifest: Path | None = None
    """Facts about papers that override what is extracted (:mod:`cqa.ingest.manifest`)."""
    lgsf: Path | None = None
    """Folder of the LGSF scrapers, whose records state facts and list documents (:mod:`cqa.ingest.lgsf`)."""
    again: bool = False
    """Whether every file is read again, unchanged or not."""
    follow_links: bool = False
    """Whether links to files and folders outside the given paths are read."""
    prune_all: bool = False
    """Whether ``prune`` may remove more than :data:`~cqa.ingest.run.MOST_PRUNED` of the files below the paths."""
    exempt: GivenExempt = field(default_factory=GivenExempt)
    """Files stated to be exempt, by patterns of their names; or exempt or open, one by one."""
    encoder: Path | None = None
    """Folder of a sentence encoder (:mod:`cqa.semantic`); an index that was built with one keeps to it."""


@dataclass(frozen=True, slots=True)
class IngestResult:
    """The result of a run for one file."""

    path: str
    action: Action
    status: Status
    error: str | None = None
    papers: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The results of a run, the paths that were skipped, and how long it took."""

    outcomes: tuple[IngestResult, ...]
    skipped: tuple[str, ...]
    seconds: float
    encoded: int | None = None
    """Texts that were encoded; None without an encoder."""

    def count(self, action: Action) -> int:
        """Return how many files had this action."""
        return sum(o.action == action for o in self.outcomes)

    @property
    def failures(self) -> tuple[IngestResult, ...]:
        """Return files without a readable text, whether found in this run or known from before."""
        return tuple(o for o in self.outcomes if o.status != "indexed" and o.action != "removed")


Progress = Callable[[int, int, str], None]
"""Called with the number of files done, the number of all files, and the name of the file just done."""


def result_of(action: Action, state: FileState) -> IngestResult:
    """Return the result of a run for one file, from what the index now has of it."""
    return IngestResult(state.path, action, state.status, state.error, len(state.papers), state.pages)
