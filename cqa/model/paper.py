"""A paper with everything that was extracted about it."""

from __future__ import annotations

from typing import Generic, Literal, NamedTuple, TypeVar

from cqa.model.decision import Decision
from cqa.model.document import PaperType, Span
from cqa.record import dataclass

T = TypeVar("T")


class Authority(NamedTuple):
    """An entry of the register; ``code`` and ``gss`` are None for a body outside the UK register."""

    name: str
    code: str | None = None
    gss: str | None = None


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """One extracted value: the words it was read from, the rule that found it and how sure that is (0-1).

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
    """The person to ask about a paper, as printed; ``role`` is the job title, ``tel`` the telephone number."""

    name: str
    role: str | None = None
    tel: str | None = None
    email: str | None = None


JudgementKind = Literal["inspected", "self-assessed", "historic", "other"]
"""``other`` is another council's grade, a national share, or a body that is not the council."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One grade that somebody gave to something.

    ``theme`` is what was judged (``Overall effectiveness``), ``area`` the service it belongs to
    (``safeguarding``), ``body`` who judged. ``as_of`` is an ISO date or None. An empty ``grade``
    means that the report withholds one. ``section`` is the id of the section with the grade.
    ``quote`` equals ``text[span[0]:span[1]]``.
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
    """The same as single names; ``All wards`` means every ward."""
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
    """Pages whose words could not be read: pictures, or pages whose text layer decodes to no language."""
    source: str | None = None
    """Where the paper was published (a URL), as a manifest says."""
    accessed: str | None = None
    """When it was fetched from there (ISO date), as a manifest says."""

    @property
    def pages(self) -> int:
        """Return how many pages the paper has."""
        return self.page_last - self.page_first + 1

    @property
    def grades(self) -> tuple[str, ...]:
        """Return the grades of the paper's own inspected judgements, each once."""
        return tuple(dict.fromkeys(j.grade for j in self.judgements if j.kind == "inspected" and j.grade))
