"""Characters of symbol fonts (Wingdings, Symbol): a code that means a letter elsewhere prints a tick or a box here."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

PRIVATE = 0xF000
"""Word stores the code of a symbol font in the private area U+F000 to U+F0FF."""

TICKED, UNTICKED = "☒", "☐"
"""A box of a form with and without its cross."""


def is_symbol_font(font: str | None) -> bool:
    """Return whether the text set in `font` consists of symbols."""
    return font is not None and _name(font) in _fonts()


def symbol(font: str, code: int) -> str:
    """Return what `code` (0-255, or in the private area) prints in `font`, "" where that is not known."""
    low = code - PRIVATE if PRIVATE <= code < PRIVATE + 256 else code
    return _fonts().get(_name(font), {}).get(low, "" if low > 126 or is_symbol_font(font) else chr(low))


def symbols(font: str, text: str) -> str:
    """Return `text`, set in a symbol font, as the characters that it prints; white space stays."""
    return "".join(char if char.isspace() else _shown(font, char) for char in text)


def _shown(font: str, char: str) -> str:
    code = ord(char)
    if code < 256 or PRIVATE <= code < PRIVATE + 256:
        return symbol(font, code)
    return char


def _name(font: str) -> str:
    return font.strip(" \"'").lower()


@cache
def _fonts() -> dict[str, dict[int, str]]:
    """Return the tables of ``data/symbols.toml``: character by code, by name of the font."""
    data = tomllib.loads((Path(__file__).parent / "data" / "symbols.toml").read_text("utf-8"))
    found: dict[str, dict[int, str]] = {}
    for font, table in data.items():
        words = table.split()
        found[font] = {int(code, 16): char for code, char in zip(words[::2], words[1::2], strict=True)}
    return found
