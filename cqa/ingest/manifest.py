"""A manifest of facts about papers: a CSV or TOML file, read and checked as a whole before anything is read.

CSV has a row a paper; the sheet of ``cqa papers --csv`` can be corrected and given back. TOML has a table
``[[paper]]`` a paper. Columns: ``file`` and any of ``authority committee date title type source accessed exempt``;
``id`` names one of several papers of a file. An empty cell states nothing; ``-`` states that there is none.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cqa.errors import UsageError
from cqa.extract.given import NONE, TYPES
from cqa.model import GivenFacts, Paper
from cqa.text import dates

COLUMNS: dict[str, tuple[str, ...]] = {
    "file": ("file", "path", "filename", "file name"),
    "id": ("id", "paper"),
    "authority": ("authority", "council"),
    "committee": ("committee", "committees"),
    "date": ("date", "meeting date"),
    "title": ("title",),
    "type": ("type",),
    "source": ("source", "source url", "url"),
    "accessed": ("accessed", "date of access", "access date", "retrieved"),
    "exempt": ("exempt",),
}
"""What a column is for, by the ways to head it."""
COMPUTED = frozenset(
    {"code", "wards", "author_role", "pages", "pack", "status", "error", "meeting", "item", "published", "sha256"}
)
"""Columns of the sheet of ``cqa papers --csv`` and of the manifest of ``cqa fetch`` that state nothing."""
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
MOST_FAULTS = 10
"""Faults that one message names."""
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@\t])")
_URL = re.compile(r"https?://\S+$", re.IGNORECASE)


class ManifestRow(NamedTuple):
    """One row as written: its line (or its number, in TOML) and its values by column."""

    line: int
    values: dict[str, str]


Facts = dict[str, tuple[GivenFacts, ...]]
"""What is stated, by the absolute path of the file."""


def read(
    path: Path,
    files: Sequence[Path],
    known: Mapping[str, tuple[GivenFacts, ...]],
    paper: Callable[[str], Paper | None],
) -> Facts:
    """Return the facts of a manifest by file.

    ``files`` are those that will be read, ``known`` what was stated of those in the index, ``paper`` looks a paper of
    the index up. A value of a sheet that is still what the index says is no correction and is left out.
    Raises :class:`~cqa.errors.UsageError` that names every fault.
    """
    faults: list[str] = []
    places = _Files(path.parent, files, known)
    found: Facts = {}
    for row in _rows(path):
        if not any(value for name, value in row.values.items() if name not in ("file", "id")):
            continue
        file, why = places.find(row.values.get("file", ""))
        facts, wrong = _checked(row.values)
        faults += [f"line {row.line}: {fault}" for fault in (*((why,) if why else ()), *wrong)]
        if file is None or why or wrong:
            continue
        indexed = paper(row.values["id"]) if row.values.get("id") else None
        facts = _corrections(facts, indexed, known.get(file, ())) if indexed else facts
        stated = (facts,) if any(facts[1:]) else ()
        found[file] = (*found.get(file, ()), *stated)  # () takes back what was stated before
    if faults:
        more = f"\n… and {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else ""
        raise UsageError(f"{path.name} has mistakes; nothing was read.\n" + "\n".join(faults[:MOST_FAULTS]) + more)
    return found


def _rows(path: Path) -> Iterator[ManifestRow]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    yield from _toml(path, data) if path.suffix.lower() == ".toml" else _csv(path, data)


def _toml(path: Path, data: bytes) -> Iterator[ManifestRow]:
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} is not valid TOML: {error}") from error
    papers = table.get("paper")
    if not isinstance(papers, list):
        raise UsageError(f'{path.name} has no [[paper]]; write one table [[paper]] a paper, with file = "…"')
    for number, row in enumerate(papers, start=1):
        columns = _columns(path, list(row))
        yield ManifestRow(number, {columns[key]: _text(value) for key, value in row.items() if columns[key]})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _csv(path: Path, data: bytes) -> Iterator[ManifestRow]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")  # as spreadsheets save it
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in head and "," not in head else ",")
    header = next(reader, [])
    columns = _columns(path, header)
    for cells in reader:
        values = {
            columns[name]: _FORMULA_GUARD.sub("", cell).strip() for name, cell in zip(header, cells, strict=False)
        }
        yield ManifestRow(reader.line_num, {name: value for name, value in values.items() if name})


def _columns(path: Path, header: Sequence[str]) -> dict[str, str]:
    """Return what each column is for, "" for one that states nothing. Raises UsageError for an unknown one."""
    uses = {way: use for use, ways in COLUMNS.items() for way in ways}
    folded = {name: name.strip().lower() for name in header}
    unknown = [name for name, low in folded.items() if low not in uses and low not in COMPUTED]
    if unknown:
        raise UsageError(
            f"{path.name} has a column {unknown[0]!r} that cqa does not know; it knows {', '.join(COLUMNS)}"
        )
    if "file" not in (uses.get(low) for low in folded.values()):
        raise UsageError(f"{path.name} has no column ‘file’; the first line must name the columns")
    return {name: uses.get(low, "") for name, low in folded.items()}


class _Files:
    """The files that a row may name: by path, as seen from the manifest, or by their own name where only one has it."""

    def __init__(self, folder: Path, files: Sequence[Path], known: Mapping[str, object]) -> None:
        self._folder = folder
        self._paths = {str(f) for f in files} | set(known)
        self._by_name: dict[str, list[str]] = {}
        for file in sorted(self._paths):
            self._by_name.setdefault(Path(file).name, []).append(file)

    def find(self, written: str) -> tuple[str | None, str]:
        """Return the path, and what is wrong with the name, if anything."""
        if not written:
            return None, "no file is named"
        for candidate in (Path(written), self._folder / written):
            if (path := str(candidate.resolve())) in self._paths:
                return path, ""
        named = self._by_name.get(Path(written).name, []) if Path(written).name == written else []
        if len(named) == 1:
            return named[0], ""
        if named:
            return None, f"{len(named)} files are called {written}; write the folder, too"
        return None, f"{written} is not among the files to be read; correct the name or give its folder to cqa ingest"


def _checked(values: Mapping[str, str]) -> tuple[GivenFacts, list[str]]:
    """Return the facts of a row in their stored form, and what is wrong with them."""
    facts = {name: values.get(name, "") for name in GivenFacts._fields if name in COLUMNS}
    wrong = []
    for name in ("date", "accessed"):
        if facts[name] not in ("", NONE):
            day = dates.point(facts[name])
            if day is None:
                wrong.append(f"‘{facts[name]}’ is no date; write 2025-03-13 or 13 March 2025")
            facts[name] = day or ""
    if facts["type"] and facts["type"].lower() not in TYPES:
        wrong.append(f"‘{facts['type']}’ is no type of paper; the types are {', '.join(TYPES)}")
    facts["type"] = facts["type"].lower()
    if facts["exempt"] and facts["exempt"].lower() not in YES | NO:
        wrong.append(f"exempt is ‘{facts['exempt']}’; write yes or no")
    facts["exempt"] = "yes" if facts["exempt"].lower() in YES else "no" if facts["exempt"] else ""
    if facts["source"] not in ("", NONE) and not _URL.match(facts["source"]):
        wrong.append(f"‘{facts['source']}’ is no web address; write https://…")
    if facts["title"] == NONE:
        wrong.append("a paper has a title; leave the cell empty to keep the extracted one")
    number = values.get("id", "").rpartition("-")[2] if "-" in values.get("id", "") else ""
    place = int(number) if number.isdigit() else 1 if values.get("id") else 0
    return GivenFacts(place, **facts), wrong


def _corrections(facts: GivenFacts, indexed: Paper, before: Sequence[GivenFacts]) -> GivenFacts:
    """Return the facts without those that the index says already, unless they were stated before."""
    says = {
        "authority": indexed.authority.name if indexed.authority else "",
        "committee": "; ".join(indexed.committees),
        "date": indexed.date or "",
        "title": indexed.title,
        "type": indexed.type,
        "source": indexed.source or "",
        "accessed": indexed.accessed or "",
        "exempt": "yes" if indexed.exempt else "no",
    }
    stated = {name for row in before if row.number in (0, facts.number) for name in says if getattr(row, name)}
    kept = {
        name: "" if name not in stated and _plain(getattr(facts, name)) == _plain(said) else getattr(facts, name)
        for name, said in says.items()
    }
    return GivenFacts(facts.number, **kept)


def _plain(text: str) -> str:
    """Return a text without what a spreadsheet may change."""
    return re.sub(r"\W+", " ", text).strip().casefold()
