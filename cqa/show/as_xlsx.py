"""A matrix as a spreadsheet: one sheet of verdicts, one of the evidence behind each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cqa.errors import UsageError
from cqa.model import Passage
from cqa.show.citation import citation
from cqa.show.safe import cell

if TYPE_CHECKING:
    from cqa.matrix import Matrix

_SHEET_NAME_LONGEST = 31  # a limit of the format


def write_matrix(path: Path, matrix: Matrix, passages: Mapping[str, Passage]) -> None:
    """Write the spreadsheet; ``passages`` are those that the cells name, by id.

    Raises :class:`~cqa.errors.UsageError` when the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "Verdicts"[:_SHEET_NAME_LONGEST]
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
        page.freeze_panes = "B2"
        for head in page[1]:
            head.font = Font(bold=True)
        for column in page.columns:
            widest = max(len(str(c.value or "")) for c in column)
            page.column_dimensions[column[0].column_letter].width = min(max(10, widest + 1), 60)
            for c in column:
                c.alignment = Alignment(wrap_text=True, vertical="top")
    try:
        book.save(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
