"""What became of a recommendation: the report, the meetings that decided on it, and how they voted.

    report ─ recommendation ─▶ minutes of its meeting, or of a later one ─▶ decision, minute, vote

A recommendation and a decision belong together when authority and item are the same and the decision is not older.
Where two reports to one meeting have the same title, none is linked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cqa.model import Decision, DecisionPart, Paper, Span, VoteCount
from cqa.record import dataclass
from cqa.text.pattern import pattern
from cqa.text.stop_words import stop_words

SAME_TITLE = 0.8
"""Share of the words of two titles, of all words of both, from which they name one matter."""

LIKE_TITLE = 0.5
"""The same where the wording of recommendation and decision agrees, too."""

LIKE_WORDING = 0.6
"""Share of the words of the shorter of two wordings that the other has, from which they say the same."""

MOST_DAYS = 200
"""Days after a recommendation within which it is decided: Cabinet, scrutiny and Council within two cycles of meetings.
An annual report of the same title is a year later."""

_WORDS = pattern(r"[a-z]{2,}")
_BODIES = (
    *("council", "county", "city", "borough", "district", "cabinet", "board", "committee", "report", "item", "update"),
    *("adoption", "approval", "review", "annual", "asked", "recommended", "agreed", "resolved"),
)
"""Words that name no matter, next to those of grammar: bodies, and what is done with a matter."""

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


def outcome_strips(paper: Paper, indexed: Iterable[Paper]) -> tuple[OutcomeStrip, ...]:
    """Return the recommendations of a report with what became of each, or, for minutes and decision records, the
    decisions with the recommendation that each was taken on. ``indexed`` are the papers in which the other half may
    be found."""
    same_body = [p for p in indexed if p.authority and paper.authority and p.authority.name == paper.authority.name]
    if any(is_recommended(paper, d) for d in paper.decisions):
        return tuple(
            OutcomeStrip(OutcomeStep(paper, d, main_part(d)), tuple(_decided(paper, d, same_body)))
            for d in paper.decisions
            if is_recommended(paper, d)
        )
    taken_on: dict[tuple[str, Span], list[OutcomeStep]] = {}
    for report in same_body:
        for recommended in report.decisions:
            if is_recommended(report, recommended):
                for step in _decided(report, recommended, [*same_body, paper]):
                    if step.paper.id == paper.id:
                        at = (step.decision.item, step.decision.text.span)
                        taken_on.setdefault(at, []).append(OutcomeStep(report, recommended, main_part(recommended)))
    strips = []
    for decision in paper.decisions:
        if decision.outcome != "proposed":
            found = taken_on.get((decision.item, decision.text.span), [])
            strips.append(OutcomeStrip(found[0] if len(found) == 1 else None, (_step(paper, decision, found),)))
    return tuple(strips)


def is_recommended(paper: Paper, decision: Decision) -> bool:
    """Return whether a decision is only proposed, by a report or a record of a proposed decision."""
    return decision.outcome == "proposed" and paper.type != "minutes"


def main_part(decision: Decision, like: str = "") -> DecisionPart | None:
    """Return the part that decides most: adopting before delegating before noting, then that worded most like
    ``like``, then the first. None for a decision without parts."""
    if not decision.parts:
        return None
    wanted = _content(like)

    def decides(part: DecisionPart) -> tuple[int, float]:
        return _WEIGHT.get(part.verb, _DECIDES), _overlap(wanted, _content(part.quote.text))

    return max(decision.parts, key=decides)


def _step(paper: Paper, decision: Decision, recommended: Sequence[OutcomeStep]) -> OutcomeStep:
    return OutcomeStep(paper, decision, main_part(decision, recommended[0].decision.text.text if recommended else ""))


def _decided(report: Paper, recommended: Decision, papers: Iterable[Paper]) -> Iterator[OutcomeStep]:
    """Yield the decisions on a recommendation, the best one of each meeting, in order of time."""
    began, rivals = _day(report.date), False
    best: dict[tuple[str, str], tuple[float, OutcomeStep]] = {}
    for paper in papers:
        if paper.id == report.id:
            continue
        if paper.type == "report" and _same_meeting(paper, report) and _title_alike(paper.title, report.title) == 1.0:
            rivals = rivals or paper.sha256 != report.sha256
        if paper.type == "report":
            continue
        for decision in paper.decisions:
            day = _day(decision.date or paper.date)
            if (
                decision.outcome == "proposed"
                or began is None
                or day is None
                or not 0 <= (day - began).days <= MOST_DAYS
            ):
                continue
            alike = _alike(report, recommended, decision)
            if alike is None:
                continue
            step = OutcomeStep(paper, decision, main_part(decision, recommended.text.text))
            meeting = (step.date, paper.committees[0] if paper.committees else "")
            if meeting not in best or alike > best[meeting][0]:
                best[meeting] = (alike, step)
    if not rivals:
        yield from (step for _, (_, step) in sorted(best.items()))


def _alike(report: Paper, recommended: Decision, decision: Decision) -> float | None:
    """Return how far a decision is on the matter of a recommendation (0-2); None where it is on another."""
    titles = max(_title_alike(t, decision.item) for t in (report.title, recommended.item))
    one, other = _content(recommended.text.text), _content(decision.text.text)
    wording = len(one & other) / min(len(one), len(other)) if one and other else 0.0
    if titles >= SAME_TITLE or (titles >= LIKE_TITLE and wording >= LIKE_WORDING):
        return titles + wording
    return None


def _same_meeting(one: Paper, other: Paper) -> bool:
    return one.date == other.date and one.committees[:1] == other.committees[:1]


def _title_alike(one: str, other: str) -> float:
    return _overlap(_content(one), _content(other))


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.casefold())).difference(stop_words("queries"), _BODIES)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _day(written: str | None) -> date | None:
    """Return a whole date; None for a year, a month or nothing."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
