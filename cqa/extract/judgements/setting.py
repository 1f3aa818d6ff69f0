"""What surrounds a grade: the sentence, the headings above, the paper's council and the inspection it reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from re import Match, escape

from cqa.gazetteer.frameworks import Framework, Theme, framework_by_id, frameworks
from cqa.model import Document, Paper, Part, Section, Span
from cqa.text.rules import Rules

SENTENCE_REACH = 420
"""Characters looked back for a sentence's beginning, and as many ahead for its end."""

PERIOD_REACH = 12_000
"""Characters at a paper's head in which the dates of the inspection are looked for."""

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
RULES = Rules(__file__)
_KIND_OF_COUNCIL = r"(?:\s+(?:city|county|borough|metropolitan|district)){0,2}(?:\s+council)?"


class Setting:
    """The part of a document that is being read for judgements, with what can be asked about a place in it."""

    def __init__(self, doc: Document, part: Part, paper: Paper) -> None:
        self.text, self.part, self.paper = doc.text, part, paper
        self.start, self.end = part.span
        self._own_rules: dict[Path, Rules] = {}

    # ---- the paper

    @cached_property
    def place(self) -> str:
        """Return the council's name without its kind: ``Leeds City Council`` → ``Leeds``; "" when unknown."""
        return RULES["kind of council"].sub("", self.paper.authority.name).strip(" ,") if self.paper.authority else ""

    @cached_property
    def own_names(self) -> str:
        """Return a pattern of the names by which the paper calls its council."""
        names = [
            r"(?:the\s+)?(?:local\s+)?(?:authority|council)",
            r"the\s+(?:city|county|borough)",
            r"local\s+authority\s+provision",
        ]
        if self.place:
            place = escape(self.place).replace(r"\ ", r"\s+").replace(r"\s+and\s+", r"\s+(?:and|&)\s+")
            names.insert(
                0,
                rf"(?:the\s+)?(?:[\w ]{{0,20}}\bof\s+)?{place}(?:['’]s?)?{_KIND_OF_COUNCIL}",
            )
        return f"(?:{'|'.join(names)})"

    def with_own_names(self, rules: Rules) -> Rules:
        """Return ``rules`` with the names of the paper's council for {own}."""
        if rules.file not in self._own_rules:
            self._own_rules[rules.file] = rules.filled(own=self.own_names)
        return self._own_rules[rules.file]

    @cached_property
    def is_inspection_report(self) -> bool:
        return self.paper.type == "inspection report"

    @cached_property
    def year(self) -> int | None:
        """Return the year that the paper speaks from."""
        date = self.period or self.paper.date or ""
        return int(date[:4]) if date[:4].isdigit() else None

    @cached_property
    def period(self) -> str | None:
        """Return the last day of the inspection that the paper is or reports (ISO), by its metadata or its
        own words."""
        ends = [d.date for d in self.paper.dates if d.kind == "inspection-end"]
        if ends:
            return ends[0]
        stop = min(self.end, self.start + PERIOD_REACH)
        printed = RULES.find("label of inspection dates", self.text[self.start : stop])
        if printed:
            line = self.text[self.start + printed.end() : self.start + printed.end() + 120]
            value = RULES["label's value ends"].split(line)[0]
            ends = [_ending(found) for found in RULES["period"].finditer(value)]
            if ends and len(ends[-1]) == 10:
                return max(end for end in ends if len(end) == 10)
        dateless = None
        for match in RULES["inspection"].finditer(self.text[self.start : stop]):
            at = self.start + match.start()
            found = RULES.find("period", self.text, max(self.start, at - 120), min(stop, at + 220))
            if found:
                end = _ending(found)
                if len(end) == 10 and (not self.paper.date or end <= self.paper.date):
                    return end
                dateless = dateless or (end if len(end) < 10 else None)
        if dateless and self.paper.date:
            year = int(self.paper.date[:4])
            return f"{year if f'{year}-{dateless}' <= self.paper.date else year - 1}-{dateless}"
        return None

    @cached_property
    def published(self) -> str | None:
        """Return when the findings that the paper reports came out: ``published … on the 8th November 2011``."""
        for match in RULES["published"].finditer(self.text[self.start : self.start + PERIOD_REACH]):
            found = dates_in(self.text[self.start + match.end() : self.start + match.end() + 90])
            if found and len(found[0][0]) == 10:
                return found[0][0]
        return None

    @cached_property
    def frameworks(self) -> tuple[Framework, ...]:
        """Return the frameworks that the paper itself speaks of, most often named first."""
        lower = self.text[self.start : min(self.end, self.start + 60_000)].lower().replace("’", "'").replace("\n", " ")
        named = [(sum(lower.count(cue) for cue in framework.cues), framework) for framework in frameworks()]
        return tuple(framework for count, framework in sorted(named, key=lambda pair: -pair[0]) if count)

    def framework_of(self, themes: Sequence[Theme], as_of: str | None, historic: bool) -> Framework | None:
        """Return the framework under which one of ``themes`` was judged, by its date, else by what the paper
        speaks of."""
        year = int(as_of[:4]) if as_of else self.year
        fits = [framework_by_id()[theme.framework] for theme in themes]
        dated = [framework for framework in fits if year is None or framework.covers(year)]
        if not historic:
            for framework in self.frameworks:
                if framework in dated:
                    return framework
        return dated[0] if dated else None

    @staticmethod
    def framework(framework_id: str) -> Framework:
        return framework_by_id()[framework_id]

    def theme_at(self, themes: Sequence[Theme], as_of: str | None) -> Theme | None:
        """Return which of ``themes`` a short name meant in the year of ``as_of`` (else of the paper)."""
        year = int(as_of[:4]) if as_of else self.year
        dated = [theme for theme in themes if year is None or framework_by_id()[theme.framework].covers(year)]
        return next(iter(dated or themes), None)

    def area_of(self, themes: Sequence[Theme], as_of: str | None, historic: bool) -> str:
        """Return the service that ``themes`` belong to by their framework; "" where that judges them area by area."""
        framework = self.framework_of(themes, as_of, historic)
        if framework:
            return next(theme.area for theme in themes if theme.framework == framework.id)
        areas = {theme.area for theme in themes}
        return areas.pop() if len(areas) == 1 else ""

    # ---- a place in it

    @cached_property
    def _by_start(self) -> list[tuple[int, int]]:
        return sorted((section.span[0], i) for i, section in enumerate(self.part.sections))

    def section(self, at: int) -> Section | None:
        """Return the narrowest section that holds the character ``at``, else the last one that began before it."""
        best, before = None, bisect_right(self._by_start, (at, len(self.part.sections)))
        for start, i in reversed(self._by_start[max(0, before - 60) : before]):
            section = self.part.sections[i]
            if section.span[1] > at and (best is None or section.span[1] - start < best.span[1] - best.span[0]):
                best = section
        if best is None and before:
            best = self.part.sections[self._by_start[before - 1][1]]
        return best

    def headings(self, at: int) -> str:
        section = self.section(at)
        return " / ".join([*section.path, section.heading]) if section else ""

    def under_previous(self, at: int) -> bool:
        """Return whether a heading above says that this is about earlier inspections."""
        return bool(RULES.find("earlier inspection in a heading", self.headings(at)))

    def sentence(self, span: Span) -> Span:
        """Return the sentence around ``span``; a bullet, a cell or a paragraph ends one too."""
        low = max(self.start, span[0] - SENTENCE_REACH)
        start = low
        for match in RULES["sentence ends"].finditer(self.text, low, span[0]):
            start = match.end()
        for match in RULES["short line"].finditer(self.text, start, span[0]):
            start = match.end()
        high = min(self.end, span[1] + SENTENCE_REACH)
        stop = RULES.find("sentence ends", self.text, span[1], high)
        end = (stop.start() + (1 if self.text[stop.start()] in ".?!" else 0)) if stop else high
        while start < span[0] and self.text[start] in " \t\n\f•◼▪■●*\uf06e\uf0b7\uf02d":
            start += 1
        return start, max(span[1], end)

    def sentence_before(self, start: int) -> Span:
        """Return the sentence that ends where another begins, inside the same paragraph; empty at a
        paragraph's head."""
        gap = self.text[max(self.start, start - 4) : start]
        if "\n\n" in gap or start <= self.start:
            return start, start
        end = start - (len(gap) - len(gap.rstrip()))
        begin = self.sentence((max(self.start, end - 2), max(self.start, end - 2)))[0]
        return begin, end

    def lead_in(self, start: int, reach: int = 320) -> str:
        """Return the words before ``start`` that may introduce what follows."""
        return self.text[max(self.start, start - reach) : start]


def _ending(period: Match[str]) -> str:
    """Return the last day of a printed period: ``2012-05-04``, or ``05-04`` where no year is printed."""
    day = f"{_MONTHS.index(period[2].capitalize()) + 1:02d}-{_day(period[1]):02d}"
    return f"{period[3]}-{day}" if period[3] else day


def _day(printed: str) -> int:
    """Return the number of ``4th``."""
    return int("".join(filter(str.isdigit, printed)))


def dates_in(text: str) -> list[tuple[str, Span]]:
    """Return the dates in ``text`` as far as they are printed, each with its place: ``2010``, ``2012-05``,
    ``2011-11-08``."""
    found = []
    for match in RULES["date"].finditer(text):
        date = match[3]
        if match[2]:
            date += f"-{_MONTHS.index(match[2].capitalize()) + 1:02d}"
            if match[1]:
                date += f"-{_day(match[1]):02d}"
        found.append((date, match.span()))
    return found
