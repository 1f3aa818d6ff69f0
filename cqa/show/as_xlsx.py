"""Spreadsheets: any table; a matrix with one sheet of verdicts and one of the evidence behind each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from cqa.catalogue.corrections import CODER_NOTE, CODER_VERDICT
from cqa.errors import UsageError
from cqa.show.citation import citation
from cqa.show.safe import cell

if TYPE_CHECKING:
    from cqa.matrix import EvidenceRow, Matrix

WIDEST = 60
"""Characters of the widest column; longer text wraps."""

ROWS_MEASURED = 100
"""Rows by which the width of columns is chosen."""

PAGE = "http://127.0.0.1:8000"
"""Where `cqa serve` shows the pages that links lead to."""

CELL_LONGEST = 32_767
"""Characters that a cell may hold, by the format; longer text is cut."""


EVIDENCE = (
    *("authority", "topic", "verdict", "whose words", "quotation", "paper", "date", "page", "citation"),
    *("passage link", "page link", "same as", "corrected to", CODER_VERDICT, CODER_NOTE),
    *("passage", "file"),
)
"""Columns of the sheet of evidence; people fill in those of the coder, who need not follow earlier corrections."""


def write_matrix(
    path: Path,
    matrix: Matrix,
    evidence: Iterable[EvidenceRow],
    sources: Mapping[str, str],
    unread: Iterable[tuple[str, str, str]],
    corrected: Mapping[tuple[str, str], str],
    pages: str = PAGE,
) -> None:
    """Write the spreadsheet: a sheet council by topic, one with a row a passage, one of files that could not be read.

    ``sources`` are addresses of papers by their id, ``unread`` status, name and reason of a file each, ``corrected``
    verdicts of coders by topic and passage; ``pages`` is where the links to passages lead.
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
    proof.append(list(EVIDENCE))
    for shown in evidence:
        proof.append([cell(v)[:CELL_LONGEST] for v in _evidence(shown, sources, corrected, pages)])
        for at in (EVIDENCE.index("passage link") + 1, EVIDENCE.index("page link") + 1):
            link = proof.cell(proof.max_row, at)
            link.hyperlink = link.value or None
    lost = book.create_sheet("Not read")
    lost.append(["status", "file", "reason"])
    for file in unread:
        lost.append([cell(v) for v in file])
    for page in (sheet, proof, lost):
        _readable(page)
    _save(book, path)


def _evidence(
    row: EvidenceRow, sources: Mapping[str, str], corrected: Mapping[tuple[str, str], str], pages: str
) -> tuple[object, ...]:
    """Return a row of evidence as the values of :data:`EVIDENCE`."""
    p = row.passage
    about = (row.authority, row.topic, row.holder.verdict)
    if p is None:
        return (*about, *[""] * (len(EVIDENCE) - len(about)))
    source = f"{sources[p.paper]}#page={p.page}" if p.paper in sources else ""
    link = f"{pages}/papers/{p.id.replace('#', '/').partition('.')[0]}"
    said = (row.holder.whose_words or "", p.text, p.title, p.date, p.page_label or p.page, citation(p))
    coder = corrected.get((row.topic, p.id), "")
    return (*about, *said, link, source, row.same_as or "", coder, "", "", p.id, p.file.rsplit("/", 1)[-1])


def read_sheet(path: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a sheet by the heads of its columns. Raises :class:`~cqa.errors.UsageError` for a file that is
    no such spreadsheet."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError) as error:
        raise UsageError(f"{path}: not a spreadsheet that can be read; save it as .xlsx") from error
    try:
        if name not in book.sheetnames:
            raise UsageError(f"{path}: there is no sheet {name!r}; give a file that cqa matrix --xlsx wrote")
        rows = book[name].iter_rows(values_only=True)
        heads = [str(v or "") for v in next(rows, ())]
        return [dict(zip(heads, ("" if v is None else str(v) for v in row), strict=False)) for row in rows]
    finally:
        book.close()


def _save(book: Any, path: Path) -> None:
    """Write under another name, then move into place: whole, or as it was before."""
    pipe = path.exists() and not path.is_file()
    written = path if pipe else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        book.save(written)
        os.replace(written, path)
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
