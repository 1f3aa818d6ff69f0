"""When, and before whom: the dates of a paper with what happened on each, and the bodies that met.

The candidates (:mod:`~cqa.extract.meeting.date_candidates`) are scored here. A labelled date beats one in a line, and
a line beats the file name. A meeting beats a decision, publication and inspection as the paper's own date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cqa.extract import filename
from cqa.extract.front_page import FrontPageField, HeadLine
from cqa.extract.meeting import date_candidates, date_choice, dated_lines, dated_sentences, publication
from cqa.gazetteer import committees as bodies
from cqa.model import Document, PaperDate, Part
from cqa.text import dates
from cqa.text.rules import Rules

RULES = Rules(__file__)

_ORDER = {"meeting": 0, "decision": 1, "published": 2, "inspection-end": 3, "inspection-start": 4}

RUNNING = "running header"
RUNNING_LINES = 6
"""Running headers and footers that are searched for a date."""


class Meetings(NamedTuple):
    """All that was found, and what follows from it."""

    date: str | None
    dates: tuple[PaperDate, ...]
    committees: tuple[str, ...]
    found: tuple[date_candidates.DateCandidates, ...]


def front_matter_end(doc: Document, part: Part) -> int:
    """Return where a Markdown file's own properties end: their date is when the file was posted."""
    if part.span[0] > 0 or not doc.text.startswith("---"):
        return 0
    return max(0, doc.text.find("\n---", 3, 3000))


def find(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], inspection: bool
) -> Meetings:
    """Return dates and committees of one paper. ``inspection`` says that it is an inspectorate's report."""
    return _resolve(candidates(doc, part, lines, fields, inspection), inspection)


def candidates(
    doc: Document, part: Part, lines: Sequence[HeadLine], fields: Sequence[FrontPageField], inspection: bool
) -> list[date_candidates.DateCandidates]:
    """Return every piece of evidence of when a paper was before whom."""
    start, end = part.span
    letter = bool(date_candidates.RULES.find("letter", doc.text, start, min(end, start + date_candidates.OPENING)))
    past = frozenset(n for f in fields if f.kind in date_candidates.PAST_ROW for n in range(f.line, f.line + 3))
    labelled = frozenset(f.line for f in fields if f.kind not in ("contact", "tel", "email", "title"))
    found = list(date_candidates.from_fields(fields, letter, front_matter_end(doc, part)))
    if inspection:
        found += publication.from_letter(doc.text, start, end)
    else:
        found += dated_lines.from_lines(lines, past | labelled)
        found += dated_sentences.from_sentences(doc.text, start, end, _years(doc, start, end))
    found += publication.from_cover(doc.text, start, end, lines)
    if start == 0 and end >= len(doc.text):
        found += publication.from_words(doc.running_lines[:RUNNING_LINES], RUNNING)
    return found + [f for f in date_candidates.from_file(doc.path) if not (inspection and f.committee)]


YEARS_IN = 12_000
"""Characters whose dates say of what year a paper is."""


def _years(doc: Document, start: int, end: int) -> list[int]:
    """Return the years that a paper may be of: those of the file's own title and name, then those of its text."""
    named = dates.mentions(f"{doc.meta_title or ''} . {filename.words(doc.path)}")
    full = [f.value.low for f in named if f.value.low and not f.value.low.startswith("--")]
    full += [day for day, _ in dates.days(doc.text, start, min(end, start + YEARS_IN))]
    stamped = RULES["year and month"].findall(filename.words(doc.path))  # 201806
    return list(dict.fromkeys([*(int(day[:4]) for day in full), *map(int, stamped)]))


def _resolve(found: list[date_candidates.DateCandidates], inspection: bool) -> Meetings:
    names = _committees([f for f in found if not _weak(f)]) or _committees(found)
    dated = usable(found, bool(names), inspection)
    first = date_choice.best(dated, inspection)
    whole = [f for f in dated if not _weak(f) and len(f.date or "") == WHOLE]
    if inspection and not any(f.kind == "published" for f in whole):
        whole += [f for f in dated if f.rule == "file name"]
    strong = [f for f in found if not _weak(f)]
    chosen = whole or ([f for f in dated if f.rule == first.rule] if first else [])
    chosen = [_with_committee(f, strong, names) for f in chosen]
    seen: dict[tuple[str, str], date_candidates.DateCandidates] = {}
    for f in sorted(chosen, key=lambda f: (_ORDER[f.kind], -f.confidence)):
        seen.setdefault((f.date or "", f.kind), f)
    ranked = _drop_doubtful(list(seen.values()))
    ranked.sort(key=lambda f: first is None or f.date != first.date)
    return Meetings(
        ranked[0].date if ranked else None,
        tuple(
            PaperDate(f.date or "", f.kind, f.committee if f.kind in ("meeting", "decision") else None) for f in ranked
        ),
        names,
        tuple(sorted(found, key=lambda f: -f.confidence)),
    )


