"""What was fetched into a folder, so that nothing is fetched twice; and the manifest that ``cqa ingest`` takes.

``.fetched.json`` is kept after each file, so that an interrupted run goes on where it stopped. The manifest has a row a
file. Files that the site no longer lists are moved to ``.withdrawn``, where ``cqa ingest`` does not look.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from cqa.errors import UsageError

LEDGER, MANIFEST, WITHDRAWN = ".fetched.json", "manifest.csv", ".withdrawn"
State = Literal["fetched", "copy", "withdrawn"]


class Fetched(NamedTuple):
    """One attachment that was fetched. ``file`` is below the folder; a copy has the file of its original."""

    id: str
    site: str
    file: str
    sha256: str
    size: int
    url: str
    accessed: str
    authority: str
    committee: str
    meeting: str
    date: str
    item: str
    title: str
    type: str
    published: str
    state: State = "fetched"


_COLUMNS = (
    "file",
    "authority",
    "committee",
    "date",
    "type",
    "source",
    "accessed",
    "meeting",
    "item",
    "published",
    "sha256",
)


class Ledger:
    """The attachments fetched into a folder, by site and number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[tuple[str, str], Fetched] = {}
        path = folder / LEDGER
        if path.is_file():
            try:
                rows = [Fetched(**row) for row in json.loads(path.read_text("utf-8"))]
            except (ValueError, TypeError) as error:
                raise UsageError(f"{path} is damaged; remove it, and what is in the folder is fetched again") from error
            self.rows = {(row.site, row.id): row for row in rows}
        self.by_hash = {row.sha256: row for row in self.rows.values() if row.state == "fetched"}

    def put(self, row: Fetched) -> None:
        """Record an attachment, in the file and in the manifest."""
        self.rows[row.site, row.id] = row
        if row.state == "fetched":
            self.by_hash[row.sha256] = row
        elif row.state == "withdrawn" and self.by_hash.get(row.sha256, row).id == row.id:
            self.by_hash.pop(row.sha256, None)
        self.save()

    def save(self) -> None:
        """Write ledger and manifest, each to another file that then takes the place of the old one."""
        rows = sorted(self.rows.values(), key=lambda row: (row.site, row.date, row.id))
        _write(self.folder / LEDGER, json.dumps([row._asdict() for row in rows], indent=1, ensure_ascii=False) + "\n")
        _write(self.folder / MANIFEST, _manifest(row for row in rows if row.state == "fetched"))

    def is_known(self, site: str, number: str, published: str) -> bool:
        """Return whether this version of an attachment is in the folder."""
        row = self.rows.get((site, number))
        return (
            row is not None
            and row.state != "withdrawn"
            and row.published == published
            and (self.folder / row.file).is_file()
        )

    def withdraw(self, row: Fetched) -> Fetched | None:
        """Move the file of an attachment aside, unless another attachment has the same; return what was recorded."""
        others = [r for r in self.rows.values() if r.file == row.file and r.id != row.id and r.state != "withdrawn"]
        gone = row._replace(state="withdrawn")
        if not others:
            aside = self.folder / WITHDRAWN / row.file
            aside.parent.mkdir(parents=True, exist_ok=True)
            if (self.folder / row.file).is_file():
                os.replace(self.folder / row.file, aside)
        elif row.state == "fetched":
            heir = others[0]
            self.rows[heir.site, heir.id] = heir._replace(state="fetched")
        self.put(gone)
        return gone


def _manifest(rows: Iterable[Fetched]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in rows:
        values = {**row._asdict(), "source": row.url}
        table.writerow([_guarded(str(values[name])) for name in _COLUMNS])
    return text.getvalue()


def _guarded(cell: str) -> str:
    """Return a cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_text(text, "utf-8")
    os.replace(part, path)
