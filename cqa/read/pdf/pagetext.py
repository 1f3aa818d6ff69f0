"""The text of one page as pieces with geometry: runs, divided where wide gaps separate columns or cells."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from typing import Any, NamedTuple

from cqa.model import Span
from cqa.read.glyphs import clean_line
from cqa.read.pdf.characters import Characters, Gap
from cqa.read.pdf.frame import Frame
from cqa.read.pdf.page import Piece, Rulings
from cqa.read.pdf.raised import raised_digits, with_brackets
from cqa.read.pdf.runs import Run, runs_of
from cqa.read.pdf.visibility import DrawnWord
from cqa.read.pdf.widths import FontWidths

WIDE_GAP = 1.5
"""Gap in ems that always separates two pieces; the widest justified word space met in the sample is 1.2."""

LOOSE_GAP = 0.8
"""Gap in ems that separates two pieces when it is also much wider than the line's other spaces."""

FIGURE_GAP = 0.5
"""Gap in ems that separates two amounts: no sentence has two in a row."""

AMOUNT_END = re.compile(r"(?:\d,\d{3}|\d\.\d|\d%)[\d.,%)]{0,8}$")

UPRIGHT = 0.2
"""Ems a character: a line of text that is less wide than that runs up or down."""

LONGEST_ASKED = 3
"""Number of lines whose direction is checked before that of all lines."""

MOST_LETTERS = 0.6
"""Least share of a page's letters that run in the direction in which the page is printed."""

WORD = re.compile(r"\S+")


class SourcedPiece(NamedTuple):
    """A piece with the run and the part of the run that it was made of; None where its text has been changed since."""

    run: Run
    span: Span | None
    piece: Piece


class PageText:
    """The text of one page as pieces."""

    def __init__(self, raw: Any, textpage: Any, frame: Frame, widths: FontWidths) -> None:
        self.raw, self.frame, self.widths = raw, frame, widths
        self.characters = Characters(raw, textpage, frame)
        self.found: list[SourcedPiece] = []

    def pieces(self) -> list[Piece]:
        """Return all pieces in the file's order."""
        runs = list(runs_of(self.characters))
        self.widths.learn(runs)
        for run, natural in runs:
            self._split(run, natural)
        return self.all_pieces()

    def all_pieces(self) -> list[Piece]:
        """Return what `pieces` found, without what has been removed since."""
        return [found.piece for found in self.found]

    def cut_at(self, rulings: Rulings) -> list[Piece]:
        """Return all pieces; those that cross a vertical ruling are divided there."""
        pieces: list[Piece] = []
        for run, span, piece in self.found:
            middle, left, right = piece.base - 0.3 * piece.size, piece.x0 + 1, piece.x1 - 1
            across = [r.at for r in rulings.vertical if left < r.at < right and r.low < middle < r.high]
            if span and across and " " in piece.text and not piece.upright:
                pieces.extend(self._cut(run, span, piece, across))
            else:
                pieces.append(piece)
        return pieces

    def words(self, found: SourcedPiece) -> list[DrawnWord]:
        """Return the words of a piece with their places in its text before cleaning."""
        if found.span is None:
            return []
        text, first = found.run.text[slice(*found.span)], found.run.first + found.span[0]
        return [
            DrawnWord(*word.span(), self.characters.extent(first + word.start(), first + word.end() - 1))
            for word in WORD.finditer(text)
        ]

    def text_object(self, found: SourcedPiece, at: int = 0) -> Any:
        """Return pdfium's object for character `at` of a piece."""
        start = found.span[0] if found.span else 0
        return self.characters.text_object(found.run.first + start + at)

    def look_of(self, found: SourcedPiece, at: int = 0) -> int:
        """Return how character `at` of a piece is printed: `SEEN`, `INVISIBLE` or `PALE` (white or transparent)."""
        return self.characters.look(found.run.first + at + (found.span[0] if found.span else 0))

    def turn(self) -> int:
        """Return the rotation of the page (quarter turns clockwise) at which most of its text runs to the right.

        The longest lines are checked first; where they agree with the page as it is, that is enough.
        """
        runs = [found.run for found in self.found]
        longest = heapq.nlargest(LONGEST_ASKED, runs, key=lambda run: len(run.text))
        if all(self.characters.turn(run.first) == self.frame.turn for run in longest):
            return self.frame.turn
        letters: Counter[int] = Counter()
        for run in runs:
            letters[self.characters.turn(run.first)] += len(run.text)
        (turn, most), *_ = letters.most_common(1)
        return turn if most > MOST_LETTERS * letters.total() else self.frame.turn

    def _split(self, run: Run, natural: float) -> None:
        """Add the run as one piece, or as several where wide gaps separate them."""
        x0, top, x1, bottom = run.box
        upright = len(run.text) > 3 and x1 - x0 < UPRIGHT * len(run.text) * run.size
        gaps = self._wide_gaps(run, natural) if not upright and " " in run.text else []
        base, size, bold, bold_end = run.base, run.size, run.bold, run.bold_end
        raised = raised_digits(self.characters, run)
        at, left, length = 0, x0, len(run.text)
        for begin, end, right, following in [*gaps, (length, 0, x1, 0.0)]:
            text = clean_line(with_brackets(run.text, at, begin, raised), ligatures=True)
            hyphen = run.hyphen and begin == length
            if text:
                if hyphen:
                    text += "-"
                piece = Piece(text, left, top, right, bottom, base, size, bold, bold_end, hyphen, upright, run.italic)
                self.found.append(SourcedPiece(run, (at, begin), piece))
            at, left = end, following

    def _wide_gaps(self, run: Run, natural: float) -> list[Gap]:
        if not self.widths.is_wide(run, natural):
            return []
        gaps = self.characters.gaps(run.text, run.first)
        least = min((left - right for _, _, right, left in gaps), default=0.0)
        return [gap for gap in gaps if _separates(gap, least, run, len(gaps))]

    def _cut(self, run: Run, span: Span, piece: Piece, across: list[float]) -> list[Piece]:
        """Return `piece` divided at the spaces with a ruling; a word that is struck through stays whole."""
        raised = raised_digits(self.characters, run)
        cuts = [
            (begin + span[0], end + span[0], right, following)
            for begin, end, right, following in self.characters.gaps(run.text[slice(*span)], run.first + span[0])
            if any(right - 1 <= x <= following + 1 for x in across)
        ]
        parts: list[Piece] = []
        at, left = span[0], piece.x0
        for begin, end, right, following in [*cuts, (span[1], 0, piece.x1, 0.0)]:
            text = clean_line(with_brackets(run.text, at, begin, raised), ligatures=True)
            hyphen = piece.hyphen and begin == span[1]
            if text:
                text += "-" if hyphen else ""
                parts.append(piece._replace(text=text, x0=left, x1=right, hyphen=hyphen))
            at, left = end, following
        return parts


def _separates(gap: Gap, least: float, run: Run, count: int) -> bool:
    """Return whether a gap separates two pieces; the line has `count` gaps, the narrowest `least` points wide."""
    wide = (gap[3] - gap[2]) / run.size
    if wide > WIDE_GAP or (wide > LOOSE_GAP and (wide > 2 * least / run.size or count <= 2)):
        return True
    return (
        wide > FIGURE_GAP
        and AMOUNT_END.search(run.text, 0, gap[0]) is not None
        and run.text[gap[1]] in "-–(£0123456789"
    )
