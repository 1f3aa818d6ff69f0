"""Blocks become canonical text: every printed line or table row once, with the right separator before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqa.model import Line, LineMark, Page, PageVerdict
from cqa.read.builder import TextBuilder
from cqa.read.pdf import line_joining
from cqa.read.pdf.flow import blocks
from cqa.read.pdf.hyphens import Hyphens
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.rows import Block

TIGHT = 0.12
"""Ems: pieces closer than this are parts of one word."""

LEADERS = re.compile(r"\s?(?:\.\s?){5,}\s?")
"""Dots that lead the eye from a heading to its page in a list of contents."""


class Printed(NamedTuple):
    """A line of the text to be: a printed line, or a row of a table; `piece` is it as if in one piece."""

    piece: Piece
    before: str
    mark: LineMark

    @property
    def text(self) -> str:
        return self.piece.text


def compose(
    pages: Iterable[RawPage], labels: dict[int, str], verdicts: dict[int, PageVerdict], hyphens: Hyphens
) -> tuple[str, tuple[Page, ...], tuple[Line, ...]]:
    """Return the text, pages and lines of a document whose running headers and footers have been removed.

    `labels` are the printed page labels by page number, `verdicts` how pages were read, where not from their text.
    """
    builder = TextBuilder()
    pending: Printed | None = None
    right = 0.0
    for page in pages:
        lines, margins = _lines(page, hyphens)
        if pending is not None:
            joined = (
                line_joining.across_pages(pending.piece, lines[0].piece, right)
                if lines and _both_run(pending, lines[0])
                else "\n\n"
            )
            _write(builder, pending, joined == "", hyphens, lines[0].text if lines else "")
            if lines:
                lines[0] = lines[0]._replace(before=joined)
        builder.page(page.number, labels.get(page.number), verdicts.get(page.number, "text"))
        for line, following in itertools.pairwise(lines):
            _write(builder, line, following.before == "", hyphens, following.text)
        pending = lines[-1] if lines else None
        right = margins.right if lines else right
    if pending is not None:
        _write(builder, pending, False, hyphens, "")
    return builder.finish()


def _both_run(pending: Printed, line: Printed) -> bool:
    return pending.mark == line.mark == ""


def _write(builder: TextBuilder, line: Printed, bound: bool, hyphens: Hyphens, following: str) -> None:
    """Write `line`; where the next is bound to it, its last hyphen goes if it only divides a word."""
    text = line.text
    if bound and text.endswith("-") and hyphens.divides(text, following):
        text = text[:-1]
    piece = line.piece
    builder.line(
        text,
        line.before,
        box=piece[1:5],
        size=round(piece.size, 1),
        bold=piece.bold,
        mark=line.mark,
        emphasis=piece.emphasis,
    )


def _lines(page: RawPage, hyphens: Hyphens) -> tuple[list[Printed], line_joining.Margins]:
    found = blocks(page)
    margins = line_joining.Margins([block.cells[0][0] for block in found if not block.is_row])
    lines: list[Printed] = []
    for block in found:
        piece, mark = _printed(block, hyphens)
        if piece.text:
            before = _separator(lines[-1], piece, mark, margins) if lines else "\n\n"
            lines.append(Printed(piece, before, mark))
    return lines, margins


def _separator(before: Printed, piece: Piece, mark: LineMark, margins: line_joining.Margins) -> str:
    if before.mark == mark == "":
        return line_joining.within_page(before.piece, piece, margins)
    step, size = piece.top - before.piece.bottom, piece.size
    return "\n" if before.mark == mark or -size < step < 0.5 * size else "\n\n"


def _printed(block: Block, hyphens: Hyphens) -> tuple[Piece, LineMark]:
    """Return the block as one piece, and whether it is a row."""
    cells = block.cells
    pieces = cells[0] if len(cells) == 1 else [piece for cell in cells for piece in cell]
    text = _cell(pieces, hyphens) if len(cells) == 1 else "\t".join([_cell(cell, hyphens) for cell in cells])
    if ".." in text or ". ." in text:
        text = LEADERS.sub("\t", text).strip()
    mark: LineMark = "row" if "\t" in text or block.ruled else ""
    if len(pieces) == 1 and text == pieces[0].text:
        return pieces[0], mark  # most lines
    main = max(pieces[:3], key=lambda piece: len(piece.text))
    last = pieces[-1]
    x0, top = min([piece.x0 for piece in pieces]), min([piece.top for piece in pieces])
    x1, bottom = max([piece.x1 for piece in pieces]), max([piece.bottom for piece in pieces])
    emphasis = all(piece.emphasis for piece in pieces)
    bold, bold_end = main.bold, last.bold_end
    return Piece(text, x0, top, x1, bottom, main.base, main.size, bold, bold_end, last.hyphen, emphasis=emphasis), mark


def _cell(pieces: Sequence[Piece], hyphens: Hyphens) -> str:
    """Return the words of a cell: its lines joined as those of a paragraph, a small figure set in brackets."""
    if len(pieces) == 1:
        return pieces[0].text
    text = ""
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        text += f"[{piece.text}]" if _is_reference(pieces, index) else piece.text
        if following is not None:
            text = _joined(text, piece, following, hyphens)
    return text


def _joined(text: str, piece: Piece, following: Piece, hyphens: Hyphens) -> str:
    if (
        not piece.upright
        and following.base - piece.base < 0.5 * piece.size
        and following.x0 - piece.x1 < TIGHT * following.size
    ):
        return text
    gap = "" if piece.hyphen else line_joining.between(text, following.text)
    if gap == "" and hyphens.divides(text, following.text):
        text = text[:-1]
    return text + gap


def _is_reference(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a figure set small and high next to a piece refers to a footnote, or begins one."""
    piece = pieces[index]
    if not piece.text.isdigit() or len(piece.text) > 3:
        return False
    near = [pieces[other] for other in (index - 1, index + 1) if 0 <= other < len(pieces)]
    return any(piece.size < 0.82 * other.size and 0 < other.base - piece.base < 0.75 * other.size for other in near)
