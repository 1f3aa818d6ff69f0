"""Inspection and assessment frameworks: who judges what, on which scale, in which years.

The register is ``cqa/gazetteer/data/frameworks.toml``; this module turns it into records, once.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from cqa.record import dataclass

Subject = Literal["council", "partnership", "board", "institution"]
"""What a framework judges. An ``institution`` (school, home, agency) is never the council itself."""

OPEN_END = 9999
"""Last year of a framework that is still in use."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades of a framework, best first. ``numbers`` are their figures where the framework prints figures."""

    id: str
    order: tuple[str, ...]
    numbers: tuple[int, ...]
    source: str

    def by_number(self, number: int) -> str | None:
        """Return the grade that is printed as a figure; None on a scale without figures, or off it."""
        return self.order[self.numbers.index(number)] if number in self.numbers else None


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that a framework judges. ``key`` is the same for the same thing in different frameworks.

    ``forms`` are all names to look for, ``short`` those that count only inside tables and lists of
    judgements. A ``weak`` theme is a common word that needs others of its framework near it.
    ``area`` is "" where the framework judges the theme once for each area.
    """

    key: str
    name: str
    area: str
    framework: str
    subject: Subject
    forms: tuple[str, ...]
    short: tuple[str, ...] = ()
    misprints: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework with its years (``first`` to ``last``, both included), inspectorate, scale and themes.

    ``theme_scale`` is the scale of its single themes; the same as ``scale`` in most frameworks.
    """

    id: str
    name: str
    body: str
    first: int
    last: int
    scale: Scale
    theme_scale: Scale
    subject: Subject
    cues: tuple[str, ...]
    themes: tuple[Theme, ...]
    source: str

    def covers(self, year: int) -> bool:
        return self.first <= year <= self.last


def theme_words(name: str) -> str:
    """Return a theme's name in the form by which names are compared: lower case, no article at its head, ``and`` for
    ``&``, no punctuation, one space between words."""
    plain = name.lower().replace("&", " and ").replace("’", "'").replace("‘", "'")
    words = re.sub(r"[^a-z0-9']+", " ", plain).replace("well being", "wellbeing").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@lru_cache(maxsize=1)
def frameworks() -> tuple[Framework, ...]:
    """Return every framework of the register, in its order (about the order of their years)."""
    register = tomllib.loads((resources.files("cqa.gazetteer") / "data/frameworks.toml").read_text("utf-8"))
    scales = {entry["id"]: _scale(entry) for entry in register["scale"]}
    return tuple(_framework(entry, scales) for entry in register["framework"])


@lru_cache(maxsize=1)
def framework_by_id() -> dict[str, Framework]:
    return {framework.id: framework for framework in frameworks()}


def _scale(entry: dict[str, Any]) -> Scale:
    return Scale(entry["id"], tuple(entry["order"]), tuple(entry.get("numbers", ())), entry["source"])


def _framework(entry: dict[str, Any], scales: dict[str, Scale]) -> Framework:
    subject: Subject = entry.get("subject", "council")
    return Framework(
        id=entry["id"],
        name=entry["name"],
        body=entry["body"],
        first=entry["from"],
        last=entry.get("to", OPEN_END),
        scale=scales[entry["scale"]],
        theme_scale=scales[entry.get("theme_scale", entry["scale"])],
        subject=subject,
        cues=tuple(cue.lower() for cue in entry.get("cues", ())),
        themes=tuple(_theme(theme, entry["id"], subject) for theme in entry.get("theme", ())),
        source=entry["source"],
    )


def _theme(entry: dict[str, Any], framework: str, subject: Subject) -> Theme:
    return Theme(
        key=entry.get("key", theme_words(entry["name"])),
        name=entry["name"],
        area=entry["area"],
        framework=framework,
        subject=subject,
        forms=(entry["name"], *entry.get("aliases", ()), *entry.get("misprints", ())),
        short=tuple(entry.get("short", ())),
        misprints=tuple(entry.get("misprints", ())),
        weak=entry.get("weak", False),
    )
