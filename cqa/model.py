"""The records that cross module borders. Frozen, small, standard library only.

Every position in this package is a *span*: a half-open pair of character offsets ``(start, end)``
into the canonical text of one file, so that ``text[start:end]`` is the quoted string, always.
Pages are PDF pages, counted from 1; a page's *label* is the number printed on it, which may differ.
Dates are ISO strings (``2010-02-12``; ``2010-02`` or ``2010`` where the day or month is not known).
"""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeVar

from cqa.record import dataclass

T = TypeVar("T")

Span = tuple[int, int]

Status = Literal["indexed", "needs-ocr", "encrypted", "unreadable", "empty", "unsupported"]
"""What became of a file. Only ``indexed`` files hold passages."""

PaperType = Literal[
    "report",
    "agenda",
    "agenda pack",
    "minutes",
    "decision record",
    "appendix",
    "inspection report",
    "strategy",
    "questionnaire",
    "other",
]

JudgementKind = Literal["inspected", "self-assessed", "historic", "other"]
"""``other`` is another council's grade, a national share, or a body that is not the council."""

Outcome = Literal["carried", "lost", "deferred", "noted", "withdrawn", "referred", "amended", "proposed"]
"""What came of a decision. ``proposed`` is a recommendation or motion of which no outcome is recorded with it."""

LineMark = Literal["", "heading", "item", "row", "blank"]
"""What the file itself says a line is: a styled heading, a list item, or a table row."""

SectionKind = Literal["front", "heading", "para", "item", "table", "appendix", "footnote"]


# ------------------------------------------------------------------ reading


class Line(NamedTuple):
    """One printed line of canonical text, ``text[start:end]`` (no line break at its end).

    ``x0, top, x1, bottom`` are points from the top left corner of the page, all 0 where the format
    has no geometry. ``size`` is the font size in points, 0 when unknown. A table row is one line whose
    cells are separated by TAB.
    """

    start: int
    end: int
    page: int
    x0: float = 0.0
    top: float = 0.0
    x1: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    mark: LineMark = ""
    level: int = 0
    """Heading level (1 is the top) or list depth, where the file's own mark-up gives it; else 0."""
    emphasis: bool = False
    """All of it in italics or underlined."""


PageVerdict = Literal["text", "ocr", "picture", "unreadable", "blank"]
"""How a page's words were read: from its text, by character recognition, or not at all.

A ``picture`` has no text of its own (at most a stamp), an ``unreadable`` page has a text layer that decodes to no
language. A ``blank`` page shows nothing, so nothing is lost.
"""

UNREAD: frozenset[PageVerdict] = frozenset(("picture", "unreadable"))
"""Verdicts of pages whose words are lost."""


class Page(NamedTuple):
    """One page. ``label`` is the page number as printed on the page (or the file's page label)."""

    number: int
    start: int
    end: int
    label: str | None = None
    has_text: bool = True
    verdict: PageVerdict = "text"


class OutlineItem(NamedTuple):
    """One bookmark of a PDF: its title, the page that it opens, its depth from 0."""

    title: str
    page: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: canonical text and where each line of it is.

    ``media`` is what the bytes are (``pdf docx doc html markdown text``), whatever the name says.
    ``meta_title`` and ``created`` come from the file's own properties and are weak evidence.
    """

    path: str
    sha256: str
    media: str
    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    outline: tuple[OutlineItem, ...] = ()
    meta_title: str | None = None
    created: str | None = None
    attachments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader had to do without: ``2 of 9 pages have no text layer``."""
    furniture: tuple[str, ...] = ()
    """Text of the running headers and footers that were taken out (they may name a council or a date)."""
    stated_type: PaperType | None = None
    stated_title: str | None = None
    """What the system that served a page says that it is (*Decision details*), and its title there."""
    files: tuple[int, ...] = ()
    """Where the files of a portfolio begin in the text; each is a paper of its own."""


# ---------------------------------------------------------------- splitting


class TableRow(NamedTuple):
    """One table row: the span of each cell, in column order; an empty cell is ``(n, n)``."""

    cells: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered paragraph, a heading, a table, a front block or an appendix, in reading order.

    ``span`` covers the section's own words with its bullets, not the sections below it.
    ``number`` is as printed (``3.4``, ``(i)``), None when none is printed.
    ``path`` are the headings above it, outermost first. ``parent`` is an index into the same list.
    """

    id: str
    kind: SectionKind
    span: Span
    number: str | None = None
    heading: str = ""
    path: tuple[str, ...] = ()
    level: int = 1
    role: str = "main issues"
    parent: int | None = None
    columns: tuple[str, ...] = ()
    """Column heads of a table."""
    rows: tuple[TableRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One paper inside a file: a span of its canonical text with its sections.

    A file that is not a pack has one part. In an agenda pack the first part is the pack itself
    (``pack_item`` None, its sections the front sheet only) and each further part is one of its papers.
    """

    span: Span
    sections: tuple[Section, ...]
    title: str | None = None
    """Title by the outline or front sheet, where it gives one."""
    item: str | None = None
    """Agenda item number as printed."""


