"""Automatic numbers: they are in no run of text, so they are counted here as Word counts them (17.9)."""

from __future__ import annotations

import re

from cqa.read.word.xml import Element, W, number, on, val
from cqa.record import dataclass, field
from cqa.text.roman_numerals import letters, roman

PLACE = re.compile(r"%([1-9])")
LEVELS = 9
MAX_VALUE = 100_000
MAX_PATTERN = 80
"""Characters of a level's pattern that are read; nine levels with words between them take fewer."""


@dataclass(slots=True)
class Level:
    """One level of a list: its first number, its format, and the text around it (``%1.%2``)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class Scheme:
    """An abstract numbering definition with its running counters."""

    levels: dict[int, Level] = field(default_factory=dict)
    counters: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    link: str | None = None


class Numbering:
    """The numbers of one document. `next` counts, so call it in document order."""

    def __init__(self, root: Element | None) -> None:
        self._schemes: dict[str, Scheme] = {}
        self._by_style_link: dict[str, str] = {}
        self._nums: dict[int, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._started: set[int] = set()
        if root is None:
            return
        for element in root.findall(W + "abstractNum"):
            self._add_scheme(element)
        for element in root.findall(W + "num"):
            self._add_num(element)

    def _add_scheme(self, element: Element) -> None:
        identity = element.get(W + "abstractNumId") or ""
        scheme = Scheme(link=val(element, "numStyleLink"))
        for level in element.findall(W + "lvl"):
            scheme.levels[number(level.get(W + "ilvl")) or 0] = _level(level)
        self._schemes[identity] = scheme
        style = val(element, "styleLink")
        if style:
            self._by_style_link[style] = identity

    def _add_num(self, element: Element) -> None:
        num_id, abstract = number(element.get(W + "numId")), val(element, "abstractNumId") or ""
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.findall(W + "lvlOverride"):
            place = number(override.get(W + "ilvl")) or 0
            whole = override.find(W + "lvl")
            if whole is not None:
                levels[place] = _level(whole)
            start = number(val(override, "startOverride"))
            if start is not None:
                starts[place] = start
        if num_id is not None:
            self._nums[num_id] = (abstract, levels, starts)

    def add_scheme(self, identity: str, levels: dict[int, Level]) -> None:
        """Add an abstract definition, for a format that does not write it in XML."""
        self._schemes[identity] = Scheme(levels=levels)

    def add_list(self, num_id: int, identity: str) -> None:
        """Add a list that follows a definition."""
        self._nums[num_id] = (identity, {}, {})

    def next(self, num_id: int, ilvl: int) -> str:
        """Return the label of the next paragraph at `ilvl` of list `num_id` (``1.2``, ``(a)``, ``•``), "" for none."""
        if num_id not in self._nums or not 0 <= ilvl < LEVELS:
            return ""
        abstract, overrides, starts = self._nums[num_id]
        scheme = self._scheme(abstract)
        levels = {**scheme.levels, **overrides}
        level = levels.get(ilvl)
        if level is None:
            return ""
        self._count(scheme, levels, ilvl, num_id, starts)
        if level.form == "bullet":
            return "•"
        if level.form == "none" and "%" not in level.text:
            return level.text.strip()
        return PLACE.sub(lambda m: self._value(scheme, levels, int(m[1]) - 1, level), level.text).strip()

    def _scheme(self, abstract: str) -> Scheme:
        scheme = self._schemes.get(abstract) or Scheme()
        if scheme.link and not scheme.levels:
            return self._schemes.get(self._by_style_link.get(scheme.link, ""), scheme)
        return scheme

    def _count(self, scheme: Scheme, levels: dict[int, Level], ilvl: int, num_id: int, starts: dict[int, int]) -> None:
        counters = scheme.counters
        if num_id not in self._started:
            self._started.add(num_id)
            for place, start in starts.items():
                counters[place] = start - 1
        for above in range(ilvl):
            if counters[above] is None and above in levels:
                counters[above] = levels[above].start
        current = counters[ilvl]
        counters[ilvl] = min(levels[ilvl].start if current is None else current + 1, MAX_VALUE)
        for below in range(ilvl + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or (restart and ilvl < restart):
                counters[below] = None

    def _value(self, scheme: Scheme, levels: dict[int, Level], place: int, level: Level) -> str:
        value = scheme.counters[place]
        if value is None or place not in levels:
            return ""
        return written(value, "decimal" if level.legal else levels[place].form)


def _level(element: Element) -> Level:
    start = number(val(element, "start"))
    return Level(
        start=1 if start is None else start,
        form=val(element, "numFmt") or "decimal",
        text=(val(element, "lvlText") or "")[:MAX_PATTERN],
        legal=bool(on(element, "isLgl")),
        restart=number(val(element, "lvlRestart")),
    )


def written(value: int, form: str) -> str:
    """Return `value` in a number format of 17.18.59; formats that English papers do not use become digits."""
    if form in ("lowerLetter", "upperLetter") and 0 < value <= 26 * 5:
        return letters(value) if form == "lowerLetter" else letters(value).upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return roman(value) if form == "lowerRoman" else roman(value).upper()
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "ordinal":
        suffix = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
        return f"{value}{suffix}"
    return "" if form == "none" else str(value)
