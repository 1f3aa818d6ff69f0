"""Fields of a Word document: their codes are no words of the paper, their results are (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re

from cqa.read.symbols import TICKED, UNTICKED, symbol
from cqa.read.word.xml import Element, W, number, on, val
from cqa.record import dataclass

SYMBOL_CODE = re.compile(
    r"\s*SYMBOL\s+(?:(0x[0-9a-f]{1,4})|(\d{1,5})|(\S))\s.*?\\f\s+\"?([A-Za-z0-9 ]{2,30})", re.IGNORECASE
)
"""``SYMBOL 254 \\f "Wingdings"``: a sign that is in no run of text."""


@dataclass(slots=True)
class BegunField:
    """A field that has begun: whether its code is still being read, the code, and whether it has a result."""

    coding: bool = True
    code: str = ""
    result: bool = False


class Fields:
    """The fields open at one place of a story; they nest, and one may reach over paragraphs."""

    def __init__(self, root: Element) -> None:
        self._open: list[BegunField] = []
        self._unmatched = _unmatched(root)

    @property
    def coding(self) -> bool:
        """Return whether the words at this place belong to the code of a field."""
        return any(field.coding for field in self._open)

    def code(self, text: str) -> None:
        """Add `text` to the code of the innermost field."""
        if self._open and self._open[-1].coding:
            self._open[-1].code += text[:500]

    def word(self) -> None:
        """Note that words of a result were read."""
        for field in self._open:
            field.result = True

    def mark(self, char: Element) -> str:
        """Take a ``w:fldChar`` and return the words that it shows itself: a tick box, the choice of a list, a sign."""
        kind = char.get(W + "fldCharType")
        if kind == "begin":
            if id(char) in self._unmatched:
                return ""
            shown = "" if self.coding else _form(char.find(W + "ffData"))
            self._open.append(BegunField())
            return shown
        if not self._open:
            return ""
        if kind == "separate":
            self._open[-1].coding = False
        elif kind == "end":
            field = self._open.pop()
            if not field.result and not self.coding:
                return _symbol(field.code)
        return ""


def _unmatched(root: Element) -> dict[int, Element]:
    """Return the begin marks that no end mark closes: a damaged field must not swallow the rest of the paper.

    The elements are kept with their ids, which only mean something while they are.
    """
    waiting: list[Element] = []
    for char in root.iter(W + "fldChar"):
        kind = char.get(W + "fldCharType")
        if kind == "begin":
            waiting.append(char)
        elif kind == "end" and waiting:
            waiting.pop()
    return {id(char): char for char in waiting}


def _form(data: Element | None) -> str:
    """Return what a form field of Word 97 shows that no run says: a box, or the choice of a list."""
    if data is None:
        return ""
    box = data.find(W + "checkBox")
    if box is not None:
        checked = on(box, "checked")
        return TICKED if (on(box, "default") if checked is None else checked) else UNTICKED
    choice = data.find(W + "ddList")
    if choice is not None:
        entries = [entry.get(W + "val") or "" for entry in choice.findall(W + "listEntry")]
        chosen = number(val(choice, "result")) or number(val(choice, "default")) or 0
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


def _symbol(code: str) -> str:
    found = SYMBOL_CODE.match(code)
    if found is None:
        return ""
    value = int(found[1], 16) if found[1] else int(found[2]) if found[2] else ord(found[3])
    return symbol(found[4], value)
