"""What templates are given: small records with everything worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlencode

from flask import url_for
from markupsafe import Markup

from cqa.ask.pipeline import Asked
from cqa.engine.port import Coverage
from cqa.model import Answer, Evidence, HolderVerdict, Level, Paper, Passage, Span
from cqa.record import dataclass
from cqa.show import bibliography
from cqa.show.citation import citation, place
from cqa.show.text import name_of
from cqa.text.for_people import date_in_words
from cqa.web.marked import CUT, excerpt
from cqa.web.originals import Original, original
from cqa.web.outcomes import neighbours, outcome_of
from cqa.web.site import IndexReader

QUOTE_LONGEST = 450
"""Characters of a quotation in a table or a list; the passage's own page has it in full."""

WHOLE = 10_000
"""Characters that no passage has."""

SUPPORTING = 20
"""Passages of an answer that a page lists."""

BARE = frozenset(("front matter", "officer contact", "circulation", "appendices list", "supporting documents"))
"""Purposes of sections that say nothing about a subject: addresses, imprints and lists are no closest passage."""

T = TypeVar("T", Paper, Passage)


@dataclass(frozen=True, slots=True)
class Source:
    """How a passage is cited, ready to copy."""

    plain: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage of the same paper that says the same and is not listed itself."""

    url: str
    page: str


@dataclass(frozen=True, slots=True)
class Card:
    """A passage in a list. ``why`` says by which words it was found, ``score`` what else gave it its place."""

    passage: Passage
    quote: Markup
    source: Source
    whose: str
    who: str
    """Council and date: *Leeds City Council · 12 February 2010*."""
    title: str
    at: str
    headings: tuple[str, ...]
    url: str
    paper_url: str
    original: Original | None
    page_url: str
    """Where the picture of its page is shown; "" for a file that is no PDF."""
    quote_url: str
    """Where its wording, citation and address are, as text to copy."""
    outcome: str = ""
    """What came of a recommendation or decision, in words; "" where nothing is recorded."""
    why: tuple[str, ...] = ()
    score: tuple[str, ...] = ()
    same: tuple[Repeat, ...] = ()


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """What one council's papers, or one paper, say of a topic, with the best quotation."""

    holder: HolderVerdict
    card: Card | None


@dataclass(frozen=True, slots=True)
class Panel:
    """An answer. ``shown`` are the verdicts that are in the answer or say something, ``rest`` the others."""

    asked: Asked
    level: Level
    coverage: Coverage
    """What was searched: what the filters left."""
    shown: tuple[VerdictRow, ...]
    rest: tuple[VerdictRow, ...]
    evidence: tuple[Card, ...]
    of_papers: bool
    supporting: tuple[Card, ...] = ()
    """Passages that support the answer, whole, for a page on which the search itself found none."""


