"""The words of one paragraph of Word as a reader sees them: runs, fields, signs, boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator

from cqa.read.symbols import TICKED, UNTICKED, is_symbol_font, symbol, symbols
from cqa.read.word import drawings
from cqa.read.word.drawings import DGM, A, C, Parts
from cqa.read.word.fields import Fields
from cqa.read.word.look import Looks
from cqa.read.word.xml import MC, W14, Element, M, V, W, on

MAX_DEPTH = 40
"""Nesting of tables, boxes and content controls that is followed."""

HIDDEN = frozenset(
    {W + "del", W + "moveFrom", W + "delText", W + "delInstrText", W + "rPr", W + "pPr", W + "rt", W + "sdtPr"}
)
"""Tracked deletions, properties, and the reading over a ruby word: not words of the paper."""

BREAK = "\x0c"
"""Marks a page break in a paragraph's text until the paragraph is divided there."""


class Runs:
    """Reads the paragraphs of one story (body, note, box) in order; fields may reach over paragraphs."""

    def __init__(self, looks: Looks, root: Element, paged: bool, parts: Parts) -> None:
        self.looks, self.paged, self.parts = looks, paged, parts
        self.fields = Fields(root)
        self.style: str | None = None
        self.notes: list[tuple[str, str]] = []
        self.struck = self.hidden = 0
        self.boxes: list[Element | str] = []

    def words(self, paragraph: Element, style: str | None) -> tuple[str, list[Element | str]]:
        """Return the text of a paragraph in `style`, and the boxes anchored in it."""
        self.style, self.boxes = style, []
        text = "".join(self._walk(paragraph, 0))
        return text, self.boxes

    def _walk(self, element: Element, depth: int) -> Iterator[str]:
        if depth > MAX_DEPTH:
            return
        for child in element:
            tag = child.tag
            if tag in HIDDEN or not isinstance(tag, str):
                continue
            if tag == W + "r":
                yield from self._run(child, depth)
            elif tag == W + "sdt":
                yield from self._control(child, depth)
            elif tag == MC + "AlternateContent":
                yield from self._alternative(child, depth)
            elif tag == M + "t":
                yield self._shown(child.text or "")
            elif tag == M + "f":
                yield from self._fraction(child, depth)
            elif tag == W + "txbxContent":
                self.boxes.append(child)
            elif tag in (A + "graphicData", A + "txBody") or tag == DGM + "relIds" or tag == C + "chart":
                yield from self._drawing(child, depth)
            elif tag == V + "textpath" and child.get("string"):
                self.boxes.append(child.get("string") or "")
            else:
                yield from self._walk(child, depth + 1)

    def _run(self, run: Element, depth: int) -> Iterator[str]:
        properties = run.find(W + "rPr")
        reason = self.looks.seen(properties, self.style)
        font = self.looks.font(properties, self.style)
        font = font if is_symbol_font(font) else None
        for child in run:
            said = "".join(self._piece(child, font, depth))
            if not reason:
                yield said
            elif said.strip():
                self.struck += reason == "struck"
                self.hidden += reason == "hidden"
            if reason and BREAK in said:
                yield BREAK

    def _piece(self, child: Element, font: str | None, depth: int) -> Iterator[str]:
        tag = child.tag
        if tag == W + "t":
            text = child.text or ""
            yield self._shown(symbols(font, text) if font else text)
        elif tag == W + "instrText":
            self.fields.code(child.text or "")
        elif tag == W + "fldChar":
            yield self.fields.mark(child)
        elif tag == W + "sym":
            yield self._shown(symbol(child.get(W + "font") or "", _code(child.get(W + "char"))))
        elif tag in (W + "tab", W + "ptab"):
            yield self._shown("\t")
        elif tag in (W + "br", W + "cr"):
            yield "" if child.get(W + "type") in ("page", "column") else self._shown("\n")
        elif tag == W + "lastRenderedPageBreak":
            yield BREAK if self.paged else ""
        elif tag == W + "noBreakHyphen":
            yield self._shown("-")
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append((tag[len(W) : -len("Reference")], child.get(W + "id") or ""))
        elif tag == MC + "AlternateContent":
            yield from self._alternative(child, depth + 1)
        elif tag not in HIDDEN:
            yield from self._walk(child, depth + 1)

    def _shown(self, text: str) -> str:
        """Return `text`, "" while the code of a field is read."""
        if self.fields.coding:
            return ""
        if text.strip():
            self.fields.word()
        return text

    def _control(self, control: Element, depth: int) -> Iterator[str]:
        """Yield the words of a content control, but not a prompt for words; a box that draws no sign is written."""
        properties, content = control.find(W + "sdtPr"), control.find(W + "sdtContent")
        if is_placeholder(control):
            return
        said = "".join(self._walk(content, depth + 1)) if content is not None else ""
        box = properties.find(W14 + "checkbox") if properties is not None else None
        if box is not None and not said.strip():
            checked = box.find(W14 + "checked")
            said = self._shown(
                TICKED if checked is not None and checked.get(W14 + "val", "1") in ("1", "true") else UNTICKED
            )
        yield said

    def _alternative(self, element: Element, depth: int) -> Iterator[str]:
        """Yield the first of the alternatives that has words; they all show the same drawing (17.17.3)."""
        for choice in element:
            before = len(self.boxes)
            said = "".join(self._walk(choice, depth + 1))
            if said.strip() or len(self.boxes) > before:
                yield said
                return

    def _fraction(self, element: Element, depth: int) -> Iterator[str]:
        parts = [element.find(M + name) for name in ("num", "den")]
        yield "/".join("".join(self._walk(part, depth + 1)) for part in parts if part is not None)

    def _drawing(self, element: Element, depth: int) -> Iterator[str]:
        if element.tag == DGM + "relIds":
            self.boxes += drawings.diagram(element, self.parts)
        elif element.tag == C + "chart":
            self.boxes += drawings.chart(element, self.parts)
        elif element.tag == A + "txBody":
            self.boxes += drawings.paragraphs(element)
        else:
            yield from self._walk(element, depth + 1)


def is_placeholder(control: Element) -> bool:
    """Return whether a content control only shows its request for words (*Click here to enter text*)."""
    properties = control.find(W + "sdtPr")
    return (
        properties is not None and bool(on(properties, "showingPlcHdr")) and properties.find(W14 + "checkbox") is None
    )


def _code(text: str | None) -> int:
    try:
        return int(text or "0", 16) & 0xFFFF
    except ValueError:
        return 0
