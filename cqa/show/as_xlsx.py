"""Spreadsheets: any table; a matrix with one sheet of verdicts and one of the evidence behind each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from cqa.errors import UsageError
from cqa.model import Passage
from cqa.show.citation import citation
from cqa.show.safe import cell

if TYPE_CHECKING:
    from cqa.matrix import Matrix

WIDEST = 60
"""Characters of the widest column; longer text wraps."""

ROWS_MEASURED = 100
"""Rows by which the width of columns is chosen."""

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
    pipe = path.exists() and not path.is_file()
    written = path if pipe else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        book.save(written)
        os.replace(written, path)  # whole, or as it was before
    except OSError as error:
        with suppress(OSError):
            if not pipe:
                written.unlink(missing_ok=True)
        raise UsageError(f"cannot write {path} ({error.strerror}); give another file") from error


def write_table(out: IO[bytes], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a spreadsheet of one sheet with a header row, each row as it comes.

    Text that a program could take for a formula is led by an apostrophe; numbers stay numbers. Columns are as wide as
    the words of the first rows.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    coming = ([v if type(v) in (int, float) else cell(v)[:CELL_LONGEST] for v in row] for row in rows)
    first = list(islice(coming, ROWS_MEASURED))
    head = [cell(name) for name in columns]
    sheet.freeze_panes = "B2"
    for number, name in enumerate(head, start=1):
        widest = max((len(str(row[number - 1] or "")) for row in first), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(10, widest + 1, len(name) + 1), WIDEST)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def styled(value: object, font: Font | None = None) -> Any:
        made = WriteOnlyCell(sheet, value)
        made.alignment = wrapped
        if font is not None:
            made.font = font
        return made

    sheet.append([styled(name, bold) for name in head])
    for row in chain(first, coming):
        sheet.append([styled(value) for value in row])
    book.save(out)


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
