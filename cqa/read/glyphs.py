"""Characters as they should be in canonical text: composed, without ligatures or control characters."""

from __future__ import annotations

import re
import unicodedata

BULLET = "•"

BULLETS = (
    "•●○◦▪▫■□◼◾⬛◆◇❖➢➤➔►▶‣∙·✓✔"
    "\uf0b7\uf0a7\uf0d8\uf06e\uf02d\uf076\uf0fc\uf0f0\uf0ea\uf0e0\uf071"
    "\uf09f\uf075\uf0a8\uf0d7\uf0e8\uf0b2\uf0de"
)
"""Marks that word processors print before a list item; U+F0xx are Symbol and Wingdings codes."""

LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}

_DELETED = dict.fromkeys([*range(0x09), *range(0x0B, 0x20), 0x0A, 0x7F, *range(0x80, 0xA0)])
_DELETED.update(dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF, 0xFFFC]))
_DELETED.update(dict.fromkeys(range(0x202A, 0x202F)))
_DELETED.update(dict.fromkeys(range(0xD800, 0xE000)))
_SPACES = dict.fromkeys([0x09, 0xA0, 0x2028, 0x2029, 0x3000, 0x1680, 0x202F, 0x205F, *range(0x2000, 0x200B)], " ")
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_DELETED),
    **_SPACES,
    **{ord(k): v for k, v in LIGATURES.items()},
    0xAD: None,
    0x2011: "-",
    0x2010: "-",
}
_RUNS = re.compile(r" {2,}")
_PRIVATE_USE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_PRIVATE = re.compile(f"[{_PRIVATE_USE}]")
_LOOSE_PRIVATE = re.compile(f"(?<![A-Za-z])[{_PRIVATE_USE}](?![a-z])")
_BULLET_START = re.compile(rf"^(?:[{re.escape(BULLETS)}]|[\U000f0000-\U0010ffff](?= ))(?=\s|[A-Z(‘“\"'])\s*")
_LETTER_BULLET = re.compile(r"^[o§](?=\s{1,8}[A-Z(‘“\"'])\s{1,8}")


def clean(text: str) -> str:
    """Return `text` composed (NFC), one kind of space, no ligature, control character or soft hyphen; not stripped."""
    if text.isascii() and text.isprintable():
        return _RUNS.sub(" ", text) if "  " in text else text
    text = text.translate(_TABLE)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _RUNS.sub(" ", text)


def without_private(text: str) -> str:
    """Return `text` without characters of the private use areas, which mean nothing outside their font."""
    return text if text.isascii() else _PRIVATE.sub("", text)


def clean_line(text: str, ligatures: bool = False) -> str:
    """Return one printed line: `clean`, stripped, a list mark at its start made ``• ``, other private marks dropped.

    With `ligatures` those that touch a letter stay, because they may be letters themselves.
    """
    private = _LOOSE_PRIVATE if ligatures else _PRIVATE
    text = clean(text).strip()
    if not text:
        return text
    if not text[0].isalnum() or text[0] == "o":
        found = _BULLET_START.match(text) or _LETTER_BULLET.match(text)
        if found:
            rest = private.sub("", text[found.end() :]).strip()
            return f"{BULLET} {rest}" if rest else BULLET
        if len(text) == 1 and (text in BULLETS or text >= "\U000f0000"):
            return BULLET
    return text if text.isascii() else private.sub("", text).strip()
