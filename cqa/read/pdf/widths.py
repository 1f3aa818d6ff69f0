"""How wide a text would be by itself: advance widths after the Adobe core font metrics of Helvetica."""

from __future__ import annotations

import re

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


FAMILIES: dict[bytes, tuple[float, float]] = {
    b"arialnarrow": (0.82, 0.82),
    b"arial": (0.98, 1.04),
    b"helvetica": (0.98, 1.04),
    b"liberationsans": (0.98, 1.04),
    b"tahoma": (0.975, 1.08),
    b"aptosnarrow": (0.86, 0.88),
    b"aptos": (0.94, 0.98),
    b"calibri": (0.895, 0.905),
    b"carlito": (0.895, 0.905),
    b"verdana": (1.15, 1.24),
    b"dejavusans": (1.10, 1.22),
    b"times": (0.87, 0.9),
    b"liberationserif": (0.87, 0.9),
    b"trebuchet": (0.97, 1.03),
    b"centurygothic": (1.03, 1.08),
    b"proximanova": (0.95, 0.98),
}
"""How wide a line of a family is set against Helvetica's widths above, regular and bold.

The fifth to twenty-fifth percentile of lines of 40 characters and more in the sample papers (5,442 lines of Arial,
3,253 of Tahoma, 916 of Calibri); for families that it lacks, from their published metrics.
"""

_TAG = re.compile(rb"^[A-Z]{6}\+")


def known_ratio(font: bytes, bold: bool) -> float | None:
    """The ratio of a PDF font's family by its name (``BCDEEE+Arial-BoldMT``), None for one not listed."""
    name = _TAG.sub(b"", font).lower().replace(b" ", b"").replace(b"-", b"")
    for family, (regular, heavy) in FAMILIES.items():
        if name.startswith(family):
            return heavy if bold else regular
    return None
