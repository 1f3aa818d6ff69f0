"""One file read, split and extracted; a file that cannot be read gives its state with the reason."""

from __future__ import annotations

import hashlib
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from cqa.errors import NeedsOcr, ReadError
from cqa.ingest.discover import changed_at
from cqa.ingest.limits import WALL_SECONDS, TookTooLong, limited_cpu, limited_memory, limited_wall
from cqa.model import FileState, GivenFacts, Ingested

SECONDS_A_FILE = 240
"""CPU seconds after which reading one file is given up; the largest packs take 20.

Character recognition is not counted: it runs in another process.
"""

MOST_HASHED = 1 << 30
"""Bytes of the largest file of which a digest is taken; a larger one is not read either."""


def read_file(
    path: Path, *, ocr: bool = False, given: tuple[GivenFacts, ...] = (), exempt: bool | None = None
) -> Ingested:
    """Return one file, read, split and extracted; a file that cannot be read gives its state with the reason.

    ``given`` are the facts that people state of its papers. ``exempt`` says whether people state the file to be
    exempt, None where they do not say.
    """
    from cqa.extract import divide, extract
    from cqa.read import read
    from cqa.split import passages, split

    seen = path.stat()
    state = FileState(str(path), "", seen.st_size, changed_at(seen), "indexed")
    try:
        document = read(path, ocr=ocr)
    except ReadError as error:
        pages = error.pages if isinstance(error, NeedsOcr) else 0
        digest = _digest(path, seen.st_size)
        return Ingested(replace(state, sha256=digest, status=error.status, error=str(error), pages=pages))
    parts, decisions = divide(document, split(document), exempt)
    papers = extract(document, parts, given, decisions)
    closed = [paper.span for paper in papers if paper.exempt]
    cut = [
        passages(paper, part.sections, document.text, document.pages, closed)
        for paper, part in zip(papers, parts, strict=True)
    ]
    state = replace(
        state,
        sha256=document.sha256,
        papers=tuple(p.id for p in papers),
        media=document.media,
        pages=len(document.pages),
        notes=document.notes,
    )
    return Ingested(
        state,
        document.text,
        document.pages,
        papers,
        tuple(part.sections for part in parts),
        tuple(passage for each in cut for passage in each),
    )


def read_safely(
    path: Path,
    ocr: bool,
    given: tuple[GivenFacts, ...] = (),
    exempt: bool | None = None,
    wall: float = WALL_SECONDS,
) -> Ingested:
    """Return :func:`read_file`; a defect in our code, or reading without end, is a failure of that one file."""
    try:
        str(path).encode()
        room = nullcontext() if ocr else limited_memory(path.stat().st_size)  # pictures of pages need more memory
        with limited_cpu(SECONDS_A_FILE), limited_wall(wall), room:
            return read_file(path, ocr=ocr, given=given, exempt=exempt)
    except TookTooLong:
        return failure(path, f"reading it took more than {SECONDS_A_FILE} s and was stopped. Save or print it again.")
    except MemoryError:
        return failure(path, "reading it took more memory than one file may use. Save or print it again.")
    except UnicodeEncodeError:
        return failure(path, "the name of the file is not UTF-8. Rename it.")
    except OSError as error:
        return failure(path, str(error.strerror or error))
    except Exception as error:
        return failure(path, f"cqa failed on this file ({type(error).__name__}: {error}); please report it")


def failure(path: Path, why: str) -> Ingested:
    """Return the state of a file that could not be read, with the reason."""
    try:
        seen = path.stat()
        sha = _digest(path, seen.st_size)
    except OSError:  # gone, or not ours to read: nothing to compare next time
        return Ingested(FileState(str(path), "", 0, 0, "unreadable", f"{path.name}: {why}"))
    return Ingested(FileState(str(path), sha, seen.st_size, changed_at(seen), "unreadable", f"{path.name}: {why}"))


def unread(path: Path, why: str) -> Ingested:
    """Return the state of a file whose bytes must not be read again: reading it crashed, or did not end."""
    try:
        seen = path.stat()
    except OSError:
        return Ingested(FileState(str(path), "", 0, 0, "unreadable", f"{path.name}: {why}"))
    return Ingested(FileState(str(path), "", seen.st_size, changed_at(seen), "unreadable", f"{path.name}: {why}"))


def _digest(path: Path, size: int) -> str:
    """Return the digest of a file; empty where it is larger than any that is read."""
    return sha256(path) if size <= MOST_HASHED else ""


def sha256(path: Path) -> str:
    """Return the SHA-256 digest of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
