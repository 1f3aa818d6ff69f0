"""From a document and its parts to papers: every field found, with where and how."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NamedTuple

from cqa.extract import contact, document_type, front_facts, front_page, yes_no
from cqa.extract import given as given_facts
from cqa.extract.authority import scoring as authority_scoring
from cqa.extract.exemption import ExemptDecision, divide, open_view
from cqa.extract.meeting import meeting
from cqa.extract.title import generated, title
from cqa.extract.wards import ward_names
from cqa.model import (
    UNREAD,
    Authority,
    Decision,
    Document,
    Finding,
    GivenFacts,
    Judgement,
    Paper,
    PaperType,
    Part,
)

Findings = list[tuple[str, Finding[str]]]
INHERITED = 0.7
"""Confidence of what a paper of a pack takes from the pack."""

_FOOTNOTE_MARKS = re.compile(r"\s?\[\d{1,3}\]")


def paper_id(sha256: str, path: str) -> str:
    """Return twelve hexadecimal digits that name a file by its bytes and its name."""
    return hashlib.sha256(f"{sha256} {PurePath(path).name}".encode()).hexdigest()[:12]


class _Read(NamedTuple):
    """What one pass over a part gives before it is known what its pack says."""

    paper: Paper
    findings: Findings


def extract(
    doc: Document,
    parts: tuple[Part, ...],
    given: tuple[GivenFacts, ...] = (),
    decisions: tuple[ExemptDecision, ...] | None = None,
) -> tuple[Paper, ...]:
    """Return one paper per part, in the same order. ``given`` are facts that override what is extracted.

    Of several parts the first is the agenda pack itself; the others point to it and take from it what they do not
    say themselves (authority, committee, date). A pack that holds one report is called what the report is called.
    ``decisions`` are those of :func:`~cqa.extract.exemption.divide`, whose parts these are then; closed parts of open
    papers come last. Without it the parts are divided here.
    """
    base = paper_id(doc.sha256, doc.path)
    if not parts:
        return ()
    if decisions is None:
        parts, decisions = divide(doc, parts)
    own = [part for part, decision in zip(parts, decisions, strict=True) if decision.of is None]
    view = open_view(doc, [part.span for part in parts[len(own) :]])
    pack = len(own) > 1
    first = _read(view, own[0], base, pack, decisions[0])
    papers = [first]
    for number, part in enumerate(own[1:], start=2):
        child = _read(view, part, f"{base}-{number}", False, decisions[number - 1])
        papers.append(_inherit(child, first, base, part))
    if pack:
        papers[0] = _named_after_report(first, papers[1:])
    made = [
        _judged(view, part, given_facts.apply(_finish(read), given_facts.of_paper(given, number)))
        for number, (part, read) in enumerate(zip(own, papers, strict=True), start=1)
    ]
    for number, (part, decision) in enumerate(zip(parts[len(own) :], decisions[len(own) :], strict=True), len(own) + 1):
        closed = _closed_part(doc, part, made[decision.of or 0], f"{base}-{number}", decision)
        made.append(given_facts.apply(closed, given_facts.of_paper((f for f in given if f.number), number)))
    return tuple(made)


def _closed_part(doc: Document, part: Part, paper: Paper, id_: str, decision: ExemptDecision) -> Paper:
    """Return the closed part of an open paper, as a separate paper that says nothing of the open part's people."""
    first, last = _pages(doc, part)
    closed = replace(
        paper,
        id=id_,
        span=part.span,
        title=f"{paper.title or PurePath(paper.file).stem} (exempt part)",
        exempt=True,
        exempt_paragraphs=decision.paragraphs,
        contact=None,
        page_first=first,
        page_last=last,
        pack=paper.id,
        findings=(("exempt", decision.found),) if decision.found else (),
    )
    return _judged(doc, part, closed)