# --------------------------------------------------------------- extraction


class Authority(NamedTuple):
    """An entry of the register; ``code`` and ``gss`` are None for a body outside the UK register."""

    name: str
    code: str | None = None
    gss: str | None = None


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """One extracted value, with the words it rests on, the rule that found it and how sure that is (0-1).

    ``span`` is None when the value comes from the file's name or properties.
    """

    value: T
    span: Span | None
    rule: str
    confidence: float


class PaperDate(NamedTuple):
    """A date with what happened on it; ``committee`` is the body that met, for meetings."""

    date: str
    kind: Literal["meeting", "decision", "published", "inspection-start", "inspection-end"]
    committee: str | None = None


class Contact(NamedTuple):
    name: str
    role: str | None = None
    tel: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """One grade that somebody gave to something.

    ``theme`` is what was judged (``Overall effectiveness``), ``area`` the service it belongs to
    (``safeguarding``), ``body`` who judged. ``as_of`` is an ISO date or None. An empty ``grade``
    means that the report withholds one. ``section`` is the id of
    the section that holds it. ``quote`` equals ``text[span[0]:span[1]]``.
    """

    theme: str
    area: str
    grade: str
    body: str
    as_of: str | None
    kind: JudgementKind
    section: str
    quote: str
    span: Span
    framework: str | None = None
    rule: str = ""
    confidence: float = 1.0


class Quote(NamedTuple):
    """Words of the paper: ``text`` equals the canonical text at ``span``."""

    text: str
    span: Span


class DecisionPart(NamedTuple):
    """One lettered or numbered part of a decision, with what it does and what came of it."""

    number: str
    quote: Quote
    verb: str
    outcome: Outcome


class VoteCount(NamedTuple):
    """A recorded vote: how many were for, against and abstained; None where the paper gives no number.

    ``parts`` are the numbers of the parts that were voted on, empty for all of them.
    """

    quote: Quote
    for_: int | None = None
    against: int | None = None
    abstained: int | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a body or person, or one recommendation or motion put to them.

    ``verb`` is the plain form of what it does (*approve, note, call in*), *resolve* where it names nothing else.
    ``item`` is the title of the agenda item and ``item_number`` its number as printed. ``text`` are the words of
    the resolution, recommendation or motion. ``stated`` are the words that state the outcome where they stand
    apart from ``text`` (*The motion was carried*). ``section`` is the id of the section that holds it.
    """

    item: str
    item_number: str | None
    text: Quote
    verb: str
    outcome: Outcome
    section: str
    item_span: Span | None = None
    stated: Quote | None = None
    parts: tuple[DecisionPart, ...] = ()
    votes: tuple[VoteCount, ...] = ()
    proposer: Quote | None = None
    seconder: Quote | None = None
    decider: Quote | None = None
    date: str | None = None
    date_span: Span | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything that was extracted about it.

    ``date`` is the primary date: the meeting that the paper went to, else the decision, else
    publication, else the end of the inspection. ``findings`` say where each value came from,
    keyed by field name.
    """

    id: str
    file: str
    sha256: str
    span: Span
    title: str = ""
    type: PaperType = "other"
    authority: Authority | None = None
    committees: tuple[str, ...] = ()
    date: str | None = None
    dates: tuple[PaperDate, ...] = ()
    author_role: str | None = None
    contact: Contact | None = None
    wards: str | None = None
    """The wards affected, as printed."""
    ward_names: tuple[str, ...] = ()
    """The same as names; ``All wards`` stands for every one."""
    call_in: bool | None = None
    key_decision: bool | None = None
    exempt: bool = False
    exempt_paragraphs: tuple[str, ...] = ()
    page_first: int = 1
    page_last: int = 1
    pack: str | None = None
    """Id of the agenda pack that this paper is part of."""
    item: str | None = None
    judgements: tuple[Judgement, ...] = ()
    findings: tuple[tuple[str, Finding[str]], ...] = ()
    decisions: tuple[Decision, ...] = ()
    unread_pages: int = 0
    """Pages whose words could not be read: pictures, or a text layer of rubbish."""
    source: str | None = None
    """Where the paper was published (a URL), as a manifest says."""

    @property
    def pages(self) -> int:
        return self.page_last - self.page_first + 1

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the grades of the paper's own inspected judgements, each once."""
        return tuple(dict.fromkeys(j.grade for j in self.judgements if j.kind == "inspected" and j.grade))


