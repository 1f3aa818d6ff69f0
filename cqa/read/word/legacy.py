"""Legacy Word files (.doc): those since Word 97 by :mod:`cqa.read.word.doc`, older and damaged ones through whichever
converter is installed, in a child process without a shell; the next one where one fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from cqa.errors import UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean, clean_line
from cqa.read.word.doc import read_word97

TIMEOUT = 120
"""Seconds for one conversion; antiword takes well under one, LibreOffice about ten."""

MAX_OUTPUT = 100 << 20
"""Bytes of a converted document that are read; longer is no paper."""

CONVERTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("antiword", ("-m", "UTF-8.txt", "-w", "0")),
    ("catdoc", ("-d", "utf-8", "-w")),
)
"""Programs that print a .doc as UTF-8 text, each paragraph on one line; best first."""

OFFICE = ("soffice", "libreoffice")
INSTALL = "Install antiword, catdoc or LibreOffice (Debian: apt-get install antiword), or save it as docx."


def read_doc(data: bytes, path: str, sha256: str) -> Document:
    """Read a .doc. Raises EncryptedFile where it is locked, UnsupportedFile where it is no Word 97 and no converter is
    installed, UnreadableFile where all fail."""
    name = PurePath(path).name
    try:
        return read_word97(data, path, sha256)
    except UnreadableFile as error:
        faults = [str(error)]
    with tempfile.TemporaryDirectory(prefix="cqa-doc-") as folder:
        copy = Path(folder) / "paper.doc"
        copy.write_bytes(data)
        for program, options in (*CONVERTERS, *((office, ()) for office in OFFICE)):
            found = shutil.which(program)
            if found is None:
                continue
            try:
                if program in OFFICE:
                    return _by_office(found, copy, path, sha256)
                return _document(_run([found, *options, str(copy)], folder, name), path, sha256)
            except UnreadableFile as error:
                faults.append(str(error))
    if len(faults) > 1:
        raise UnreadableFile(faults[-1])
    raise UnsupportedFile(f"{faults[0]} {INSTALL}")


def _by_office(program: str, copy: Path, path: str, sha256: str) -> Document:
    name = PurePath(path).name
    folder = str(copy.parent)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    _run([program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(copy)], folder, name)
    converted = copy.with_suffix(".docx")
    if not converted.exists():
        raise UnreadableFile(f"{name}: LibreOffice could not convert this Word file. Save it as docx.")
    from cqa.read.word.docx import read_docx

    document = read_docx(converted.read_bytes(), path, sha256)
    return Document(**{**{f: getattr(document, f) for f in document.__slots__}, "media": "doc"})


def _run(command: list[str], folder: str, name: str) -> bytes:
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    program = PurePath(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603 - the program is one of the list above, the path is ours
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(f"{name}: {program} took more than {TIMEOUT} s. Save the file as docx.") from None
    except OSError as error:
        raise UnreadableFile(f"{name}: {program} does not run ({error.strerror}). {INSTALL}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason given"]
        raise UnreadableFile(f"{name}: {program} cannot read this Word file ({said[0][:120]}). Save it as docx.")
    return done.stdout[:MAX_OUTPUT]


def _document(output: bytes, path: str, sha256: str) -> Document:
    """Return the converter's text: one paragraph a line; antiword draws table rows as ``|a |b |``, long cells over
    several."""
    builder = TextBuilder()
    builder.page(1)
    gap = True
    for line in _lines(output.decode("utf-8", "replace").splitlines()):
        if not line:
            gap = True
            continue
        builder.line(line, "\n\n" if gap else "\n", mark="row" if "\t" in line else "")
        gap = False
    text, pages, lines = builder.finish()
    return Document(path, sha256, "doc", text, pages, lines)


def _lines(printed: list[str]) -> Iterator[str]:
    """Yield printed lines, table rows with TAB between cells; a row whose first cell is empty continues the last."""
    row: list[str] = []
    for raw in printed:
        line = clean(raw).strip()
        if line.startswith("|") and line.endswith("|") and line.count("|") > 1:
            cells = [clean_line(cell) for cell in line[1:-1].split("|")]
            if len(cells) == 1:
                yield from _framed(row, cells[0])
                row = []
                continue
            if row and not cells[0] and len(cells) == len(row):
                row = [f"{above} {cell}".strip() for above, cell in zip(row, cells, strict=True)]
                continue
            if any(row):
                yield "\t".join(row)
            row = cells
            continue
        if any(row):
            yield "\t".join(row)
        row = []
        yield clean_line(line)
    if any(row):
        yield "\t".join(row)


def _framed(row: list[str], text: str) -> Iterator[str]:
    """Yield a line of a table of one column, which is only a frame, after the open row."""
    if any(row):
        yield "\t".join(row)
    yield text
