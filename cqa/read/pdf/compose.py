"""Pieces without furniture become canonical text: rows, paragraphs, pages."""

from __future__ import annotations

import re

from cqa.model import Line, Page
from cqa.read.builder import TextBuilder
from cqa.read.pdf.page import Piece, RawPage

NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?[a-zA-Z]\)|\(?[ivxIVX]{1,5}[.)]|[a-zA-Z]\.|•)")
STARTS_ITEM = re.compile(r"(?:•|\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s|\(?[a-zA-Z]\)\s|\(?[ivxIVX]{1,5}[.)]\s)")


def compose(
    pages: list[RawPage], labels: dict[int, str], silent: list[int]
) -> tuple[str, tuple[Page, ...], tuple[Line, ...]]:
    builder = TextBuilder()
    last: tuple[Piece, ...] | None = None
    for page in pages:
        builder.page(page.number, labels.get(page.number), page.number not in silent)
        right = max((piece.x1 for piece in page.pieces), default=0.0)
        fresh = True
        for row in _rows(page.pieces):
            text, cells = _row_text(row)
            before = _separator(last, row, right, fresh)
            box = (row[0].x0, min(p.top for p in row), row[-1].x1, max(p.bottom for p in row))
            builder.line(text, before, box=box, size=row[0].size, bold=row[0].bold, mark="row" if cells > 1 else "")
            last, fresh = row, False
    return builder.finish()


def _rows(pieces: tuple[Piece, ...]) -> list[tuple[Piece, ...]]:
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and abs(rows[-1][-1].base - piece.base) < 0.3 * piece.size and piece.x0 >= rows[-1][-1].x1:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [tuple(row) for row in rows]


def _row_text(row: tuple[Piece, ...]) -> tuple[str, int]:
    text, cells = row[0].text, 1
    for before, piece in zip(row, row[1:], strict=False):
        number = cells == 1 and NUMBER.fullmatch(before.text) is not None
        text += (" " if number else "\t") + piece.text
        cells += 0 if number else 1
    return text, cells


def _separator(last: tuple[Piece, ...] | None, row: tuple[Piece, ...], right: float, fresh: bool) -> str:
    if last is None:
        return ""
    previous, piece = last[-1], row[0]
    if fresh:
        goes_on = piece.text[:1].islower() and previous.text[-1:] not in ".:;?!"
        return ("" if previous.hyphen else " ") if goes_on else "\n\n"
    if previous.hyphen:
        return ""
    leading = piece.base - previous.base
    same = abs(piece.size - previous.size) < 0.6 and piece.bold == previous.bold
    if (len(last) > 1 and NUMBER.fullmatch(last[0].text) is None) or len(row) > 1 or not same:
        return "\n" if 0 <= leading < 1.6 * piece.size else "\n\n"
    if not 0 < leading < 1.6 * piece.size:
        return "\n\n"
    full = right - previous.x1 < 0.5 * piece.size * (len(piece.text.split(" ", 1)[0]) + 1)
    return " " if full and not STARTS_ITEM.match(piece.text) else "\n"
