"""The advance widths of Helvetica (Adobe core font metrics), by which text of any font is measured."""

from __future__ import annotations

_WIDTHS = {
    **dict.fromkeys(" fijlt.,:;!'I|/\\[]()", 28),
    **dict.fromkeys("r-", 33),
    **dict.fromkeys("cksvxyzJ", 50),
    **dict.fromkeys("abdeghnopqu0123456789L", 56),
    **dict.fromkeys("ABEKPSVXYFTZ", 66),
    **dict.fromkeys("CDHNRUwGOQ", 74),
    **dict.fromkeys("mM%W@", 86),
}
"""Hundredths of an em."""

_TABLE = bytes(_WIDTHS.get(chr(code), 56) for code in range(256))


def ems(text: str) -> float:
    """Return the natural width of `text` in ems, to some 15 % whatever the font."""
    return sum(text.encode("latin-1", "replace").translate(_TABLE)) / 100
