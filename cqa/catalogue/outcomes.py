"""What became of a recommendation: the report, the meetings that decided on it, and how they voted.

    report ─ recommendation ─▶ minutes of its meeting, or of a later one ─▶ decision, minute, vote

A recommendation and a decision belong together when authority and item are the same and the decision is not older.
Where two reports to one meeting have the same title, none is linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cqa.catalogue.decided import (
    CouncilDecisions,
    DecisionIndex,
    Matter,
    content,
    day_number,
    decisions_of,
    is_recommended,
)
from cqa.model import Decision, DecisionPart, Paper, Span, VoteCount
from cqa.record import dataclass

__all__ = ["DecisionIndex", "OutcomeStep", "OutcomeStrip", "is_recommended", "main_part", "outcome_strips"]

SAME_TITLE = 0.8
"""Share of the words of two titles, of all words of both, from which they name one matter."""

LIKE_TITLE = 0.5
"""The same where the wording of recommendation and decision agrees, too."""

LIKE_WORDING = 0.6
"""Share of the words of the shorter of two wordings that the other has, from which they say the same."""

MOST_DAYS = 200
"""Days after a recommendation within which it is decided: Cabinet, scrutiny and Council within two cycles of meetings.
An annual report of the same title is a year later."""

_WEIGHT = {
    "note": 0,
    "receive": 0,
    "comment": 0,
    "consider": 1,
    "endorse": 1,
    "support": 1,
    "resolve": 1,
    "delegate": 2,
}
"""How much a part decides; the main part of a resolution is the first of those that decide most."""
_DECIDES = 3
"""The weight of every other verb."""


@dataclass(frozen=True, slots=True)
class OutcomeStep:
    """A recommendation or a decision in its paper. ``part`` is the part that decides, where there are several."""

    paper: Paper
    decision: Decision
    part: DecisionPart | None = None

    @property
    def date(self) -> str:
        """Return the day (ISO), "" where none is known."""
        return self.decision.date or self.paper.date or ""

    @property
    def verb(self) -> str:
        return self.part.verb if self.part else self.decision.verb

    @property
    def outcome(self) -> str:
        return self.part.outcome if self.part else self.decision.outcome

    @property
    def minute(self) -> str:
        """Return the number of the minute with that of the part: *299(iii)*; "" where none is printed."""
        number = (self.decision.item_number or "").rstrip(".")
        part = self.part.number.strip("().") if self.part else ""
        return f"{number}({part})" if number and part else number

    @property
    def unanimous(self) -> bool:
        """Return whether the paper says that all agreed, without giving a number."""
        return any(v.for_ is None and v.against is None for v in self.decision.votes)

    @property
    def vote(self) -> VoteCount | None:
        """Return the vote with numbers on this decision; None where the paper has none."""
        number = self.part.number if self.part else ""
        counted = [v for v in self.decision.votes if v.for_ is not None and (not v.parts or number in v.parts)]
        return counted[-1] if counted else None


@dataclass(frozen=True, slots=True)
class OutcomeStrip:
    """A recommendation with the decisions on it in order of time; either may be missing from the index."""

    recommended: OutcomeStep | None
    decided: tuple[OutcomeStep, ...] = ()


def outcome_strips(paper: Paper, indexed: Iterable[Paper] | DecisionIndex) -> tuple[OutcomeStrip, ...]:
    """Return the recommendations of a report with what became of each, or, for minutes and decision records, the
    decisions with the recommendation that each was taken on. ``indexed`` are the papers in which the other half may
    be found: an index of them where several papers are asked about."""
    if not paper.decisions:
        return ()
    council = (indexed if isinstance(indexed, DecisionIndex) else DecisionIndex(indexed)).council_of(paper)
    recommended = [Matter(paper, d) for d in paper.decisions if is_recommended(paper, d)]
    if recommended:
        return tuple(
            OutcomeStrip(OutcomeStep(paper, m.decision, main_part(m.decision)), tuple(_decided(m, council)))
            for m in recommended
        )
    taken_on = _taken_on(paper, council)
    strips = []
    for decision in paper.decisions:
        if decision.outcome != "proposed":
            found = taken_on.get((decision.item, decision.text.span), [])
            strips.append(OutcomeStrip(found[0] if len(found) == 1 else None, (_step(paper, decision, found),)))
    return tuple(strips)


def _taken_on(paper: Paper, council: CouncilDecisions) -> dict[tuple[str, Span], list[OutcomeStep]]:
    """Return the recommendations that the decisions of minutes were taken on, by item and place of the decision."""
    own = list(decisions_of(paper))
    days = [m.day for m in own if m.day is not None]
    found: dict[tuple[str, Span], list[OutcomeStep]] = {}
    if not days:
        return found
    also = [] if paper.id in council.ids else own
    for recommended in council.recommended(min(days) - MOST_DAYS, max(days)):
        if all(_alike(recommended, m) is None for m in own):
            continue
        for step in _decided(recommended, council, also):
            if step.paper.id == paper.id:
                at = (step.decision.item, step.decision.text.span)
                decision = recommended.decision
                found.setdefault(at, []).append(OutcomeStep(recommended.paper, decision, main_part(decision)))
    return found


def main_part(decision: Decision, like: str = "") -> DecisionPart | None:
    """Return the part that decides most: adopting before delegating before noting, then that worded most like
    ``like``, then the first. None for a decision without parts."""
    if not decision.parts:
        return None
    wanted = content(like)

    def decides(part: DecisionPart) -> tuple[int, float]:
        return _WEIGHT.get(part.verb, _DECIDES), _overlap(wanted, content(part.quote.text))

    return max(decision.parts, key=decides)


def _step(paper: Paper, decision: Decision, recommended: Sequence[OutcomeStep]) -> OutcomeStep:
    return OutcomeStep(paper, decision, main_part(decision, recommended[0].decision.text.text if recommended else ""))


def _decided(recommended: Matter, council: CouncilDecisions, also: Sequence[Matter] = ()) -> Iterator[OutcomeStep]:
    """Yield the decisions on a recommendation, the best one of each meeting, in order of time. ``also`` are decisions
    of a paper that is not among those of the council."""
    report = recommended.paper
    began = day_number(report.date)
    if began is None or _has_rival(recommended, council):
        return
    last = began + MOST_DAYS
    best: dict[tuple[str, str], tuple[float, OutcomeStep]] = {}
    later = [m for m in also if m.day is not None and began <= m.day <= last]
    for decided in (*council.decided(began, last), *later):
        paper = decided.paper
        alike = _alike(recommended, decided) if paper.id != report.id else None
        if alike is None:
            continue
        part = main_part(decided.decision, recommended.decision.text.text)
        step = OutcomeStep(paper, decided.decision, part)
        meeting = (step.date, paper.committees[0] if paper.committees else "")
        if meeting not in best or alike > best[meeting][0]:
            best[meeting] = (alike, step)
    yield from (step for _, (_, step) in sorted(best.items()))


def _has_rival(recommended: Matter, council: CouncilDecisions) -> bool:
    """Return whether another report to the same meeting has the same title; a copy of the same file is no other."""
    report = recommended.paper
    return any(
        other.id != report.id
        and other.sha256 != report.sha256
        and _overlap(content(other.title), recommended.title) == 1.0
        for other in council.reports_to_meeting_of(report)
    )


def _alike(recommended: Matter, decided: Matter) -> float | None:
    """Return how far a decision is on the matter of a recommendation (0-2); None where it is on another."""
    titles = max(_overlap(title, decided.item) for title in (recommended.title, recommended.item))
    if titles < LIKE_TITLE:
        return None
    one, other = recommended.words, decided.words
    wording = len(one & other) / min(len(one), len(other)) if one and other else 0.0
    return titles + wording if titles >= SAME_TITLE or wording >= LIKE_WORDING else None


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
