"""Rows as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from cqa.show.safe import cell


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return CSV text with a header row (RFC 4180 quoting, ``\n`` line ends)."""
    out = io.StringIO()
    write_table(out, columns, rows)
    return out.getvalue().rstrip("\n")


def write_table(out: IO[str], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a header row and rows, each as it comes."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(value) for value in row] for row in rows)
