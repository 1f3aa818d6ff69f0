"""WordprocessingML names (ECMA-376 part 1), and the few accessors that the readers share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Element(Protocol):
    """The part of lxml's element that the readers use."""

    tag: Any
    text: str | None

    def get(self, key: str, default: str | None = None) -> str | None: ...
    def find(self, path: str) -> Element | None: ...
    def findall(self, path: str) -> list[Element]: ...
    def iter(self, *tags: str) -> Iterator[Element]: ...
    def iterchildren(self, *tags: str) -> Iterator[Element]: ...
    def __iter__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...


def val(element: Element | None, child: str) -> str | None:
    """Return ``w:val`` of `element`'s child `child` (``pStyle``); None where either is missing."""
    found = element.find(W + child) if element is not None else None
    return found.get(W + "val") if found is not None else None


def number(text: str | None) -> int | None:
    """Return a decimal integer of at most nine digits, else None."""
    if text and text.lstrip("-").isdigit() and len(text) < 10:
        return int(text)
    return None


def on(element: Element | None, child: str) -> bool | None:
    """Return a toggle property (17.17.4): True, False, or None where it is not stated."""
    found = element.find(W + child) if element is not None else None
    return None if found is None else is_set(found)


def is_set(toggle: Element) -> bool:
    """Return whether a toggle property that is there is on."""
    return toggle.get(W + "val", "true") not in ("0", "false", "off", "none")
