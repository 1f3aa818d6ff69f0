"""The characters of one page as pdfium has them: their text, boxes, baselines, sizes, styles and colours.

A call for every character costs more than all the rest (measured: 683 pages a second by line, 228 by character).
Callers therefore ask at the ends of a line, and at its spaces only where the line is wider than its words need.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

from cqa.read.pdf.frame import Frame, turn_of
from cqa.read.pdf.split_words import is_split, rejoined

FONT_NAME = 128
"""Bytes of a font's name that are read."""

MAX_PAGE_CHARS = 400_000
"""Characters of one page; a dense A3 table has about 20,000."""

HYPHEN_MARK = "\ufffe"
"""What pdfium gives for a hyphen at the end of a printed line, and for a glyph that the font maps to no letter."""

NO_LETTER = "\ufffd"
"""Replaces a glyph without a letter."""

CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
"""Control characters, to which some fonts map ligatures."""

FIRST_PRIVATE = 0xF600
"""First of the private characters that replace control characters."""

LAST_UNIT = "\uffff"
"""Last character that takes one UTF-16 unit."""

FILLER = "\u2060"
"""Second place of a character that takes two of pdfium's places (UTF-16 units); cleaning drops it (a word joiner)."""

SEEN, INVISIBLE, PALE = 0, 1, 2
"""How a character is printed."""

WHITE, FAINT = 245, 12
"""Least level of each colour (of 255) of white letters; opacity below which letters are transparent."""

BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
ITALIC_NAME = re.compile(rb"ital|obliq", re.IGNORECASE)
ITALIC = 1 << 6
FORCE_BOLD = 1 << 18
"""Font descriptor flags 7 and 19 (ISO 32000-2, table 121). Weights guessed from stem widths proved useless."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left corner of the page as shown."""

Gap = tuple[int, int, float, float]
"""Start and end of the spaces in the text, right edge of the word before, left edge of the word after."""


