"""Recommendations and decisions by council and day, so that each is compared only with those that can belong to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from cqa.model import Decision, Paper
from cqa.text.pattern import pattern
from cqa.text.stop_words import stop_words

_WORDS = pattern(r"[a-z]{2,}")
_BODIES = (
    *("council", "county", "city", "borough", "district", "cabinet", "board", "committee", "report", "item", "update"),
    *("adoption", "approval", "review", "annual", "asked", "recommended", "agreed", "resolved"),
)
"""Words that name no matter, next to those of grammar: bodies, and what is done with a matter."""


class Matter:
    """A recommendation or a decision in its paper, with the words that name its matter, looked up when first needed."""

    def __init__(self, paper: Paper, decision: Decision) -> None:
        self.paper = paper
        self.decision = decision

    @cached_property
    def day(self) -> int | None:
        """Return the number of the day of a decision, else of its paper; None where neither is known."""
        return day_number(self.decision.date or self.paper.date)

    @cached_property
    def title(self) -> frozenset[str]:
        return content(self.paper.title)

    @cached_property
    def item(self) -> frozenset[str]:
        return content(self.decision.item)

    @cached_property
    def words(self) -> frozenset[str]:
        return content(self.decision.text.text)


class CouncilDecisions:
    """The papers of a council: what reports recommend, what was decided, and the reports of each meeting."""

    def __init__(self) -> None:
        self._papers: list[Paper] = []

    def add(self, paper: Paper) -> None:
        """Add a paper; all are added before the first question."""
        self._papers.append(paper)

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(p.id for p in self._papers)

    @cached_property
    def _recommended(self) -> list[tuple[int, int, Matter]]:
        """Return the recommendations with a whole date, by the day of their paper and their place."""
        matters = (Matter(p, d) for p in self._papers for d in p.decisions if is_recommended(p, d))
        dated = ((day_number(m.paper.date), place, m) for place, m in enumerate(matters))
        return sorted(((day, place, m) for day, place, m in dated if day is not None), key=_day_and_place)

    @cached_property
    def _decided(self) -> list[tuple[int, int, Matter]]:
        matters = (m for p in self._papers for m in decisions_of(p))
        return sorted(((m.day or 0, place, m) for place, m in enumerate(matters)), key=_day_and_place)

    @cached_property
    def _reports(self) -> dict[tuple[object, ...], list[Paper]]:
        found: defaultdict[tuple[object, ...], list[Paper]] = defaultdict(list)
        for paper in self._papers:
            if paper.type == "report":
                found[_meeting(paper)].append(paper)
        return found

    def recommended(self, first: int, last: int) -> list[Matter]:
        """Return the recommendations of these days, both included, in order of papers."""
        return _within(self._recommended, first, last)

    def decided(self, first: int, last: int) -> list[Matter]:
        """Return the decisions of these days, both included, in order of papers."""
        return _within(self._decided, first, last)

    def reports_to_meeting_of(self, paper: Paper) -> list[Paper]:
        """Return the reports with the date and the committee of a paper."""
        return self._reports.get(_meeting(paper), [])


class DecisionIndex:
    """Papers by council. Make one where several papers are asked about."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = papers

    @cached_property
    def _councils(self) -> dict[str, CouncilDecisions]:
        found: defaultdict[str, CouncilDecisions] = defaultdict(CouncilDecisions)
        for paper in self._papers:
            if paper.authority:
                found[paper.authority.name].add(paper)
        return dict(found)

    def council_of(self, paper: Paper) -> CouncilDecisions:
        """Return the council of a paper with its papers; one without any where it is not known."""
        return self._councils.get(paper.authority.name if paper.authority else "", CouncilDecisions())


def is_recommended(paper: Paper, decision: Decision) -> bool:
    """Return whether a decision is only proposed, by a report or a record of a proposed decision."""
    return decision.outcome == "proposed" and paper.type != "minutes"


def decisions_of(paper: Paper) -> Iterator[Matter]:
    """Yield what a paper records as decided on a known day; reports record nothing."""
    if paper.type != "report":
        for decision in paper.decisions:
            matter = Matter(paper, decision)
            if decision.outcome != "proposed" and matter.day is not None:
                yield matter


def content(text: str) -> frozenset[str]:
    """Return the words of a text that name a matter."""
    return frozenset(_WORDS.findall(text.casefold())).difference(stop_words("queries"), _BODIES)


def day_number(written: str | None) -> int | None:
    """Return the number of a whole date; None for a year, a month or nothing."""
    try:
        return date.fromisoformat(written or "").toordinal()
    except ValueError:
        return None


def _within(dated: list[tuple[int, int, Matter]], first: int, last: int) -> list[Matter]:
    low = bisect_left(dated, first, key=lambda row: row[0])
    high = bisect_right(dated, last, key=lambda row: row[0])
    return [matter for _, _, matter in sorted(dated[low:high], key=lambda row: row[1])]


def _day_and_place(row: tuple[int, int, Matter]) -> tuple[int, int]:
    return row[:2]


def _meeting(paper: Paper) -> tuple[object, ...]:
    return paper.date, paper.committees[:1]
