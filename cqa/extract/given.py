"""Facts that people state about a paper: they override what was extracted, and are marked *given*."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, get_args

from cqa.gazetteer import names
from cqa.model import Authority, Finding, GivenFacts, Paper, PaperDate, PaperType

RULE = "given"
NONE = "-"
"""What says that there is none."""
TYPES: tuple[str, ...] = get_args(PaperType)
_OF_ALL = ("authority", "committee", "date", "source", "exempt", "accessed", "rule")
"""Facts that all papers of a file share; a title and a type are of one."""


def of_paper(facts: Iterable[GivenFacts], number: int) -> GivenFacts:
    """Return what is stated of the paper at a place in its file (from 1); a row for the paper precedes the file's."""
    merged = GivenFacts(number)
    for row in sorted(facts, key=lambda row: row.number):
        if row.number not in (0, number):
            continue
        stated = {name: value for name, value in row._asdict().items() if value and name != "number"}
        if row.number == 0 and number > 1:
            stated = {name: value for name, value in stated.items() if name in _OF_ALL}
        merged = merged._replace(**stated)
    return merged


def apply(paper: Paper, facts: GivenFacts) -> Paper:
    """Return the paper with the stated facts in place of the extracted ones that they contradict.

    A title that was made of the meeting is made of the stated one.
    """
    extracted = paper
    for name, change in _CHANGES.items():
        value = getattr(facts, name)
        if value:
            paper = _marked(paper, name, change(paper, "" if value == NONE else value), value, facts.rule or RULE)
    return paper if paper is extracted else _retitled(extracted, paper)


def _retitled(extracted: Paper, stated: Paper) -> Paper:
    """Return the paper with the stated committee and date in a title that was made of the extracted ones."""
    from cqa.extract.title.generated import COMPOSED, day_words, generated_title

    found = next((f for name, f in stated.findings if name == "title"), None)
    if found is None or not found.rule.startswith(COMPOSED):
        return stated
    committee = stated.committees[0] if stated.committees else None
    council = stated.authority.name if stated.authority else ""
    meeting = stated.type in ("minutes", "agenda")
    made = generated_title(stated.type, committee, stated.date, None, council) if meeting else None
    title = made.value if made else stated.title
    if made is None and extracted.date and stated.date:
        title = title.replace(day_words(extracted.date), day_words(stated.date))
    if title == stated.title:
        return stated
    others = tuple(f for f in stated.findings if f[0] != "title")
    return replace(stated, title=title, findings=(*others, ("title", replace(found, value=title))))


def committees_of(value: str) -> tuple[str, ...]:
    """Return the committees of a cell: *Cabinet; Scrutiny Committee*."""
    return tuple(filter(None, (name.strip() for name in value.split(";"))))


def _marked(paper: Paper, name: str, changed: Paper, value: str, rule: str) -> Paper:
    """Return the changed paper with a finding that says so; the paper itself where nothing changed.

    What was stated of exemption is already applied when a file is divided, so it is marked by the rule found there.
    """
    field = "committees" if name == "committee" else name
    stated = name == "exempt" and any(f[0] == name and f[1].rule.startswith(RULE) for f in paper.findings)
    if changed == paper and not stated:
        return paper
    kept = tuple(f for f in paper.findings if f[0] != field)
    return replace(changed, findings=(*kept, (field, Finding(value, None, rule, 1.0))))


def _authority(paper: Paper, value: str) -> Paper:
    known = names.resolve(value, paper.date and (paper.date + "-01-01")[:10]) if value else None
    return replace(paper, authority=(known or Authority(value)) if value else None)


def _committee(paper: Paper, value: str) -> Paper:
    stated = committees_of(value)
    first = stated[0] if stated else None
    dates = tuple(
        d._replace(committee=first) if d.date == paper.date and d.kind in ("meeting", "decision") else d
        for d in paper.dates
    )
    return replace(paper, committees=stated, dates=dates)


def _date(paper: Paper, value: str) -> Paper:
    if not value or value == paper.date:
        return paper if value else replace(paper, date=None, dates=())
    committee = paper.committees[0] if paper.committees else None
    stated = PaperDate(value, "meeting" if committee else "published", committee)
    rest = tuple(d for d in paper.dates if d.date != paper.date)
    return replace(paper, date=value, dates=(stated, *rest))


def _exempt(paper: Paper, value: str) -> Paper:
    exempt = value == "yes"
    return paper if exempt == paper.exempt else replace(paper, exempt=exempt, exempt_paragraphs=())


_CHANGES: dict[str, Callable[[Paper, str], Paper]] = {
    "committee": _committee,
    "date": _date,
    "authority": _authority,
    "title": lambda paper, value: replace(paper, title=value),
    "type": lambda paper, value: replace(paper, **_typed(value)),
    "source": lambda paper, value: replace(paper, source=value or None),
    "exempt": _exempt,
    "accessed": lambda paper, value: replace(paper, accessed=value or None),
    "key_decision": lambda paper, value: replace(paper, key_decision=value == "yes"),
    "call_in": lambda paper, value: replace(paper, call_in=value == "yes"),
}


def _typed(value: str) -> dict[str, Any]:
    return {"type": value if value in TYPES else "other"}
