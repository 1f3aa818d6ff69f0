"""Papers like one at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cqa.catalogue.filter_options import keeper
from cqa.catalogue.outcomes import DecisionIndex, OutcomeStrip, outcome_strips
from cqa.catalogue.visibility import leaves_out_exempt
from cqa.engine.port import Engine
from cqa.errors import UsageError
from cqa.model import Paper, Passage
from cqa.query.nodes import Everything, Node
from cqa.record import dataclass
from cqa.signatures.signature import is_counted, joined, signature_of
from cqa.signatures.store import Signatures, signatures
from cqa.similar.copies import near_copies
from cqa.similar.result import NearCopy, Similar, SimilarPaper
from cqa.similar.sections import like_sections
from cqa.similar.words import Compared, compared

LEAST = 0.05
"""Similarity below which a paper is no precedent: it shares a word or two by chance."""

FOLDED = 3
"""Papers, as a multiple of those wanted, that are looked through for copies of one another."""

INSPECTS = "inspection report"

Keep = Callable[[Paper], bool]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is compared: its title and passages; ``paper`` where it is indexed, and ``own`` the ids of papers that are
    the same file, ``inside`` those that it consists of."""

    called: str
    title: str
    passages: Sequence[Passage]
    paper: Paper | None
    own: frozenset[str]
    inside: tuple[str, ...] = ()


def similar_to_paper(
    engine: Engine, paper: Paper, filters: Node | None = None, limit: int = 10, keep: Keep | None = None
) -> Similar:
    """Return what is like a paper in the index; itself, its pack and copies of its file are left out.

    ``filters`` are a tree whose names are resolved, ``keep`` the same as a test of papers.
    """
    own = [p for p in engine.papers() if p.file == paper.file or paper.id in (p.id, p.pack)]
    inside = [p.id for p in own if paper.id in (p.id, p.pack) and (paper.exempt or not p.exempt)]
    passages = [passage for each in inside for passage in engine.passages(each)]
    same_file = frozenset(p.id for p in own if p.id == paper.id or p.file == paper.file)
    draft = _Draft(paper.title or paper.id, paper.title, passages, paper, same_file, tuple(inside))
    return _similar(engine, draft, filters or Everything(), limit, keep)


def similar_to_file(
    engine: Engine, path: Path, filters: Node | None = None, limit: int = 10, keep: Keep | None = None
) -> Similar:
    """Return what is like a file on disk. Raises :class:`~cqa.errors.UsageError` for one that cannot be
    read."""
    from cqa.ingest.workers import read_files

    read = next(read_files([path.resolve()], 1))
    if not read.passages:
        raise UsageError(f"{path.name}: there is nothing to compare ({read.state.error or 'no text'})")
    own = frozenset(p.id for p in engine.papers() if p.sha256 and p.sha256 == read.state.sha256)
    paper = read.papers[0]
    draft = _Draft(path.name, paper.title, read.passages, paper, own)
    return _similar(engine, draft, filters or Everything(), limit, keep)


def similar_to_text(
    engine: Engine, text: str, filters: Node | None = None, limit: int = 10, keep: Keep | None = None
) -> Similar:
    """Return what is like a text, read as a draft in a file. Raises as :func:`similar_to_file` does."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "standard input.txt"
        path.write_text(text, "utf-8")
        return similar_to_file(engine, path, filters, limit, keep)


def _similar(engine: Engine, draft: _Draft, filters: Node, limit: int, keep: Keep | None) -> Similar:
    passages = [p for p in draft.passages if is_counted(p)]
    kept = keep or keeper(filters)
    indexed = engine.papers()
    papers = {p.id: p for p in indexed if p.id not in draft.own and kept(p)}
    with signatures(engine) as known:
        if draft.inside:
            made = joined(map(known.of, draft.inside))
        else:
            made = signature_of(draft.title, [p.text for p in passages])
        asked = compared(known, made.counts, made.written)
        copies = near_copies(known, made.sketch, papers, draft.paper)
        others = {i: p for i, p in papers.items() if i not in {copy.paper.id for copy in copies}}
        scores = {i: min(s, 1.0) for i, s in known.scores(asked.weights).items() if i in others and s >= LEAST}
        hides = leaves_out_exempt(filters)
        shown = DecisionIndex(p for p in indexed if not (hides and p.exempt))
        best = _precedents(known, asked, scores, others, draft, limit, shown)
        comparable = _comparable(others, draft.paper)
        sections = like_sections(engine, known, passages, filters, scores, comparable, shown)
    return Similar(draft.called, asked.words, best, tuple(_whole_first(copies)), sections)


def _comparable(papers: Mapping[str, Paper], own: Paper | None) -> dict[str, Paper]:
    """Return the papers whose sections serve as precedents: an inspector recommends to a council, not to a meeting."""
    inspects = own is not None and own.type == INSPECTS
    return {i: p for i, p in papers.items() if (p.type == INSPECTS) is inspects}


def _precedents(
    known: Signatures,
    asked: Compared,
    scores: Mapping[str, float],
    papers: Mapping[str, Paper],
    draft: _Draft,
    limit: int,
    shown: DecisionIndex,
) -> tuple[SimilarPaper, ...]:
    """Return the papers most alike, copies of one another once. Decisions are looked for in ``shown``."""
    best = sorted(scores, key=lambda i: (-scores[i], i))[: limit * FOLDED]
    folded: dict[str, list[Paper]] = {}
    for paper_id in best:
        copied = {c.paper.id for c in near_copies(known, known.sketch_of(paper_id), papers, None)}
        first = next((i for i in folded if i in copied), None)
        if first is None:
            folded[paper_id] = []
        else:
            folded[first].append(papers[paper_id])
        if len(folded) > limit:
            folded.popitem()
            break
    return tuple(
        SimilarPaper(
            papers[i],
            scores[i],
            asked.shared(known.having(i, asked.weights)),
            _same_council(papers[i], draft.paper),
            tuple(s for s in outcome_strips(papers[i], shown) if s.recommended and _is_of(s, papers[i], draft)),
            tuple(copies),
        )
        for i, copies in folded.items()
    )


def _is_of(strip: OutcomeStrip, paper: Paper, draft: _Draft) -> bool:
    """Return whether a strip is on the matter of a paper, or, in minutes of many matters, on that of the draft."""
    report = strip.recommended.paper.id if strip.recommended else ""
    return report == paper.id or report in draft.own


def _same_council(paper: Paper, own: Paper | None) -> bool:
    return own is not None and paper.authority is not None and paper.authority == own.authority


def _whole_first(copies: Sequence[NearCopy]) -> list[NearCopy]:
    """Return copies of the whole before those that contain it or are part of it."""
    return sorted(copies, key=lambda c: c.kind in ("contains it", "part of it"))