class GivenFacts(NamedTuple):
    """Facts of a paper that people state in a manifest; they override what is extracted.

    ``number`` is the place of the paper in its file, from 1; 0 is for all papers of the file, with the title and type
    for the first. An empty text says nothing, ``-`` says that there is none. Several committees are separated by
    semicolons. ``exempt`` is ``yes`` or ``no``.
    """

    number: int = 0
    authority: str = ""
    committee: str = ""
    date: str = ""
    title: str = ""
    type: str = ""
    source: str = ""
    exempt: str = ""


@dataclass(frozen=True, slots=True)
class FileState:
    """What the index knows of one file: enough to see that it is unchanged, and why it failed.

    ``path`` is absolute. ``mtime_ns`` is when it last changed
    (:func:`cqa.ingest.discover.changed_at`) and ``size`` its bytes, both at ingest.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    status: Status
    error: str | None = None
    papers: tuple[str, ...] = ()
    media: str = ""
    pages: int = 0
    notes: tuple[str, ...] = ()
    given: tuple[GivenFacts, ...] = ()
    """What a manifest says of its papers."""
    seal: str = ""
    """Digest of all that the file became in the index, "" where none was kept."""


# ------------------------------------------------------------------ passages


@dataclass(frozen=True, slots=True)
class Passage:
    """What is indexed, ranked and quoted. ``text`` equals the canonical text at ``span``.

    ``id`` is ``<paper id>#<section id>`` with ``.2``, ``.3`` for the further parts of a long section.
    ``authority`` is the register name, "" when unknown; ``date`` ISO or "". ``grades`` are the
    grades of the paper's own inspected judgements. ``columns`` are a table's column heads, so that a row
    makes sense alone. ``page`` is the PDF page of its first character, ``page_last`` of its last.
    """

    id: str
    paper: str
    file: str
    span: Span
    text: str
    title: str = ""
    type: str = "other"
    authority: str = ""
    authority_code: str = ""
    committees: tuple[str, ...] = ()
    date: str = ""
    number: str | None = None
    heading: str = ""
    path: tuple[str, ...] = ()
    role: str = "main issues"
    kind: SectionKind = "para"
    columns: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    ward_names: tuple[str, ...] = ()
    page: int = 1
    page_last: int = 1
    page_label: str | None = None
    exempt: bool = False
    order: int = 0
    """Place in the paper, from 0."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """Everything that one file becomes in the index; written and replaced as one."""

    state: FileState
    text: str = ""
    pages: tuple[Page, ...] = ()
    papers: tuple[Paper, ...] = ()
    sections: tuple[tuple[Section, ...], ...] = ()
    """Per paper, aligned with ``papers``."""
    passages: tuple[Passage, ...] = ()


# ------------------------------------------------------------------- answers

Verdict = Literal["cites", "mentions", "silent", "not held", "unreadable"]


Level = Literal["answer", "closest", "not found"]

YesNo = Literal["yes", "no", "partly"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that an answer rests on, with the sentence in it that counts.

    ``quote`` is a span of canonical text inside the passage's; ``marks`` are offsets into the passage's text.
    """

    passage: Passage
    quote: Span
    score: float = 0.0
    marks: tuple[Span, ...] = ()
    matched: tuple[str, ...] = ()
    says: Verdict = "mentions"

    @property
    def sentence(self) -> str:
        start = self.quote[0] - self.passage.span[0]
        return self.passage.text[start : start + self.quote[1] - self.quote[0]]


@dataclass(frozen=True, slots=True)
class HolderVerdict:
    """What a council's papers (or one paper) say of a topic; ``first`` and ``last`` date the papers that say it."""

    name: str
    code: str | None
    verdict: Verdict
    in_answer: bool
    papers: int = 0
    first: str | None = None
    last: str | None = None
    passages: tuple[str, ...] = ()
    whose_words: Literal["council", "inspectorate", "public", "other"] | None = None
    """Whose words its best passage is; None where nothing was found."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with all that it rests on. ``found`` False says that what was looked for is not in the papers held;
    its evidence, if any, is the closest passages, of which nothing is claimed."""

    kind: str
    found: bool
    text: str
    value: object = None
    authorities: tuple[HolderVerdict, ...] = ()
    papers: tuple[HolderVerdict, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    """Probability (0-1) that the answer is right, by the fitted model; None where a record was looked up."""
    support: tuple[float, ...] = ()
    """The values of :data:`cqa.answer.answerability.NAMES` that the confidence rests on."""
    verdict: YesNo | None = None
    """What a record or a sentence says to a question for yes or no; None where it does not settle that."""
    encoder: str | None = None
    """The sentence encoder that helped to rank the passages; None where none did."""

    @property
    def level(self) -> Level:
        """How much is claimed: an answer, the closest passages without a claim, or nothing found."""
        return "answer" if self.found else "closest" if self.evidence else "not found"