def _pages(doc: Document, part: Part) -> tuple[int, int]:
    if not doc.pages:
        return 1, 1
    starts = [p.start for p in doc.pages]
    first = max(0, bisect_right(starts, part.span[0]) - 1)
    while first + 1 < len(doc.pages) and doc.pages[first].end <= part.span[0]:
        first += 1
    last = max(first, bisect_right(starts, max(part.span[0], part.span[1] - 1)) - 1)
    return doc.pages[first].number, doc.pages[last].number


def _note(findings: Findings, field: str, finding: Finding[Any] | None) -> None:
    if finding is not None:
        value = finding.value
        text = value.name if isinstance(value, Authority) else str(value)
        findings.append((field, Finding(text, finding.span, finding.rule, finding.confidence)))


def _read(doc: Document, part: Part, id_: str, pack: bool, decision: ExemptDecision) -> _Read:
    lines = front_page.head_lines(doc, part)
    fields = front_page.fields(doc, lines)
    inspection = document_type.is_inspection(doc, part, lines, fields)
    met = meeting.find(doc, part, lines, fields, inspection)
    owner = authority_scoring.find(doc, part, on=_full(met.date), inspection=inspection, lines=lines)
    printed = title.printed(doc, part, lines, fields, inspection)
    met = meeting.of_title(met, printed.value) if printed else met
    sort = document_type.find(doc, part, lines, fields, printed.value if printed else "", pack, inspection)
    if doc.stated_type:
        sort = Finding(doc.stated_type, None, "stated by the site", 0.98)
    council = owner is not None and (owner.value.code is not None or "council" in owner.value.name.lower())
    if not met.committees and sort.value in ("minutes", "agenda") and owner and council:
        met = meeting.of_council(met, owner.value.name)
    name = _title(doc, part, printed, sort, met, pack, owner.value.name if owner else "")
    role = contact.author_role(lines, fields)
    officer = None if inspection else contact.contact(doc, part, lines, fields)
    called = yes_no.call_in(doc, part, lines)
    key = yes_no.key_decision(lines, fields)
    wards = yes_no.wards(doc, lines, fields)
    first, last = _pages(doc, part)
    findings: Findings = []
    for field, finding in (
        ("title", name),
        ("type", sort),
        ("authority", owner),
        ("author_role", role),
        ("call_in", called),
        ("key_decision", key),
        ("wards", wards),
        ("exempt", decision.found),
    ):
        _note(findings, field, finding)
    findings += front_facts.others(fields)
    if officer:
        findings.append(("contact", Finding(officer.value.name, officer.span, officer.rule, officer.confidence)))
    for f in met.found:
        if f.committee and f.committee in met.committees:
            findings.append(("committees", Finding(f.committee, f.span, f.rule, f.confidence)))
        if f.date and any(d.date == f.date for d in met.dates):
            findings.append(("date", Finding(f.date, f.span, f.rule, f.confidence)))
    paper = Paper(
        id=id_,
        file=doc.path,
        sha256=doc.sha256,
        span=part.span,
        title=name.value if name else "",
        type=sort.value,
        authority=owner.value if owner else None,
        committees=met.committees,
        date=met.date,
        dates=met.dates,
        author_role=role.value if role else None,
        contact=officer.value if officer else None,
        wards=wards.value if wards else None,
        ward_names=ward_names(wards.value) if wards else (),
        call_in=called.value if called else None,
        key_decision=key.value if key else None,
        exempt=decision.exempt,
        exempt_paragraphs=decision.paragraphs,
        page_first=first,
        page_last=last,
        item=part.item,
        unread_pages=sum(page.verdict in UNREAD for page in doc.pages[first - 1 : last]),
    )
    return _Read(paper, findings)


def _full(date: str | None) -> str | None:
    return date if date is None or len(date) == 10 else f"{date}-15"[:10]


