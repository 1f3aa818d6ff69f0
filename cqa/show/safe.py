"""Document text, file names and queries are other people's words: make them harmless where they are shown."""

from __future__ import annotations

from cqa.text.pattern import pattern

_BEYOND_ASCII = (
    r"\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
)
UNSEEN = pattern(f"[{_BEYOND_ASCII}]")
"""Characters that print nothing, but for the controls that JSON itself escapes, or prints as white space."""

_CONTROL = pattern(rf"[\x00-\x08\x0b-\x1f{_BEYOND_ASCII}]")
_RETURNS = pattern("\r+\n?")
"""Line ends of Windows and old Macs."""

_HARMLESS = {
    **dict.fromkeys([0xAD, *range(0x200B, 0x200E), 0x2060, 0xFEFF]),
    **dict.fromkeys(map(ord, "\x0b\x0c\u2028\u2029"), "\n"),
}
"""Soft hyphens and zero-width signs print nothing and do no harm. Page breaks and Unicode's line ends end a line."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def terminal(text: str) -> str:
    """Return text that cannot move the cursor, change colours or reverse the reading direction."""
    if text.isprintable():
        return text  # nearly every name, date and heading, without a pattern
    if "\r" in text:
        text = _RETURNS.sub("\n", text)
    return _CONTROL.sub("\ufffd", text.translate(_HARMLESS))


def one_line(text: str) -> str:
    """Return text for a terminal with every run of white space as one blank."""
    return " ".join(terminal(text).split())


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
