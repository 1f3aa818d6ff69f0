"""Bytes to characters: byte order mark, UTF-16 by its zero bytes, UTF-8 with stray bytes, Windows-1252."""

from __future__ import annotations

import codecs

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of utf-16-le
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

WIDE_SAMPLE = 4_096
"""Bytes that are enough to see whether every second one is zero."""

WIDE_SHARE = 0.7
"""Share of zero bytes on one side of a UTF-16 text in English: all but its dashes, quotes and pound signs' like."""

NARROW_SHARE = 0.1
"""Share of zero bytes on the other side, which holds the letters."""

STRAY = "cqa-stray"
"""Name of the error handler that reads one byte of broken UTF-8 as Windows-1252."""


def wide_encoding(data: bytes) -> str | None:
    """Return ``utf-16-le`` or ``utf-16-be`` for UTF-16 without a byte order mark, else None."""
    head = data[: min(len(data), WIDE_SAMPLE) // 2 * 2]
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0) / (len(head) // 2), head[1::2].count(0) / (len(head) // 2)
    if odd > WIDE_SHARE and even < NARROW_SHARE:
        return "utf-16-le"
    if even > WIDE_SHARE and odd < NARROW_SHARE:
        return "utf-16-be"
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """Return `data` as text; never fails.

    A byte order mark decides first, then the zero bytes of UTF-16, then UTF-8 if it is valid. `declared` is the
    encoding that a page gives itself; a page that was found by its ASCII cannot be UTF-16 (HTML standard,
    13.2.3.2), so that name counts as UTF-8. Where UTF-8 is broken by single bytes, those alone are read as
    Windows-1252; where most bytes beyond ASCII are no UTF-8, all are.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = wide_encoding(data)
    if wide is not None:
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    named = _declared(data, declared)
    return named if named is not None else _mixed(data)


def _declared(data: bytes, name: str | None) -> str | None:
    """Return `data` in the encoding that it declares, None where it declares none, decoding fails, or it is Unicode."""
    if name is None or name.lower().replace("_", "-").startswith(("utf", "ucs", "unicode")):
        return None
    try:
        codec = codecs.lookup(name).name
        if codec in ("ascii", "iso8859-1", "cp1252"):  # the standard reads all three as Windows-1252
            return None
        return data.decode(codec)
    except (LookupError, ValueError, TypeError):
        return None


def _mixed(data: bytes) -> str:
    """Return `data` as UTF-8 with stray bytes, or as Windows-1252 where those are the majority."""
    strays = data.decode("utf-8", "surrogateescape")
    wrong = sum(1 for char in strays if "\udc80" <= char <= "\udcff")
    right = sum(1 for char in strays if char >= "\x80") - wrong
    if right >= wrong:
        return data.decode("utf-8", STRAY)
    return data.decode("cp1252", STRAY)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes at fault as Windows-1252, those that it leaves undefined as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(_byte(value) for value in wrong), error.end


def _byte(value: int) -> str:
    try:
        return bytes((value,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(value)


codecs.register_error(STRAY, _stray)