def _title(
    doc: Document,
    part: Part,
    printed: Finding[str] | None,
    sort: Finding[PaperType],
    met: meeting.Meetings,
    pack: bool,
    council: str,
) -> Finding[str] | None:
    body = met.committees[0] if met.committees else None
    if doc.stated_title:
        return Finding(doc.stated_title, None, "stated by the site", 0.98)
    if (pack or sort.value == "agenda pack") and (printed is None or not printed.rule.startswith("label")):
        made = generated.of_pack(doc, part.span, body, met.date)
        if made:
            return made
    made = generated.generated_title(sort.value, body, met.date, printed, council)
    found = made or printed or title.from_file(doc.path)
    return found and replace(found, value=_FOOTNOTE_MARKS.sub("", found.value).rstrip())


def _inherit(child: _Read, pack: _Read, pack_id: str, part: Part) -> _Read:
    """Return a paper with what it does not say taken from the pack, and marked so."""
    paper, findings = child.paper, list(child.findings)
    changes: dict[str, object] = {"pack": pack_id, "item": part.item}

    def weak(field: str) -> bool:
        return all(f.rule == "file name" for name, f in findings if name == field)

    doubtful = paper.authority is None or weak("authority") or _unsure(findings, "authority")
    if pack.paper.authority and doubtful and paper.authority != pack.paper.authority:
        changes["authority"] = pack.paper.authority
        findings = [f for f in findings if f[0] != "authority"]
        findings.append(("authority", Finding(pack.paper.authority.name, None, "from the agenda pack", INHERITED)))
    if pack.paper.committees and weak("committees"):
        changes["committees"] = pack.paper.committees
        findings = [f for f in findings if f[0] != "committees"]
        findings.append(("committees", Finding(pack.paper.committees[0], None, "from the agenda pack", INHERITED)))
    if (
        pack.paper.date
        and (weak("date") or not any(d.kind in ("meeting", "decision") for d in paper.dates))
        and paper.type not in ("minutes", "inspection report")
    ):
        changes["date"] = pack.paper.date
        own = () if weak("date") else paper.dates
        changes["dates"] = tuple(d for d in pack.paper.dates if d.date == pack.paper.date) + tuple(
            d for d in own if d.date != pack.paper.date
        )
        findings = [f for f in findings if f[0] != "date"]
        findings.append(("date", Finding(pack.paper.date, None, "from the agenda pack", INHERITED)))
    return _Read(replace(paper, **changes), findings)  # type: ignore[arg-type]


def _unsure(findings: Findings, field: str) -> bool:
    return max((f.confidence for name, f in findings if name == field), default=0.0) < INHERITED


def _named_after_report(pack: _Read, children: Sequence[_Read]) -> _Read:
    """Return a pack with one report under the report's title, with the report's meeting and its own."""
    reports = [c for c in children if c.paper.type not in ("appendix", "other", "agenda", "questionnaire")]
    if len(reports) != 1 or (reports[0].paper.exempt and not pack.paper.exempt):
        return pack
    report = reports[0]
    findings = [f for f in pack.findings if f[0] != "title"]
    findings.append(("title", Finding(report.paper.title, None, "title of its one report", 0.85)))
    extra = tuple(d for d in report.paper.dates if d not in pack.paper.dates and d.kind == "meeting")
    paper = replace(
        pack.paper,
        title=report.paper.title,
        author_role=pack.paper.author_role or report.paper.author_role,
        dates=pack.paper.dates + extra,
    )
    return _Read(paper, findings)


def _finish(read: _Read) -> Paper:
    return replace(read.paper, findings=tuple(read.findings))


def _judged(doc: Document, part: Part, paper: Paper) -> Paper:
    return replace(paper, judgements=_judgements(doc, part, paper), decisions=_decisions(doc, part, paper))


def _judgements(doc: Document, part: Part, paper: Paper) -> tuple[Judgement, ...]:
    from cqa.extract import judgements

    return judgements.judgements(doc, part, paper)


def _decisions(doc: Document, part: Part, paper: Paper) -> tuple[Decision, ...]:
    from cqa.extract import decisions

    return decisions.decisions(doc, part, paper)