class Cards:
    """Makes cards; looks each paper up once. ``q`` goes along, so that the paper's page marks the same words."""

    def __init__(self, reader: IndexReader, q: str = "") -> None:
        self._reader, self._q, self._papers = reader, q, dict[str, Paper | None]()
        self._near = dict[str, list[Paper]]()

    def card(
        self,
        passage: Passage,
        marks: Sequence[Span] = (),
        *,
        why: Iterable[str] = (),
        score: Iterable[str] = (),
        same: Iterable[str] = (),
        longest: int = CUT,
    ) -> Card:
        """Return ``longest`` characters of it at most, around the first of the ``marks``."""
        quote = excerpt(passage.text, marks, longest)
        return self._made(passage, quote, tuple(why), tuple(score), tuple(same))

    def of_id(self, passage_id: str) -> Card | None:
        """Return a passage by its id, cut to the length of a quotation; None for one that is no longer indexed."""
        passage = self._reader.engine.get([passage_id]).get(passage_id)
        return self._made(passage, excerpt(passage.text, (), QUOTE_LONGEST)) if passage else None

    def evidence(self, e: Evidence) -> Card:
        """Return the sentence that counts, its matches marked."""
        start, end = e.quote[0] - e.passage.span[0], e.quote[1] - e.passage.span[0]
        marks = [(a - start, b - start) for a, b in e.marks]
        return self._made(e.passage, excerpt(e.passage.text[start:end], marks, QUOTE_LONGEST), e.matched)

    def _made(
        self,
        p: Passage,
        quote: Markup,
        why: tuple[str, ...] = (),
        score: tuple[str, ...] = (),
        same: tuple[str, ...] = (),
    ) -> Card:
        section = p.id.partition("#")[2]
        at = place(p.number, p.heading, p.page, p.page_label)
        paper = self._paper(p.paper)
        state = self._reader.file_of(paper) if paper else None
        source = _source(p, at, paper)
        title = p.title or name_of(p.file)
        headings = (*p.path, *([p.heading] if p.heading and p.heading not in p.path else []))
        council = p.authority or (p.committees[0] if p.committees else "Council not known")
        return Card(
            passage=p,
            quote=quote,
            source=source,
            whose=citation(p).removesuffix(f", {at}"),
            who=f"{council} \u00b7 {date_in_words(p.date) if p.date else 'undated'}",
            title=title,
            at=at,
            headings=headings,
            url=self._url(p.id),
            paper_url=url_for("reading.paper", paper_id=p.paper) + with_q(self._q, at=section) + "#here",
            original=original(paper, state, p.page) if paper else None,
            page_url=self._page_url(p, section) if state and state.media == "pdf" else "",
            quote_url=url_for("carrying.quotation", paper_id=p.paper, section_id=section),
            outcome=outcome_of(p, paper, self._neighbours(paper)),
            why=why,
            score=score,
            same=self._repeats(same),
        )

    def _repeats(self, ids: tuple[str, ...]) -> tuple[Repeat, ...]:
        found = self._reader.engine.get(ids) if ids else {}
        return tuple(Repeat(self._url(i), found[i].page_label or str(found[i].page)) for i in ids if i in found)

    def _url(self, passage_id: str) -> str:
        paper, _, section = passage_id.partition("#")
        return url_for("reading.passage", paper_id=paper, section_id=section) + with_q(self._q)

    def _page_url(self, p: Passage, section: str) -> str:
        """Return where the picture of the passage's page is shown, the passage and the words searched for marked."""
        address = url_for("picturing.pages", paper_id=p.paper)
        return address + with_q(self._q, page=str(p.page), at=section) + "#sheet"

    def _neighbours(self, paper: Paper | None) -> list[Paper]:
        if paper is None or not paper.decisions:
            return []
        if paper.id not in self._near:
            self._near[paper.id] = neighbours(paper, self._reader.papers)
        return self._near[paper.id]

    def _paper(self, paper_id: str) -> Paper | None:
        if paper_id not in self._papers:
            self._papers[paper_id] = self._reader.engine.paper(paper_id)
        return self._papers[paper_id]


def _source(p: Passage, at: str, paper: Paper | None) -> Source:
    if paper is None:
        return Source(citation(p), "", "")
    return Source(citation(p), bibliography.bibtex(named(paper), at), bibliography.ris(named(paper), at))


def named(given: T) -> T:
    """Return a paper or a passage with the name of its file, without its folder on this machine."""
    return replace(given, file=name_of(given.file))


def panel(asked: Asked, searched: Coverage, cards: Cards, most: int, supporting: int = 0) -> Panel:
    """Return the answer with at most ``most`` verdicts of each sort, its first quotations and ``supporting`` whole
    passages. ``searched`` is what the filters left."""
    a = asked.answer
    shown_evidence = a.evidence if a.found else tuple(e for e in a.evidence if e.passage.role not in BARE)
    best: dict[str, Evidence] = {}
    for e in a.evidence:
        best.setdefault(e.passage.paper if a.papers else e.passage.authority, e)
    by_id = {e.passage.id: e for e in a.evidence}

    def verdict(h: HolderVerdict) -> VerdictRow:
        own = next((by_id[i] for i in h.passages if i in by_id), None) or best.get(h.name)
        if h.verdict not in ("cites", "mentions"):
            return VerdictRow(h, None)
        return VerdictRow(h, cards.evidence(own) if own else cards.of_id(h.passages[0]) if h.passages else None)

    listed = a.kind in ("which", "absence") or len(a.authorities) > 1
    holders = (a.papers or a.authorities) if listed else ()
    shown = [h for h in holders if h.in_answer or h.verdict in ("cites", "mentions")]
    rest = [h for h in holders if h not in shown]
    with_quotes = () if shown and a.kind in ("which", "absence") else tuple(map(cards.evidence, shown_evidence[:5]))
    return Panel(
        asked,
        _level(a),
        searched,
        tuple(map(verdict, shown[:most])),
        tuple(map(verdict, rest[:most])),
        with_quotes,
        bool(a.papers),
        tuple(cards.card(e.passage, e.marks, why=e.matched) for e in shown_evidence[:supporting]),
    )


def _level(a: Answer) -> Level:
    """Return what the panel may claim: an answer that says *not found* is one without an answer, whatever is near."""
    return "not found" if not a.found and a.text.startswith("Not found") else a.level


def with_q(q: str, **more: str) -> str:
    """Return ``?q=...`` with further parameters, or nothing."""
    pairs = [(name, value) for name, value in (*more.items(), ("q", q)) if value]
    return f"?{urlencode(pairs)}" if pairs else ""
