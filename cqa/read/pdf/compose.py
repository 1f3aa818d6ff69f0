"""Blocks become canonical text: every printed line or table row once, with the right separator before it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqa.model import Line, LineMark, Page
from cqa.read.builder import TextBuilder
from cqa.read.pdf import joins
from cqa.read.pdf.flow import blocks
from cqa.read.pdf.hyphens import Hyphens
from cqa.read.pdf.page import Piece, RawPage
from cqa.read.pdf.rows import Block

LEADERS = re.compile(r"\s?(?:\.\s?){5,}\s?")
"""Dots that lead the eye from a heading to its page in a list of contents."""


class Printed(NamedTuple):
    """A line of the text to be: a printed line (`first` and `last` its outermost pieces), or a row of a table."""

    text: str
    before: str
    first: Piece
    last: Piece
    box: tuple[float, float, float, float]
    mark: LineMark


def compose(
    pages: Iterable[RawPage], labels: dict[int, str], silent: set[int], hyphens: Hyphens
) -> tuple[str, tuple[Page, ...], tuple[Line, ...]]:
    """Text, pages and lines of a document whose furniture has been taken out.

    `labels` are the printed page labels by page number, `silent` the pages without a text layer.
    """
    builder = TextBuilder()
    held: Printed | None = None
    right = 0.0
    for page in pages:
        lines, margins = _lines(page, hyphens)
        if held is not None:
            joined = (
                joins.across_pages(held.last, lines[0].first, right) if lines and _both_run(held, lines[0]) else "\n\n"
            )
            _write(builder, held, joined == "", hyphens, lines[0].text if lines else "")
            if lines:
                lines[0] = lines[0]._replace(before=joined)
        builder.page(page.number, labels.get(page.number), page.number not in silent)
        for line, following in itertools.pairwise(lines):
            _write(builder, line, following.before == "", hyphens, following.text)
        held = lines[-1] if lines else None
        right = margins.right if lines else right
    if held is not None:
        _write(builder, held, False, hyphens, "")
    return builder.finish()


def _both_run(held: Printed, line: Printed) -> bool:
    return held.mark == line.mark == ""


def _write(builder: TextBuilder, line: Printed, bound: bool, hyphens: Hyphens, following: str) -> None:
    """Write `line`; where the next is bound to it, its last hyphen goes if it only divides a word."""
    text = line.text
    if bound and text.endswith("-") and hyphens.divides(text, following):
        text = text[:-1]
    builder.line(text, line.before, box=line.box, size=round(line.first.size, 1), bold=line.first.bold, mark=line.mark)


def _lines(page: RawPage, hyphens: Hyphens) -> tuple[list[Printed], joins.Margins]:
    found = blocks(page)
    margins = joins.Margins([block.cells[0][0] for block in found if not block.is_row])
    lines: list[Printed] = []
    for block in found:
        line = _printed(block, hyphens)
        if line.text:
            before = _separator(lines[-1], line, margins) if lines else "\n\n"
            lines.append(line._replace(before=before))
    return lines, margins


def _separator(before: Printed, line: Printed, margins: joins.Margins) -> str:
    if before.mark == line.mark == "":
        return joins.within_page(before.last, line.first, margins)
    step = line.box[1] - before.box[3]
    return "\n" if before.mark == line.mark or -line.first.size < step < 0.5 * line.first.size else "\n\n"


def _printed(block: Block, hyphens: Hyphens) -> Printed:
    pieces = [piece for cell in block.cells for piece in cell]
    text = "\t".join(_cell(cell, hyphens) for cell in block.cells)
    if ".." in text or ". ." in text:
        text = LEADERS.sub("\t", text).strip()
    mark: LineMark = "row" if "\t" in text or block.ruled else ""
    box = (
        min(piece.x0 for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.x1 for piece in pieces),
        max(piece.bottom for piece in pieces),
    )
    return Printed(text, "", pieces[0], pieces[-1], box, mark)


def _cell(pieces: Sequence[Piece], hyphens: Hyphens) -> str:
    """The words of a cell: its lines joined as those of a paragraph."""
    if len(pieces) == 1:
        return pieces[0].text
    text = ""
    for index, piece in enumerate(pieces):
        text += piece.text
        if index + 1 < len(pieces):
            gap = joins.between(text, pieces[index + 1].text) if not piece.hyphen else ""
            if gap == "" and hyphens.divides(text, pieces[index + 1].text):
                text = text[:-1]
            text += gap
    return text