class Characters:
    """The characters of one page. C out-parameters are made once, so that a call costs little."""

    def __init__(self, raw: Any, textpage: Any, frame: Frame) -> None:
        self.raw, self.textpage, self.frame = raw, textpage, frame
        self._loose_box = raw.FPDFText_GetLooseCharBox
        self._rect, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._rect_ref, self._matrix_ref = ctypes.byref(self._rect), ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._flags = ctypes.c_int()
        self._flags_ref = ctypes.byref(self._flags)
        self._font, self._font_size = ctypes.create_string_buffer(FONT_NAME), ctypes.c_ulong(FONT_NAME)
        self._styles: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._colour_refs = [ctypes.byref(part) for part in self._colour]

    def text(self) -> str:
        """Return the text of the page; each character has the place that pdfium counts it at."""
        count = min(self.raw.FPDFText_CountChars(self.textpage), MAX_PAGE_CHARS)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        self.raw.FPDFText_GetText(self.textpage, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) < count:
            text = "".join([c + FILLER if c > LAST_UNIT else c for c in text])
        if CONTROL.search(text):
            text = CONTROL.sub(_private, text)
        at = text.find(HYPHEN_MARK)
        while at >= 0:
            if self._is_inside(at):
                text = f"{text[:at]}{NO_LETTER}{text[at + 1 :]}"
            at = text.find(HYPHEN_MARK, at + 1)
        return rejoined(text) if is_split(text) else text

    def _is_inside(self, index: int) -> bool:
        """Return whether pdfium's mark for a hyphen replaces a glyph without a letter: the line continues after it."""
        return index > 0 and abs(self.base(index - 1) - self.base(index + 1)) < 1.0

    def base(self, index: int) -> float:
        """Return the baseline of a character, in points from the top of the page."""
        self.raw.FPDFText_GetCharOrigin(self.textpage, index, self._x_ref, self._y_ref)
        return self.frame.point(self._x.value, self._y.value)[1]

    def box(self, index: int) -> Box:
        """Return the box of a character, as high as its font."""
        self._loose_box(self.textpage, index, self._rect_ref)
        rect, frame = self._rect, self.frame
        if frame.turn == 0:
            return rect.left - frame.left, frame.high - rect.top, rect.right - frame.left, frame.high - rect.bottom
        ax, ay = frame.point(rect.left, rect.top)
        bx, by = frame.point(rect.right, rect.bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def extent(self, first: int, last: int) -> Box:
        """Return the box around two characters and what is between them on their line."""
        x0, top, x1, bottom = self.box(first)
        if last > first:
            end = self.box(last)
            x0, top, x1, bottom = min(x0, end[0]), min(top, end[1]), max(x1, end[2]), max(bottom, end[3])
        return x0, top, x1, bottom

    def size(self, index: int, tall: float) -> float:
        """Return the font size in points of a character whose box is `tall` points high.

        Where text is scaled by its matrix, pdfium's figure is not (ISO 32000-2, 9.4.4).
        """
        size: float = self.raw.FPDFText_GetFontSize(self.textpage, index)
        if 0.6 * tall < size < 1.7 * tall:
            return size
        self.raw.FPDFText_GetMatrix(self.textpage, index, self._matrix_ref)
        scaled: float = abs(size) * (self._matrix.c**2 + self._matrix.d**2) ** 0.5
        return scaled if 0.5 * tall < scaled < 2 * tall else tall

    def style(self, index: int) -> tuple[bool, bool]:
        """Return whether a character is bold, and whether it is italic."""
        length = self.raw.FPDFText_GetFontInfo(self.textpage, index, self._font, self._font_size, self._flags_ref)
        key = (self._font.value if 0 < length <= FONT_NAME else b"", self._flags.value)
        style = self._styles.get(key)
        if style is None:
            bold, italic = (
                BOLD_NAME.search(key[0]) or key[1] & FORCE_BOLD,
                ITALIC_NAME.search(key[0]) or key[1] & ITALIC,
            )
            style = self._styles[key] = bool(bold), bool(italic)
        return style

    @property
    def font(self) -> bytes:
        """Return the font of the character whose style was read last."""
        return self._font.value

    def text_object(self, index: int) -> Any:
        """Return pdfium's object that draws a character."""
        return self.raw.FPDFText_GetTextObject(self.textpage, index)

    def turn(self, index: int) -> int:
        """Return in which direction a character's line runs, in quarter turns."""
        angle: float = self.raw.FPDFText_GetCharAngle(self.textpage, index)
        return turn_of(angle)

    def look(self, index: int) -> int:
        """Return how a character is printed: `SEEN`, `INVISIBLE` or `PALE` (white or transparent)."""
        raw, textpage = self.raw, self.textpage
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, index))
        if mode:
            return INVISIBLE if mode in (3, 7) else SEEN
        red, green, blue, opacity = self._colour
        raw.FPDFText_GetFillColor(textpage, index, *self._colour_refs)
        if red.value < WHITE and opacity.value >= FAINT:
            return SEEN  # most
        return PALE if opacity.value < FAINT or min(green.value, blue.value) >= WHITE else SEEN

    def gaps(self, text: str, first: int) -> list[Gap]:
        """Return the spaces inside a text that begins at character `first` of the page, with the edges around them."""
        gaps: list[Gap] = []
        plain, shift = self.frame.turn == 0, self.frame.left
        loose_box, textpage, rect, ref = self._loose_box, self.textpage, self._rect, self._rect_ref
        at = text.find(" ")
        while at > 0:
            end = at + 1
            while text[end : end + 1] == " ":
                end += 1
            if end == len(text):
                break
            if plain:
                loose_box(textpage, first + at - 1, ref)
                right = rect.right - shift
                loose_box(textpage, first + end, ref)
                gaps.append((at, end, right, rect.left - shift))
            else:
                gaps.append((at, end, self.box(first + at - 1)[2], self.box(first + end)[0]))
            at = text.find(" ", end)
        return gaps


def _private(found: re.Match[str]) -> str:
    """Return a private character for a control character, which cleaning would drop."""
    return chr(FIRST_PRIVATE + ord(found[0]))
