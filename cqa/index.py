"""An index as Python programs use it: everything that the commands do, with the same names and filters.

Filters are keywords: ``authority="Leeds"``, ``committee=["Cabinet", "Executive"]``, ``grade``, ``paper_type``,
``role``, ``ward``, ``date_from="2010"``, ``date_to="2013-06"``, ``include_exempt=True``. Without the last, exempt
papers are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack

from cqa.catalogue.filter_keywords import Filters, SearchKeywords
from cqa.engine import open_engine
from cqa.engine.port import Coverage, Engine
from cqa.model import FileState, Judgement, Outcome, Paper, Passage
from cqa.query.nodes import And, Everything, Node
from cqa.record import dataclass

if TYPE_CHECKING:
    from cqa.ask.pipeline import Asked
    from cqa.catalogue.decisions import RecordedDecision
    from cqa.concordance import Concordance, Order
    from cqa.ingest.report import IngestOptions, IngestReport
    from cqa.matrix import Matrix
    from cqa.recommendations import FoundRecommendations
    from cqa.search import SearchOptions, SearchResult
    from cqa.similar import Similar, SimilarPassages

CitationForm = Literal["text", "bibtex", "ris", "csl"]
GradeKind = Literal["inspected", "self-assessed", "historic", "other", "all"]


@dataclass(frozen=True, slots=True)
class Status:
    """What an index has, and each file with what became of it."""

    engine: str
    coverage: Coverage
    files: tuple[FileState, ...]

    @property
    def unread(self) -> tuple[FileState, ...]:
        """Return the files that could not be read."""
        return tuple(f for f in self.files if f.status != "indexed")


@dataclass(frozen=True, slots=True)
class Index:
    """An open index. Use it as a context manager, or call :meth:`close`."""

    engine: Engine

    def ingest(self, paths: str | Path | Iterable[str | Path], options: IngestOptions | None = None) -> IngestReport:
        """Read what changed below ``paths`` and commit it; see :func:`cqa.ingest.run.ingest`."""
        from cqa.ingest.report import IngestOptions
        from cqa.ingest.run import ingest

        named = [paths] if isinstance(paths, str | Path) else paths
        return ingest(self.engine, map(Path, named), options or IngestOptions())

    def search(
        self, query: str, options: SearchOptions | None = None, **keywords: Unpack[SearchKeywords]
    ) -> SearchResult:
        """Return the passages that match, best first, with exact counts. Keywords are filters and options of a search;
        those that are given change ``options``.

        >>> index.search("caseload", authority="Leeds", limit=3).passages[0].passage.authority
        'Leeds City Council'
        """
        from cqa.catalogue.filter_options import written
        from cqa.catalogue.visibility import leaves_out_exempt
        from cqa.search import SearchOptions, search

        options_of_search = SearchKeywords.__annotations__.keys() - Filters.__annotations__.keys()
        others: dict[str, Any] = {k: v for k, v in keywords.items() if k in options_of_search}
        filters: Filters = {k: v for k, v in keywords.items() if k not in others}  # type: ignore[assignment]
        given = options or SearchOptions()
        asked = And((given.filters, written(**filters))) if filters or options is None else given.filters
        engine = self._shown(not leaves_out_exempt(asked))
        return search(engine, query, replace(given, filters=asked, **others))

    def ask(self, question: str, **filters: Unpack[Filters]) -> Asked:
        """Return a cited answer, or an honest "not found".

        >>> index.ask("Which councils cite caseload pressure?", authority="Leeds").answer.found
        True
        """
        from cqa.ask.pipeline import ask

        engine, node, keep = self._within(filters)
        return ask(engine, question, node, keep)

    def matrix(self, topics: str | Sequence[str], **filters: Unpack[Filters]) -> Matrix:
        """Return what each council says of each topic: cites, mentions, silent.

        >>> index.matrix("caseloads", authority="Leeds").cells[0][0].verdict
        'cites'
        """
        from cqa.matrix import matrix

        engine, node, keep = self._within(filters)
        return matrix(engine, [topics] if isinstance(topics, str) else topics, node, keep)

    def grades(
        self, theme: str | None = None, kind: GradeKind = "inspected", **filters: Unpack[Filters]
    ) -> list[tuple[Paper, Judgement]]:
        """Return inspection grades by council and date, each with its paper. ``theme`` are words of what was judged;
        ``kind`` may be ``self-assessed``, ``historic``, ``other`` or ``all``.

        >>> [judgement.grade for _, judgement in index.grades("overall", authority="Norfolk")]
        ['Requires improvement to be good']
        """
        from cqa.catalogue.lookup import judgements

        grades = filters.get("grade", ())
        papers = self.papers(**filters)
        return judgements(papers, kind, theme, (grades,) if isinstance(grades, str) else grades)

    def decisions(
        self,
        words: str | None = None,
        *,
        verb: str | None = None,
        outcome: Outcome | None = None,
        **filters: Unpack[Filters],
    ) -> list[RecordedDecision]:
        """Return decisions of minutes and decision records, and what reports propose, by council and date. ``words``
        are words of the item or the decision, ``verb`` is what it does (*approve*).

        >>> [found.decision.verb for found in index.decisions("delivery plan", authority="Kent")]
        ['adopt']
        """
        from cqa.catalogue.decisions import decisions

        engine, _, keep = self._within(filters)
        hidden = not filters.get("include_exempt")
        indexed = [p for p in engine.papers() if not (hidden and p.exempt)]
        return decisions(filter(keep, indexed), indexed, verb=verb, outcome=outcome, words=words)

    def recommendations(
        self, topic: str = "", *, verb: str | None = None, outcome: Outcome | None = None, **filters: Unpack[Filters]
    ) -> FoundRecommendations:
        """Return what reports recommend and meetings resolve on a topic, the same wording once; without one, all.

        >>> index.recommendations("budget", verb="approve").wordings[0].verb
        'approve'
        """
        from cqa.recommendations import recommendations

        engine, node, keep = self._within(filters)
        return recommendations(engine, topic, node, keep, verb=verb, outcome=outcome)

    def similar(self, paper: str | Path, limit: int = 5, **filters: Unpack[Filters]) -> Similar:
        """Return past papers and sections like a paper in the index, or like a file on disk.

        >>> index.similar("leeds-2010", limit=1).papers[0].paper.id != index.paper("leeds-2010").id
        True
        """
        from cqa.similar import similar_to

        engine, node, keep = self._within(filters)
        return similar_to(engine, str(paper), node, limit, keep, include_exempt=_with_exempt(filters))

    def similar_passages(self, section: str, limit: int = 5, **filters: Unpack[Filters]) -> SimilarPassages:
        """Return passages of other papers like a section, named ``PAPER#SECTION``.

        >>> index.similar_passages("leeds-2010#3.4", limit=2).of.number
        '3.4'
        """
        from cqa.errors import UnknownPaper
        from cqa.similar import named_passage, similar_passages

        engine, node, _ = self._within(filters)
        passage = named_passage(engine, section, include_exempt=_with_exempt(filters))
        if passage is None:
            raise UnknownPaper(
                f"{section!r} names no section with a passage; write PAPER#SECTION, such as leeds-2010#3.4"
            )
        return similar_passages(engine, passage, node, limit)

    def concordance(
        self, term: str, *, exact: bool = False, order: Order = "paper", **filters: Unpack[Filters]
    ) -> Concordance:
        """Return every occurrence of a word or phrase in its context, with counts by council and year.

        >>> index.concordance("caseloads", authority="Leeds").lines[0].term
        'caseloads'
        """
        from cqa.concordance import concordance

        engine, node, _ = self._within(filters)
        return concordance(engine, term, node, exact=exact, order=order)

    def cite(
        self, name: str, form: CitationForm = "text", *, style: str | None = None, include_exempt: bool = False
    ) -> str:
        """Return the citation of ``PAPER`` or ``PAPER#SECTION``: as text, as an entry of a bibliography or in a
        ``style`` (*apa*, *chicago*, *harvard*, *oscola* or a ``.csl`` file).

        >>> index.cite("leeds-2010#3.4").rpartition(", ‘")[0]
        'Leeds City Council, Executive Board'
        """
        from cqa.cite import cite

        cited = cite(self._shown(include_exempt), name, include_exempt=include_exempt)
        if style:
            return cited.styled(style)
        return cited.text if form == "text" else cited.entry(form)

    def paper(self, name: str, *, include_exempt: bool = False) -> Paper:
        """Return the paper of an id, a file name or a unique part of one (:func:`~cqa.catalogue.lookup.find_paper`).

        >>> index.paper("leeds-2010").date
        '2010-02-12'
        """
        from cqa.catalogue.lookup import find_paper

        return find_paper(self._shown(include_exempt), name, include_exempt=include_exempt)

    def papers(self, **filters: Unpack[Filters]) -> Sequence[Paper]:
        """Return every paper that passes the filters.

        >>> [paper.date for paper in index.papers(authority="Leeds", date_to="2010")]
        ['2010-02-12']
        """
        engine, _, keep = self._within(filters)
        return tuple(filter(keep, engine.papers()))

    def passages(self, paper: str | None = None, **filters: Unpack[Filters]) -> Iterator[Passage]:
        """Return every passage that passes the filters, in order of paper and place; with ``paper``, of this one alone.

        >>> next(index.passages("leeds-2010", role="recommendations")).role
        'recommendations'
        """
        from cqa.query.nodes import Value

        engine, node, _ = self._within(filters)
        if paper is not None:
            from cqa.catalogue.lookup import find_paper

            own = find_paper(engine, paper, include_exempt=_with_exempt(filters)).id
            node = And((node, Value("paper", own)))
        return engine.scan(Everything(), node)

    def status(self) -> Status:
        """Return what the index has and which files could not be read.

        >>> index.status().unread
        ()
        """
        engine = self._shown(False)
        return Status(engine.name, engine.coverage(), tuple(engine.files()))

    def coverage(self) -> Coverage:
        """Return the coverage of the index: the denominator of every answer."""
        return self.engine.coverage()

    def _within(self, filters: Filters) -> tuple[Engine, Node, Callable[[Paper], bool]]:
        """Return the part of the index that may be shown, and the filters as a tree and as a test of papers."""
        from cqa.catalogue.filter_options import select

        engine = self._shown(_with_exempt(filters))
        return (engine, *select(engine, **filters))

    def _shown(self, include_exempt: bool) -> Engine:
        """Return the engine, or its part without exempt papers: its counts of words do not include them."""
        from cqa.engine.open_part import NAME, open_part

        folder = self.engine.folder
        hides = not include_exempt and folder is not None and (folder / NAME).exists()
        return open_part(folder) if hides and folder is not None else self.engine

    def close(self) -> None:
        """Close the index."""
        self.engine.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_index(path: str | Path = "index", *, engine: str | None = None, create: bool = False) -> Index:
    """Return the index in a folder. Raises NoIndex, IndexTooOld, IndexDamaged or EngineMissing, each saying what to
    do."""
    return Index(open_engine(Path(path), engine=engine, create=create))


def _with_exempt(filters: Filters) -> bool:
    return bool(filters.get("include_exempt"))
