"""The records that packages exchange: frozen, small, made from the standard library alone.

Every position in this package is a *span*: a half-open pair of character offsets ``(start, end)``
into the canonical text of one file, so that ``text[start:end]`` is the quoted string, always.
Pages are PDF pages, counted from 1; a page's *label* is the number printed on it, which may differ.
Dates are ISO strings (``2010-02-12``; ``2010-02`` or ``2010`` where the day or month is not known).
"""

from __future__ import annotations

from cqa.model.answer import Answer, Evidence, HolderVerdict, Level, Verdict, YesNo
from cqa.model.decision import Decision, DecisionPart, Outcome, Quote, VoteCount
from cqa.model.document import UNREAD, Document, Line, LineMark, OutlineItem, Page, PageVerdict, PaperType, Span
from cqa.model.indexed import FileState, GivenFacts, Ingested, Passage, Status
from cqa.model.paper import Authority, Contact, Finding, Judgement, JudgementKind, Paper, PaperDate
from cqa.model.section import Part, Section, SectionKind, TableRow

__all__ = [
    "UNREAD",
    "Answer",
    "Authority",
    "Contact",
    "Decision",
    "DecisionPart",
    "Document",
    "Evidence",
    "FileState",
    "Finding",
    "GivenFacts",
    "HolderVerdict",
    "Ingested",
    "Judgement",
    "JudgementKind",
    "Level",
    "Line",
    "LineMark",
    "Outcome",
    "OutlineItem",
    "Page",
    "PageVerdict",
    "Paper",
    "PaperDate",
    "PaperType",
    "Part",
    "Passage",
    "Quote",
    "Section",
    "SectionKind",
    "Span",
    "Status",
    "TableRow",
    "Verdict",
    "VoteCount",
    "YesNo",
]
