"""How wide a text would be by itself: advance widths after the Adobe core font metrics of Helvetica."""

from __future__ import annotations

_HELVETICA = {
    **dict.fromkeys(" fijlt.,:;!'I|/\\[]()", 28),
    **dict.fromkeys("r-", 33),
    **dict.fromkeys("cksvxyzJ", 50),
    **dict.fromkeys("abdeghnopqu0123456789L", 56),
    **dict.fromkeys("ABEKPSVXYFTZ", 66),
    **dict.fromkeys("CDHNRUwGOQ", 74),
    **dict.fromkeys("mM%W@", 86),
}
_TABLE = bytes(_HELVETICA.get(chr(code), 56) for code in range(256))


def ems(text: str) -> float:
    """The natural width of `text` in ems, to some 15 % whatever the font."""
    return sum(text.encode("latin-1", "replace").translate(_TABLE)) / 100