WHOLE = 10
"""Characters of a date with its day."""


def _weak(f: date_candidates.DateCandidates) -> bool:
    return f.rule in ("file name", RUNNING)


def usable(
    found: Sequence[date_candidates.DateCandidates], named: bool, inspection: bool
) -> list[date_candidates.DateCandidates]:
    """Return the evidence that has a date, with what happened on it: no meeting without a body, none of inspectors.

    ``named`` says that a body is known.
    """
    dated = []
    for f in found:
        if not f.date or (inspection and f.kind == "meeting" and not _weak(f)):
            continue
        if _weak(f):
            kind: date_candidates.DateKind = "meeting" if named and f.rule == "file name" else "published"
            f = f._replace(kind="published" if inspection else kind)
        elif not named and f.kind == "meeting" and f.rule.startswith("line"):
            f = f._replace(kind="published", confidence=0.6)
        dated.append(f)
    return dated


def of_council(met: Meetings, owner: str) -> Meetings:
    """Return the meeting of the council itself, for minutes and agendas that name no committee."""
    body = bodies.canonical(owner)
    body = body if body and "council" in body.lower() else "Council"
    found = date_candidates.DateCandidates(None, "meeting", body, None, "the council itself", 0.5)
    dated = tuple(d._replace(kind="meeting", committee=body) if d.date == met.date else d for d in met.dates)
    return met._replace(committees=(body,), dates=tuple(dict.fromkeys(dated)), found=(*met.found, found))


def of_title(met: Meetings, title: str) -> Meetings:
    """Return the date in the title, for a paper without one elsewhere: *… Non-technical summary, October 2023*."""
    found = tuple(publication.from_words([title], "title"))
    if met.date or not found:
        return met
    dated = tuple(PaperDate(f.date or "", f.kind, None) for f in found)
    return met._replace(date=dated[0].date, dates=dated, found=(*met.found, *found))


def _drop_doubtful(ranked: list[date_candidates.DateCandidates]) -> list[date_candidates.DateCandidates]:
    """Leave out a lone date that might be a meeting, where there is a sure one."""
    best = max((f.confidence for f in ranked if f.kind == "meeting"), default=0.0)
    return [f for f in ranked if f.kind != "meeting" or f.confidence >= min(best, 0.9) - 0.06]


def _with_committee(
    f: date_candidates.DateCandidates, strong: list[date_candidates.DateCandidates], names: tuple[str, ...]
) -> date_candidates.DateCandidates:
    """Return a labelled date with the labelled committee that has no date."""
    if f.committee or f.kind not in ("meeting", "decision"):
        return f
    alone = [o.committee for o in sorted(strong, key=lambda o: -o.confidence) if o.committee and o.date is None]
    body = alone[0] if alone else (names[0] if names else None)
    if f.kind == "meeting" and f.rule.startswith("label") and body is None:
        return f._replace(kind="published", confidence=0.6)
    if f.kind == "decision" and body and not bodies.is_decider(body):
        return f._replace(kind="meeting", committee=body)
    return f._replace(committee=body)


def _committees(found: Sequence[date_candidates.DateCandidates]) -> tuple[str, ...]:
    """Return bodies in order of certainty; a name inside a longer one already there is the same body."""
    names: list[str] = []
    ranked = sorted((f for f in found if f.committee), key=lambda f: -f.confidence)
    if not ranked:
        return ()
    floor = max(0.5, ranked[0].confidence - 0.12)
    for f in ranked:
        name = f.committee or ""
        if f.confidence < floor and f.rule != "file name":
            continue
        if not any(bodies.fold(name) in bodies.fold(n) or bodies.fold(n) in bodies.fold(name) for n in names):
            names.append(name)
    return tuple(names[:3])
