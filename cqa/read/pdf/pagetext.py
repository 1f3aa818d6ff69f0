"""The text of one page as pieces with geometry, by few calls of pdfium.

A call for every character costs more than all the rest (measured: 683 pages a second by line, 228 by character),
so boxes are asked for at the ends of a line, and at its spaces only where the line is wider than its words need.
"""

from __future__ import annotations

import ctypes
import heapq
import re
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from cqa.model import Span
from cqa.read.glyphs import clean_line
from cqa.read.pdf.frame import Frame, turn_of
from cqa.read.pdf.page import Piece, Rulings
from cqa.read.pdf.split_words import is_split, rejoined
from cqa.read.pdf.visibility import Word
from cqa.read.pdf.widths import ems, known_ratio

FONT_NAME = 128
"""Bytes of a font's name that are read."""

MAX_PAGE_CHARS = 400_000
"""Characters of one page; a dense A3 table has about 20,000."""

WIDE_GAP = 1.5
"""Gap in ems that always parts two pieces; the widest justified word space met in the sample is 1.2."""

LOOSE_GAP = 0.8
"""Gap in ems that parts two pieces when it also stands out from the line's other spaces."""

FIGURE_GAP = 0.5
"""Gap in ems between two amounts that parts them: no sentence has two in a row."""

AMOUNT_END = re.compile(r"(?:\d,\d{3}|\d\.\d|\d%)[\d.,%)]{0,8}$")

UPRIGHT = 0.2
"""Ems a character: a line of text that takes less room from left to right runs up or down."""

HYPHEN_MARK = "\ufffe"
"""What pdfium gives for a hyphen at the end of a printed line, and for a glyph that the font maps to no letter."""

NO_LETTER = "\ufffd"

CONTROL = re.compile("[\x01-\x08\x0e-\x1f]")
"""What fonts map glyphs to that are no letters to them: ligatures."""

FIRST_PRIVATE = 0xF600

LAST_UNIT = "\uffff"
FILLER = "\u2060"
"""Second place of a character that takes two of pdfium's places (UTF-16 units); cleaning drops it (a word joiner)."""

CROWDED = 0.62
"""Room of a line, against its words in Helvetica, below which it cannot be one line: the narrowest fonts need 0.75."""

TALL = 0.7
"""Size of a line against the heading above, below which pdfium may take both for one."""

LONG_LINE, ENOUGH_LINES = 30, 80
"""Characters of a line that shows how wide its font is set, and how many such lines are looked at."""

NARROWEST_FONT, WIDEST_FONT = 0.75, 1.25
"""Widths of text fonts against Helvetica: Arial Narrow 0.82, Verdana 1.18."""

LONGEST_ASKED = 3
"""Lines whose direction is asked for before all are."""

MOST_LETTERS = 0.6
"""Share of a page's letters that run one way, from which on the page is printed that way."""

SEEN, INVISIBLE, PALE = 0, 1, 2
"""How a character is printed."""

WHITE, FAINT = 245, 12
"""Levels of all colours (of 255) from which on letters are white, and of opacity below which they are transparent."""

WORD = re.compile(r"\S+")

Box = tuple[float, float, float, float]
Gap = tuple[int, int, float, float]
"""Start and end of the spaces in the text, right edge of the word before, left edge of the word after."""

REFERENCE = re.compile(
    r"\d(?:(?<=^\d)\d{0,2}(?=\s?[A-Za-z‘“])|(?:(?<=[a-zA-Z]{2}\d)|(?<=[)’”\"'.,;:%]\d))\d{0,2}(?!\d|[,.]\d|[A-Za-z])|"
    r"(?<=[a-z)] \d)\d?(?=[\s.,;:)]|$)|"
    r"(?:(?<=19\d\d\d)|(?<=20\d\d\d))\d?(?!\d))"
)
"""Digits that may refer to a footnote, or begin one: at a line's start, after a word, a stop, a year. Not ``m2``.

What stands before is asked for after the first digit: so only digits are tried, a tenth of the places.
"""

