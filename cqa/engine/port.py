"""What an engine must do, and the typed values that go in and come out.

An engine keeps, together and committed as one: the state of every file, the papers, their sections, the
canonical texts, and the passages with their words. It searches a query tree, counts exactly, groups and
facets over everything it has. It never sees a user's query string, and no caller sees its syntax.

Use it for: storing and finding. Not for: reading files, ranking by anything but BM25, answering.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal

from cqa.model import FileState, Ingested, Page, Paper, Passage, Section
from cqa.query.nodes import Everything, Node
from cqa.record import dataclass, field

Sort = Literal["relevance", "date", "-date"]
"""``date`` is oldest first, ``-date`` newest first; undated passages come last in both."""

Facet = str
"""Name of a field that passages can be grouped and counted by: one of :data:`cqa.fields.FACETS`."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word counts in each field, and the BM25 parameters. Set in :mod:`cqa.rank`."""

    text: float = 1.0
    heading: float = 1.0
    title: float = 1.0


@dataclass(frozen=True, slots=True)
class Request:
    """One search: the tree, the filters (a tree too, not scored), the page, and the facets to count of
    everything that matches (:attr:`Results.facets`)."""

    query: Node
    filters: Node = field(default_factory=Everything)
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    weights: Weights = field(default_factory=Weights)
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its engine score (BM25; comparable within one search only)."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Totals:
    """Exact counts of everything that matches, whatever page is shown."""

    passages: int
    papers: int
    authorities: int


@dataclass(frozen=True, slots=True)
class Results:
    """``facets`` are those that the request names, counted as :meth:`Engine.facets` counts them."""

    hits: tuple[Hit, ...]
    totals: Totals
    facets: Mapping[Facet, tuple[tuple[str, int], ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """One value of a facet: how many passages and papers match, and the best of them."""

    value: str
    passages: int
    papers: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the index has: the denominator of every answer."""

    files: int
    papers: int
    authorities: int
    passages: int
    unreadable: int
    """Files of any status but ``indexed``."""
    first: str | None
    last: str | None


class Writer(ABC):
    """The one writer. Nothing it does is seen by readers before :meth:`commit`; leaving the
    ``with`` block without it changes nothing."""

    @abstractmethod
    def put(self, ingested: Ingested) -> None:
        """Store a file, replacing what was stored for its path."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Remove a file and all that came from it."""

    @abstractmethod
    def commit(self) -> None:
        """Make everything since the last commit visible at once, durably."""


class Engine(ABC):
    """An open index. Each read method sees one commit; :meth:`refresh` moves to the newest.

    Any number of threads may read and refresh at once. Who reads several times and wants one commit throughout
    reads from :meth:`pinned`.
    """

    name: str
    folder: Path | None = None
    """Where an engine that keeps its data in a folder of this machine keeps them."""

    @property
    def home(self) -> Path | None:
        """Return the folder on this machine by which the index is opened, wherever its data are."""
        return self.folder

    @abstractmethod
    def writer(self) -> AbstractContextManager[Writer]:
        """Return the writer. Raises :class:`~cqa.errors.IndexBusy` while another process has it."""

    def damaged(self) -> Iterator[str]:
        """Yield what is wrong with the engine's files, by its checksums; nothing where it has none."""
        return iter(())

    @abstractmethod
    def refresh(self) -> None:
        """Use the newest commit from now on. Cheap when there is none."""

    def pinned(self) -> Engine:
        """Return this engine, for reading, at the commit that it sees now whatever is refreshed meanwhile. Costs
        nothing and need not be closed. An engine that cannot keep a commit open returns itself."""
        return self

    @abstractmethod
    def close(self) -> None: ...

    # ---- contents

    @abstractmethod
    def files(self) -> Iterator[FileState]:
        """Return every file, in order of path."""

    @abstractmethod
    def papers(self) -> Sequence[Paper]:
        """Return every paper, in order of (authority, date, file, place in file)."""

    @abstractmethod
    def paper(self, paper_id: str) -> Paper | None: ...

    @abstractmethod
    def sections(self, paper_id: str) -> tuple[Section, ...]: ...

    @abstractmethod
    def text(self, paper_id: str) -> tuple[str, tuple[Page, ...]]:
        """Return the canonical text of the file that the paper is in, and its pages. Raises UnknownPaper."""

    @abstractmethod
    def passages(self, paper_id: str) -> tuple[Passage, ...]:
        """Return the paper's passages in reading order."""

    @abstractmethod
    def get(self, passage_ids: Iterable[str]) -> Mapping[str, Passage]: ...

    @abstractmethod
    def coverage(self) -> Coverage: ...

    # ---- searching

    @abstractmethod
    def search(self, request: Request) -> Results: ...

    @abstractmethod
    def count(self, query: Node, filters: Node) -> Totals: ...

    def matching(self, query: Node, filters: Node) -> int:
        """Return how many passages match: ``count(...).passages``, for less where papers need not be distinguished."""
        return self.count(query, filters).passages

    @abstractmethod
    def group(self, request: Request, by: Facet, top: int = 3) -> tuple[Group, ...]:
        """Return every value of ``by`` among all matching passages, with its best ``top`` passages, most passages
        first, then by value. Exact: nothing is sampled or capped."""

    @abstractmethod
    def scan(self, query: Node, filters: Node) -> Iterator[Passage]:
        """Return every matching passage, in order of paper and place. For answers that must read all."""

    @abstractmethod
    def facets(self, query: Node, filters: Node, by: Sequence[Facet]) -> Mapping[Facet, tuple[tuple[str, int], ...]]:
        """Return for each facet every value with its exact number of matching passages, most first."""

    def terms(
        self, prefix: str, limit: int = 10, like: Callable[[str], bool] | None = None
    ) -> tuple[tuple[str, int], ...]:
        """Return words of the texts that begin with ``prefix`` (unstemmed), with their number of passages, most first.

        Only words for which ``like`` is true are counted; it is called before any counting.
        """
        from cqa.engine.words import beginning  # needs the stemmer, which printers of results do not

        start = beginning(prefix)
        return () if limit <= 0 or start is None else self._terms(start, limit, like)

    @abstractmethod
    def _terms(self, start: str, limit: int, like: Callable[[str], bool] | None) -> tuple[tuple[str, int], ...]:
        """Return :meth:`terms` for a beginning as words are indexed."""

    @abstractmethod
    def explain(self, request: Request, passage_id: str) -> str:
        """Return how the score of one passage is computed, for people."""
