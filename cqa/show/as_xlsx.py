"""Spreadsheets: any table; a matrix with one sheet of verdicts and one of the evidence behind each."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cqa.errors import UsageError
from cqa.model import Passage
from cqa.show.citation import citation
from cqa.show.safe import cell

if TYPE_CHECKING:
    from cqa.matrix import Matrix

WIDEST = 60
"""Characters of the widest column; longer text wraps."""

CELL_LONGEST = 32_767
"""Characters that a cell may hold, by the format; longer text is cut."""


def write_matrix(path: Path, matrix: Matrix, passages: Mapping[str, Passage]) -> None:
    """Write the spreadsheet; ``passages`` are those that the cells name, by id.

    Raises :class:`~cqa.errors.UsageError` when the file cannot be written.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "Verdicts"
    sheet.append([cell(v) for v in ("authority", *matrix.topics)])
    for name, row in zip(matrix.authorities, matrix.cells, strict=True):
        sheet.append([cell(name), *(cell(h.verdict + (f" ({len(h.passages)})" if h.passages else "")) for h in row)])
    proof = book.create_sheet("Evidence")
    proof.append(["authority", "topic", "verdict", "citation", "passage", "file"])
    for name, row in zip(matrix.authorities, matrix.cells, strict=True):
        for topic, holder in zip(matrix.topics, row, strict=True):
            for passage in map(passages.__getitem__, holder.passages):
                proof.append(
                    [cell(v) for v in (name, topic, holder.verdict, citation(passage), passage.text, passage.file)]
                )
    for page in (sheet, proof):
        _readable(page)
    try:
        book.save(path)
    except OSError as error:
        raise UsageError(f"cannot write {path} ({error.strerror}); give another file") from error


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a spreadsheet file of one sheet with a header row. Text that a program could take for a formula is led by
    an apostrophe; numbers stay numbers."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([cell(name) for name in columns])
    for row in rows:
        sheet.append([v if type(v) in (int, float) else cell(v)[:CELL_LONGEST] for v in row])
    _readable(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _readable(sheet: Any) -> None:
    """Format the sheet: a bold header that stays in sight, columns as wide as their words, long text wrapped."""
    from openpyxl.styles import Alignment, Font

    sheet.freeze_panes = "B2"
    for head in sheet[1]:
        head.font = Font(bold=True)
    for column in sheet.columns:
        widest = max(len(str(c.value or "")) for c in column)
        sheet.column_dimensions[column[0].column_letter].width = min(max(10, widest + 1), WIDEST)
        for c in column:
            c.alignment = Alignment(wrap_text=True, vertical="top")
