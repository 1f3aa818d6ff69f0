"""Decisions of the indexed papers, each with the recommendation that went to the meeting, where that is indexed too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cqa.model import Decision, Paper
from cqa.record import dataclass
from cqa.text.pattern import pattern

ALIKE = 0.8
"""Share of the words of two item titles, of all words of both, from which they name one item."""

SHARED = 0.5
"""The same for items with the same number: different matters may share a number, minutes and agenda count apart."""

_WORDS = pattern(r"[a-z0-9]+")
_LIGHT = frozenset(("the", "a", "an", "of", "for", "and", "to", "on", "in", "report", "item", "update"))


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """A decision with its paper; ``proposal`` is the report's recommendation on which it was taken."""

    paper: Paper
    decision: Decision
    proposal: tuple[Paper, Decision] | None = None


def decisions(
    papers: Iterable[Paper],
    indexed: Sequence[Paper],
    *,
    verb: str | None = None,
    outcome: str | None = None,
    words: str | None = None,
) -> list[RecordedDecision]:
    """Return decisions of ``papers`` by authority, date and place.

    ``words`` are words that the item or the text of the decision must hold. ``indexed`` are all papers in which a
    recommendation may be found: one of the same authority, committee, date and item. Where two answer to that,
    none is linked.
    """
    wanted = (words or "").casefold().split()
    proposed = _by_meeting(indexed)
    rows = [
        RecordedDecision(p, d, _proposal(p, d, proposed))
        for p in papers
        for d in p.decisions
        if verb in (None, d.verb, *_verbs_of(d, verb))
        and outcome in (None, d.outcome, *(part.outcome for part in d.parts))
        and all(w in f"{d.item} {d.text.text}".casefold() for w in wanted)
    ]
    return sorted(rows, key=_by_authority_and_time)


def _verbs_of(d: Decision, verb: str | None) -> tuple[str, ...]:
    return tuple(part.verb for part in d.parts if part.verb == verb)


_Meeting = tuple[str, str, str]


def _by_meeting(indexed: Iterable[Paper]) -> dict[_Meeting, list[tuple[Paper, Decision]]]:
    """Return the recommendations of reports by authority, committee and date."""
    found: defaultdict[_Meeting, list[tuple[Paper, Decision]]] = defaultdict(list)
    for paper in indexed:
        if paper.type == "report":
            for decision in paper.decisions:
                for meeting in _meetings(paper):
                    found[meeting].append((paper, decision))
    return found


def _meetings(paper: Paper) -> list[_Meeting]:
    if paper.authority is None or not paper.date or len(paper.date) < len("2010-02-12"):
        return []
    return [(paper.authority.name, _key(committee), paper.date) for committee in paper.committees]


def _key(name: str) -> str:
    return " ".join(_WORDS.findall(name.casefold()))


def _proposal(
    paper: Paper, decision: Decision, proposed: dict[_Meeting, list[tuple[Paper, Decision]]]
) -> tuple[Paper, Decision] | None:
    """Return the one recommendation to the same meeting on the same item."""
    if paper.type == "report" or decision.outcome == "proposed":
        return None
    candidates = {
        report.id: (report, recommended)
        for meeting in _meetings(paper)
        for report, recommended in proposed.get(meeting, ())
        if _same_item(decision, report, recommended)
    }
    return next(iter(candidates.values())) if len(candidates) == 1 else None


def _same_item(decision: Decision, report: Paper, recommended: Decision) -> bool:
    one = _content(decision.item)
    other = max((_content(t) for t in (report.title, recommended.item)), key=lambda t: _overlap(one, t))
    if not one or not other:
        return False
    same_number = bool(decision.item_number and report.item) and _key(decision.item_number or "") == _key(
        report.item or ""
    )
    return _overlap(one, other) >= (SHARED if same_number else ALIKE)


def _content(title: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(title.casefold())) - _LIGHT


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _by_authority_and_time(row: RecordedDecision) -> tuple[object, ...]:
    paper, decision = row.paper, row.decision
    name = paper.authority.name if paper.authority else "~"
    return (name, decision.date or paper.date or "", paper.id, decision.text.span)
