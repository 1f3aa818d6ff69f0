"""The options of a search, and its result."""

from __future__ import annotations

from typing import NamedTuple

from cqa.engine.port import Coverage, Facet, Sort, Totals
from cqa.errors import QuerySyntaxError
from cqa.fields import BOXES
from cqa.query.expansion import ExpandedQuery
from cqa.query.nodes import Everything, Node, Nothing
from cqa.rank import Ranked
from cqa.record import dataclass, field


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """How to search.

    ``filters`` is a tree (:func:`cqa.query.filters.build`). It is not scored, and its names are not yet resolved.
    ``per_paper`` is the most passages of one paper; 0 sets no limit. None shows
    :attr:`~cqa.rank.RankWeights.per_paper` passages of each paper first, and the others after those of all papers.
    ``exact`` searches for the words as written: no synonyms, no words dropped, no relaxing.
    ``any_word`` finds passages with any of the words, those with most of them first. Quoted words, fields and names
    of councils must still match.
    ``lenient`` corrects a query that does not parse, and :attr:`SearchResult.fault` says what was wrong.
    """

    filters: Node = field(default_factory=Everything)
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    per_paper: int | None = None
    exact: bool = False
    any_word: bool = False
    explain: bool = False
    lenient: bool = False
    facets: tuple[Facet, ...] = BOXES


class Unknown(NamedTuple):
    """A word of the query that does not occur in the index, with a word of similar spelling that does."""

    word: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found and how the query was read.

    ``totals`` counts everything that matches; ``passages`` is the requested page. ``relaxed`` says which words were
    dropped because no passage had them all. ``fault`` is what was wrong with the query, for a lenient search.
    ``explained`` says, for each passage, how its score was computed.
    """

    query: str
    reading: ExpandedQuery
    totals: Totals
    passages: tuple[Ranked, ...]
    coverage: Coverage
    facets: tuple[tuple[Facet, tuple[tuple[str, int], ...]], ...] = ()
    relaxed: str | None = None
    unknown: tuple[Unknown, ...] = ()
    fault: QuerySyntaxError | None = None
    searched: Node = field(default_factory=Nothing)
    explained: tuple[str, ...] = ()
    options: SearchOptions = field(default_factory=SearchOptions)

    @property
    def read_as(self) -> str:
        """Return how the query was read, in words: the query, the synonyms, the words dropped."""
        return str(self.reading)

    @property
    def advice(self) -> str | None:
        """Return why nothing was found and what to try; None when something was found."""
        if self.totals.passages:
            return None
        if not self.unknown:
            return "No passage matches. Try fewer words, or the same search without filters."
        nowhere = " and ".join(f"‘{u.word}’" for u in self.unknown)
        said = f"{nowhere} {'occurs' if len(self.unknown) == 1 else 'occur'} in no paper."
        near = [u.suggestion for u in self.unknown if u.suggestion]
        return said + (f" Did you mean {' '.join(near)}?" if near else "")
