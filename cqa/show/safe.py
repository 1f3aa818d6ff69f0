"""Document text, file names and queries are other people's words: make them harmless where they are shown."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
UNSEEN = re.compile(_CONTROL.pattern.replace(r"\x00-\x08\x0b-\x1f", ""))
"""The same but the controls that JSON itself escapes, or prints as white space."""
_LINE_END = re.compile("\r+\n?|[\x0b\x0c\u2028\u2029]")
"""Line ends of Windows and old Macs, page breaks, and the line ends of Unicode."""

_UNSEEN = dict.fromkeys([0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF])
"""Soft hyphens and zero-width signs: they print nothing and do no harm."""

_SPACE = re.compile(r"\s+")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def terminal(text: str) -> str:
    """Return text that cannot move the cursor, change colours or reverse the reading direction."""
    return _CONTROL.sub("\ufffd", _LINE_END.sub("\n", text).translate(_UNSEEN))


def one_line(text: str) -> str:
    """Return text for a terminal with every run of white space as one blank."""
    return _SPACE.sub(" ", terminal(text)).strip()


def cell(value: object) -> str:
    """Return a CSV or spreadsheet cell that no program takes for a formula.

    A leading ``= + - @`` is led by an apostrophe, as OWASP advises
    (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay as they are.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = terminal(str(value))
    return "'" + text if text.lstrip("\n").startswith(_FORMULA) else text
