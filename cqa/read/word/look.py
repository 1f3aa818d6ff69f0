"""How the words of a run look: hidden, struck out, in a symbol font; directly or by a style."""

from __future__ import annotations

from typing import NamedTuple

from cqa.read.word.xml import Element, W, is_set, val

MAX_CHAIN = 20
"""Ancestors of a style that are followed; a guard against loops."""

FONTS = tuple(W + name for name in ("ascii", "hAnsi", "cs"))
RUN_STYLE, RUN_FONTS = W + "rStyle", W + "rFonts"
TOGGLES = {W + "vanish": 0, W + "strike": 1, W + "dstrike": 2}
"""Properties of a run that hide its words, with their places in :class:`Look`."""


class Look(NamedTuple):
    """What a style settles of the look of words; None where it is silent."""

    vanish: bool | None = None
    strike: bool | None = None
    double: bool | None = None
    placeholder: bool = False
    font: str | None = None


SILENT = Look()
"""The look where nothing is settled."""


class Looks:
    """The looks that the styles of one document give, resolved through ``basedOn`` on first use."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Look] = {}
        self._defaults = SILENT
        self._last: tuple[Element | None, Look, str | None] = None, SILENT, None
        """The last run, what it settles, and its style: callers want each twice."""
        if root is None:
            return
        for style in root.findall(W + "style"):
            self._elements[style.get(W + "styleId") or ""] = style
        self._defaults = _own(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def seen(self, run: Element | None, paragraph_style: str | None) -> str:
        """Return why nobody reads a run with these properties: ``hidden``, ``struck``, ``placeholder``, or ""."""
        own, style = self._of(run)
        by_run, by_paragraph = self._style(style), self._style(paragraph_style)
        if by_run.placeholder:
            return "placeholder"
        if own[:3] == by_run[:3] == by_paragraph[:3] == self._defaults[:3] == SILENT[:3]:
            return ""  # most
        for reason in ("vanish", "strike", "double"):
            stated = getattr(own, reason)
            if stated is None:  # a toggle: two styles that both set it cancel each other (17.7.3)
                styles = bool(getattr(by_run, reason)) != bool(getattr(by_paragraph, reason))
                stated = styles or bool(getattr(self._defaults, reason))
            if stated:
                return "hidden" if reason == "vanish" else "struck"
        return ""

    def font(self, run: Element | None, paragraph_style: str | None) -> str | None:
        """Return the font that a run's properties or styles name."""
        own, style = self._of(run)
        return own.font or self._style(style).font or self._style(paragraph_style).font

    def _of(self, run: Element | None) -> tuple[Look, str | None]:
        """Return what a run's properties settle themselves, and the style that they name."""
        if run is None:
            return SILENT, None
        if self._last[0] is not run:
            self._last = run, *_settled(run)
        return self._last[1], self._last[2]

    def _style(self, identity: str | None) -> Look:
        if not identity:
            return SILENT
        if identity not in self._known:
            self._known[identity] = self._resolve(identity)
        return self._known[identity]

    def _resolve(self, identity: str) -> Look:
        look = SILENT
        key: str | None = identity
        for _ in range(MAX_CHAIN):
            if key not in self._elements:
                break
            style = self._elements[key]
            own = _own(style.find(W + "rPr"))
            look = Look(
                own.vanish if look.vanish is None else look.vanish,
                own.strike if look.strike is None else look.strike,
                own.double if look.double is None else look.double,
                look.placeholder or (val(style, "name") or "").lower() == "placeholder text",
                look.font or own.font,
            )
            key = val(style, "basedOn")
        return look


def _own(properties: Element | None) -> Look:
    """Return what one element of run properties says itself."""
    return SILENT if properties is None else _settled(properties)[0]


def _settled(properties: Element) -> tuple[Look, str | None]:
    """Return what one element of run properties says itself, and the style that it names."""
    toggles: list[bool | None] = [None, None, None]
    fonts: Element | None = None
    style: Element | None = None
    for child in properties.iterchildren(RUN_STYLE, RUN_FONTS, *TOGGLES):
        if child.tag == RUN_FONTS:
            fonts = child if fonts is None else fonts
        elif child.tag == RUN_STYLE:
            style = child if style is None else style
        elif toggles[place := TOGGLES[child.tag]] is None:  # the first of equals counts
            toggles[place] = is_set(child)
    font = next((name for key in FONTS if (name := fonts.get(key))), None) if fonts is not None else None
    named = style.get(W + "val") if style is not None else None
    return (Look(toggles[0], toggles[1], toggles[2], False, font) if font or toggles != [None] * 3 else SILENT), named
