"""How the words of a run look: hidden, struck out, in a symbol font; directly or by a style."""

from __future__ import annotations

from typing import NamedTuple

from cqa.read.word.xml import Element, W, on, val

MAX_CHAIN = 20
"""Ancestors of a style that are followed; a guard against loops."""

FONTS = ("ascii", "hAnsi", "cs")


class Look(NamedTuple):
    """What a style settles of the look of words; None where it is silent."""

    vanish: bool | None = None
    strike: bool | None = None
    double: bool | None = None
    placeholder: bool = False
    font: str | None = None


class Looks:
    """The looks that the styles of one document give, resolved through ``basedOn`` on first use."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Look] = {}
        self._defaults = Look()
        if root is None:
            return
        for style in root.findall(W + "style"):
            self._elements[style.get(W + "styleId") or ""] = style
        self._defaults = _own(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def seen(self, run: Element | None, paragraph_style: str | None) -> str:
        """Return why nobody reads a run with these properties: ``hidden``, ``struck``, ``placeholder``, or ""."""
        own = _own(run)
        by_run, by_paragraph = self._style(val(run, "rStyle")), self._style(paragraph_style)
        if by_run.placeholder:
            return "placeholder"
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
        return _own(run).font or self._style(val(run, "rStyle")).font or self._style(paragraph_style).font

    def _style(self, identity: str | None) -> Look:
        if not identity:
            return Look()
        if identity not in self._known:
            self._known[identity] = self._resolve(identity)
        return self._known[identity]

    def _resolve(self, identity: str) -> Look:
        look = Look()
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
    if properties is None or not len(properties):
        return Look()
    fonts = properties.find(W + "rFonts")
    font = next((name for key in FONTS if (name := fonts.get(W + key))), None) if fonts is not None else None
    return Look(on(properties, "vanish"), on(properties, "strike"), on(properties, "dstrike"), False, font)