PARAGRAPH = re.compile(r"\d{1,3}\.")
"""What stands before the second figure of a paragraph's number, which may be set small: no footnote is meant."""

SMALL = 0.82
"""Height of a raised figure against the line's letters; word processors set 0.58 to 0.75."""

BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
ITALIC_NAME = re.compile(rb"ital|obliq", re.IGNORECASE)
ITALIC = 1 << 6
FORCE_BOLD = 1 << 18
"""Font descriptor flags 7 and 19 (ISO 32000-2, table 121). Weights guessed from stem widths proved useless."""


class _Run(NamedTuple):
    """Characters of one printed line as pdfium has them: ``text`` begins at character ``first`` of the page."""

    text: str
    first: int
    hyphen: bool
    box: Box
    base: float
    size: float
    font: bytes
    bold: bool
    bold_end: bool
    italic: bool


class Found(NamedTuple):
    """A piece with the run and the part of it that it was made of, None where its text is no longer that part's."""

    run: _Run
    span: Span | None
    piece: Piece


class Naturals:
    """How wide a document sets each font, against Helvetica: so that a line with a gap in it can be told."""

    def __init__(self) -> None:
        self._seen: dict[bytes, list[float]] = defaultdict(list)
        self._known: dict[bytes, float | None] = {}
        self._ratio: dict[bytes, float] = {}

    def learn(self, runs: list[tuple[_Run, float]]) -> None:
        """Take in the lines of a page, each with its width in ems by Helvetica."""
        for run, natural in runs:
            if run.font not in self._known:
                self._known[run.font] = known_ratio(run.font, run.bold)
            if self._known[run.font] is not None:
                continue
            seen = self._seen[run.font]
            if len(run.text) >= LONG_LINE and len(seen) < ENOUGH_LINES:
                insort(seen, (run.box[2] - run.box[0]) / (natural * run.size))
        for font, seen in self._seen.items():
            self._ratio[font] = min(seen[len(seen) // 10], WIDEST_FONT) if len(seen) > 2 else NARROWEST_FONT

    def is_wide(self, run: _Run, natural: float) -> bool:
        """Whether the line is wider than its words need, by a third of an em and 3 %."""
        return run.box[2] - run.box[0] > run.size * (
            1.04 * natural * (self._known[run.font] or self._ratio[run.font]) + 0.5
        )


class PageText:
    """The text of one page as pieces; C out-parameters are made once, calls are kept few."""

    def __init__(self, raw: Any, textpage: Any, frame: Frame, naturals: Naturals) -> None:
        self.raw, self.textpage, self.frame, self.naturals = raw, textpage, frame, naturals
        self.loose_box = raw.FPDFText_GetLooseCharBox
        self.rect, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.rect_ref, self.matrix_ref = ctypes.byref(self.rect), ctypes.byref(self.matrix)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)
        self.flags = ctypes.c_int()
        self.flags_ref = ctypes.byref(self.flags)
        self.font, self.font_size = ctypes.create_string_buffer(FONT_NAME), ctypes.c_ulong(FONT_NAME)
        self.styles: dict[tuple[bytes, int], tuple[bool, bool]] = {}
        self.found: list[Found] = []
        self.colour = [ctypes.c_uint() for _ in range(4)]
        self.colour_refs = [ctypes.byref(part) for part in self.colour]

    def pieces(self) -> list[Piece]:
        """Return all pieces in the file's order."""
        runs: list[tuple[_Run, float]] = []
        for run in self._runs():
            if run.size > 0:
                natural = ems(run.text)
                crowded = 4 * run.size < run.box[2] - run.box[0] < CROWDED * natural * run.size
                runs += [(line, ems(line.text)) for line in self._lines(run)] if crowded else [(run, natural)]
        self.naturals.learn(runs)
        for run, natural in runs:
            self._split(run, natural)
        return self.all_pieces()

    def all_pieces(self) -> list[Piece]:
        """Return what `pieces` found, less what has been taken out since."""
        return [found.piece for found in self.found]

    def cut_at(self, rulings: Rulings) -> list[Piece]:
        """All pieces again, those that run across a vertical ruling cut there."""
        pieces: list[Piece] = []
        for run, span, piece in self.found:
            middle, left, right = piece.base - 0.3 * piece.size, piece.x0 + 1, piece.x1 - 1
            across = [r.at for r in rulings.vertical if left < r.at < right and r.low < middle < r.high]
            if span and across and " " in piece.text and not piece.upright:
                pieces.extend(self._cut(run, span, piece, across))
            else:
                pieces.append(piece)
        return pieces

    def words(self, found: Found) -> list[Word]:
        """Return the words of a piece with their places in its text before cleaning."""
        if found.span is None:
            return []
        text, first = found.run.text[slice(*found.span)], found.run.first + found.span[0]
        return [
            Word(*word.span(), self._extent(first + word.start(), first + word.end() - 1))
            for word in WORD.finditer(text)
        ]

    def _extent(self, first: int, last: int) -> Box:
        x0, top, x1, bottom = self._box(first)
        if last > first:
            end = self._box(last)
            x0, top, x1, bottom = min(x0, end[0]), min(top, end[1]), max(x1, end[2]), max(bottom, end[3])
        return x0, top, x1, bottom

    def text_object(self, found: Found, at: int = 0) -> Any:
        """Return pdfium's object for character `at` of a piece."""
        start = found.span[0] if found.span else 0
        return self.raw.FPDFText_GetTextObject(self.textpage, found.run.first + start + at)

    def look_of(self, found: Found, at: int = 0) -> int:
        """Return how character `at` of a piece is printed: `SEEN`, `INVISIBLE` or `PALE` (white or transparent)."""
        raw, textpage = self.raw, self.textpage
        index = found.run.first + at + (found.span[0] if found.span else 0)
        mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(textpage, index))
        if mode:
            return INVISIBLE if mode in (3, 7) else SEEN
        red, green, blue, opacity = self.colour
        raw.FPDFText_GetFillColor(textpage, index, *self.colour_refs)
        if red.value < WHITE and opacity.value >= FAINT:
            return SEEN  # most
        return PALE if opacity.value < FAINT or min(green.value, blue.value) >= WHITE else SEEN

    def turn(self) -> int:
        """Return the rotation of the page (quarter turns clockwise) at which most of its text runs to the right.

        The longest lines are asked first; where they agree with the page as it is, that is enough.
        """
        runs = [found.run for found in self.found]
        longest = heapq.nlargest(LONGEST_ASKED, runs, key=lambda run: len(run.text))
        if all(self._turn_of(run) == self.frame.turn for run in longest):
            return self.frame.turn
        letters: Counter[int] = Counter()
        for run in runs:
            letters[self._turn_of(run)] += len(run.text)
        (turn, most), *_ = letters.most_common(1)
        return turn if most > MOST_LETTERS * letters.total() else self.frame.turn

    def _turn_of(self, run: _Run) -> int:
        angle: float = self.raw.FPDFText_GetCharAngle(self.textpage, run.first)
        return turn_of(angle)

    def _text(self) -> str:
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
        """Return whether pdfium's mark for a hyphen stands for a glyph without a letter: words go on beside it."""
        return index > 0 and abs(self._base(index - 1) - self._base(index + 1)) < 1.0

    def _runs(self) -> Iterator[_Run]:
        start = 0
        for line in self._text().split("\r\n"):
            here = start
            for part in line.split(HYPHEN_MARK):
                stripped = part.strip()
                if stripped:
                    first = here + len(part) - len(part.lstrip())
                    here += len(part) + 1
                    yield self._run(stripped, first, here <= start + len(line))
                else:
                    here += len(part) + 1
            start += len(line) + 2

    def _run(self, text: str, first: int, hyphen: bool) -> _Run:
        x0, top, x1, bottom = self._box(first)
        shift = 0 if text[0].isalpha() else _first_letter(text)
        if shift:
            _, top, x1, bottom = self._box(first + shift)
        base = self._base(first + shift)
        size, (bold, italic) = self._size(first + shift, bottom - top), self._style(first + shift)
        font, bold_end = self.font.value, bold
        last = first + len(text) - 1 + hyphen
        if last > first:
            x1 = self._box(last)[2]
            bold_end, italic_end = self._style(last)
            italic = italic and italic_end
        return _Run(text, first, hyphen, (x0, top, x1, bottom), base, size, font, bold, bold_end, italic)

    def _lines(self, run: _Run) -> list[_Run]:
        """A crowded run, or both where pdfium took two printed lines for one: a tall heading and the text close below
        it. The words step back to the left where the lower line begins."""
        for begin, end, right, following in self._gaps(run.text, run.first):
            if following < right - run.size:
                upper = self._run(run.text[:begin], run.first, False)
                lower = self._run(run.text[end:], run.first + end, run.hyphen)
                under = lower.base > upper.base and lower.box[0] < upper.box[0] + upper.size
                return [upper, lower] if under and 0 < lower.size < TALL * upper.size else [run]
        return [run]

    def _base(self, index: int) -> float:
        self.raw.FPDFText_GetCharOrigin(self.textpage, index, self.x_ref, self.y_ref)
        return self.frame.point(self.x.value, self.y.value)[1]

    def _box(self, index: int) -> Box:
        self.loose_box(self.textpage, index, self.rect_ref)
        rect, frame = self.rect, self.frame
        if frame.turn == 0:
            return rect.left - frame.left, frame.high - rect.top, rect.right - frame.left, frame.high - rect.bottom
        ax, ay = frame.point(rect.left, rect.top)
        bx, by = frame.point(rect.right, rect.bottom)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _size(self, index: int, tall: float) -> float:
        """Font size in points: where text is scaled by its matrix, pdfium's own figure is not (ISO 32000-2, 9.4.4)."""
        size: float = self.raw.FPDFText_GetFontSize(self.textpage, index)
        if 0.6 * tall < size < 1.7 * tall:
            return size
        self.raw.FPDFText_GetMatrix(self.textpage, index, self.matrix_ref)
        scaled: float = abs(size) * (self.matrix.c**2 + self.matrix.d**2) ** 0.5
        return scaled if 0.5 * tall < scaled < 2 * tall else tall

    def _style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold, and whether it is italic."""
        length = self.raw.FPDFText_GetFontInfo(self.textpage, index, self.font, self.font_size, self.flags_ref)
        key = (self.font.value if 0 < length <= FONT_NAME else b"", self.flags.value)
        style = self.styles.get(key)
        if style is None:
            bold, italic = (
                BOLD_NAME.search(key[0]) or key[1] & FORCE_BOLD,
                ITALIC_NAME.search(key[0]) or key[1] & ITALIC,
            )
            style = self.styles[key] = bool(bold), bool(italic)
        return style

    def _split(self, run: _Run, natural: float) -> None:
        """The run as one piece, or as several where wide gaps part it."""
        x0, top, x1, bottom = run.box
        upright = len(run.text) > 3 and x1 - x0 < UPRIGHT * len(run.text) * run.size
        gaps = self._wide_gaps(run, natural) if not upright and " " in run.text else []
        raised, base, size, bold, bold_end = self._raised(run), run.base, run.size, run.bold, run.bold_end
        at, left, length = 0, x0, len(run.text)
        for begin, end, right, following in [*gaps, (length, 0, x1, 0.0)]:
            text = clean_line(_marked(run.text, at, begin, raised) if raised else run.text[at:begin], ligatures=True)
            hyphen = run.hyphen and begin == length
            if text:
                if hyphen:
                    text += "-"
                piece = Piece(text, left, top, right, bottom, base, size, bold, bold_end, hyphen, upright, run.italic)
                self.found.append(Found(run, (at, begin), piece))
            at, left = end, following

    def _raised(self, run: _Run) -> list[tuple[int, int]]:
        """Spans of the digits that refer to a footnote: small, above the line, close to a word or first in line."""
        found: list[tuple[int, int]] = []
        tall = run.box[3] - run.box[1]
        for digits in REFERENCE.finditer(run.text):
            if PARAGRAPH.fullmatch(run.text, 0, digits.start()):
                continue
            index = run.first + digits.start()
            _, top, _, bottom = self._box(index)
            if bottom - top < SMALL * tall and self._base(index) < run.base - 0.12 * tall:
                found.append(digits.span())
        return found

    def _wide_gaps(self, run: _Run, natural: float) -> list[Gap]:
        if not self.naturals.is_wide(run, natural):
            return []
        gaps = self._gaps(run.text, run.first)
        least = min((left - right for _, _, right, left in gaps), default=0.0)
        return [gap for gap in gaps if _parts(gap, least, run, len(gaps))]

    def _gaps(self, text: str, first: int) -> list[Gap]:
        gaps: list[Gap] = []
        plain, shift = self.frame.turn == 0, self.frame.left
        loose_box, textpage, rect, ref = self.loose_box, self.textpage, self.rect, self.rect_ref
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
                gaps.append((at, end, self._box(first + at - 1)[2], self._box(first + end)[0]))
            at = text.find(" ", end)
        return gaps

    def _cut(self, run: _Run, span: Span, piece: Piece, across: list[float]) -> list[Piece]:
        """`piece` cut at the spaces that hold a ruling; a word that is struck through stays whole."""
        raised = self._raised(run)
        cuts = [
            (begin + span[0], end + span[0], right, following)
            for begin, end, right, following in self._gaps(run.text[slice(*span)], run.first + span[0])
            if any(right - 1 <= x <= following + 1 for x in across)
        ]
        parts: list[Piece] = []
        at, left = span[0], piece.x0
        for begin, end, right, following in [*cuts, (span[1], 0, piece.x1, 0.0)]:
            text = clean_line(_marked(run.text, at, begin, raised) if raised else run.text[at:begin], ligatures=True)
            hyphen = piece.hyphen and begin == span[1]
            if text:
                text += "-" if hyphen else ""
                parts.append(piece._replace(text=text, x0=left, x1=right, hyphen=hyphen))
            at, left = end, following
        return parts


def _private(found: re.Match[str]) -> str:
    """Return a private character for a control character, which cleaning would drop."""
    return chr(FIRST_PRIVATE + ord(found[0]))


def _first_letter(text: str) -> int:
    """Place of the first letter near the start, whose size and weight are those of the words; else 0."""
    return next((place for place, character in enumerate(text[:12]) if character.isalpha()), 0)


def _marked(text: str, begin: int, end: int, raised: list[tuple[int, int]]) -> str:
    """``text[begin:end]`` with raised digits in brackets: *area* and a small 2 become ``area[2]``, not ``area2``."""
    parts, at = [], begin
    for start, stop in raised:
        if begin <= start and stop <= end:
            parts += [text[at:start], "[", text[start:stop], "]"]
            at = stop
    return "".join([*parts, text[at:end]])


def _parts(gap: Gap, least: float, run: _Run, count: int) -> bool:
    """Whether a gap parts two pieces, in a line of `count` gaps of which the least is `least` points wide."""
    wide = (gap[3] - gap[2]) / run.size
    if wide > WIDE_GAP or (wide > LOOSE_GAP and (wide > 2 * least / run.size or count <= 2)):
        return True
    return (
        wide > FIGURE_GAP
        and AMOUNT_END.search(run.text, 0, gap[0]) is not None
        and run.text[gap[1]] in "-–(£0123456789"
    )
