"""Legacy Word files (.doc) through whichever converter is installed, in a child process without a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path, PurePath

from cqa.errors import UnreadableFile, UnsupportedFile
from cqa.model import Document
from cqa.read.builder import TextBuilder
from cqa.read.glyphs import clean

TIMEOUT = 120
"""Seconds for one conversion; antiword takes well under one, LibreOffice about ten."""

MAX_OUTPUT = 100 << 20

CONVERTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("antiword", ("-m", "UTF-8.txt", "-w", "0")),
    ("catdoc", ("-d", "utf-8", "-w")),
)
"""Programs that print a .doc as UTF-8 text, each paragraph on one line; best first."""

OFFICE = ("soffice", "libreoffice")
INSTALL = "Install antiword, catdoc or LibreOffice (Debian: apt-get install antiword), or save it as docx."


def read_doc(data: bytes, path: str, sha256: str) -> Document:
    """A .doc as text. Raises UnsupportedFile where no converter is installed, UnreadableFile where it fails."""
    name = PurePath(path).name
    with tempfile.TemporaryDirectory(prefix="cqa-doc-") as folder:
        copy = Path(folder) / "paper.doc"
        copy.write_bytes(data)
        for program, options in CONVERTERS:
            found = shutil.which(program)
            if found:
                return _document(_run([found, *options, str(copy)], folder, name), path, sha256)
        for program in OFFICE:
            found = shutil.which(program)
            if found:
                return _by_office(found, copy, path, sha256)
    raise UnsupportedFile(f"{name}: this is a Word 97-2003 file and no converter is installed. {INSTALL}")


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
    """The converter's text: one paragraph a line; antiword draws table rows as ``|a |b |``."""
    builder = TextBuilder()
    builder.page(1)
    gap = True
    for raw in output.decode("utf-8", "replace").splitlines():
        line = clean(raw).strip()
        if not line:
            gap = True
            continue
        row = line.startswith("|") and line.endswith("|") and line.count("|") > 1
        if row:
            line = "\t".join(cell.strip() for cell in line.strip("|").split("|"))
        builder.line(line, "\n\n" if gap else "\n", mark="row" if row and "\t" in line else "")
        gap = False
    text, pages, lines = builder.finish()
    return Document(path, sha256, "doc", text, pages, lines)
