"""Paragraph styles: the heading level, the numbering and the weight that a style or its ancestors give."""

from __future__ import annotations

import re
from typing import NamedTuple

from cqa.read.word.xml import Element, W, number, on, val

HEADING_NAME = re.compile(r"heading (\d)", re.IGNORECASE)
MAX_CHAIN = 20
"""Ancestors of a style that are followed; a guard against loops."""


class Style(NamedTuple):
    """What a paragraph style settles. ``level`` 0 is no heading; ``num_id`` None is no numbering."""

    level: int = 0
    num_id: int | None = None
    ilvl: int = 0
    bold: bool = False
    emphasis: bool = False
    size: float = 0.0


class Styles:
    """The style sheet of one document, resolved through ``basedOn`` on first use."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default: str | None = None
        for style in root.findall(W + "style") if root is not None else ():
            if style.get(W + "type") == "paragraph":
                identity = style.get(W + "styleId") or ""
                self._elements[identity] = style
                if style.get(W + "default") in ("1", "true"):
                    self.default = identity

    def style(self, identity: str | None) -> Style:
        key = identity or self.default or ""
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, identity: str) -> Style:
        level, num_id, ilvl, bold, italic, size = 0, None, None, None, None, 0.0
        for element in self._chain(identity):
            properties, run = element.find(W + "pPr"), element.find(W + "rPr")
            level = level or _heading_level(element, properties)
            numbering = properties.find(W + "numPr") if properties is not None else None
            if num_id is None:
                num_id = number(val(numbering, "numId"))
            if ilvl is None:
                ilvl = number(val(numbering, "ilvl"))
            bold = on(run, "b") if bold is None else bold
            italic = on(run, "i") if italic is None else italic
            size = size or (number(val(run, "sz")) or 0) / 2
        return Style(level, num_id, ilvl or 0, bool(bold), bool(italic), size)

    def _chain(self, identity: str) -> list[Element]:
        chain: list[Element] = []
        key: str | None = identity
        while key in self._elements and len(chain) < MAX_CHAIN:
            chain.append(self._elements[key])
            key = val(chain[-1], "basedOn")
        return chain


def _heading_level(style: Element, properties: Element | None) -> int:
    name = val(style, "name") or ""
    found = HEADING_NAME.fullmatch(name)
    if found:
        return int(found[1])
    if name.lower() == "title":
        return 1
    outline = number(val(properties, "outlineLvl"))
    return outline + 1 if outline is not None and 0 <= outline < 9 else 0
